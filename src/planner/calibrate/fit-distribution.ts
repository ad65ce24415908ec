import { bootstrapPValues } from "./bootstrap.ts";
import { choose, NEAR_AICC } from "./choose-distribution.ts";
import type { DistributionFit, DistributionFits, FitOptions } from "./distribution-fit.ts";
import { FAMILIES } from "./families/families.ts";
import type { Family, Pair } from "./families/family.ts";
import { distances } from "./goodness-of-fit.ts";
import { logLikelihood, mostLikely } from "./likelihood.ts";
import { parameterIntervals } from "./parameter-intervals.ts";
import { makeSample, type Sample } from "./sample.ts";
import { notesOn } from "./sample-notes.ts";

/** Fewer complete values than this say nothing of the shape of what they come from. */
export const FITTED_COUNT_MIN = 5;

const BOOTSTRAP_SAMPLES = 200;
/** P-values are computed for this many of the best at most ... */
const TESTED_MAX = 3;

/**
 * Fits every kind of distribution that suits by maximum likelihood, ranks them by Akaike's criterion for small samples,
 * and chooses one, or the values themselves, or one constant, with the reason.
 *
 * Source: K. P. Burnham, D. R. Anderson, Model Selection and Multimodel Inference, 2nd ed. (2002), sections 2.4 and 2.9.
 *
 * @param values complete observations, finite and not below 0; none is left out
 */
export function fitDistribution(values: readonly number[], options: FitOptions = {}): DistributionFits {
  const sample = makeSample(values, options.censored, options.resolution);
  // a shape cannot be seen in two steps of a coarse rounding
  const isFitted = sample.count >= FITTED_COUNT_MIN && sample.values.length > (sample.isCoarse ? 2 : 1);
  const ranked = isFitted ? rank(sample, options) : [];
  return {
    count: sample.count,
    censoredCount: sample.censored.length,
    resolution: sample.resolution,
    ...choose(sample, ranked),
    ranked,
    notes: notesOn(sample, ranked, options.format ?? String),
  };
}

function rank(sample: Sample, options: FitOptions): DistributionFit[] {
  const candidates = FAMILIES.flatMap((family) => {
    const pair = mostLikely(family, sample);
    return pair === undefined ? [] : [candidate(family, pair, sample)];
  });
  const fitted = candidates.filter(({ logLikelihood }) => Number.isFinite(logLikelihood));
  const sorted = fitted.sort((a, b) => a.aicc - b.aicc || a.bic - b.bic);
  const least = sorted[0]?.aicc ?? 0;
  const likelihoods = sorted.map(({ aicc }) => Math.exp((least - aicc) / 2));
  const total = likelihoods.reduce((sum, each) => sum + each, 0);
  return sorted.map((each, index) => {
    const isTested = index < TESTED_MAX && each.aicc - least < NEAR_AICC;
    const samples = isTested ? (options.bootstrapSamples ?? BOOTSTRAP_SAMPLES) : 0;
    return finish(each, sample, (likelihoods[index] ?? 0) / total, { samples, seed: options.seed ?? "fit" });
  });
}

interface Candidate {
  readonly family: Family;
  readonly pair: Pair;
  readonly logLikelihood: number;
  readonly aicc: number;
  readonly bic: number;
}

function candidate(family: Family, pair: Pair, sample: Sample): Candidate {
  const n = sample.count + sample.censored.length;
  const k = family.parameterCount;
  const log = logLikelihood(family, pair, sample);
  const correction = n > k + 1 ? (2 * k * (k + 1)) / (n - k - 1) : Number.POSITIVE_INFINITY;
  return { family, pair, logLikelihood: log, aicc: 2 * k - 2 * log + correction, bic: k * Math.log(n) - 2 * log };
}

function finish(
  { family, pair, logLikelihood, aicc, bic }: Candidate,
  sample: Sample,
  weight: number,
  bootstrap: { readonly samples: number; readonly seed: string },
): DistributionFit {
  const far = distances(family, pair, sample);
  const p = bootstrap.samples === 0 ? undefined : bootstrapPValues(family, pair, sample, far, bootstrap);
  return {
    distribution: family.distribution(pair),
    parameters: parameterIntervals(family, pair, sample),
    logLikelihood,
    aicc,
    bic,
    weight,
    goodness: {
      ks: far.ks,
      andersonDarling: far.andersonDarling,
      pValue: p?.ks ?? null,
      andersonDarlingPValue: p?.andersonDarling ?? null,
    },
  };
}
