import { invariant } from "../base/invariant.ts";

/** Where a quantile lies with the given confidence; null where the sample is too small to bound it on that side. */
export interface QuantileInterval {
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * The interval of the quantile at `p` of independent observations, whatever they are distributed like: two of them, whose
 * ranks the binomial distribution tells. A quantile in the tail of a small sample has no upper bound.
 * Source: W. J. Conover, Practical Nonparametric Statistics, 3rd ed., section 3.2; for clusters R. S. Woodruff, Confidence
 * intervals for medians and other position measures, JASA 47 (1952).
 *
 * @param sorted in ascending order
 * @param independent how many independent observations they are worth (their number unless they come in clusters)
 */
export function quantileInterval(
  sorted: Float64Array,
  p: number,
  confidence = 0.95,
  independent = sorted.length,
): QuantileInterval {
  const worth = Math.floor(independent);
  invariant(worth >= 1 && worth <= sorted.length, "a sample is worth at most the number of its observations");
  const { low, high } = quantileRanks(worth, p, confidence);
  const at = (rank: number) => sorted[Math.ceil((rank / worth) * sorted.length) - 1] ?? Number.NaN;
  return { low: low < 1 ? null : at(low), high: high > worth ? null : at(high) };
}

/**
 * The ranks, from 1, of the observations that bound the quantile: the largest `low` with P(B < low) and the smallest
 * `high` with P(B >= high) at most half of what confidence leaves, B being binomial; 0 and n + 1 where there is none.
 */
function quantileRanks(n: number, p: number, confidence: number): { readonly low: number; readonly high: number } {
  const tail = (1 - confidence) / 2;
  const weights = binomialWeights(n, p);
  let below = 0;
  let low = weights.first;
  for (const weight of weights.values) {
    if (below + weight > tail) break;
    below += weight;
    low += 1;
  }
  let above = 0;
  let high = weights.first + weights.values.length;
  for (const weight of weights.values.toReversed()) {
    if (above + weight > tail) break;
    above += weight;
    high -= 1;
  }
  return { low, high };
}

/** The probabilities of a binomial variable as far as they are above the last digit of a number, from the mode outwards. */
function binomialWeights(n: number, p: number): { readonly first: number; readonly values: readonly number[] } {
  const odds = p / (1 - p);
  const mode = Math.min(n, Math.floor((n + 1) * p));
  const up = [1];
  for (let k = mode, weight = 1; k < n && weight > 1e-17; k++) {
    weight *= ((n - k) / (k + 1)) * odds;
    up.push(weight);
  }
  const down: number[] = [];
  for (let k = mode, weight = 1; k > 0 && weight > 1e-17; k--) {
    weight *= k / (n - k + 1) / odds;
    down.push(weight);
  }
  const all = [...down.reverse(), ...up];
  const sum = all.reduce((total, weight) => total + weight, 0);
  return { first: mode - down.length, values: all.map((weight) => weight / sum) };
}
