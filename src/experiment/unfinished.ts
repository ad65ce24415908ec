import type { Plan } from "../model/plan.ts";
import type { InstanceRow } from "../model/records.ts";
import type { UnfinishedRow } from "./result.ts";

const RULE_OF_STATUS: Readonly<Record<string, string>> = {
  WAITING_ON_DEPENDENCIES: "3.1",
  WAITING_FOR_RUNNER: "4.1",
  CANCELED: "3.5",
  CASCADE_FAILED: "3.5",
  TIMEDOUT: "3.6",
  FAILED: "3.3",
};

/** Every instance that did not finish, with the reason in a sentence and the rule behind it. */
export function listUnfinished(plan: Plan, instances: readonly InstanceRow[]): UnfinishedRow[] {
  return instances
    .filter((row) => row.status !== "FINISHED")
    .map((row) => ({
      pipelineId: row.pipelineId,
      instanceId: row.instanceId,
      status: row.status,
      reason: row.endedAtMs === undefined ? `not over when the simulation ended: ${row.reason}` : row.reason,
      rule: /\((\d+\.\d+)(?:, \d+\.\d+)*\)$/.exec(row.reason)?.[1] ?? RULE_OF_STATUS[row.status] ?? "2.6",
    }))
    .filter((row) => plan.pipelines.some(({ id }) => id === row.pipelineId));
}
