import { invariant } from "../base/invariant.ts";
import { type ConfidenceInterval, confidenceInterval } from "./half-width.ts";
import { Tally } from "./tally.ts";

/** How far two alternatives are apart, judged replication by replication. */
export interface PairedDifference {
  /** Of `alternative - base`. */
  readonly mean: number;
  /** Null for a single pair. */
  readonly interval: ConfidenceInterval | null;
  /** Whether the interval leaves 0 out. */
  readonly isSignificant: boolean;
}

/**
 * Compares two alternatives that were run with common random numbers: what chance did to both alike cancels out.
 * Source: A. M. Law, Simulation Modeling and Analysis, 5th ed., section 10.2.1, the paired-t confidence interval.
 *
 * @param base one figure for each replication
 * @param alternative the figures of the same replications
 */
export function pairedDifference(
  base: readonly number[],
  alternative: readonly number[],
  confidence = 0.95,
): PairedDifference {
  invariant(base.length === alternative.length && base.length > 0, "pairs have two members");
  const differences = new Tally();
  for (const [index, value] of base.entries()) differences.add((alternative[index] ?? Number.NaN) - value);
  const interval = confidenceInterval(differences, confidence);
  return {
    mean: differences.mean,
    interval,
    isSignificant: interval !== null && (interval.low > 0 || interval.high < 0),
  };
}
