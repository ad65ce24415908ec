import { normalBelow, normalQuantile } from "../../../stats/normal.ts";
import { meanOf } from "../sample.ts";
import type { Family } from "./family.ts";
import { logOf } from "./log-of.ts";

/** Mean and standard deviation of the logarithms, by n as the likelihood has it. */
export const LOGNORMAL: Family = {
  kind: "lognormal",
  parameters: [
    { name: "mu", isPositive: false },
    { name: "sigma", isPositive: true },
  ],
  parameterCount: 2,
  isRegular: true,
  estimate: (sample) => {
    const log = logOf(sample);
    if (log === undefined) return undefined;
    const mu = meanOf(sample, log);
    const sigma = Math.sqrt(meanOf(sample, (x) => (log(x) - mu) ** 2));
    return sigma > 0 ? [mu, sigma] : undefined;
  },
  logDensity: ([mu, sigma], x) => {
    const z = (Math.log(x) - mu) / sigma;
    return (-z * z) / 2 - Math.log(x * sigma) - Math.log(2 * Math.PI) / 2;
  },
  parts: ([mu, sigma], x) => {
    const z = x <= 0 ? Number.NEGATIVE_INFINITY : (Math.log(x) - mu) / sigma;
    return { below: normalBelow(z), above: normalBelow(-z) };
  },
  quantile: ([mu, sigma], p) => (p <= 0 ? 0 : Math.exp(mu + sigma * normalQuantile(p))),
  distribution: ([mu, sigma]) => ({ kind: "lognormal", mu, sigma }),
};
