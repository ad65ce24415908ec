import { studentTQuantile } from "./student-t.ts";
import type { Tally } from "./tally.ts";

/** Where a mean lies with the given confidence. */
export interface ConfidenceInterval {
  readonly low: number;
  readonly high: number;
  readonly halfWidth: number;
}

/**
 * Student's confidence interval of the mean of independent observations (the means of replications, say); null for
 * fewer than two, which say nothing of their spread.
 */
export function confidenceInterval(tally: Tally, confidence = 0.95): ConfidenceInterval | null {
  if (tally.count < 2) return null;
  const standardError = Math.sqrt(tally.variance / tally.count);
  const halfWidth = studentTQuantile(0.5 + confidence / 2, tally.count - 1) * standardError;
  return { low: tally.mean - halfWidth, high: tally.mean + halfWidth, halfWidth };
}
