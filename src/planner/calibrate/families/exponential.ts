import { meanOf } from "../sample.ts";
import type { Family } from "./family.ts";

/** One parameter, the mean. Cut-off observations count by their time: the mean is all time over all ends. */
export const EXPONENTIAL: Family = {
  kind: "exponential",
  parameters: [{ name: "mean", isPositive: true }],
  parameterCount: 1,
  isRegular: true,
  estimate: (sample) => {
    const cutOff = sample.censored.reduce((sum, value) => sum + value, 0) / sample.count;
    const mean = meanOf(sample, (x) => x) + cutOff;
    return mean > 0 ? [mean, Number.NaN] : undefined;
  },
  logDensity: ([mean], x) => -x / mean - Math.log(mean),
  parts: ([mean], x) => ({ below: -Math.expm1(-x / mean), above: Math.exp(-x / mean) }),
  quantile: ([mean], p) => -mean * Math.log1p(-p),
  distribution: ([mean]) => ({ kind: "exponential", mean }),
};
