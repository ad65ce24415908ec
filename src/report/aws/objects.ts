import { formatInstantAsAws } from "../../base/instant.ts";
import type { Result } from "../../experiment/result.ts";
import type { AttemptRow, InstanceRow, ResourceRow } from "../../model/records.ts";
import { isResource } from "../build/is-resource.ts";
import { awsTime, startedAtMs } from "./runs.ts";

/** A field of an object as DescribeObjects gives it. */
export type ObjectField =
  | { readonly key: string; readonly stringValue: string }
  | { readonly key: string; readonly refValue: string };

/** An object as DescribeObjects gives it: an instance or an attempt. */
export interface AwsObject {
  readonly id: string;
  readonly name: string;
  readonly fields: readonly ObjectField[];
}

/** The instances and attempts of the first replication, each attempt behind its instance (2.1). */
export function* awsObjects(result: Result): Generator<AwsObject> {
  const attempts = groupBy(result.attempts, (row) => keyOf(row.pipelineId, row.instanceId));
  const resources = groupBy(result.resources, (row) => keyOf(row.pipelineId, instanceIdOf(row)));
  const hosts = new Map(result.resources.map((row) => [keyOf(row.pipelineId, row.resourceId), instanceIdOf(row)]));
  for (const instance of result.instances) {
    const key = keyOf(instance.pipelineId, instance.instanceId);
    const own = isResource(instance)
      ? (resources.get(key) ?? []).map(launchOf)
      : (attempts.get(key) ?? []).map((row) => attemptOf(row, hosts.get(keyOf(row.pipelineId, row.runnerId))));
    yield instanceObject(instance, own, result.region);
    for (const attempt of own) yield attemptObject(instance, attempt);
  }
}

/** An attempt at an activity, or the launch of a resource. */
interface Attempt {
  readonly id: string;
  readonly status: string;
  readonly reason: string;
  readonly startedAtMs: number;
  readonly endedAtMs?: number;
  /** The resource instance on which it runs. */
  readonly resource?: string;
  /** The user-managed Task Runner that took it. */
  readonly hostname?: string;
}

/** AWS counts an attempt from when its task is queued for a runner. */
function attemptOf(row: AttemptRow, resource: string | undefined): Attempt {
  return {
    id: row.attemptId,
    status: row.status,
    reason: row.reason,
    startedAtMs: row.queuedAtMs,
    ...(row.status === "RUNNING" ? {} : { endedAtMs: row.endedAtMs }),
    ...(resource === undefined ? { hostname: row.runnerId } : { resource }),
  };
}

function launchOf(row: ResourceRow): Attempt {
  return {
    id: `${instanceIdOf(row)}_Attempt=${row.attempt ?? 1}`,
    status: row.status,
    reason: row.reason,
    startedAtMs: row.requestedAtMs,
    ...(row.terminatedAtMs === undefined ? {} : { endedAtMs: row.terminatedAtMs }),
  };
}

/** From its second launch on, a resource's record has the number of its attempt at the end of its id. */
function instanceIdOf({ resourceId, attempt }: ResourceRow): string {
  return attempt === undefined ? resourceId : resourceId.replace(/_Attempt=\d+$/, "");
}

function instanceObject(row: InstanceRow, attempts: readonly Attempt[], region: string): AwsObject {
  const head = attempts.at(-1);
  const isLaunched = isResource(row) && head !== undefined;
  const fields = [
    ...componentFields(row, "INSTANCE"),
    ...text("@status", row.status),
    ...text("@attemptCount", row.attempts > 0 ? String(row.attempts) : undefined),
    ...text("@triesLeft", row.triesLeft === undefined ? undefined : String(row.triesLeft)),
    ...reference("@resource", head?.resource),
    ...text("@resourceRegion", isLaunched ? region : undefined),
    ...text("@actualStartTime", awsTime(startedAtMs(row))),
    ...text("@actualEndTime", awsTime(row.endedAtMs)),
    ...reference("@headAttempt", head?.id),
    ...reasonFields(row),
  ];
  return { fields, id: row.instanceId, name: row.instanceId };
}

function attemptObject(row: InstanceRow, attempt: Attempt): AwsObject {
  const fields = [
    ...componentFields(row, "ATTEMPT"),
    ...reference("@instanceParent", row.instanceId),
    ...text("@status", attempt.status),
    ...reference("@resource", attempt.resource),
    ...text("hostname", attempt.hostname),
    ...text("@actualStartTime", awsTime(attempt.startedAtMs)),
    ...text("@actualEndTime", awsTime(attempt.endedAtMs)),
    ...reasonFields(attempt),
  ];
  return { fields, id: attempt.id, name: attempt.id };
}

function componentFields(row: InstanceRow, sphere: "INSTANCE" | "ATTEMPT"): ObjectField[] {
  return [
    { key: "@componentParent", refValue: row.componentId },
    { key: "parent", refValue: row.componentId },
    { key: "type", stringValue: row.type },
    { key: "@sphere", stringValue: sphere },
    { key: "@pipelineId", stringValue: row.pipelineId },
    { key: "@version", stringValue: "1" },
    { key: "@scheduledStartTime", stringValue: formatInstantAsAws(row.scheduledStartAtMs) },
    { key: "@scheduledEndTime", stringValue: formatInstantAsAws(row.scheduledEndAtMs) },
  ];
}

/** AWS says why only of what failed or was cancelled. */
function reasonFields({ status, reason }: { readonly status: string; readonly reason: string }): ObjectField[] {
  if (status === "CANCELED") return text("cancellationReason", reason);
  return text("errorMessage", status === "FAILED" || status === "TIMEDOUT" ? reason : undefined);
}

function text(key: string, stringValue: string | undefined): ObjectField[] {
  return stringValue === undefined ? [] : [{ key, stringValue }];
}

function reference(key: string, refValue: string | undefined): ObjectField[] {
  return refValue === undefined ? [] : [{ key, refValue }];
}

/** Several pipelines may have instances of one name. */
function keyOf(pipelineId: string, instanceId: string): string {
  return `${pipelineId} ${instanceId}`;
}

function groupBy<Row>(rows: readonly Row[], key: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group === undefined) groups.set(key(row), [row]);
    else group.push(row);
  }
  return groups;
}
