import type { RecordSink } from "../../experiment/record-sink.ts";
import type { Result, ResultSummary } from "../../experiment/result.ts";
import type { NotificationPlan } from "../../model/plan.ts";
import type { ComponentRef, ExecutionRow, LogRow } from "../../model/records.ts";
import { LogGroups, type LogTotals } from "./log-groups.ts";

/** What the records of the first replication come to, as far as a summary says it. */
export interface FirstRun {
  /** By pipeline. */
  readonly executions: ReadonlyMap<string, ExecutionCount>;
  /** When the last execution ended; absent where one has not, or there is none. */
  readonly endedAtMs?: number;
  readonly logs: readonly LogTotals[];
  /** Messages of SnsAlarms (3.4). */
  readonly notifications: ReadonlyMap<NotificationPlan["event"], number>;
}

/** Executions of a pipeline. */
export interface ExecutionCount {
  total: number;
  succeeded: number;
}

/** All that a summary is made of. */
export interface Summarised extends ResultSummary {
  readonly firstRun: FirstRun;
}

/** Adds up records one by one and keeps none of them: what it holds does not grow with the length of the run. */
export class FirstRunTotals implements RecordSink {
  private readonly executions = new Map<string, ExecutionCount>();
  private readonly logs = new LogGroups();
  private readonly notifications = new Map<NotificationPlan["event"], number>();
  private endedAtMs = Number.NEGATIVE_INFINITY;

  addExecution({ pipelineId, succeeded, endedAtMs = Number.POSITIVE_INFINITY }: ExecutionRow): void {
    let count = this.executions.get(pipelineId);
    if (count === undefined) {
      count = { total: 0, succeeded: 0 };
      this.executions.set(pipelineId, count);
    }
    count.total += 1;
    if (succeeded) count.succeeded += 1;
    this.endedAtMs = Math.max(this.endedAtMs, endedAtMs);
  }

  addLog(row: LogRow, resource: ComponentRef | undefined): void {
    this.logs.add(row, resource);
  }

  addNotification(event: NotificationPlan["event"]): void {
    this.notifications.set(event, (this.notifications.get(event) ?? 0) + 1);
  }

  finish(): FirstRun {
    const { executions, notifications, endedAtMs } = this;
    const totals = { executions, notifications, logs: this.logs.finish() };
    return Number.isFinite(endedAtMs) ? { ...totals, endedAtMs } : totals;
  }
}

/** The same of a result that has its records. */
export function summarised(result: Result): Summarised {
  const { executions, logs, resources, notifications, history, pipelines } = result;
  const totals = new FirstRunTotals();
  // two pipelines may have resources of one name
  const keyOf = (pipelineId: string | undefined, hostId: string) =>
    pipelines === undefined ? hostId : `${pipelineId} ${hostId}`;
  const resourceOf = new Map(resources.map((row) => [keyOf(row.pipelineId, row.resourceId), componentOf(row)]));
  for (const row of executions) totals.addExecution(row);
  for (const row of logs) totals.addLog(row, resourceOf.get(keyOf(row.pipelineId, row.hostId)));
  for (const { event } of notifications) totals.addNotification(event);
  return { ...result, historyRows: history.length, firstRun: totals.finish() };
}

function componentOf({ pipelineId, componentId }: ComponentRef): ComponentRef {
  return { pipelineId, componentId };
}
