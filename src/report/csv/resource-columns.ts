import type { Ec2InstanceRow, ResourceRow } from "../../model/records.ts";
import { type Column, secondsCell, utcCell } from "./write-csv.ts";

/** `resources.csv`: one row per managed resource that was launched. */
export const resourceColumns: readonly Column<ResourceRow & { readonly ec2Instances: number }>[] = [
  { header: "pipeline_id", cell: (row) => row.pipelineId },
  { header: "component_id", cell: (row) => row.componentId },
  { header: "type", cell: (row) => row.type },
  { header: "resource_id", cell: (row) => row.resourceId },
  { header: "status", cell: (row) => row.status },
  { header: "cluster_status", cell: (row) => row.clusterStatus },
  { header: "ec2_instances", cell: (row) => row.ec2Instances },
  { header: "requested_utc", cell: (row) => utcCell(row.requestedAtMs) },
  { header: "booted_utc", cell: (row) => utcCell(row.bootedAtMs) },
  { header: "bootstrapped_utc", cell: (row) => utcCell(row.bootstrappedAtMs) },
  { header: "ready_utc", cell: (row) => utcCell(row.readyAtMs) },
  { header: "first_poll_utc", cell: (row) => utcCell(row.firstPollAtMs) },
  { header: "shutting_down_utc", cell: (row) => utcCell(row.shuttingDownAtMs) },
  { header: "stopped_utc", cell: (row) => utcCell(row.stoppedAtMs) },
  { header: "terminated_utc", cell: (row) => utcCell(row.terminatedAtMs) },
  { header: "requested_to_first_poll_s", cell: (row) => secondsCell(row.requestedAtMs, row.firstPollAtMs) },
  { header: "publishing_logs_s", cell: (row) => secondsCell(row.shuttingDownAtMs, row.stoppedAtMs) },
  { header: "busy_s", cell: (row) => row.busyMs / 1000 },
  { header: "reason", cell: (row) => row.reason },
];

/** `ec2-instances.csv`: one row per EC2 instance. */
export const ec2InstanceColumns: readonly Column<Ec2InstanceRow>[] = [
  { header: "pipeline_id", cell: (row) => row.pipelineId },
  { header: "component_id", cell: (row) => row.componentId },
  { header: "resource_id", cell: (row) => row.resourceId },
  { header: "ec2_instance_id", cell: (row) => row.ec2InstanceId },
  { header: "role", cell: (row) => row.role },
  { header: "instance_type", cell: (row) => row.instanceType },
  { header: "purchase", cell: (row) => row.purchase },
  { header: "state", cell: (row) => row.state },
  { header: "requested_utc", cell: (row) => utcCell(row.requestedAtMs) },
  { header: "running_utc", cell: (row) => utcCell(row.runningAtMs) },
  { header: "booted_utc", cell: (row) => utcCell(row.bootedAtMs) },
  { header: "ready_utc", cell: (row) => utcCell(row.readyAtMs) },
  { header: "shutting_down_utc", cell: (row) => utcCell(row.shuttingDownAtMs) },
  { header: "terminated_utc", cell: (row) => utcCell(row.terminatedAtMs) },
  { header: "boot_s", cell: (row) => secondsCell(row.requestedAtMs, row.bootedAtMs) },
  { header: "running_s", cell: (row) => secondsCell(row.runningAtMs, row.shuttingDownAtMs) },
  { header: "busy_s", cell: (row) => row.busyMs / 1000 },
  { header: "lost", cell: (row) => row.lost?.reason },
];
