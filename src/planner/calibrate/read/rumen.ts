import type { RunStatus, TaskObservation } from "../observations.ts";
import type { FileSink } from "./file-sink.ts";
import { jobOfTasks } from "./job-of-tasks.ts";
import { fieldOf, listField, numberField, textField } from "./json-fields.ts";

const OUTCOMES: ReadonlyMap<string, RunStatus> = new Map([
  ["SUCCESS", "succeeded"],
  ["SUCCEEDED", "succeeded"],
  ["FAILED", "failed"],
  ["KILLED", "canceled"],
]);

/** Traces without names call no job by its own. */
const UNNAMED = "job";

/** Reads one job of a Rumen trace. Source: Hadoop's LoggedJob, LoggedTask and LoggedTaskAttempt; -1 is "not known". */
export function readRumenJob(job: unknown, line: number, sink: FileSink): void {
  const id = textField(job, "jobID");
  const startMs = positive(job, "submitTime");
  const endMs = positive(job, "finishTime");
  if (id === undefined) {
    sink.damaged(line, "a job without a jobID");
    return;
  }
  if (startMs === undefined || endMs === undefined) {
    sink.leftOut(line, "job without submitTime and finishTime");
    return;
  }
  if (endMs < startMs) {
    sink.damaged(line, `the job ${id}, which ends before it was submitted`);
    return;
  }
  const phases = [
    { phase: "map", tasks: listField(job, "mapTasks") },
    { phase: "reduce", tasks: listField(job, "reduceTasks") },
  ] as const;
  const tasks = phases.flatMap(({ phase, tasks }) => tasks.flatMap((task) => attemptsOf(task, phase, line, sink)));
  const outcome = textField(job, "outcome");
  const shuffleBytes = phases[1].tasks.reduce<number>((sum, task) => sum + shuffledBytes(task), 0);
  sink.run(
    {
      kind: "job",
      name: textField(job, "jobName") ?? UNNAMED,
      id,
      // a trace of jobs that ended well does not say so
      status: OUTCOMES.get(outcome?.toUpperCase() ?? "SUCCESS") ?? "canceled",
      durationMs: endMs - startMs,
      startMs,
      ...jobOfTasks(tasks, startMs, shuffleBytes),
    },
    line,
  );
}

function attemptsOf(task: unknown, phase: "map" | "reduce", line: number, sink: FileSink): TaskObservation[] {
  const taskId = textField(task, "taskID") ?? "";
  return listField(task, "attempts").flatMap((attempt): TaskObservation[] => {
    const startMs = positive(attempt, "startTime");
    const endMs = positive(attempt, "finishTime");
    if (startMs === undefined || endMs === undefined || endMs < startMs) {
      sink.leftOut(line, "attempt at a task without a start and an end");
      return [];
    }
    const result = textField(attempt, "result")?.toUpperCase() ?? "SUCCESS";
    const host = textField(attempt, "hostName");
    const shuffledMs = positive(attempt, "shuffleFinished");
    const sortedMs = positive(attempt, "sortFinished");
    return [
      {
        phase,
        taskId,
        startMs,
        endMs,
        status: result.startsWith("SUCC") ? "succeeded" : result === "FAILED" ? "failed" : "killed",
        ...(host === undefined ? {} : { host }),
        ...(shuffledMs === undefined ? {} : { shuffledMs }),
        ...(sortedMs === undefined ? {} : { sortedMs }),
      },
    ];
  });
}

function shuffledBytes(task: unknown): number {
  return listField(task, "attempts").reduce<number>((sum, attempt) => {
    const isGood = textField(attempt, "result")?.toUpperCase().startsWith("SUCC") ?? true;
    return sum + (isGood ? (positive(attempt, "reduceShuffleBytes") ?? 0) : 0);
  }, 0);
}

function positive(value: unknown, key: string): number | undefined {
  const number = typeof fieldOf(value, key) === "number" ? numberField(value, key) : undefined;
  return number !== undefined && number > 0 ? Math.round(number) : undefined;
}
