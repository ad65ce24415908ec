const BATCH_SIZE = 5;

/**
 * How many of the first observations of a run belong to its warm-up and are better left out: MSER-5, the truncation that
 * makes the confidence interval of the mean of what remains the narrowest. Null when it would take half of the run or
 * more, or there are fewer than ten observations: then the run is too short to tell.
 *
 * Source: K. P. White, M. J. Cobb, S. C. Spratt, A comparison of five steady-state truncation heuristics for simulation,
 * Winter Simulation Conference 2000, 755-760.
 */
export function warmUpLength(observations: ArrayLike<number>): number | null {
  const means = batchMeans(observations);
  const half = Math.floor(means.length / 2);
  let best = half;
  let bestError = Number.POSITIVE_INFINITY;
  // from the end to the front, so that each truncation adds one batch to the sums of the one before
  let [count, mean, squares] = [0, 0, 0];
  for (let index = means.length - 1; index >= 0; index--) {
    const value = means[index] ?? 0;
    count += 1;
    const deviation = value - mean;
    mean += deviation / count;
    squares += deviation * (value - mean);
    const error = squares / (count * count);
    if (index <= half && error <= bestError) [best, bestError] = [index, error];
  }
  return best < half ? best * BATCH_SIZE : null;
}

/** Means of five successive observations each; an incomplete last batch is left out. */
function batchMeans(observations: ArrayLike<number>): Float64Array {
  const means = new Float64Array(Math.floor(observations.length / BATCH_SIZE));
  for (let batch = 0; batch < means.length; batch++) {
    let sum = 0;
    for (let index = 0; index < BATCH_SIZE; index++) sum += observations[batch * BATCH_SIZE + index] ?? 0;
    means[batch] = sum / BATCH_SIZE;
  }
  return means;
}
