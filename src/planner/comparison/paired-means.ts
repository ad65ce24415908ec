import type { Replication } from "../../experiment/run-replication.ts";

/** What a measure came to in the same replications of both. */
export interface MeansOfPairs {
  readonly base: readonly number[];
  readonly head: readonly number[];
}

/** Collects the means of each replication of two alternatives that share their randomness (8.2), in any order. */
export class PairedMeans {
  private readonly base = new Map<string, Map<number, number>>();
  private readonly head = new Map<string, Map<number, number>>();

  add(side: "base" | "head", { index, measures }: Pick<Replication, "index" | "measures">): void {
    for (const { name, values } of measures) {
      if (values.length === 0) continue;
      const means = this[side].get(name) ?? new Map<number, number>();
      this[side].set(name, means);
      means.set(index, values.reduce((sum, value) => sum + value, 0) / values.length);
    }
  }

  /** Of the replications in which both observed it; undefined: there are none. */
  of(measure: string): MeansOfPairs | undefined {
    const [base, head] = [this.base.get(measure), this.head.get(measure)];
    if (base === undefined || head === undefined) return undefined;
    const indexes = [...base.keys()].filter((index) => head.has(index)).sort((a, b) => a - b);
    const at = (means: Map<number, number>) => indexes.map((index) => means.get(index) ?? Number.NaN);
    return indexes.length === 0 ? undefined : { base: at(base), head: at(head) };
  }
}
