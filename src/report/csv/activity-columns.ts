import type { AttemptRow, InstanceRow } from "../../model/records.ts";
import { type Column, secondsCell, utcCell } from "./write-csv.ts";

/** `activities.csv`: one row per activity instance. */
export const activityColumns: readonly Column<InstanceRow>[] = [
  { header: "pipeline_id", cell: (row) => row.pipelineId },
  { header: "activity_id", cell: (row) => row.componentId },
  { header: "type", cell: (row) => row.type },
  { header: "instance_id", cell: (row) => row.instanceId },
  { header: "status", cell: (row) => row.status },
  { header: "scheduled_start_utc", cell: (row) => utcCell(row.scheduledStartAtMs) },
  { header: "due_utc", cell: (row) => utcCell(row.dueAtMs) },
  { header: "ready_utc", cell: (row) => utcCell(row.readyAtMs) },
  { header: "started_utc", cell: (row) => utcCell(row.startedAtMs) },
  { header: "ended_utc", cell: (row) => utcCell(row.endedAtMs) },
  { header: "waited_for_dependencies_s", cell: (row) => secondsCell(row.dueAtMs, row.readyAtMs) },
  { header: "waited_for_runner_s", cell: (row) => secondsCell(row.readyAtMs, row.startedAtMs) },
  { header: "ran_s", cell: (row) => secondsCell(row.startedAtMs, row.endedAtMs) },
  { header: "latency_s", cell: (row) => secondsCell(row.dueAtMs, row.endedAtMs) },
  { header: "attempts", cell: (row) => row.attempts },
  { header: "reason", cell: (row) => row.reason },
];

/** `attempts.csv`: one row per attempt, with what its wait for a runner was for. */
export const attemptColumns: readonly Column<AttemptRow>[] = [
  { header: "pipeline_id", cell: (row) => row.pipelineId },
  { header: "activity_id", cell: (row) => row.componentId },
  { header: "instance_id", cell: (row) => row.instanceId },
  { header: "attempt_id", cell: (row) => row.attemptId },
  { header: "status", cell: (row) => row.status },
  { header: "runner_id", cell: (row) => row.runnerId },
  { header: "queued_utc", cell: (row) => utcCell(row.queuedAtMs) },
  { header: "started_utc", cell: (row) => utcCell(row.startedAtMs) },
  { header: "ended_utc", cell: (row) => utcCell(row.endedAtMs) },
  { header: "waited_s", cell: (row) => secondsCell(row.queuedAtMs, row.startedAtMs) },
  { header: "waited_for_boot_s", cell: (row) => row.waitedFor.bootMs / 1000 },
  { header: "waited_for_bootstrap_s", cell: (row) => row.waitedFor.bootstrapMs / 1000 },
  { header: "waited_for_applications_s", cell: (row) => row.waitedFor.applicationsMs / 1000 },
  { header: "waited_for_runner_install_s", cell: (row) => row.waitedFor.runnerInstallMs / 1000 },
  { header: "waited_in_queue_s", cell: (row) => row.waitedFor.queueMs / 1000 },
  { header: "ran_s", cell: (row) => secondsCell(row.startedAtMs, row.endedAtMs) },
  { header: "commands_and_steps", cell: (row) => row.workItems.length },
  { header: "reason", cell: (row) => row.reason },
];
