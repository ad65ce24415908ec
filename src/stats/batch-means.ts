import { type ConfidenceInterval, confidenceInterval } from "./half-width.ts";
import { normalQuantile } from "./normal.ts";
import { Tally } from "./tally.ts";

/** Fewer batches make the interval wide, more make them depend on each other. */
const BATCH_COUNTS: readonly number[] = [30, 20, 15, 10];

/** What the batches of a long run say of its mean. */
export interface BatchMeans {
  readonly mean: number;
  readonly batches: number;
  readonly batchSize: number;
  readonly interval: ConfidenceInterval;
}

/**
 * The mean of successive, dependent observations of one long run and its confidence interval, from the means of
 * batches long enough to be as good as independent; null where even ten batches depend on each other visibly, or
 * there are too few observations to tell. The first observations that do not fill a batch are left out.
 *
 * Source: B. W. Schmeiser, Batch size effects in the analysis of simulation output, Operations Research 30 (1982),
 * for 10 to 30 batches; A. M. Law, Simulation Modeling and Analysis, 5th ed., section 9.5.3.
 */
export function batchMeans(observations: ArrayLike<number>, confidence = 0.95): BatchMeans | null {
  for (const batches of BATCH_COUNTS) {
    const batchSize = Math.floor(observations.length / batches);
    if (batchSize < 5) continue;
    const means = meansOf(observations, batches, batchSize);
    if (dependVisibly(means)) continue;
    const tally = new Tally();
    for (const mean of means) tally.add(mean);
    const interval = confidenceInterval(tally, confidence);
    if (interval !== null) return { mean: tally.mean, batches, batchSize, interval };
  }
  return null;
}

function meansOf(observations: ArrayLike<number>, batches: number, batchSize: number): number[] {
  const first = observations.length - batches * batchSize;
  return Array.from({ length: batches }, (_, batch) => {
    let sum = 0;
    const start = first + batch * batchSize;
    for (let index = start; index < start + batchSize; index++) sum += observations[index] ?? Number.NaN;
    return sum / batchSize;
  });
}

/**
 * Whether neighbours resemble each other more than chance explains at the level of 10 %.
 * Source: J. von Neumann, Distribution of the ratio of the mean square successive difference to the variance, Annals of
 * Mathematical Statistics 12 (1941); for n independent values the ratio is 2 on average, with a variance of
 * 4 (n - 2) / (n^2 - 1).
 */
function dependVisibly(means: readonly number[]): boolean {
  const n = means.length;
  const tally = new Tally();
  for (const mean of means) tally.add(mean);
  if (!(tally.variance > 0)) return false;
  let successive = 0;
  for (const [index, mean] of means.entries()) {
    const before = means[index - 1];
    if (before !== undefined) successive += (mean - before) ** 2;
  }
  const ratio = successive / ((n - 1) * tally.variance);
  return ratio < 2 - normalQuantile(0.9) * Math.sqrt((4 * (n - 2)) / (n * n - 1));
}
