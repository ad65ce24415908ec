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
  /**
   * How many times larger the variance of the difference would be if nothing were shared: so many times more replications
   * would give the same interval. Null where the differences do not vary, or for a single pair.
   */
  readonly varianceReduction: number | null;
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
  const [differences, before, after] = [new Tally(), new Tally(), new Tally()];
  for (const [index, value] of base.entries()) {
    const other = alternative[index] ?? Number.NaN;
    differences.add(other - value);
    before.add(value);
    after.add(other);
  }
  const interval = confidenceInterval(differences, confidence);
  return {
    mean: differences.mean,
    interval,
    isSignificant: interval !== null && (interval.low > 0 || interval.high < 0),
    varianceReduction: differences.variance > 0 ? (before.variance + after.variance) / differences.variance : null,
  };
}
