import type { Result } from "../../experiment/result.ts";
import type { DistributionView } from "../view.ts";

const LABELS: readonly (readonly [RegExp, (id: string) => string])[] = [
  [/^cost\.total$/, () => "Cost"],
  [/^latency\.pipeline$/, () => "Latency of the pipeline"],
  [/^latency\.pipeline\.(.+)$/s, (name) => `Latency of ${name}`],
  [/^cost\.pipeline\.(.+)$/s, (name) => `Cost of ${name}`],
  [/^logs\.publishDelay$/, () => "Delay of logs"],
  [/^logs\.lostBytes$/, () => "Log bytes lost"],
  [/^latency\.activity\.(.+)$/s, (id) => `Latency of ${id}`],
  [/^wait\.runner\.(.+)$/s, (id) => `Wait for a runner: ${id}`],
  [/^wait\.dependencies\.(.+)$/s, (id) => `Wait for dependencies: ${id}`],
  [/^boot\.(.+)$/s, (id) => `Boot of ${id}`],
  [/^utilisation\.(.+)$/s, (id) => `Utilisation of ${id}`],
  [/^attempts\.failed$/, () => "Failed attempts"],
  [/^deadline\.missed$/, () => "Missed deadlines"],
];

/** The measures whose observations differ, the ones asked for first in front. */
export function buildDistributions({ measures }: Result): DistributionView[] {
  const varying = Object.entries(measures).filter(
    ([, measure]) => measure.observations > 1 && measure.max > measure.min,
  );
  return LABELS.flatMap(([pattern, labelOf]) =>
    varying.flatMap(([name, measure]) => {
      const match = pattern.exec(name);
      return match === null ? [] : [{ name, label: labelOf(match[1] ?? ""), measure }];
    }),
  );
}
