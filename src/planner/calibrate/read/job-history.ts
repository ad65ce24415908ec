import type { RunStatus, TaskObservation } from "../observations.ts";
import type { FileSink } from "./file-sink.ts";
import { jobOfTasks } from "./job-of-tasks.ts";
import { fieldAt, fieldOf, isObject, listField, numberField, textField } from "./json-fields.ts";
import type { LineReader } from "./line-reader.ts";
import { OpenTasks } from "./open-tasks.ts";
import { parseTolerantly } from "./tolerant-json.ts";

/** The first line of a .jhist file that is text; the other kind is binary. */
export const AVRO_JSON = "Avro-Json";

/** How each last event of a job ends it. */
const ENDS: ReadonlyMap<string, RunStatus> = new Map([
  ["JOB_FINISHED", "succeeded"],
  ["JOB_FAILED", "failed"],
  ["JOB_ERROR", "failed"],
  ["JOB_KILLED", "canceled"],
]);

/**
 * Reads the job history of Hadoop 2 and 3: one event a line, as JSON. Source: Hadoop's Events.avpr. A history without its
 * last event is of a job that was still running.
 */
export class JobHistoryReader implements LineReader {
  private readonly sink: FileSink;
  private readonly tasks: OpenTasks;
  private name: string | undefined;
  private id: string | undefined;
  private submittedMs: number | undefined;
  private ended: { readonly status: RunStatus; readonly atMs: number } | undefined;
  private firstLine = 0;
  private shuffleBytes = 0;

  constructor(sink: FileSink) {
    this.sink = sink;
    this.tasks = new OpenTasks(sink);
  }

  line(text: string, number: number): void {
    const trimmed = text.trim();
    // the second line is the schema
    if (trimmed === "" || trimmed === AVRO_JSON || trimmed.startsWith('{"type":"record"')) return;
    const { value, problem } = parseTolerantly(trimmed);
    const type = textField(value, "type");
    if (problem !== undefined || type === undefined) {
      this.sink.damaged(number, "a line that is no event");
      return;
    }
    if (this.firstLine === 0) this.firstLine = number;
    const [body] = Object.values(isObject(fieldOf(value, "event")) ? Object(fieldOf(value, "event")) : {});
    this.event(type, body, number);
  }

  end(): void {
    const tasks = this.tasks.finished();
    const startMs = this.submittedMs;
    const lastMs = tasks.reduce((latest, { endMs }) => Math.max(latest, endMs), 0);
    if (startMs === undefined) {
      if (this.firstLine > 0) this.sink.leftOut(this.firstLine, "job whose submission is not in the history");
      return;
    }
    if (this.ended === undefined && tasks.length === 0) {
      this.sink.leftOut(this.firstLine, "job that had not ended");
      return;
    }
    const endMs = this.ended?.atMs ?? lastMs;
    if (endMs < startMs) {
      this.sink.damaged(this.firstLine, "a job that ends before it was submitted");
      return;
    }
    this.sink.run(
      {
        kind: "job",
        name: this.name ?? "job",
        ...(this.id === undefined ? {} : { id: this.id }),
        status: this.ended?.status ?? "unfinished",
        durationMs: endMs - startMs,
        startMs,
        ...jobOfTasks(tasks, startMs, this.shuffleBytes),
      },
      this.firstLine,
    );
  }

  private event(type: string, body: unknown, line: number): void {
    const status = ENDS.get(type);
    if (status !== undefined) {
      const atMs = numberField(body, "finishTime");
      if (atMs === undefined) this.sink.damaged(line, "the end of a job without its time");
      else this.ended = { status, atMs };
    } else if (type === "JOB_SUBMITTED") {
      this.name = textField(body, "jobName");
      this.id = textField(body, "jobid");
      this.submittedMs = numberField(body, "submitTime");
    } else if (type === "JOB_INFO_CHANGED") {
      // what was changed is what the job tracker went by
      this.submittedMs = numberField(body, "submitTime") ?? this.submittedMs;
    } else this.attempt(type, body, line);
  }

  private attempt(type: string, body: unknown, line: number): void {
    const match = /^(?:MAP|REDUCE)_ATTEMPT_(STARTED|FINISHED|FAILED|KILLED)$/.exec(type);
    const attemptId = textField(body, "attemptId");
    const taskType = textField(body, "taskType");
    if (match === null || (taskType !== "MAP" && taskType !== "REDUCE")) return;
    if (attemptId === undefined) {
      this.sink.damaged(line, "an attempt without its id");
      return;
    }
    const host = textField(body, "hostname") ?? textField(body, "trackerName");
    if (match[1] === "STARTED") {
      const startMs = numberField(body, "startTime");
      this.tasks.start(attemptId, {
        phase: taskType === "MAP" ? "map" : "reduce",
        taskId: textField(body, "taskid") ?? attemptId,
        startMs,
        host,
      });
      return;
    }
    this.shuffleBytes += taskType === "REDUCE" && match[1] === "FINISHED" ? shuffledBytes(body) : 0;
    this.tasks.end(attemptId, line, {
      endMs: numberField(body, "finishTime"),
      status: STATUS[match[1] === "FINISHED" || match[1] === "FAILED" ? match[1] : "KILLED"],
      host,
      shuffledMs: numberField(body, "shuffleFinishTime"),
      sortedMs: numberField(body, "sortFinishTime"),
    });
  }
}

const STATUS: Readonly<Record<"FINISHED" | "FAILED" | "KILLED", TaskObservation["status"]>> = {
  FINISHED: "succeeded",
  FAILED: "failed",
  KILLED: "killed",
};

function shuffledBytes(body: unknown): number {
  // from Hadoop 3 on the counters may be one of several types, named around them
  const counters = fieldOf(body, "counters");
  const groups = [
    ...listField(counters, "groups"),
    ...Object.values(isObject(counters) ? counters : {}).flatMap((one) => listField(one, "groups")),
  ];
  const counts = groups.flatMap((group) => listField(group, "counts"));
  const counter = counts.find((count) => fieldAt(count, "name") === "REDUCE_SHUFFLE_BYTES");
  return Math.max(0, numberField(counter, "value") ?? 0);
}
