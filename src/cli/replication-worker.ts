import { workerData } from "node:worker_threads";
import { type Replication, runReplication } from "../experiment/run-replication.ts";
import type { Plan } from "../model/plan.ts";
import { newHash } from "./digest.ts";

/** What every task of this thread shares. */
const { plan, seed } = workerData as { readonly plan: Plan; readonly seed: string };

/** Runs replications by their indexes in a worker thread. */
export function runReplications(indexes: readonly number[]): Replication[] {
  return indexes.map((index) => runReplication(plan, seed, index, false, newHash));
}
