import type { Distribution } from "./distribution.ts";
import { gammaFunction } from "./gamma-function.ts";
import { truncatedNormalMoments } from "./truncated-normal.ts";

/** Mean and variance of a distribution; either can be infinite. */
export interface Moments {
  readonly mean: number;
  readonly variance: number;
}

/**
 * The exact moments of what `sampler` draws.
 * Source: N. L. Johnson, S. Kotz, N. Balakrishnan, Continuous Univariate Distributions, 2nd ed.
 */
export function momentsOf(distribution: Distribution): Moments {
  switch (distribution.kind) {
    case "constant":
      return { mean: distribution.value, variance: 0 };
    case "uniform":
      return uniform(distribution.min, distribution.max);
    case "exponential":
      return { mean: distribution.mean, variance: distribution.mean ** 2 };
    case "normal":
      return truncatedNormalMoments(distribution.mean, distribution.sd);
    case "lognormal":
      return lognormal(distribution.mu, distribution.sigma);
    case "gamma":
      return { mean: distribution.shape * distribution.scale, variance: distribution.shape * distribution.scale ** 2 };
    case "weibull":
      return weibull(distribution.shape, distribution.scale);
    case "triangular":
      return triangular(distribution.min, distribution.mode, distribution.max);
    case "pert":
      return pert(distribution.min, distribution.mode, distribution.max);
    case "pareto":
      return pareto(distribution.min, distribution.alpha);
    case "empirical":
      return empirical(distribution.values);
  }
}

function uniform(min: number, max: number): Moments {
  return { mean: (min + max) / 2, variance: (max - min) ** 2 / 12 };
}

function lognormal(mu: number, sigma: number): Moments {
  const mean = Math.exp(mu + sigma ** 2 / 2);
  return { mean, variance: Math.expm1(sigma ** 2) * mean ** 2 };
}

function weibull(shape: number, scale: number): Moments {
  const ratio = gammaFunction(1 + 1 / shape);
  return { mean: scale * ratio, variance: scale ** 2 * (gammaFunction(1 + 2 / shape) - ratio ** 2) };
}

function triangular(min: number, mode: number, max: number): Moments {
  const variance = ((max - min) ** 2 - (mode - min) * (max - mode)) / 18;
  return { mean: (min + mode + max) / 3, variance };
}

/** Of a beta distribution whose two parameters add up to 6. */
function pert(min: number, mode: number, max: number): Moments {
  const mean = (min + 4 * mode + max) / 6;
  return { mean, variance: ((mean - min) * (max - mean)) / 7 };
}

function pareto(min: number, alpha: number): Moments {
  const mean = alpha > 1 ? (alpha * min) / (alpha - 1) : Number.POSITIVE_INFINITY;
  const variance = alpha > 2 ? (alpha * min ** 2) / ((alpha - 1) ** 2 * (alpha - 2)) : Number.POSITIVE_INFINITY;
  return { mean, variance };
}

/** The values are the whole population, so the variance is by n. */
function empirical(values: readonly number[]): Moments {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, variance };
}
