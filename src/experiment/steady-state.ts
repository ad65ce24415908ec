import { batchMeans } from "../stats/batch-means.ts";
import { confidenceInterval } from "../stats/half-width.ts";
import { Tally } from "../stats/tally.ts";
import { warmUpLength } from "../stats/warm-up.ts";

/** Below this a replication says too little of its long run. */
const LEAST_OBSERVATIONS = 100;

/** What a measure tends to when the schedules run on: without the first observations, which belong to the warm-up. */
export interface SteadyState {
  /** From batches of the only replication, or from the means of several replications. */
  readonly method: "batch means" | "replication deletion";
  /** Observations left out as warm-up, of all replications. */
  readonly warmUp: number;
  /** Observations that remain. */
  readonly observations: number;
  /** Batches, or replications. */
  readonly groups: number;
  readonly mean: number;
  /** Of 95 % confidence. */
  readonly low: number;
  readonly high: number;
}

/**
 * The steady state of a measure that was observed one after another for as long as the forecast goes; null where any
 * replication is too short to tell its warm-up, or its batches depend on each other.
 * Source: A. M. Law, Simulation Modeling and Analysis, 5th ed., section 9.5: replication and deletion, batch means.
 *
 * @param replications the observations of each, in the order in which they were made
 */
export function steadyState(replications: readonly Float64Array[]): SteadyState | null {
  const remaining: Float64Array[] = [];
  let warmUp = 0;
  for (const observations of replications) {
    const length = observations.length < LEAST_OBSERVATIONS ? null : warmUpLength(observations);
    if (length === null) return null;
    warmUp += length;
    remaining.push(observations.subarray(length));
  }
  const count = remaining.reduce((sum, { length }) => sum + length, 0);
  const [only] = remaining;
  if (only !== undefined && remaining.length === 1) return fromBatches(only, warmUp);
  const means = new Tally();
  for (const observations of remaining) means.add(meanOf(observations));
  const interval = confidenceInterval(means);
  if (interval === null) return null;
  const { low, high } = interval;
  const groups = remaining.length;
  return { method: "replication deletion", warmUp, observations: count, groups, mean: means.mean, low, high };
}

function fromBatches(observations: Float64Array, warmUp: number): SteadyState | null {
  const result = batchMeans(observations);
  if (result === null) return null;
  const { mean, batches, interval } = result;
  const { low, high } = interval;
  return { method: "batch means", warmUp, observations: observations.length, groups: batches, mean, low, high };
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
