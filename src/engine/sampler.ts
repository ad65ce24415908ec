import {
  randomBeta,
  randomExponential,
  randomGamma,
  randomLogNormal,
  randomPareto,
  randomUniform,
  randomWeibull,
} from "d3-random";
import type { Distribution } from "./distribution.ts";
import type { RandomSource } from "./random-streams.ts";
import { truncatedNormalSampler } from "./truncated-normal.ts";

/** Draws from one distribution: each call is a new, independent sample. */
export type Sampler = () => number;

/** A sampler of the distribution that takes its randomness from `source` alone. */
export function sampler(distribution: Distribution, source: RandomSource): Sampler {
  switch (distribution.kind) {
    case "constant":
      return () => distribution.value;
    case "uniform":
      return randomUniform.source(source)(distribution.min, distribution.max);
    case "exponential":
      return randomExponential.source(source)(1 / distribution.mean);
    case "normal":
      return truncatedNormalSampler(distribution.mean, distribution.sd, source);
    case "lognormal":
      return randomLogNormal.source(source)(distribution.mu, distribution.sigma);
    case "gamma":
      return randomGamma.source(source)(distribution.shape, distribution.scale);
    case "weibull":
      return randomWeibull.source(source)(distribution.shape, 0, distribution.scale);
    case "triangular":
      return triangular(distribution.min, distribution.mode, distribution.max, source);
    case "pert":
      return pert(distribution.min, distribution.mode, distribution.max, source);
    case "pareto":
      return pareto(distribution.min, distribution.alpha, source);
    case "empirical":
      return empirical(distribution.values, source);
  }
}

/**
 * The same in integer units, half up and never below 0.
 *
 * Rounding at once is what makes results equal everywhere: the language leaves the last bit of `Math.log`, `exp` and
 * `pow` to whoever implements it, and another version of V8 may give another. Such a difference is about 1e-16 of the sample, so
 * that it can only be seen where a sample lies that close to a half: for milliseconds, once in billions of draws.
 */
export function integerSampler(distribution: Distribution, source: RandomSource): Sampler {
  const sample = sampler(distribution, source);
  return () => Math.max(0, Math.floor(sample() + 0.5));
}

/** By inversion of its distribution function. */
function triangular(min: number, mode: number, max: number, source: RandomSource): Sampler {
  const range = max - min;
  if (range === 0) return () => min;
  const modeAt = (mode - min) / range;
  return () => {
    const u = source();
    if (u < modeAt) return min + Math.sqrt(u * range * (mode - min));
    return max - Math.sqrt((1 - u) * range * (max - mode));
  };
}

/** A beta distribution stretched over [min, max], whose mean is (min + 4 mode + max) / 6. */
function pert(min: number, mode: number, max: number, source: RandomSource): Sampler {
  const range = max - min;
  if (range === 0) return () => min;
  const beta = randomBeta.source(source)(1 + (4 * (mode - min)) / range, 1 + (4 * (max - mode)) / range);
  return () => min + range * beta();
}

function pareto(min: number, alpha: number, source: RandomSource): Sampler {
  const ratio = randomPareto.source(source)(alpha);
  return () => min * ratio();
}

function empirical(values: readonly number[], source: RandomSource): Sampler {
  return () => values[Math.floor(source() * values.length)] ?? 0;
}
