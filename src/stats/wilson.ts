import { invariant } from "../base/invariant.ts";
import { normalQuantile } from "./normal.ts";

/** Where a probability lies with the given confidence, from 0 to 1. */
export interface ProbabilityInterval {
  readonly low: number;
  readonly high: number;
}

/**
 * The interval of a probability of which `count` of `trials` independent trials were seen; all from 0 to 1 for none.
 *
 * Unlike the textbook's mean plus or minus, it says something where none or all were seen: 0 of 10 is up to 28 %.
 * Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927), 209-212.
 */
export function wilsonInterval(count: number, trials: number, confidence = 0.95): ProbabilityInterval {
  invariant(count >= 0 && count <= trials, "at most every trial counts");
  if (trials === 0) return { low: 0, high: 1 };
  const z = normalQuantile(0.5 + confidence / 2);
  const share = count / trials;
  const centre = share + (z * z) / (2 * trials);
  const spread = z * Math.sqrt((share * (1 - share)) / trials + (z * z) / (4 * trials * trials));
  const scale = 1 + (z * z) / trials;
  // at the ends the two terms are equal, and rounding must not leave a remainder
  return {
    low: count === 0 ? 0 : Math.max(0, (centre - spread) / scale),
    high: count === trials ? 1 : Math.min(1, (centre + spread) / scale),
  };
}
