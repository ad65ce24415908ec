import type { RunStatus, TaskObservation } from "../observations.ts";
import type { FileSink } from "./file-sink.ts";
import { jobOfTasks } from "./job-of-tasks.ts";
import type { LineReader } from "./line-reader.ts";
import { OpenTasks } from "./open-tasks.ts";

/** Whether a line can only be of the job history of Hadoop 0.20 and 1. */
export function isOldJobHistory(line: string): boolean {
  return /^\f?(?:Meta VERSION=|Job JOBID=|!!FILE=)/.test(line);
}

const ENDS: ReadonlyMap<string, RunStatus> = new Map([
  ["SUCCESS", "succeeded"],
  ["FAILED", "failed"],
  ["KILLED", "canceled"],
]);

interface OpenJob {
  readonly id: string;
  readonly line: number;
  readonly tasks: OpenTasks;
  name: string | undefined;
  submittedMs: number | undefined;
  ended: { readonly status: RunStatus; readonly atMs: number } | undefined;
}

/** Of one record; a quote that is missing must not swallow the rest of the file. */
const RECORD_LINES_MAX = 1000;

/**
 * Reads the job history of Hadoop 0.20 and 1: records of `KEY="value"`, of one job or of several one after another, and
 * job tracker logs in which the files of many jobs are strung together. Source: Hadoop 0.20's JobHistory, version 1.
 */
export class OldJobHistoryReader implements LineReader {
  private readonly sink: FileSink;
  private readonly jobs = new Map<string, OpenJob>();
  private record: string[] = [];
  private recordLine = 0;
  private quotes = 0;
  private isInConfiguration = false;

  constructor(sink: FileSink) {
    this.sink = sink;
  }

  line(raw: string, number: number): void {
    // files that are strung together are parted by form feeds
    const text = raw.replace(/^\f/, "");
    const isStart = /^(?:Meta|Job|Task|MapAttempt|ReduceAttempt) /.test(text);
    if (/^!!FILE=/.test(text)) this.isInConfiguration = /conf\.xml!!$/.test(text.trim());
    if (isStart) this.begin(number);
    else if (this.record.length === 0) {
      const isOther =
        text.trim() === "" || text.startsWith("!!FILE=") || text.startsWith("<") || this.isInConfiguration;
      if (!isOther) this.sink.damaged(number, "a line that begins no record");
      return;
    }
    this.record.push(text);
    this.quotes += quoteCount(text);
    // a value with line breaks, such as a stack trace, goes on in the next line
    if (this.quotes % 2 === 0) this.read(this.record.join("\n"), this.recordLine);
    if (this.quotes % 2 === 0 || this.record.length > RECORD_LINES_MAX) this.close();
  }

  private begin(line: number): void {
    this.close();
    this.recordLine = line;
  }

  /** What is left of a record that did not end is damaged. */
  private close(): void {
    if (this.quotes % 2 === 1) this.sink.damaged(this.recordLine, "a record without its end");
    this.record = [];
    this.quotes = 0;
  }

  end(): void {
    this.close();
    for (const job of this.jobs.values()) this.finish(job);
  }

  private read(record: string, line: number): void {
    const kind = record.slice(0, record.indexOf(" "));
    const values = valuesOf(record);
    if (values.size === 0) {
      this.sink.damaged(line, "a record without values");
      return;
    }
    if (kind === "Job") this.readJob(values, line);
    else if (kind === "MapAttempt" || kind === "ReduceAttempt") this.readAttempt(values, line);
  }

  private readJob(values: ReadonlyMap<string, string>, line: number): void {
    const id = values.get("JOBID");
    if (id === undefined) {
      this.sink.damaged(line, "a job without its id");
      return;
    }
    const job = this.jobOf(id, line);
    job.name ??= values.get("JOBNAME");
    job.submittedMs = numberOf(values, "SUBMIT_TIME") ?? job.submittedMs;
    const status = ENDS.get(values.get("JOB_STATUS") ?? "");
    const atMs = numberOf(values, "FINISH_TIME");
    if (status !== undefined && atMs !== undefined) job.ended = { status, atMs };
  }

  private readAttempt(values: ReadonlyMap<string, string>, line: number): void {
    const type = values.get("TASK_TYPE");
    const attemptId = values.get("TASK_ATTEMPT_ID");
    if (type !== "MAP" && type !== "REDUCE") return;
    const jobId = /^attempt_(\d+_\d+)/.exec(attemptId ?? "")?.[1];
    if (attemptId === undefined || jobId === undefined) {
      this.sink.damaged(line, "an attempt without its id");
      return;
    }
    const { tasks } = this.jobOf(`job_${jobId}`, line);
    const startMs = numberOf(values, "START_TIME");
    const host = values.get("HOSTNAME") ?? values.get("TRACKER_NAME");
    if (startMs !== undefined) {
      const phase = type === "MAP" ? "map" : "reduce";
      tasks.start(attemptId, { phase, taskId: values.get("TASKID") ?? attemptId, startMs, host });
    }
    const status = values.get("TASK_STATUS");
    if (status === undefined) return;
    tasks.end(attemptId, line, {
      endMs: numberOf(values, "FINISH_TIME"),
      status: STATUS.get(status) ?? "killed",
      host,
      shuffledMs: numberOf(values, "SHUFFLE_FINISHED"),
      sortedMs: numberOf(values, "SORT_FINISHED"),
    });
  }

  private jobOf(id: string, line: number): OpenJob {
    const known = this.jobs.get(id);
    if (known !== undefined) return known;
    const tasks = new OpenTasks(this.sink);
    const job: OpenJob = { id, line, tasks, name: undefined, submittedMs: undefined, ended: undefined };
    this.jobs.set(id, job);
    return job;
  }

  private finish({ id, line, name, submittedMs, ended, tasks: open }: OpenJob): void {
    const tasks = open.finished();
    if (submittedMs === undefined) {
      this.sink.leftOut(line, "job whose submission is not in the history");
      return;
    }
    if (ended === undefined && tasks.length === 0) {
      this.sink.leftOut(line, "job that had not ended");
      return;
    }
    const endMs = ended?.atMs ?? tasks.reduce((latest, task) => Math.max(latest, task.endMs), submittedMs);
    if (endMs < submittedMs) {
      this.sink.damaged(line, `the job ${id}, which ends before it was submitted`);
      return;
    }
    this.sink.run(
      {
        kind: "job",
        name: name === undefined || name === "" ? "job" : name,
        id,
        status: ended?.status ?? "unfinished",
        durationMs: endMs - submittedMs,
        startMs: submittedMs,
        ...jobOfTasks(tasks, submittedMs),
      },
      line,
    );
  }
}

const STATUS: ReadonlyMap<string, TaskObservation["status"]> = new Map([
  ["SUCCESS", "succeeded"],
  ["FAILED", "failed"],
]);

function numberOf(values: ReadonlyMap<string, string>, key: string): number | undefined {
  const text = values.get(key) ?? "";
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/** `KEY="value"` with `\"`, `\.` and the like. */
function valuesOf(record: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const [, key = "", value = ""] of record.matchAll(/([A-Z_]+)="((?:[^"\\]|\\.)*)"/gs)) {
    values.set(key, value.replace(/\\(.)/gs, "$1"));
  }
  return values;
}

function quoteCount(text: string): number {
  return text.replace(/\\./g, "").split('"').length - 1;
}
