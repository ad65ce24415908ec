import type { Measure } from "../../experiment/result.ts";
import { formatCount } from "./count.ts";
import { formatFigure } from "./figure.ts";

/** `in the long run 25 min (24 min to 26 min), without the first 120 as warm-up`; undefined where nothing runs on. */
export function describeSteadyState({ unit, steadyState }: Measure): string | undefined {
  if (steadyState === undefined) return undefined;
  const { mean, low, high, warmUp, method, groups } = steadyState;
  const figures = `${formatFigure(mean, unit)} (95 % interval ${formatFigure(low, unit)} to ${formatFigure(high, unit)})`;
  const from = method === "batch means" ? `${groups} batches of one run` : `${groups} runs`;
  return `in the long run ${figures}, from ${from} without ${formatCount(warmUp)} observations of the warm-up`;
}
