import { gammaQuantile } from "../../../stats/incomplete-gamma.ts";
import { meanOf } from "../sample.ts";
import type { Family } from "./family.ts";

/**
 * The smallest value, and the inverse of the mean logarithm above it (Hill's estimate). A tail index of 1 or less has no
 * mean: such a fit is of no use to a forecast.
 * Source: N. L. Johnson, S. Kotz, N. Balakrishnan, Continuous Univariate Distributions, 2nd ed., section 20.4.
 */
export const PARETO: Family = {
  kind: "pareto",
  parameters: [
    { name: "min", isPositive: true },
    { name: "alpha", isPositive: true },
  ],
  parameterCount: 3,
  isRegular: false,
  // n log(smallest / min) alpha is exponential, n alpha / estimate a gamma variable of shape n - 1
  intervals: ([min, alpha], count) => {
    const scale = alpha / count;
    return [
      { low: min * 0.05 ** (1 / (count * alpha)), high: min },
      { low: scale * gammaQuantile(0.025, count - 1), high: scale * gammaQuantile(0.975, count - 1) },
    ];
  },
  estimate: (sample) => {
    const min = (sample.values[0] ?? 0) - (sample.isCoarse ? sample.resolution / 2 : 0);
    if (!(min > 0)) return undefined;
    const above = (x: number) => Math.log(Math.max(x, min) / min);
    const cutOff = sample.censored.reduce((sum, value) => sum + above(value), 0) / sample.count;
    const alpha = 1 / (meanOf(sample, above) + cutOff);
    return Number.isFinite(alpha) && alpha > 1 ? [min, alpha] : undefined;
  },
  logDensity: ([min, alpha], x) => {
    return x < min ? Number.NEGATIVE_INFINITY : Math.log(alpha / x) + alpha * Math.log(min / x);
  },
  parts: ([min, alpha], x) => {
    const log = x <= min ? 0 : alpha * Math.log(min / x);
    return { below: -Math.expm1(log), above: Math.exp(log) };
  },
  quantile: ([min, alpha], p) => min * (1 - p) ** (-1 / alpha),
  distribution: ([min, alpha]) => ({ kind: "pareto", min, alpha }),
};
