import type { InstantMs } from "../../../base/instant.ts";
import type { ClusterGroup, RunStatus } from "../observations.ts";
import { awsInstant } from "./aws-time.ts";
import type { FileSink } from "./file-sink.ts";
import { fieldAt, fieldOf, listField, numberField, textField } from "./json-fields.ts";

/**
 * Reads what `aws emr list-steps`, `describe-step`, `describe-cluster`, `list-clusters`, `list-instances` and
 * `list-instance-fleets` answer, a list of the same without its key, and DescribeJobFlows of old.
 */
export function readEmrAnswer(value: unknown, line: number, sink: FileSink): void {
  const cluster = fieldOf(value, "Cluster");
  if (cluster !== undefined) readCluster(cluster, line, sink);
  const step = fieldOf(value, "Step");
  if (step !== undefined) readStep(step, undefined, line, sink);
  for (const one of listField(value, "Clusters")) readCluster(one, line, sink);
  for (const one of listField(value, "Steps")) readStep(one, undefined, line, sink);
  for (const one of listField(value, "Instances")) readInstance(one, line, sink);
  for (const one of listField(value, "JobFlows")) readJobFlow(one, line, sink);
  if (listField(value, "InstanceFleets").length > 0)
    sink.leftOut(line, "instance fleet, which times no single instance");
  const bare = Array.isArray(value) ? value : fieldAt(value, "Status") === undefined ? [] : [value];
  for (const one of bare) readBare(one, line, sink);
}

/** An item of a list that has lost its key is told by what only it has. */
function readBare(value: unknown, line: number, sink: FileSink): void {
  if (fieldOf(value, "Ec2InstanceId") !== undefined) readInstance(value, line, sink);
  else if (fieldOf(value, "Config") !== undefined || fieldOf(value, "ActionOnFailure") !== undefined)
    readStep(value, undefined, line, sink);
  else if (textField(value, "Id") !== undefined) readCluster(value, line, sink);
  else sink.damaged(line, "an item that is neither a step, a cluster nor an instance");
}

function readCluster(value: unknown, line: number, sink: FileSink): void {
  const createdMs = timeOf(value, "CreationDateTime");
  if (createdMs === undefined) {
    sink.leftOut(line, "cluster without the time of its creation");
    return;
  }
  const readyMs = timeOf(value, "ReadyDateTime");
  const endMs = timeOf(value, "EndDateTime");
  const name = textField(value, "Name");
  const state = textField(value, "Status", "State");
  sink.cluster(
    {
      id: textField(value, "Id") ?? `cluster in line ${line}`,
      ...(name === undefined ? {} : { name }),
      createdMs,
      ...(readyMs === undefined ? {} : { readyMs }),
      ...(endMs === undefined ? {} : { endMs }),
      ...(state === undefined ? {} : { state }),
      groups: [...listField(value, "InstanceGroups").map(groupOf), ...listField(value, "InstanceFleets").map(fleetOf)],
    },
    line,
  );
}

const ROLES: ReadonlyMap<string, ClusterGroup["role"]> = new Map([
  ["MASTER", "master"],
  ["CORE", "core"],
  ["TASK", "task"],
]);

function roleOf(word: string | undefined): ClusterGroup["role"] {
  return ROLES.get(word?.toUpperCase() ?? "") ?? "core";
}

/** What was asked for: of a cluster that is gone nothing runs any more. */
function groupOf(value: unknown): ClusterGroup {
  const id = textField(value, "Id") ?? textField(value, "InstanceGroupId");
  const instanceType = textField(value, "InstanceType");
  return {
    ...(id === undefined ? {} : { id }),
    role: roleOf(textField(value, "InstanceGroupType") ?? textField(value, "InstanceRole")),
    ...(instanceType === undefined ? {} : { instanceType }),
    count: numberField(value, "RequestedInstanceCount") ?? numberField(value, "InstanceRequestCount") ?? 0,
  };
}

function fleetOf(value: unknown): ClusterGroup {
  const id = textField(value, "Id");
  const types = listField(value, "InstanceTypeSpecifications").map((one) => textField(one, "InstanceType"));
  const [only, second] = types;
  const capacity = (key: string) => numberField(value, key) ?? 0;
  return {
    ...(id === undefined ? {} : { id }),
    role: roleOf(textField(value, "InstanceFleetType")),
    ...(only === undefined || second !== undefined ? {} : { instanceType: only }),
    count: capacity("TargetOnDemandCapacity") + capacity("TargetSpotCapacity"),
  };
}

const STEP_STATUS: ReadonlyMap<string, RunStatus> = new Map([
  ["COMPLETED", "succeeded"],
  ["FAILED", "failed"],
  ["CANCELLED", "canceled"],
  ["INTERRUPTED", "canceled"],
]);

function readStep(value: unknown, clusterId: string | undefined, line: number, sink: FileSink): void {
  const startMs = timeOf(value, "StartDateTime");
  const endMs = timeOf(value, "EndDateTime");
  const state = textField(value, "Status", "State") ?? textField(value, "ExecutionStatusDetail", "State") ?? "";
  const status = STEP_STATUS.get(state.toUpperCase());
  if (startMs === undefined || endMs === undefined || status === undefined) {
    sink.leftOut(line, `step that ${state === "" ? "has no state" : `was ${state}`} without a start and an end`);
    return;
  }
  if (endMs < startMs) {
    sink.damaged(line, "a step that ends before it starts");
    return;
  }
  const id = textField(value, "Id");
  const name = textField(value, "Name") ?? textField(value, "StepConfig", "Name") ?? id ?? "step";
  sink.run(
    {
      kind: "step",
      name,
      ...(id === undefined ? {} : { id }),
      status,
      durationMs: endMs - startMs,
      startMs,
      ...(clusterId === undefined ? {} : { clusterId }),
    },
    line,
  );
}

function readInstance(value: unknown, line: number, sink: FileSink): void {
  const requestedMs = timeOf(value, "CreationDateTime");
  if (requestedMs === undefined) {
    sink.leftOut(line, "instance without the time of its creation");
    return;
  }
  const readyMs = timeOf(value, "ReadyDateTime");
  if (readyMs === undefined && timeOf(value, "EndDateTime") === undefined) {
    sink.leftOut(line, "instance that was still starting");
    return;
  }
  if (readyMs !== undefined && readyMs < requestedMs) {
    sink.damaged(line, "an instance that is ready before it was created");
    return;
  }
  const id = textField(value, "Ec2InstanceId") ?? textField(value, "Id");
  const instanceType = textField(value, "InstanceType");
  const groupId = textField(value, "InstanceGroupId") ?? textField(value, "InstanceFleetId");
  sink.boot(
    {
      ...(id === undefined ? {} : { id }),
      ...(instanceType === undefined ? {} : { instanceType }),
      ...(groupId === undefined ? {} : { groupId }),
      requestedMs,
      ...(readyMs === undefined ? {} : { readyMs }),
    },
    line,
  );
}

/** DescribeJobFlows, which the Ruby client printed: a cluster with its groups and steps. */
function readJobFlow(value: unknown, line: number, sink: FileSink): void {
  const id = textField(value, "JobFlowId") ?? `job flow in line ${line}`;
  const createdMs = timeOf(value, "CreationDateTime");
  const readyMs = timeOf(value, "ReadyDateTime") ?? timeOf(value, "StartDateTime");
  const endMs = timeOf(value, "EndDateTime");
  const name = textField(value, "Name");
  const groups = listField(value, "Instances", "InstanceGroups").map(groupOf);
  if (createdMs !== undefined) {
    sink.cluster(
      {
        id,
        ...(name === undefined ? {} : { name }),
        createdMs,
        ...(readyMs === undefined ? {} : { readyMs }),
        ...(endMs === undefined ? {} : { endMs }),
        groups: groups.length > 0 ? groups : groupsOfOld(fieldOf(value, "Instances")),
      },
      line,
    );
  }
  for (const step of listField(value, "Steps")) readStep(step, id, line, sink);
}

/** Before there were instance groups: one master and slaves of one type. */
function groupsOfOld(instances: unknown): ClusterGroup[] {
  const count = numberField(instances, "InstanceCount");
  const instanceType = textField(instances, "SlaveInstanceType") ?? textField(instances, "MasterInstanceType");
  if (count === undefined || instanceType === undefined) return [];
  return [{ role: "core", instanceType, count: Math.max(1, count - 1) }];
}

/** Times stand in `Status.Timeline`, and in answers of old in `ExecutionStatusDetail`. */
function timeOf(value: unknown, key: string): InstantMs | undefined {
  const timeline = fieldAt(value, "Status", "Timeline");
  return awsInstant(fieldOf(timeline, key) ?? fieldAt(value, "ExecutionStatusDetail", key));
}
