import type { Comparison, ComparisonRow, GateRow } from "../../planner/comparison/comparison.ts";
import { formatCounted } from "../format/count.ts";
import { formatFigure } from "../format/figure.ts";

/** `+$0.20`, `-5 min`: a difference in the unit of its measure; `+3.0 points` of a hundred for shares. */
export function formatChange(value: number, unit: ComparisonRow["unit"]): string {
  if (value === 0) return "0";
  const sign = value < 0 ? "-" : "+";
  if (unit === "fraction") return `${sign}${fixed(Math.abs(value) * 100)} points`;
  return `${sign}${formatFigure(Math.abs(value), unit)}`;
}

/** `+8.3 %`; `from 0` where there is nothing to take a share of. */
export function formatRelative({ base, difference, relative }: ComparisonRow): string {
  if (difference === undefined) return "";
  if (difference === 0) return "0 %";
  if (relative === undefined) return base === 0 ? "from 0" : "";
  return `${relative < 0 ? "-" : "+"}${fixed(Math.abs(relative) * 100)} %`;
}

/** `+$0.10 to +$0.30`: where the difference lies; empty where that is not known. */
export function formatChangeInterval({ interval, unit }: Pick<ComparisonRow, "interval" | "unit">): string {
  if (interval === null || (interval.low === null && interval.high === null)) return "";
  const { low, high } = interval;
  if (low === null) return `at most ${formatChange(high ?? 0, unit)}`;
  if (high === null) return `at least ${formatChange(low, unit)}`;
  return `${formatChange(low, unit)} to ${formatChange(high, unit)}`;
}

/** A figure, or a dash where a result has none. */
export function formatSide(value: number | undefined, unit: ComparisonRow["unit"]): string {
  return value === undefined ? "–" : formatFigure(value, unit);
}

/** `$2.24, now $2.60, limit $2.29; within the interval: more replications may turn it`: why a gate is judged as it is. */
export function describeGate({ unit, base, head, limit, interval, isDoubtful, reason }: GateRow): string {
  if (reason !== undefined) return reason;
  const from = base === undefined ? "" : `${formatFigure(base, unit)}, now `;
  const to = `${formatSide(head, unit)}, limit ${formatSide(limit, unit)}`;
  if (interval === null) return `${from}${to}; nothing says how sure that is`;
  return isDoubtful
    ? `${from}${to}; the limit is within the 95 % interval, more replications may tell`
    : `${from}${to}`;
}

/** `1 worse, 2 better, 20 unchanged`. */
export function countComparison({ measures }: Comparison): string {
  const counts = (["worse", "not comparable", "better", "unchanged"] as const).map((verdict) => {
    return { verdict, count: measures.filter((row) => row.verdict === verdict).length };
  });
  const told = counts.filter(({ count }) => count > 0);
  return told.length === 0 ? "no measures" : told.map(({ verdict, count }) => `${count} ${verdict}`).join(", ");
}

/** `2 of 3 gates fail`; undefined where there are none. */
export function countGates({ gates }: Comparison): string | undefined {
  if (gates.length === 0) return undefined;
  const failed = gates.filter(({ verdict }) => verdict === "failed").length;
  return failed === 0
    ? `${formatCounted(gates.length, "gate")} passed`
    : `${failed} of ${formatCounted(gates.length, "gate")} failed`;
}

/** How the intervals were come by, in a sentence. */
export function describeMethods({ measures, base, head }: Comparison): string {
  const methods = new Set(measures.map(({ method }) => method));
  if (methods.has("paired")) {
    return `Both ran ${formatCounted(head.replications, "replication")} with the same random numbers: 95 % intervals of paired differences.`;
  }
  if (methods.has("Welch") || methods.has("Newcombe")) {
    return `95 % intervals from what the results say of their spread (Welch; Newcombe for probabilities), over ${base.replications} and ${head.replications} replications.`;
  }
  return "Single replications say nothing of chance: there are no intervals.";
}

function fixed(value: number): string {
  return value < 0.1 ? String(Number(value.toPrecision(1))) : value.toFixed(value < 100 ? 1 : 0);
}
