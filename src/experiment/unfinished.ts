import { formatInstantAsAws } from "../base/instant.ts";
import type { HeldBackRow, InstanceRow } from "../model/records.ts";
import type { UnfinishedRow } from "./result.ts";
import { ruleOfReason } from "./rule-of-reason.ts";

/** Why an instance or an occasion is not as it should be. */
export interface Explanation {
  readonly status: UnfinishedRow["status"];
  readonly reason: string;
  readonly rule: string;
}

const RULE_OF_STATUS: Readonly<Record<string, string>> = {
  WAITING_ON_DEPENDENCIES: "3.1",
  WAITING_FOR_RUNNER: "4.1",
  CANCELED: "3.5",
  CASCADE_FAILED: "3.5",
  TIMEDOUT: "3.6",
  FAILED: "3.3",
};

/** Every instance that did not run, did not finish, finished late or was lost, then what was never created. */
export function listUnfinished(
  instances: readonly InstanceRow[],
  heldBack: readonly HeldBackRow[],
): readonly UnfinishedRow[] {
  const rows = instances.flatMap((row): UnfinishedRow[] => {
    const explanation = explainInstance(row);
    if (explanation === undefined) return [];
    const { pipelineId, componentId, instanceId, lateAtMs } = row;
    return [{ pipelineId, componentId, instanceId, ...explanation, ...(lateAtMs === undefined ? {} : { lateAtMs }) }];
  });
  return [...rows, ...heldBack.map(heldBackRowOf)];
}

/** Undefined for one that ran and finished in time. */
export function explainInstance(row: InstanceRow): Explanation | undefined {
  const { status, lateAtMs } = row;
  if (status === "FINISHED") {
    if (lateAtMs !== undefined) return { status, reason: whyLate(row, lateAtMs), rule: "3.4" };
    return wasNeverLaunched(row) ? { status, reason: row.reason, rule: ruleOf(row) } : undefined;
  }
  return { status, reason: whyOpen(row), rule: ruleOf(row) };
}

/** The same of what was never created. */
export function explainHeldBack({ reason }: HeldBackRow): Explanation {
  return { status: "not created", reason: `never got an instance: ${reason}`, rule: ruleOfReason(reason) ?? "2.4" };
}

function whyLate({ createdAtMs }: InstanceRow, lateAtMs: number): string {
  const at = formatInstantAsAws(lateAtMs);
  if (lateAtMs === createdAtMs) return `late: its lateAfterTimeout had run out when it was created at ${at} (3.4)`;
  return `late: it was not over when its lateAfterTimeout ran out at ${at} (3.4)`;
}

function whyOpen({ reason, endedAtMs, lateAtMs }: InstanceRow): string {
  const open = endedAtMs === undefined ? `not over when the simulation ended: ${reason}` : reason;
  if (lateAtMs === undefined || reason.includes("lateAfterTimeout")) return open;
  return `${open}; late since ${formatInstantAsAws(lateAtMs)} (3.4)`;
}

/** A resource that nothing needed in the end; of what else finishes, a data node runs nowhere. */
function wasNeverLaunched({ type, attempts }: InstanceRow): boolean {
  return attempts === 0 && (type === "EmrCluster" || type === "Ec2Resource");
}

function ruleOf({ reason, status }: InstanceRow): string {
  return ruleOfReason(reason) ?? RULE_OF_STATUS[status] ?? "2.6";
}

function heldBackRowOf(row: HeldBackRow): UnfinishedRow {
  const { pipelineId, componentId, count, firstAtMs, lastAtMs } = row;
  const [first, last] = [firstAtMs, lastAtMs].map(formatInstantAsAws);
  const { status, reason, rule } = explainHeldBack(row);
  const which = count === 1 ? `the ${row.of} of ${first}` : `${count} ${row.of}s from ${first} to ${last}`;
  return {
    pipelineId,
    componentId,
    instanceId: `@${componentId}_${first}`,
    count,
    status,
    reason: `${which} ${reason}`,
    rule,
  };
}
