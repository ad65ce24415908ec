import { runReplication } from "../../src/experiment/run-replication.ts";
import type { Plan, SchedulePlan } from "../../src/model/plan.ts";
import { ACTIVATION_MS } from "./plans.ts";

/** One run with everything that happened in it. */
export function recordsOf(plan: Plan, seed = "seed", replication = 0) {
  const { records } = runReplication(plan, seed, replication, true);
  if (records === undefined) throw new Error("records were asked for");
  return records;
}

export type Recorded = ReturnType<typeof recordsOf>;

/** Seconds after the activation. */
export function at(ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : (ms - ACTIVATION_MS) / 1000;
}

/** [start, end] of every attempt of a component, in seconds, in the order in which they started. */
export function attemptsOf({ attempts }: Recorded, componentId: string): (number | undefined)[][] {
  return attempts
    .filter((row) => row.componentId === componentId)
    .sort((a, b) => a.startedAtMs - b.startedAtMs)
    .map((row) => [at(row.startedAtMs), at(row.endedAtMs)]);
}

/** The instances of a component, in the order of their scheduled start. */
export function instancesOf({ instances }: Recorded, componentId: string) {
  return instances
    .filter((row) => row.componentId === componentId)
    .sort((a, b) => a.scheduledStartAtMs - b.scheduledStartAtMs);
}

/** [at, to] of every move of one state machine, in seconds. */
export function movesOf({ transitions }: Recorded, machine: string, id: string): (string | number | undefined)[][] {
  return transitions.filter((row) => row.machine === machine && row.id === id).map((row) => [at(row.atMs), row.to]);
}

export function callsOf({ apiCalls }: Recorded): Record<string, number> {
  return Object.fromEntries(apiCalls.map((row) => [row.operation, row.calls]));
}

/** A schedule that begins `startS` seconds after the activation. */
export function every(
  count: number,
  unit: "minute" | "hour" | "day",
  rest: {
    readonly kind?: "cron" | "timeseries";
    readonly startS?: number;
    readonly occurrences?: number | null;
    readonly endS?: number;
  } = {},
): SchedulePlan {
  return {
    kind: rest.kind ?? "cron",
    scheduleId: `every ${count} ${unit}`,
    startMs: ACTIVATION_MS + 1000 * (rest.startS ?? 0),
    period: { count, unit },
    occurrences: rest.occurrences ?? null,
    endMs: rest.endS === undefined ? null : ACTIVATION_MS + 1000 * rest.endS,
  };
}
