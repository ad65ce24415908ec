import { truncatedNormalMoments } from "../../../engine/truncated-normal.ts";
import { normalBelow, normalQuantile } from "../../../stats/normal.ts";
import { meanOf } from "../sample.ts";
import type { Family, Pair } from "./family.ts";

/** How far the mean may lie below 0, in deviations: beyond, it cannot be told from an exponential distribution. */
const BELOW_MAX = 3;

/**
 * The normal distribution cut off below 0, as the engine draws it. It is an exponential family: its likelihood is greatest
 * where its mean and variance are those of the sample.
 */
export const NORMAL: Family = {
  kind: "normal",
  parameters: [
    { name: "mean", isPositive: false },
    { name: "sd", isPositive: true },
  ],
  parameterCount: 2,
  isRegular: true,
  estimate: (sample) => {
    const mean = meanOf(sample, (x) => x);
    const variance = meanOf(sample, (x) => (x - mean) ** 2);
    return variance > 0 ? withMoments(mean, variance) : undefined;
  },
  logDensity: ([mean, sd], x) => {
    const z = (x - mean) / sd;
    return (-z * z) / 2 - Math.log(sd * normalBelow(mean / sd)) - Math.log(2 * Math.PI) / 2;
  },
  parts: ([mean, sd], x) => {
    const kept = normalBelow(mean / sd);
    const above = x <= 0 ? 1 : normalBelow((mean - x) / sd) / kept;
    const below = x <= 0 ? 0 : (normalBelow((x - mean) / sd) - normalBelow(-mean / sd)) / kept;
    return { below, above };
  },
  quantile: ([mean, sd], p) => {
    const above = (1 - p) * normalBelow(mean / sd);
    return above >= 1 ? 0 : Math.max(0, mean - sd * normalQuantile(above));
  },
  distribution: ([mean, sd]) => ({ kind: "normal", mean, sd }),
};

/** The coefficient of variation grows with -mean/sd, from 0 to the 1 of the exponential distribution. */
function withMoments(mean: number, variance: number): Pair | undefined {
  const wanted = variance / (mean * mean);
  const squaredVariation = (ratio: number) => {
    const moments = truncatedNormalMoments(-ratio, 1);
    return moments.variance / (moments.mean * moments.mean);
  };
  if (squaredVariation(BELOW_MAX) <= wanted) return undefined;
  // this far above 0 nothing of it is cut off
  if (wanted < 1 / 81) return [mean, Math.sqrt(variance)];
  let [low, high] = [-10, BELOW_MAX];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (squaredVariation(middle) < wanted) low = middle;
    else high = middle;
  }
  const sd = mean / truncatedNormalMoments(-low, 1).mean;
  return [-low * sd, sd];
}
