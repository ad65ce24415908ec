import type { Measure } from "../../experiment/result.ts";
import { formatCounted, formatShare } from "../format/count.ts";
import type { HeadlineView } from "../view.ts";
import type { Summarised } from "./first-run.ts";
import { measureOf } from "./measure-of.ts";

const MEASURES = [
  ["cost", "cost.total"],
  ["latency", "latency.pipeline"],
  ["publishDelay", "logs.publishDelay"],
  ["logPublication", "time.logPublication"],
  ["lostBytes", "logs.lostBytes"],
] as const;

/** The answers that come first. */
export function buildHeadline(result: Summarised): HeadlineView {
  const { executions, logs, endedAtMs } = result.firstRun;
  const counts = [...executions.values()];
  const total = counts.reduce((sum, count) => sum + count.total, 0);
  const succeeded = counts.reduce((sum, count) => sum + count.succeeded, 0);
  const publications = logs.flatMap(({ lastPublishedAtMs }) => lastPublishedAtMs ?? []);
  const measures: { -readonly [Key in (typeof MEASURES)[number][0]]?: Measure } = {};
  for (const [key, name] of MEASURES) {
    const measure = measureOf(result, name);
    if (measure !== undefined) measures[key] = measure;
  }
  return {
    ...measures,
    executions: { total, succeeded },
    ...failuresOf(result, total, total - succeeded),
    ...(endedAtMs === undefined ? {} : { endedAtMs }),
    ...(publications.length === 0 ? {} : { lastLogAtMs: Math.max(...publications) }),
  };
}

function failuresOf(result: Summarised, total: number, failed: number): { readonly failures?: string } {
  const succeeded = measureOf(result, "executions.succeeded");
  if (succeeded === undefined || succeeded.mean === 1) return {};
  const { replications } = result;
  const share = formatShare(1 - succeeded.mean);
  if (replications > 1) {
    const interval =
      succeeded.ci95 === null
        ? ""
        : ` (${formatShare(1 - succeeded.ci95.high)} to ${formatShare(1 - succeeded.ci95.low)})`;
    return { failures: `${share}${interval} of the executions in ${replications} runs did not succeed` };
  }
  return { failures: `${failed} of ${formatCounted(total, "execution")} did not succeed` };
}
