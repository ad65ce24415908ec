import { runReplication } from "../experiment/run-replication.ts";
import type { Plan } from "../model/plan.ts";
import { type PairedDifference as Difference, pairedDifference } from "../stats/paired-difference.ts";

/** How one measure of a what-if differs from the base, over replications that share their randomness (8.2). */
export interface MeasureDifference extends Difference {
  readonly measure: string;
  readonly unit: string;
  /** Replications in which both observed it. */
  readonly n: number;
  readonly baseMean: number;
  readonly headMean: number;
}

/**
 * Compares two plans measure by measure. Both run with the same streams of random numbers, so that only what the
 * what-if touches differs and the differences vary less than those of independent runs.
 *
 * Source: common random numbers, Law, Simulation Modeling and Analysis, chapter 11.
 *
 * @returns measures that both plans have, in the order of their names
 */
export function comparePlans(options: {
  readonly base: Plan;
  readonly head: Plan;
  readonly seed: string;
  readonly replications: number;
}): MeasureDifference[] {
  const { base, head, seed, replications } = options;
  const pairs = new Map<string, Pair>();
  for (let index = 0; index < replications; index += 1) {
    const before = meansOf(base, seed, index);
    const after = meansOf(head, seed, index);
    for (const [measure, { unit, mean }] of before) {
      const other = after.get(measure);
      if (other === undefined) continue;
      const pair = pairs.get(measure) ?? { unit, base: [], head: [] };
      pairs.set(measure, pair);
      pair.base.push(mean);
      pair.head.push(other.mean);
    }
  }
  return [...pairs].map(([measure, pair]) => summarise(measure, pair));
}

interface Pair {
  readonly unit: string;
  /** One figure for each replication. */
  readonly base: number[];
  readonly head: number[];
}

function meansOf(
  plan: Plan,
  seed: string,
  index: number,
): Map<string, { readonly unit: string; readonly mean: number }> {
  const { measures } = runReplication(plan, seed, index, false);
  return new Map(
    measures.map(({ name, unit, values }) => {
      return [name, { unit, mean: meanOf(values) }];
    }),
  );
}

function summarise(measure: string, { unit, base, head }: Pair): MeasureDifference {
  const means = { baseMean: meanOf(base), headMean: meanOf(head) };
  return { measure, unit, n: base.length, ...means, ...pairedDifference(base, head) };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
