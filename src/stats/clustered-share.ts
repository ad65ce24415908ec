/** Trials that belong together, the ones of a replication say: so many, of which so many count. */
export interface TrialCluster {
  readonly size: number;
  readonly count: number;
}

/** The share of all trials that count, and how many independent trials it is worth. */
export interface ClusteredShare {
  readonly share: number;
  /** Between 1 and the number of trials: what the spread of the share among the clusters says. */
  readonly independentTrials: number;
}

/**
 * A share of trials that come in clusters; NaN of none.
 * Source: the variance of a ratio, W. G. Cochran, Sampling Techniques, 3rd ed., section 6.5.
 */
export function clusteredShare(clusters: readonly TrialCluster[]): ClusteredShare {
  let [total, counted] = [0, 0];
  for (const { size, count } of clusters) {
    total += size;
    counted += count;
  }
  const share = counted / total;
  if (total === clusters.length) return { share, independentTrials: total };
  let squares = 0;
  for (const { size, count } of clusters) squares += (count - share * size) ** 2;
  const variance = (squares * clusters.length) / (clusters.length - 1) / (total * total);
  // where no cluster differs, at least each counts for one
  if (!(variance > 0)) return { share, independentTrials: clusters.length };
  return { share, independentTrials: Math.min(total, Math.max(1, (share * (1 - share)) / variance)) };
}
