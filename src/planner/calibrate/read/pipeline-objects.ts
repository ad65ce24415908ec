import type { RunStatus } from "../observations.ts";
import { awsInstant } from "./aws-time.ts";
import type { FileSink } from "./file-sink.ts";
import { fieldAt, fieldOf, isObject, listField, textField } from "./json-fields.ts";

/**
 * Reads what `aws datapipeline describe-objects` answers for instances and attempts, the same as PollForTask hands it
 * out, and `list-runs --output json`. Only activities have work to measure.
 */
export function readPipelineObjects(value: unknown, line: number, sink: FileSink): void {
  const handedOut = fieldAt(value, "taskObject", "objects");
  const objects = isObject(handedOut)
    ? Object.entries(handedOut).map(([id, object]) => ({ id, fields: listField(object, "fields") }))
    : Array.isArray(value)
      ? value
      : listField(value, "pipelineObjects");
  if (objects.length === 0) sink.refuse(line, "The answer names no object.", "Ask for the ids of its instances.");
  for (const object of objects) readObject(object, line, sink);
}

function readObject(object: unknown, line: number, sink: FileSink): void {
  const fields = fieldsOf(object);
  const get = (key: string): string | undefined => fields.get(key)?.[0];
  const id = textField(object, "id") ?? get("@id") ?? textField(object, "name");
  const sphere = get("@sphere")?.toUpperCase();
  const type = get("type");
  if (id === undefined) {
    sink.damaged(line, "an object without an id");
    return;
  }
  if (sphere === "COMPONENT" || sphere === "PIPELINE" || !id.startsWith("@")) {
    sink.leftOut(line, "object that is no instance and no attempt");
    return;
  }
  if (type !== undefined && !type.endsWith("Activity")) {
    sink.leftOut(line, `instance of ${kindOf(type)}`);
    return;
  }
  readPipelineRun(
    {
      id,
      name: get("@componentParent") ?? textField(object, "name") ?? id,
      ...(type === undefined ? {} : { type }),
      status: get("@status") ?? "",
      started: get("@actualStartTime"),
      ended: get("@actualEndTime") ?? get("@finishedTime"),
      resource: get("@resource"),
      waitedFor: [...(fields.get("dependsOn") ?? []), ...(fields.get("input") ?? [])],
      attempts: get("@attemptCount"),
      steps: fields.get("step")?.length,
    },
    line,
    sink,
  );
}

/** Resources, data nodes and preconditions have no work that could be measured. */
function kindOf(type: string): string {
  return /DataNode$/.test(type) ? "a data node" : /Resource$|Cluster$/.test(type) ? "a resource" : `type ${type}`;
}

/** What an instance or attempt says of itself, as text. */
export interface PipelineRun {
  readonly id: string;
  readonly name: string;
  readonly type?: string;
  readonly status: string;
  readonly started: string | undefined;
  readonly ended: string | undefined;
  readonly resource?: string | undefined;
  readonly waitedFor?: readonly string[];
  readonly attempts?: string | undefined;
  readonly steps?: number | undefined;
}

const STATUS: ReadonlyMap<string, RunStatus> = new Map([
  ["FINISHED", "succeeded"],
  ["FAILED", "failed"],
  ["TIMEDOUT", "failed"],
  ["CANCELED", "canceled"],
  ["CANCELLED", "canceled"],
  ["CASCADE_FAILED", "canceled"],
  ["SKIPPED", "canceled"],
]);

/**
 * Adds an instance or attempt that is over. Its start is when the service took it up, long before its runner began: the
 * wait for its dependencies and its resource is in the time. Source: answers of the service, in which an activity that
 * waits for its cluster has started.
 */
export function readPipelineRun(run: PipelineRun, line: number, sink: FileSink): void {
  const status = STATUS.get(run.status.toUpperCase());
  if (status === undefined) {
    sink.leftOut(line, `run that is ${run.status === "" ? "without a status" : run.status}`);
    return;
  }
  const startMs = awsInstant(run.started);
  const endMs = awsInstant(run.ended);
  if (startMs === undefined || endMs === undefined) {
    sink.leftOut(line, `${run.status} run without start and end`);
    return;
  }
  if (endMs < startMs) {
    sink.damaged(line, `the run ${run.id} ends before it starts`);
    return;
  }
  if (run.type === undefined && endMs === startMs) {
    sink.leftOut(line, "run without a duration, as data nodes have");
    return;
  }
  const attempts = Number(run.attempts);
  sink.run(
    {
      kind: "activity",
      name: run.name,
      id: run.id,
      status,
      durationMs: endMs - startMs,
      startMs,
      includesWait: true,
      ...(run.waitedFor === undefined || run.waitedFor.length === 0 ? {} : { waitedFor: run.waitedFor }),
      ...(attempts >= 1 && !run.id.includes("_Attempt=") ? { attempts } : {}),
      ...(run.type === undefined ? {} : { type: run.type }),
      ...(run.steps === undefined ? {} : { steps: run.steps }),
      ...(run.resource === undefined ? {} : { clusterId: run.resource }),
    },
    line,
  );
}

/** The values by key: of DescribeObjects' list of fields, or of the flat object that list-runs prints. */
function fieldsOf(object: unknown): ReadonlyMap<string, readonly string[]> {
  const fields = new Map<string, string[]>();
  const add = (key: string, value: unknown) => {
    if (typeof value !== "string") return;
    const values = fields.get(key);
    if (values === undefined) fields.set(key, [value]);
    else values.push(value);
  };
  for (const field of listField(object, "fields")) {
    const key = textField(field, "key");
    if (key !== undefined) add(key, fieldOf(field, "stringValue") ?? fieldOf(field, "refValue"));
  }
  if (fieldOf(object, "fields") === undefined && isObject(object)) {
    for (const [key, value] of Object.entries(object)) for (const one of [value].flat()) add(key, one);
  }
  return fields;
}
