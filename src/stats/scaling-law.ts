/** One measured run of a step on a cluster. */
export interface ScalingPoint {
  /** Nodes that shared the work. */
  readonly nodes: number;
  /** Of one node, relative to the reference type; 1 for the reference type itself. */
  readonly speed: number;
  /** Amount of data relative to the reference amount; 1 where all runs had the same. */
  readonly size: number;
  readonly timeMs: number;
}

/**
 * How long a step takes: on n nodes of speed v, with s times the reference amount of data,
 * serial + work s / (n v) + communication s (n - 1) / n^2 + log log2(n) + overheadPerNode n.
 *
 * Source: S. Venkataraman et al., Ernest: efficient performance prediction for large-scale advanced analytics, NSDI 2016,
 * section 3, for all terms but the communication, which is a shuffle's: each node sends to the others all of its n-th of
 * the data but the n-th that stays.
 */
export interface ScalingLaw {
  readonly serialMs: number;
  /** Node-milliseconds on the reference type. */
  readonly workMs: number;
  /** Node-milliseconds that the data would take over the network of one node. */
  readonly communicationMs: number;
  /** For each doubling of the nodes. */
  readonly logMs: number;
  readonly overheadPerNodeMs: number;
}
