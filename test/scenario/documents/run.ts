import { formatInstantAsAws, type InstantMs } from "../../../src/base/instant.ts";
import type { Records } from "../../../src/experiment/run-replication.ts";
import { recordsOf } from "../../model/run-plan.ts";
import { planOf, type TestObject } from "../harness.ts";

/**
 * Everything takes a time that can be added up in one's head: an instance has booted after 60 s, its Task Runner polls 30 s
 * later, so that work which is ready at 0 s begins at 90 s; a command takes five minutes. No logs.
 */
const CONSTANT = `
boot: { m1.small: 60 s, pending: 20 s, applications: 0 s, runnerInstall: 30 s, termination: 0 s }
workloads: { "*": { command: 5 min } }
logs: { perMinuteOfWork: 0 B }
`;

/** Runs the objects of a page of the guide, with what a test adds to the scenario. */
export function run(objects: readonly TestObject[], yaml = ""): Records {
  return recordsOf(planOf(objects, CONSTANT + yaml));
}

/** When each instance of a component was due, as AWS writes times. */
export function dueTimes(records: Records, componentId: string): string[] {
  return rowsOf(records, componentId).map(({ dueAtMs }) => formatInstantAsAws(dueAtMs));
}

/** The instances of a component in the order of their intervals. */
export function rowsOf({ instances }: Records, componentId: string) {
  return instances
    .filter((row) => row.componentId === componentId)
    .sort((a, b) => a.scheduledStartAtMs - b.scheduledStartAtMs);
}

/** [start, end] of each attempt of a component in seconds after an instant. */
export function attemptTimes({ attempts }: Records, componentId: string, originMs: InstantMs): number[][] {
  return attempts
    .filter((row) => row.componentId === componentId)
    .map((row) => [row.startedAtMs, row.endedAtMs].map((ms) => (ms - originMs) / 1000));
}

/** `FINISHED`, `CASCADE_FAILED`: the last status of each instance of a component. */
export function statuses(records: Records, componentId: string): string[] {
  return rowsOf(records, componentId).map(({ status }) => status);
}
