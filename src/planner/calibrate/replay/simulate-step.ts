import type { Plan } from "../../../model/plan.ts";
import { simulate } from "../../../model/simulate.ts";
import { median } from "../measure.ts";

/** Of all replays: the same history gives the same errors. */
const SEED = "replay";

/** Where so many replications agree, nothing is random. */
const ALIKE = 3;

/** How long the step of a plan takes: the median of the replications in which it came to its end. */
export function simulateStep(plan: Plan, replications: number): number {
  const times: number[] = [];
  for (let replication = 0; replication < replications; replication += 1) {
    times.push(...stepTimes(plan, replication));
    if (times.length === ALIKE && new Set(times).size === 1) break;
  }
  return median(times);
}

function stepTimes(plan: Plan, replication: number): readonly number[] {
  const times: number[] = [];
  simulate(plan, {
    seed: SEED,
    replication,
    observers: [
      (event) => {
        if (event.kind !== "step" || event.row.status !== "COMPLETED" || event.row.startedAtMs === undefined) return;
        times.push(event.row.endedAtMs - event.row.startedAtMs);
      },
    ],
  });
  return times;
}
