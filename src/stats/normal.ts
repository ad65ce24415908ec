import { invariant } from "../base/invariant.ts";
import { incompleteGamma } from "./incomplete-gamma.ts";

/** The probability that a standard normal variable stays below z; small ones keep their digits. */
export function normalBelow(z: number): number {
  const { below, above } = incompleteGamma(0.5, (z * z) / 2);
  return z < 0 ? above / 2 : 0.5 + below / 2;
}

/** The density of the standard normal distribution. */
export function normalDensity(z: number): number {
  return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
}

/**
 * The value that a standard normal variable stays below with probability `p`.
 *
 * The logarithm of the distribution function is concave, so that Newton's steps from the left never overshoot; the bound
 * exp(-z^2 / 2) / 2 of the tail gives a start on the left.
 */
export function normalQuantile(p: number): number {
  invariant(p > 0 && p < 1, "a quantile of the normal distribution is asked for between 0 and 1");
  if (p > 0.5) return -normalQuantile(1 - p);
  let z = -Math.sqrt(-2 * Math.log(p));
  for (;;) {
    const below = normalBelow(z);
    const next = z - (Math.log(below / p) * below) / normalDensity(z);
    if (!(next > z + 1e-16)) return next;
    z = next;
  }
}
