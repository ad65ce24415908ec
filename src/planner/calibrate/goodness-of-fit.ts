import type { Family, Pair } from "./families/family.ts";
import type { Sample } from "./sample.ts";

/** How far a sample is from a distribution. */
export interface Distances {
  /** Kolmogorov and Smirnov's D. */
  readonly ks: number;
  /** Anderson and Darling's A^2; null where observations are cut off, or the range ends at the outermost value. */
  readonly andersonDarling: number | null;
}

/**
 * Both distances. Rounded values are compared where the rounding goes from one to the next, and those that were rounded
 * to one are spread evenly over its step: otherwise ties alone would make a distance.
 */
export function distances(family: Family, pair: Pair, sample: Sample): Distances {
  const { values, counts, count, censored, resolution, isCoarse } = sample;
  const half = isCoarse ? resolution / 2 : 0;
  const survival = censored.length === 0 ? undefined : survivalSteps(sample);
  let ks = 0;
  let squared = 0;
  let seen = 0;
  for (let index = 0; index < values.length; index++) {
    const x = values[index] ?? 0;
    const times = counts[index] ?? 0;
    const low = family.parts(pair, Math.max(0, x - half));
    const high = half === 0 ? low : family.parts(pair, x + half);
    const before = survival === undefined ? seen / count : 1 - (survival[index] ?? 0);
    const after = survival === undefined ? (seen + times) / count : 1 - (survival[index + 1] ?? 0);
    ks = Math.max(ks, Math.abs(low.below - before), Math.abs(high.below - after));
    for (let tie = 0; tie < times; tie++) {
      const share = half === 0 ? 0 : (tie + 0.5) / times;
      const rank = 2 * (seen + tie) + 1;
      const below = Math.max(1e-300, low.below + share * (high.below - low.below));
      const above = Math.max(1e-300, low.above + share * (high.above - low.above));
      squared += rank * Math.log(below) + (2 * count - rank) * Math.log(above);
    }
    seen += times;
  }
  const hasTails = survival === undefined && family.isRegular;
  return { ks, andersonDarling: hasTails ? -count - squared / count : null };
}

/**
 * What is left of all before the first, and after each distinct value, when some were cut off.
 * Source: E. L. Kaplan, P. Meier, Nonparametric estimation from incomplete observations, JASA 53 (1958), 457-481.
 */
export function survivalSteps({ values, counts, count, censored }: Sample): Float64Array {
  const survival = new Float64Array(values.length + 1);
  survival[0] = 1;
  let atRisk = count + censored.length;
  let cut = 0;
  for (let index = 0; index < values.length; index++) {
    // cut off at the very time of an end: it was still there
    for (; cut < censored.length && (censored[cut] ?? 0) < (values[index] ?? 0); cut++) atRisk -= 1;
    const times = counts[index] ?? 0;
    survival[index + 1] = (survival[index] ?? 0) * (1 - times / atRisk);
    atRisk -= times;
  }
  return survival;
}
