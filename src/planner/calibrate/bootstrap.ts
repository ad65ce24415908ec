import { RandomStreams } from "../../engine/random-streams.ts";
import { sampler } from "../../engine/sampler.ts";
import type { Family, Pair } from "./families/family.ts";
import { type Distances, distances } from "./goodness-of-fit.ts";
import { mostLikely } from "./likelihood.ts";
import { makeSample, type Sample } from "./sample.ts";

/** How often chance alone would bring a sample at least as far off; the second is null where there is none. */
export interface PValues {
  readonly ks: number;
  readonly andersonDarling: number | null;
}

/** Larger samples are judged by this many: scaled by their number, the distances hardly depend on it any more. */
const SIZE_MAX = 200;
/** Far below what chance does to the parameters of so few values. */
const TOLERANCE = 1e-3;

/**
 * P-values by the parametric bootstrap: samples of the fitted distribution are rounded and cut off as the real one was,
 * fitted anew, and measured. Tables would say that far too much fits, since the parameters come from the sample itself.
 *
 * Source: W. Stute, W. González Manteiga, M. Presedo Quindimil, Bootstrap based goodness-of-fit tests, Metrika 40 (1993);
 * for the scaling of D: M. A. Stephens, EDF statistics for goodness of fit, JASA 69 (1974).
 */
export function bootstrapPValues(
  family: Family,
  pair: Pair,
  sample: Sample,
  { ks, andersonDarling }: Distances,
  { samples, seed }: { readonly samples: number; readonly seed: string },
): PValues {
  const draw = sampleDrawer(family, pair, sample, seed);
  const size = Math.min(sample.count + sample.censored.length, SIZE_MAX);
  const observed = scaled(ks, sample.count);
  const exceeded = { ks: 0, andersonDarling: 0 };
  for (let index = 0; index < samples; index++) {
    const drawn = draw(size);
    const refitted = drawn.count === 0 ? undefined : mostLikely(family, drawn, TOLERANCE);
    // a sample that cannot even be fitted is as far off as can be
    const far: Distances = refitted === undefined ? FARTHEST : distances(family, refitted, drawn);
    if (scaled(far.ks, drawn.count) >= observed) exceeded.ks += 1;
    if ((far.andersonDarling ?? 0) >= (andersonDarling ?? 0)) exceeded.andersonDarling += 1;
  }
  // the real sample is one of them
  const share = (count: number) => (count + 1) / (samples + 1);
  return { ks: share(exceeded.ks), andersonDarling: andersonDarling === null ? null : share(exceeded.andersonDarling) };
}

const FARTHEST: Distances = { ks: Number.POSITIVE_INFINITY, andersonDarling: Number.POSITIVE_INFINITY };

function scaled(ks: number, count: number): number {
  const root = Math.sqrt(count);
  return ks * (root + 0.12 + 0.11 / root);
}

/** Draws samples of a size, rounded as the real one if its rounding matters. */
function sampleDrawer(family: Family, pair: Pair, sample: Sample, seed: string): (size: number) => Sample {
  const streams = new RandomStreams(seed, 0);
  const value = sampler(family.distribution(pair), streams.stream(`bootstrap/${family.kind}`));
  const limit = limitSampler(sample, streams.stream(`bootstrap/${family.kind}/censored`));
  const step = sample.isCoarse ? sample.resolution : 0;
  return (size) => {
    const complete: number[] = [];
    const censored: number[] = [];
    for (let index = 0; index < size; index++) {
      const x = value();
      const cutAt = limit();
      if (x > cutAt) censored.push(cutAt);
      else complete.push(step === 0 ? x : Math.round(x / step) * step);
    }
    return { ...makeSample(complete, censored, step), isCoarse: sample.isCoarse };
  };
}

/** When observations would have been cut off: what Kaplan and Meier's estimate gives with the two kinds exchanged. */
function limitSampler({ values, counts, count, censored }: Sample, random: () => number): () => number {
  if (censored.length === 0) return () => Number.POSITIVE_INFINITY;
  const survival: number[] = [];
  let left = 1;
  let atRisk = count + censored.length;
  let index = 0;
  for (const cutAt of censored) {
    for (; index < values.length && (values[index] ?? 0) <= cutAt; index++) atRisk -= counts[index] ?? 0;
    left *= 1 - 1 / atRisk;
    atRisk -= 1;
    survival.push(left);
  }
  return () => {
    const u = random();
    const at = survival.findIndex((each) => each <= u);
    return at < 0 ? Number.POSITIVE_INFINITY : (censored[at] ?? Number.POSITIVE_INFINITY);
  };
}
