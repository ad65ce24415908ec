import type { CrossCheckRow, Measure } from "../../experiment/result.ts";
import { studentTQuantile } from "../../stats/student-t.ts";

/** An exact value, or bounds between which the mean must be. */
export type Expected = { readonly exact: number } | { readonly atLeast: number; readonly atMost: number };

/** A simulated mean beside what theory says: where the schedules run on, the mean without the warm-up. */
export function compare(measure: string, law: string, expected: Expected, simulated: Measure): CrossCheckRow {
  const { mean, standardError } = estimateOf(simulated);
  const [low, high] = "exact" in expected ? [expected.exact, expected.exact] : [expected.atLeast, expected.atMost];
  const gap = mean < low ? mean - low : Math.max(0, mean - high);
  const round = (value: number) => Math.round(value * 1e3) / 1e3;
  return {
    measure,
    law,
    unit: simulated.unit,
    low: round(low),
    high: round(high),
    simulated: round(mean),
    standardError: standardError === null ? null : round(standardError),
    distance: standardError === null || standardError === 0 ? null : round(gap / standardError),
  };
}

/** The half-width of an interval is so many standard errors, whichever way it came about. */
function estimateOf({ mean, sd, n, steadyState }: Measure): {
  readonly mean: number;
  readonly standardError: number | null;
} {
  if (steadyState === undefined) return { mean, standardError: n < 2 ? null : sd / Math.sqrt(n) };
  const { low, high, groups } = steadyState;
  return { mean: steadyState.mean, standardError: (high - low) / 2 / studentTQuantile(0.975, groups - 1) };
}
