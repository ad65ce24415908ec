import { findRoot } from "../../../stats/find-root.ts";
import { meanOf, type Sample } from "../sample.ts";
import type { Family } from "./family.ts";
import { logOf } from "./log-of.ts";

/**
 * The shape k solves sum(x^k log x) / sum(x^k) - 1/k = mean of the logarithms; the scale is the k-th power mean.
 * Source: N. L. Johnson, S. Kotz, N. Balakrishnan, Continuous Univariate Distributions, 2nd ed., section 21.4.1.
 */
export const WEIBULL: Family = {
  kind: "weibull",
  parameters: [
    { name: "shape", isPositive: true },
    { name: "scale", isPositive: true },
  ],
  parameterCount: 2,
  isRegular: true,
  estimate,
  logDensity: ([shape, scale], x) => {
    const log = Math.log(x / scale);
    return Math.log(shape / scale) + (shape - 1) * log - Math.exp(shape * log);
  },
  parts: ([shape, scale], x) => {
    const hazard = (Math.max(0, x) / scale) ** shape;
    return { below: -Math.expm1(-hazard), above: Math.exp(-hazard) };
  },
  quantile: ([shape, scale], p) => scale * (-Math.log1p(-p)) ** (1 / shape),
  distribution: ([shape, scale]) => ({ kind: "weibull", shape, scale }),
};

function estimate(sample: Sample): readonly [number, number] | undefined {
  const log = logOf(sample);
  if (log === undefined) return undefined;
  const centre = meanOf(sample, log);
  const spread = Math.sqrt(meanOf(sample, (x) => (log(x) - centre) ** 2));
  if (!(spread > 1e-9)) return undefined;
  // relative to the largest value, so that no power overflows
  const top = log(sample.values.at(-1) ?? 0);
  const f = (shape: number) => {
    const power = (x: number) => Math.exp(shape * (log(x) - top));
    const sum = meanOf(sample, power);
    const first = meanOf(sample, (x) => power(x) * (log(x) - centre)) / sum;
    const second = meanOf(sample, (x) => power(x) * (log(x) - centre) ** 2) / sum;
    return { value: first - 1 / shape, slope: second - first * first + 1 / (shape * shape) };
  };
  // the logarithm of a Weibull variable has the deviation pi / sqrt(6) / shape
  const start = Math.PI / Math.sqrt(6) / spread;
  let [low, high] = [start / 2, start * 2];
  while (f(low).value > 0) low /= 2;
  while (f(high).value < 0) high *= 2;
  const shape = findRoot(f, low, high, start);
  return [shape, Math.exp(top + Math.log(meanOf(sample, (x) => Math.exp(shape * (log(x) - top)))) / shape)];
}
