import { nelderMead } from "../../stats/nelder-mead.ts";
import type { Family, Pair } from "./families/family.ts";
import type { Sample } from "./sample.ts";

/**
 * The logarithm of a sample's likelihood. A coarsely rounded value counts with the probability of all that would have
 * been rounded to it, a cut-off one with that of all above it.
 */
export function logLikelihood(family: Family, pair: Pair, sample: Sample): number {
  const { values, counts, censored, resolution, isCoarse } = sample;
  let sum = 0;
  for (let index = 0; index < values.length; index++) {
    const x = values[index] ?? 0;
    const each = isCoarse ? logOfRounded(family, pair, x, resolution) : family.logDensity(pair, x);
    sum += (counts[index] ?? 0) * each;
  }
  for (const value of censored) sum += Math.log(family.parts(pair, value).above);
  return sum;
}

/** As a density, by the step, so that figures of a rounded and of a finer sample can be compared. */
function logOfRounded(family: Family, pair: Pair, x: number, resolution: number): number {
  const low = family.parts(pair, Math.max(0, x - resolution / 2));
  const high = family.parts(pair, x + resolution / 2);
  // of two equal differences the one between the smaller figures has more digits
  const probability = low.below < 0.5 ? high.below - low.below : low.above - high.above;
  return Math.log(probability / resolution);
}

/**
 * The parameters of most likelihood; undefined where the family does not suit the sample.
 *
 * @param tolerance where they have to be searched for: of logarithms, and of places in deviations
 */
export function mostLikely(family: Family, sample: Sample, tolerance = 1e-7): Pair | undefined {
  const start = family.estimate(sample);
  if (start === undefined) return undefined;
  const isExact = !sample.isCoarse && (sample.censored.length === 0 || family.kind === "exponential");
  if (!family.isRegular || isExact) return start;
  const free = toFree(family, start);
  const scale = placeScale(family, free);
  const pairAt = (x: number, y: number) => fromFree(family, [free[0] + x * scale, free[1] + y]);
  const f = (x: number, y: number) => -logLikelihood(family, pairAt(x, y), sample);
  const size: Pair = family.parameters.length === 1 ? [0.1, 0] : [0.1, 0.1];
  const { at } = nelderMead(family.parameters.length === 1 ? (x) => f(x, 0) : f, [0, 0], size, tolerance);
  return pairAt(...at);
}

/** Parameters on a scale on which every number is allowed: logarithms of the positive ones. */
export function toFree({ parameters }: Family, [first, second]: Pair): Pair {
  return [
    parameters[0]?.isPositive === true ? Math.log(first) : first,
    parameters[1]?.isPositive === true ? Math.log(second) : second,
  ];
}

/** The way back of `toFree`. */
export function fromFree({ parameters }: Family, [first, second]: Pair): Pair {
  return [
    parameters[0]?.isPositive === true ? Math.exp(first) : first,
    parameters[1]?.isPositive === true ? Math.exp(second) : second,
  ];
}

/** What the first parameter moves by: a unit of a logarithm, or the deviation that comes with a parameter of place. */
export function placeScale({ parameters }: Family, [, second]: Pair): number {
  return parameters[0]?.isPositive === false ? Math.exp(second) : 1;
}
