import { invariant } from "../base/invariant.ts";
import type { ConfidenceInterval } from "./half-width.ts";
import { studentTQuantile } from "./student-t.ts";

/** What is known of independent observations without the observations themselves. */
export interface SampleSummary {
  readonly mean: number;
  /** Sample standard deviation. */
  readonly sd: number;
  /** At least 2. */
  readonly n: number;
}

/**
 * Where the difference `alternative - base` of two independent means lies, their variances being unequal. Where both
 * share their randomness it is wider than it need be, never narrower as long as they vary alike.
 * Source: B. L. Welch, The generalization of Student's problem when several different population variances are
 * involved, Biometrika 34 (1947); degrees of freedom by F. E. Satterthwaite, Biometrics Bulletin 2 (1946).
 */
export function welchDifference(
  base: SampleSummary,
  alternative: SampleSummary,
  confidence = 0.95,
): ConfidenceInterval {
  invariant(base.n > 1 && alternative.n > 1, "a sample of one says nothing of its spread");
  const mean = alternative.mean - base.mean;
  const [a, b] = [base.sd ** 2 / base.n, alternative.sd ** 2 / alternative.n];
  if (a + b === 0) return { low: mean, high: mean, halfWidth: 0 };
  const df = (a + b) ** 2 / (a ** 2 / (base.n - 1) + b ** 2 / (alternative.n - 1));
  // rounding may leave a hair less than the one degree that it is at least
  const halfWidth = studentTQuantile(0.5 + confidence / 2, Math.max(1, df)) * Math.sqrt(a + b);
  return { low: mean - halfWidth, high: mean + halfWidth, halfWidth };
}
