import type { Distribution } from "../../engine/distribution.ts";
import type { DistributionFit } from "./distribution-fit.ts";
import { equalGroups } from "./equal-groups.ts";
import type { Sample } from "./sample.ts";

/** A distribution to use, and why this one. */
export interface Choice {
  readonly chosen: Distribution;
  readonly reason: string;
}

/**
 * Fits whose criterion is this near to the best one's explain a sample about as well.
 * Source: K. P. Burnham, D. R. Anderson, Model Selection and Multimodel Inference, 2nd ed. (2002), section 2.6.
 */
export const NEAR_AICC = 2;

/** Chance is no good explanation of a distance that it would bring as rarely as this. */
const DOUBTED_BELOW = 0.05;
/** A fit is given up when chance would bring its distance as rarely as this ... */
const REJECTED_BELOW = 0.01;
/** ... and the distance matters: with thousands of values every distribution that somebody made up can be told from them. */
const DISTANCE_MIN = 0.05;

/** Which distribution to use for a sample, of those fitted to it, best first. */
export function choose(sample: Sample, ranked: readonly DistributionFit[]): Choice {
  const best = ranked[0];
  if (best === undefined) return withoutFits(sample);
  const near = ranked.filter(({ aicc }) => aicc - best.aicc < NEAR_AICC);
  const taken = near.find((fit) => !isDoubted(fit)) ?? best;
  const { kind } = taken.distribution;
  if (isRejected(taken) && sample.censored.length === 0) {
    const distance = `D = ${taken.goodness.ks.toFixed(3)}`;
    const reason = `no distribution fits: the best, ${kind}, is off by ${distance}, so the values themselves are used`;
    return { chosen: empirical(sample), reason };
  }
  const weight = `${Math.round(taken.weight * 100)} % of the weight of evidence`;
  if (taken === best) return { chosen: best.distribution, reason: `${kind} has the smallest AICc, and ${weight}` };
  const reason = `${kind} has ${weight}, nearly as much as ${best.distribution.kind}, and is nearer to the values`;
  return { chosen: taken.distribution, reason };
}

/** Whether chance alone would hardly bring the distance of a fit. */
export function isDoubted(fit: DistributionFit): boolean {
  return leastPValue(fit) < DOUBTED_BELOW;
}

/** Whether a fit is worse than chance explains, and by so much that a forecast would show it. */
export function isRejected(fit: DistributionFit): boolean {
  return leastPValue(fit) < REJECTED_BELOW && fit.goodness.ks >= DISTANCE_MIN;
}

/** By the test that sees more; 1 where none was made. */
export function leastPValue({ goodness }: DistributionFit): number {
  return Math.min(goodness.pValue ?? 1, goodness.andersonDarlingPValue ?? 1);
}

function withoutFits(sample: Sample): Choice {
  const { count, values } = sample;
  if (values.length < 2) {
    const chosen: Distribution = { kind: "constant", value: values[0] ?? 0 };
    if (count === 0) return { chosen, reason: "no observation has ended" };
    return {
      chosen,
      reason: count === 1 ? "the only value: nothing is known of its spread" : `all ${count} are equal`,
    };
  }
  const what =
    sample.isCoarse && values.length === 2 ? "differ by no more than their rounding" : "are too few to see a shape";
  const reason = `${count} values ${what}: each is taken as often as the others, and none beyond them`;
  return { chosen: empirical(sample), reason };
}

function empirical(sample: Sample): Distribution {
  return { kind: "empirical", values: equalGroups(sample) };
}
