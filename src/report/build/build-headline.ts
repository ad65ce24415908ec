import type { Measure, Result } from "../../experiment/result.ts";
import { formatCounted, formatShare } from "../format/count.ts";
import type { HeadlineView } from "../view.ts";
import { measureOf } from "./measure-of.ts";

const MEASURES = [
  ["cost", "cost.total"],
  ["latency", "latency.pipeline"],
  ["publishDelay", "logs.publishDelay"],
  ["logPublication", "time.logPublication"],
  ["lostBytes", "logs.lostBytes"],
] as const;

/** The answers that come first. */
export function buildHeadline(result: Result): HeadlineView {
  const { executions, logs } = result;
  const ends = executions.flatMap(({ endedAtMs }) => endedAtMs ?? []);
  const publications = logs.flatMap(({ publishedAtMs }) => publishedAtMs ?? []);
  const measures: { -readonly [Key in (typeof MEASURES)[number][0]]?: Measure } = {};
  for (const [key, name] of MEASURES) {
    const measure = measureOf(result, name);
    if (measure !== undefined) measures[key] = measure;
  }
  return {
    ...measures,
    executions: { total: executions.length, succeeded: executions.filter(({ succeeded }) => succeeded).length },
    ...failuresOf(result),
    ...(ends.length === 0 || ends.length < executions.length ? {} : { endedAtMs: last(ends) }),
    ...(publications.length === 0 ? {} : { lastLogAtMs: last(publications) }),
  };
}

function failuresOf(result: Result): { readonly failures?: string } {
  const succeeded = measureOf(result, "executions.succeeded");
  if (succeeded === undefined || succeeded.mean === 1) return {};
  const { replications, executions } = result;
  const share = formatShare(1 - succeeded.mean);
  if (replications > 1) {
    const interval =
      succeeded.ci95 === null
        ? ""
        : ` (${formatShare(1 - succeeded.ci95.high)} to ${formatShare(1 - succeeded.ci95.low)})`;
    return { failures: `${share}${interval} of the executions in ${replications} runs did not succeed` };
  }
  const failed = executions.filter((execution) => !execution.succeeded).length;
  return { failures: `${failed} of ${formatCounted(executions.length, "execution")} did not succeed` };
}

/** Not `Math.max(...instants)`: a long run has more values than a call may have arguments. */
function last(instants: readonly number[]): number {
  return instants.reduce((latest, instant) => Math.max(latest, instant), Number.NEGATIVE_INFINITY);
}
