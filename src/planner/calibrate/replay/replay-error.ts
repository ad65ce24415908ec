import { quantile } from "../../../stats/quantile.ts";
import type { ReplayedRun } from "./replay-runs.ts";

/** How far simulated runs are from measured ones: what every forecast made from a profile carries with it. */
export interface ReplaySummary {
  readonly jobs: number;
  /** Shares of the measured time, without their sign. */
  readonly medianError: number;
  readonly p90Error: number;
}

/** How far off a simulated time is, as a share of the measured one: above 0 where it is too long. */
export function errorOf(simulatedMs: number, measuredMs: number): number {
  return (simulatedMs - measuredMs) / measuredMs;
}

/** The errors of the profile over all runs that were replayed. */
export function summariseReplay(runs: readonly ReplayedRun[]): ReplaySummary {
  return summariseErrors(runs.map(({ profileMs, measuredMs }) => errorOf(profileMs, measuredMs)));
}

/** Half of the errors, and nine of ten, are smaller than these. */
export function summariseErrors(errors: readonly number[]): ReplaySummary {
  if (errors.length === 0) return { jobs: 0, medianError: 0, p90Error: 0 };
  const sorted = Float64Array.from(errors.map(Math.abs)).sort();
  return { jobs: errors.length, medianError: quantile(sorted, 0.5), p90Error: quantile(sorted, 0.9) };
}
