/** Where a step runs, or ran. */
export interface ScalingPlace {
  /** Nodes that share the work; 1 or more. */
  readonly nodes: number;
  /** Of one node, relative to the reference type; 1 for the reference type itself. */
  readonly speed: number;
  /** Amount of data relative to the reference amount; 1 where all runs have the same. */
  readonly size: number;
}

/** One measured run of a step on a cluster. */
export interface ScalingPoint extends ScalingPlace {
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

/** The names of a law's terms. */
export type ScalingTerm = keyof ScalingLaw;

/** The time that one millisecond of a term becomes. */
export function scalingFactor(term: ScalingTerm, { nodes, speed, size }: ScalingPlace): number {
  switch (term) {
    case "serialMs":
      return 1;
    case "workMs":
      return size / (nodes * speed);
    case "communicationMs":
      return (size * (nodes - 1)) / (nodes * nodes);
    case "logMs":
      return Math.log2(nodes);
    case "overheadPerNodeMs":
      return nodes;
  }
}

const TERMS: readonly ScalingTerm[] = ["serialMs", "workMs", "communicationMs", "logMs", "overheadPerNodeMs"];

/** How long a step takes by a law. */
export function scalingTimeMs(law: ScalingLaw, place: ScalingPlace): number {
  return TERMS.reduce((sum, term) => sum + law[term] * scalingFactor(term, place), 0);
}
