import { findRoot } from "../../../stats/find-root.ts";
import { digamma, logGamma, trigamma } from "../../../stats/gamma-functions.ts";
import { gammaQuantile, incompleteGamma } from "../../../stats/incomplete-gamma.ts";
import { meanOf } from "../sample.ts";
import type { Family } from "./family.ts";
import { logOf } from "./log-of.ts";

/**
 * The mean is that of the sample; the shape solves log(shape) - digamma(shape) = log(mean) - mean of the logarithms.
 * Source: N. L. Johnson, S. Kotz, N. Balakrishnan, Continuous Univariate Distributions, 2nd ed., section 17.7; the start
 * and its bounds by T. P. Minka, Estimating a gamma distribution (2002).
 */
export const GAMMA: Family = {
  kind: "gamma",
  parameters: [
    { name: "shape", isPositive: true },
    { name: "scale", isPositive: true },
  ],
  parameterCount: 2,
  isRegular: true,
  estimate: (sample) => {
    const log = logOf(sample);
    if (log === undefined) return undefined;
    const mean = meanOf(sample, (x) => x);
    const gap = Math.log(mean) - meanOf(sample, log);
    if (!(gap > 1e-12)) return undefined;
    const shape = shapeFor(gap);
    return [shape, mean / shape];
  },
  logDensity: ([shape, scale], x) => (shape - 1) * Math.log(x) - x / scale - logGamma(shape) - shape * Math.log(scale),
  parts: ([shape, scale], x) => incompleteGamma(shape, x / scale),
  quantile: ([shape, scale], p) => scale * gammaQuantile(p, shape),
  distribution: ([shape, scale]) => ({ kind: "gamma", shape, scale }),
};

/** Since 1/(2k) < log(k) - digamma(k) < 1/k, the root lies between 1/(2 gap) and 1/gap. */
function shapeFor(gap: number): number {
  const f = (shape: number) => ({
    value: Math.log(shape) - digamma(shape) - gap,
    slope: 1 / shape - trigamma(shape),
  });
  const start = (3 - gap + Math.sqrt((gap - 3) ** 2 + 24 * gap)) / (12 * gap);
  return findRoot(f, 0.5 / gap, 1 / gap, start);
}
