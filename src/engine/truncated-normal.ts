import { randomExponential, randomNormal } from "d3-random";
import type { Moments } from "./moments.ts";
import type { RandomSource } from "./random-streams.ts";

/**
 * Draws from the normal distribution cut off below 0.
 *
 * Drawing again takes two tries at most, on average, while the mean is not negative. Below that it would go on for ever:
 * there a shifted exponential proposes, and at least three in four of its proposals are taken.
 * Source: C. P. Robert, Simulation of truncated normal variables, Statistics and Computing 5 (1995), 121-125.
 */
export function truncatedNormalSampler(mean: number, sd: number, source: RandomSource): () => number {
  if (sd === 0) return () => Math.max(0, mean);
  return mean < 0 ? tailSampler(-mean / sd, sd, source) : drawnAgain(randomNormal.source(source)(mean, sd));
}

/**
 * Its exact mean and variance.
 *
 * With alpha = -mean/sd, Mills' ratio R of the normal tail and d = 1/R - alpha, the mean is d sd and the variance
 * (1 - (alpha + d) d) sd^2. In the tail d comes from Laplace's continued fraction 1/(alpha + 2/(alpha + 3/(alpha + ...)))
 * and its first remainder e = 2/(alpha + ...) gives the variance as d (e - d) sd^2, where nothing cancels.
 */
export function truncatedNormalMoments(mean: number, sd: number): Moments {
  if (sd === 0) return { mean: Math.max(0, mean), variance: 0 };
  const alpha = -mean / sd;
  if (alpha > 2) {
    const e = laplaceRemainder(alpha);
    const d = 1 / (alpha + e);
    return { mean: sd * d, variance: sd * sd * d * (e - d) };
  }
  const hazard = density(alpha) / (1 - distributionFunction(alpha));
  return { mean: mean + sd * hazard, variance: sd * sd * (1 - hazard * (hazard - alpha)) };
}

function drawnAgain(sample: () => number): () => number {
  return () => {
    for (;;) {
      const value = sample();
      if (value >= 0) return value;
    }
  };
}

function tailSampler(alpha: number, sd: number, source: RandomSource): () => number {
  const rate = (alpha + Math.sqrt(alpha * alpha + 4)) / 2;
  const excess = randomExponential.source(source)(rate);
  return () => {
    for (;;) {
      const z = excess();
      if (source() <= Math.exp(-((alpha + z - rate) ** 2) / 2)) return sd * z;
    }
  };
}

/** 2/(alpha + 3/(alpha + 4/(...))), from a term far enough out that it no longer matters. */
function laplaceRemainder(alpha: number): number {
  let remainder = 0;
  for (let term = 400; term >= 2; term--) remainder = term / (alpha + remainder);
  return remainder;
}

function density(z: number): number {
  return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
}

/**
 * The normal distribution function by its series 1/2 + density * (z + z^3/3 + z^5/15 + ...), for z up to 2.
 * Source: G. Marsaglia, Evaluating the normal distribution, Journal of Statistical Software 11 (2004).
 */
function distributionFunction(z: number): number {
  if (z < -9) return 0;
  let term = z;
  let sum = z;
  for (let k = 3; sum !== sum + term; k += 2) {
    term *= (z * z) / k;
    sum += term;
  }
  return 0.5 + density(z) * sum;
}
