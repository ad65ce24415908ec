import { invariant } from "../base/invariant.ts";

/** Where a quantile lies with the given confidence; null where the sample is too small to bound it on that side. */
export interface QuantileInterval {
  readonly low: number | null;
  readonly high: number | null;
}

/** Observations that belong together, the ones of a replication say: so many, of which so many are at most a value. */
export interface Cluster {
  readonly size: number;
  countAtMost(value: number): number;
}

/**
 * The interval of the quantile at `p` of independent observations, whatever they are distributed like: two of them, whose
 * ranks the binomial distribution tells. A quantile in the tail of a small sample has no upper bound.
 * Source: W. J. Conover, Practical Nonparametric Statistics, 3rd ed., section 3.2.
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
 * How many independent observations a sample in clusters is worth for its quantile `value` at `p`: what the spread among
 * the clusters of the share at most `value` says. Between 1 and the number of observations.
 * Source: R. S. Woodruff, Confidence intervals for medians and other position measures, JASA 47 (1952), with the
 * variance of a ratio: W. G. Cochran, Sampling Techniques, 3rd ed., section 6.5.
 */
export function independentObservations(clusters: readonly Cluster[], value: number): number {
  let [total, below] = [0, 0];
  const counts = clusters.map((cluster) => {
    const count = cluster.countAtMost(value);
    total += cluster.size;
    below += count;
    return { size: cluster.size, count };
  });
  const share = below / total;
  let squares = 0;
  for (const { size, count } of counts) squares += (count - share * size) ** 2;
  const variance = (squares * clusters.length) / (clusters.length - 1) / (total * total);
  if (!(variance > 0)) return total;
  return Math.min(total, Math.max(1, (share * (1 - share)) / variance));
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
