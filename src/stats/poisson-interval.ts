import { invariant } from "../base/invariant.ts";
import { gammaQuantile } from "./incomplete-gamma.ts";

/** Where the mean of a Poisson count lies with the given confidence. */
export interface CountInterval {
  readonly low: number;
  readonly high: number;
}

/**
 * The exact interval of the mean of a Poisson variable of which `count` was seen: it covers at least as often as it says.
 * Source: F. Garwood, Fiducial limits for the Poisson distribution, Biometrika 28 (1936), 437-442.
 */
export function poissonInterval(count: number, confidence = 0.95): CountInterval {
  invariant(Number.isInteger(count) && count >= 0, "events are counted");
  const tail = (1 - confidence) / 2;
  const low = count === 0 ? 0 : gammaQuantile(tail, count);
  return { low, high: gammaQuantile(1 - tail, count + 1) };
}
