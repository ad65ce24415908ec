import type { TaskObservation } from "../observations.ts";
import type { FileSink } from "./file-sink.ts";
import { jobOfTasks } from "./job-of-tasks.ts";
import { fieldOf, listField, numberField, textField } from "./json-fields.ts";

/**
 * Reads one job of a trace for YARN's Scheduler Load Simulator. Its times count from the start of the trace, so that no
 * date is known. Source: Hadoop's documentation of YARN-SLS, input format.
 */
export function readSlsJob(job: unknown, line: number, sink: FileSink): void {
  const startMs = numberField(job, "job.start.ms") ?? 0;
  const tasks = listField(job, "job.tasks").flatMap((task, index) => tasksOf(task, index, startMs, line, sink));
  const lastMs = tasks.reduce((latest, task) => Math.max(latest, task.endMs), startMs);
  const endMs = numberField(job, "job.end.ms") ?? lastMs;
  if (endMs <= startMs) {
    sink.leftOut(line, "job without a duration");
    return;
  }
  const id = textField(job, "job.id");
  sink.run(
    {
      kind: "job",
      name: id ?? "job",
      ...(id === undefined ? {} : { id }),
      status: "succeeded",
      durationMs: Math.round(endMs - startMs),
      ...jobOfTasks(tasks, startMs),
    },
    line,
  );
}

/** A container is given by its start and end, or by its duration and how many there are alike. */
function tasksOf(task: unknown, index: number, jobStartMs: number, line: number, sink: FileSink): TaskObservation[] {
  const startMs = numberField(task, "container.start.ms") ?? jobStartMs;
  const durationMs = numberField(task, "duration.ms") ?? numberField(task, "container.duration.ms");
  const endMs = numberField(task, "container.end.ms") ?? (durationMs === undefined ? undefined : startMs + durationMs);
  if (endMs === undefined || endMs < startMs) {
    sink.leftOut(line, "container without a start and an end");
    return [];
  }
  const host = textField(task, "container.host");
  const phase = /red/i.test(String(fieldOf(task, "container.type"))) ? "reduce" : "map";
  const count = Math.min(COUNT_MAX, Math.max(1, numberField(task, "count") ?? 1));
  return Array.from({ length: count }, (_, copy) => ({
    phase,
    taskId: `${index}-${copy}`,
    startMs: Math.round(startMs),
    endMs: Math.round(endMs),
    status: "succeeded",
    ...(host === undefined ? {} : { host }),
  }));
}

/** Of containers alike in one job. */
const COUNT_MAX = 1_000_000;
