import { runReplication } from "../experiment/run-replication.ts";
import type { Plan } from "../model/plan.ts";
import { confidenceInterval } from "../stats/half-width.ts";
import { Tally } from "../stats/tally.ts";

/** How one measure of a what-if differs from the base, over replications that share their randomness (8.2). */
export interface PairedDifference {
  readonly measure: string;
  readonly unit: string;
  /** Replications in which both observed it. */
  readonly n: number;
  readonly baseMean: number;
  readonly headMean: number;
  /** Mean of head minus base, replication by replication. */
  readonly difference: number;
  /** Student-t interval of the difference; null when n is 1. */
  readonly ci95: { readonly low: number; readonly high: number; readonly halfWidth: number } | null;
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
}): PairedDifference[] {
  const { base, head, seed, replications } = options;
  const pairs = new Map<string, Pair>();
  for (let index = 0; index < replications; index += 1) {
    const before = meansOf(base, seed, index);
    const after = meansOf(head, seed, index);
    for (const [measure, { unit, mean }] of before) {
      const other = after.get(measure);
      if (other === undefined) continue;
      const pair = pairs.get(measure) ?? { unit, base: new Tally(), head: new Tally(), difference: new Tally() };
      pairs.set(measure, pair);
      pair.base.add(mean);
      pair.head.add(other.mean);
      pair.difference.add(other.mean - mean);
    }
  }
  return [...pairs].map(([measure, pair]) => summarise(measure, pair));
}

interface Pair {
  readonly unit: string;
  readonly base: Tally;
  readonly head: Tally;
  readonly difference: Tally;
}

function meansOf(plan: Plan, seed: string, index: number): Map<string, { readonly unit: string; readonly mean: number }> {
  const { measures } = runReplication(plan, seed, index, false);
  return new Map(
    measures.map(({ name, unit, values }) => {
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      return [name, { unit, mean }];
    }),
  );
}

function summarise(measure: string, { unit, base, head, difference }: Pair): PairedDifference {
  return {
    measure,
    unit,
    n: difference.count,
    baseMean: base.mean,
    headMean: head.mean,
    difference: difference.mean,
    ci95: confidenceInterval(difference),
  };
}
