import type { CheckRow } from "../../experiment/result.ts";
import { formatFigure } from "./figure.ts";

/** `$2.40 (95 % interval $2.19 to $2.61)`, `96 % (at least 93 %)`: what a condition was judged by. */
export function describeCheck({ unit, value, interval }: CheckRow): string {
  const figure = formatFigure(value, unit);
  if (interval === null) return `${figure} in one run`;
  const { low, high } = interval;
  if (low !== null && high !== null) {
    return `${figure} (95 % interval ${formatFigure(low, unit)} to ${formatFigure(high, unit)})`;
  }
  if (low !== null) return `${figure} (at least ${formatFigure(low, unit)}; more runs tell)`;
  return high !== null
    ? `${figure} (at most ${formatFigure(high, unit)}; more runs tell)`
    : `${figure} (more runs tell)`;
}

/** `2 met, 1 undecided`: how many conditions hold. */
export function countVerdicts(checks: readonly CheckRow[]): string {
  return (["met", "missed", "undecided"] as const)
    .map((verdict) => ({ verdict, count: checks.filter((row) => row.verdict === verdict).length }))
    .flatMap(({ verdict, count }) => (count === 0 ? [] : [`${count} ${verdict}`]))
    .join(", ");
}
