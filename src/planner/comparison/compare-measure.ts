import type { Measure } from "../../experiment/result.ts";
import { differenceOfIntervals } from "../../stats/difference-of-intervals.ts";
import { pairedDifference } from "../../stats/paired-difference.ts";
import type { QuantileInterval } from "../../stats/quantile-interval.ts";
import { welchDifference } from "../../stats/welch-difference.ts";
import type { ComparisonRow, DifferenceMethod } from "./comparison.ts";
import { directionOf } from "./direction.ts";
import type { MeansOfPairs } from "./paired-means.ts";

/** One measure as two results have it. */
export interface MeasurePair {
  readonly measure: string;
  readonly base: Measure | undefined;
  readonly head: Measure | undefined;
  readonly pair?: MeansOfPairs;
  readonly tolerance: number;
  readonly obstacles: readonly string[];
}

/** Says how far the means are apart, how sure that is, and whether it is for the better. */
export function compareMeasure(both: MeasurePair): ComparisonRow {
  const { measure, base, head, obstacles } = both;
  const row = {
    measure,
    unit: (head ?? base)?.unit ?? "count",
    ...(base === undefined ? {} : { base: base.mean }),
    ...(head === undefined ? {} : { head: head.mean }),
  };
  const not = (reason: string): ComparisonRow => {
    return { ...row, interval: null, method: "none", verdict: "not comparable", reason };
  };
  if (base === undefined) return not("appears");
  if (head === undefined) return not("goes away");
  if (base.unit !== head.unit) return not(`other unit (${base.unit}, now ${head.unit})`);
  const difference = head.mean - base.mean;
  const change = {
    ...row,
    difference,
    ...(base.mean === 0 ? {} : { relative: difference / Math.abs(base.mean) }),
    ...intervalOf(base, head, both.pair),
  };
  if (obstacles.length > 0) return { ...change, verdict: "not comparable", reason: obstacles.join("; ") };
  return { ...change, ...judge(measure, change, Math.max(Math.abs(base.mean), Math.abs(head.mean)) * both.tolerance) };
}

/** Pairs say most; else what each result says of its spread, by the rule that fits what was counted. */
function intervalOf(
  base: Measure,
  head: Measure,
  pair: MeansOfPairs | undefined,
): { readonly interval: QuantileInterval | null; readonly method: DifferenceMethod } {
  if (base.n < 2 || head.n < 2) return { interval: null, method: "none" };
  // pairs of a part of the replications would tell of other means than those shown
  if (pair !== undefined && pair.base.length === base.n && pair.head.length === head.n) {
    const { interval } = pairedDifference(pair.base, pair.head);
    return { interval: boundsOf(interval), method: "paired" };
  }
  if (base.isProbability === true && base.ci95 !== null && head.ci95 !== null) {
    const of = ({ mean, ci95 }: Measure) => ({ value: mean, interval: boundsOf(ci95) ?? { low: null, high: null } });
    return { interval: differenceOfIntervals(of(base), of(head)), method: "Newcombe" };
  }
  return { interval: boundsOf(welchDifference(base, head)), method: "Welch" };
}

function boundsOf(interval: { readonly low: number; readonly high: number } | null): QuantileInterval | null {
  return interval === null ? null : { low: interval.low, high: interval.high };
}

function judge(
  measure: string,
  { difference, interval }: { readonly difference: number; readonly interval: QuantileInterval | null },
  tolerated: number,
): Pick<ComparisonRow, "verdict" | "reason"> {
  if (difference === 0) return { verdict: "unchanged" };
  if (Math.abs(difference) <= tolerated) return { verdict: "unchanged", reason: "within the tolerance" };
  const low = interval?.low ?? Number.NEGATIVE_INFINITY;
  const high = interval?.high ?? Number.POSITIVE_INFINITY;
  if (interval !== null && low <= 0 && high >= 0) return { verdict: "unchanged", reason: "within the interval" };
  const direction = directionOf(measure);
  if (direction === "neither") return { verdict: "not comparable", reason: "neither more nor less of it is better" };
  const verdict = difference < 0 === (direction === "less") ? "better" : "worse";
  return interval === null ? { verdict, reason: "single runs: chance is not told apart" } : { verdict };
}
