import { formatInstant } from "../../base/instant.ts";
import type { Result } from "../../experiment/result.ts";
import type { AttemptRow, Ec2InstanceRow, LogRow, SparkStageRow, StepRow } from "../../model/records.ts";
import { ec2Intervals } from "../build/ec2-intervals.ts";
import { lastInstant } from "../build/last-instant.ts";
import { packRows, type Span } from "../build/pack-rows.ts";
import { withPipelineNames } from "../build/with-pipeline-names.ts";
import { TraceTracks } from "./trace-tracks.ts";

/**
 * The first replication in the Trace Event Format, which https://ui.perfetto.dev and chrome://tracing open: a process
 * for each resource or runner, a thread for each EC2 instance and for attempts, steps and logs side by side. Times count
 * from the activation.
 *
 * Source: Trace Event Format, complete events (X) and metadata events (M)
 */
export function writeTrace(raw: Result): string {
  const result = withPipelineNames(raw);
  const tracks = new TraceTracks(result.activationAtMs);
  const endAtMs = lastInstant(result);
  const resources = new Map(result.resources.map((row) => [row.resourceId, row]));
  for (const row of result.ec2Instances) {
    const intervals = ec2Intervals(row, resources.get(row.resourceId), [], endAtMs);
    const thread = { host: row.resourceId, thread: threadOf(row) };
    for (const { state, fromMs, toMs } of intervals) {
      tracks.add({ ...thread, category: "ec2", name: EC2_WORDS[state] ?? state, fromMs, toMs });
    }
    for (const action of row.bootstrapActions) {
      tracks.add({
        ...thread,
        category: "bootstrap",
        name: action.failed === true ? `${action.name} (failed)` : action.name,
        fromMs: action.startedAtMs,
        toMs: action.endedAtMs,
      });
    }
  }
  addAttempts(tracks, result.attempts);
  addSteps(tracks, result.steps);
  addSparkStages(tracks, result);
  addLogs(tracks, result.logs);
  return tracks.write({ scenario: result.name, seed: result.seed, activation: formatInstant(result.activationAtMs) });
}

const EC2_WORDS: Readonly<Partial<Record<string, string>>> = {
  boot: "booting",
  bootstrap: "bootstrap actions",
  setup: "applications",
  idle: "ready",
  publishing: "publishing logs",
  shuttingDown: "shutting down",
};

function threadOf({ ec2InstanceId, instanceType }: Ec2InstanceRow): string {
  return `${ec2InstanceId} ${instanceType}`;
}

function addAttempts(tracks: TraceTracks, attempts: readonly AttemptRow[]): void {
  const spanOf = (row: AttemptRow) => ({ fromMs: row.startedAtMs, toMs: row.endedAtMs });
  forEachInRows(
    attempts,
    (row) => row.runnerId,
    spanOf,
    (row, lane) => {
      const thread = { host: row.runnerId, thread: `attempts ${lane + 1}` };
      const args = { instance: row.instanceId, status: row.status, reason: row.reason, waitedFor: row.waitedFor };
      tracks.add({ ...thread, category: "attempt", name: row.attemptId, ...spanOf(row), args });
      for (const item of row.workItems) {
        const name = `${item.role}: ${item.label}`;
        const itemArgs = { completed: item.completed };
        tracks.add({
          ...thread,
          category: item.role,
          name,
          fromMs: item.startedAtMs,
          toMs: item.endedAtMs,
          args: itemArgs,
        });
      }
    },
  );
}

function addSteps(tracks: TraceTracks, steps: readonly StepRow[]): void {
  const spanOf = (row: StepRow) => ({ fromMs: row.startedAtMs ?? row.endedAtMs, toMs: row.endedAtMs });
  forEachInRows(
    steps,
    (row) => row.resourceId,
    spanOf,
    (row, lane) => {
      const args = { step: row.stepId, attempt: row.attemptId, status: row.status };
      tracks.add({
        host: row.resourceId,
        thread: `steps ${lane + 1}`,
        category: "step",
        name: row.label,
        ...spanOf(row),
        args,
      });
    },
  );
}

function addSparkStages(tracks: TraceTracks, { sparkStages = [], steps, attempts }: Result): void {
  const hosts = new Map([
    ...steps.map(({ stepId, resourceId }) => [stepId, resourceId] as const),
    ...attempts.map(({ attemptId, runnerId }) => [attemptId, runnerId] as const),
  ]);
  const hostOf = ({ workId }: SparkStageRow) => hosts.get(workId) ?? workId;
  const spanOf = (row: SparkStageRow) => ({ fromMs: row.submittedAtMs, toMs: row.endedAtMs ?? row.submittedAtMs });
  forEachInRows(sparkStages, hostOf, spanOf, (row, lane) => {
    const { workId, name, status, tasks, critical = false } = row;
    const thread = { host: hostOf(row), thread: `Spark stages ${lane + 1}` };
    tracks.add({ ...thread, category: "stage", name, ...spanOf(row), args: { work: workId, status, tasks, critical } });
  });
}

function addLogs(tracks: TraceTracks, logs: readonly LogRow[]): void {
  const published = logs.filter((row) => row.publishedAtMs !== undefined);
  const spanOf = (row: LogRow) => ({ fromMs: row.writtenToAtMs, toMs: row.publishedAtMs ?? row.writtenToAtMs });
  forEachInRows(
    published,
    (row) => row.hostId,
    spanOf,
    (row, lane) => {
      const args = { writer: row.writerId, bytes: row.bytes, destination: row.destination ?? "", reason: row.reason };
      tracks.add({
        host: row.hostId,
        thread: `logs ${lane + 1}`,
        category: "log",
        name: `${row.kind} log`,
        ...spanOf(row),
        args,
      });
    },
  );
}

/** Events of one thread must not overlap: rows of one host that do go to lanes of their own. */
function forEachInRows<Row>(
  rows: readonly Row[],
  hostOf: (row: Row) => string,
  spanOf: (row: Row) => Span,
  add: (row: Row, lane: number) => void,
): void {
  const byHost = new Map<string, Row[]>();
  for (const row of rows) {
    const list = byHost.get(hostOf(row));
    if (list === undefined) byHost.set(hostOf(row), [row]);
    else list.push(row);
  }
  for (const list of byHost.values()) {
    const lanes = packRows(list.map(spanOf)).rows;
    for (const [index, row] of list.entries()) add(row, lanes[index] ?? 0);
  }
}
