import type { SparkObservation, StageObservation, StageTaskObservation } from "../observations.ts";
import type { FileSink } from "./file-sink.ts";
import { fieldAt, fieldOf, listField, numberField, textField } from "./json-fields.ts";
import type { LineReader } from "./line-reader.ts";
import { parseTolerantly } from "./tolerant-json.ts";

/** Whether a line is an event of a Spark event log. */
export function isSparkEvent(line: string): boolean {
  return /^\s*\{\s*"Event"\s*:\s*"/.test(line);
}

/** Everything else is passed over without being parsed: most of a log is plans of SQL and metrics. */
const WANTED =
  /^\s*\{\s*"Event"\s*:\s*"SparkListener(ApplicationStart|ApplicationEnd|JobStart|StageSubmitted|StageCompleted|TaskEnd|ExecutorAdded|ExecutorRemoved|EnvironmentUpdate)"/;

/** An application while its log is read; the files of a rolled log share one. */
interface OpenApplication {
  readonly line: number;
  name: string | undefined;
  id: string | undefined;
  startMs: number | undefined;
  endMs: number | undefined;
  lastMs: number;
  hasFailedJob: boolean;
  readonly stages: Map<number, Mutable<StageObservation>>;
  /** Those that are there. */
  readonly executors: Set<string>;
  executorsMax: number;
  coresMax: number;
  /** As Spark has it: `16g`. */
  memory: string | undefined;
  readonly hosts: Set<string>;
}

type Mutable<T> = { -readonly [Key in keyof T]: Key extends "tasks" ? StageTaskObservation[] : T[Key] };

/**
 * Reads a Spark event log: one event a line. A log that has no end (`.inprogress`, or the application died) is of a run
 * that is unfinished. The files of a rolled log (`eventlog_v2_*`) have to come one after another.
 * Source: Spark's JsonProtocol; names of keys are the same from 1.3 to 4.
 */
export class SparkLogReader implements LineReader {
  private readonly sink: FileSink;
  private application: OpenApplication | undefined;

  constructor(sink: FileSink) {
    this.sink = sink;
  }

  line(text: string, number: number): void {
    if (text.trim() === "") return;
    const kind = WANTED.exec(text)?.[1];
    if (kind === undefined) {
      if (!isSparkEvent(text) || !/\}\s*$/.test(text)) this.sink.damaged(number, "a line that is no event");
      return;
    }
    const { value, problem } = parseTolerantly(text);
    if (problem !== undefined) {
      this.sink.damaged(number, "an event that is cut off or damaged");
      return;
    }
    if (kind === "ApplicationStart") this.begin(value, number);
    this.application ??= newApplication(number);
    this.event(kind, value, this.application, number);
  }

  end(): void {
    if (this.application !== undefined) this.finish(this.application);
  }

  private begin(value: unknown, line: number): void {
    // a rolled log repeats the start of its application in each file
    const id = textField(value, "App ID");
    const isSame = this.application !== undefined && (this.application.id ?? id) === id;
    if (this.application !== undefined && !isSame) this.finish(this.application);
    if (!isSame) this.application = newApplication(line);
    const application = this.application ?? newApplication(line);
    application.name = textField(value, "App Name");
    application.id = id;
    application.startMs ??= numberField(value, "Timestamp");
  }

  private event(kind: string, value: unknown, application: OpenApplication, line: number): void {
    if (kind === "ApplicationEnd") application.endMs = numberField(value, "Timestamp");
    else if (kind === "ExecutorAdded") this.executor(value, application);
    else if (kind === "ExecutorRemoved") application.executors.delete(String(fieldOf(value, "Executor ID")));
    // of all properties only this one is read: others may be secrets
    else if (kind === "EnvironmentUpdate")
      application.memory = textField(value, "Spark Properties", "spark.executor.memory");
    else if (kind === "JobStart") {
      const jobId = numberField(value, "Job ID");
      for (const info of listField(value, "Stage Infos")) this.stage(info, application, jobId);
    } else if (kind === "StageSubmitted" || kind === "StageCompleted") {
      this.stage(fieldOf(value, "Stage Info"), application, undefined);
    } else if (kind === "TaskEnd") this.task(value, application, line);
  }

  private executor(value: unknown, application: OpenApplication): void {
    const { executors, hosts } = application;
    executors.add(String(fieldOf(value, "Executor ID")));
    application.executorsMax = Math.max(application.executorsMax, executors.size);
    application.coresMax = Math.max(application.coresMax, numberField(value, "Executor Info", "Total Cores") ?? 0);
    hosts.add(textField(value, "Executor Info", "Host") ?? "");
  }

  private stage(info: unknown, application: OpenApplication, jobId: number | undefined): void {
    const id = numberField(info, "Stage ID");
    if (id === undefined) return;
    const stage = stageOf(application, id);
    stage.name = textField(info, "Stage Name") ?? stage.name;
    const parents = listField(info, "Parent IDs").filter((parent) => typeof parent === "number");
    if (parents.length > 0) stage.parents = parents;
    if (jobId !== undefined) stage.jobId ??= jobId;
    const submittedMs = numberField(info, "Submission Time");
    const endMs = numberField(info, "Completion Time");
    if (submittedMs !== undefined) stage.submittedMs ??= submittedMs;
    if (endMs !== undefined) {
      stage.endMs = endMs;
      application.lastMs = Math.max(application.lastMs, endMs);
    }
    if (textField(info, "Failure Reason") !== undefined) application.hasFailedJob = true;
  }

  private task(value: unknown, application: OpenApplication, line: number): void {
    const stageId = numberField(value, "Stage ID");
    const info = fieldOf(value, "Task Info");
    const startMs = numberField(info, "Launch Time");
    const endMs = numberField(info, "Finish Time");
    if (stageId === undefined || startMs === undefined || endMs === undefined || endMs < startMs) {
      this.sink.damaged(line, "the end of a task without its stage and times");
      return;
    }
    const reason = textField(value, "Task End Reason", "Reason") ?? "Success";
    const spilled = numberField(value, "Task Metrics", "Disk Bytes Spilled") ?? 0;
    const executorId = fieldAt(info, "Executor ID");
    application.lastMs = Math.max(application.lastMs, endMs);
    stageOf(application, stageId).tasks.push({
      index: numberField(info, "Index") ?? -1,
      startMs,
      endMs,
      status: reason === "Success" ? "succeeded" : reason === "TaskKilled" ? "killed" : "failed",
      ...(typeof executorId === "string" ? { executorId } : {}),
      ...(spilled > 0 ? { spilledBytes: spilled } : {}),
    });
  }

  private finish(application: OpenApplication): void {
    this.application = undefined;
    const { line, name, id, startMs, endMs, lastMs } = application;
    const stages = [...application.stages.values()].filter(({ tasks }) => tasks.length > 0);
    const beganMs = startMs ?? stages.reduce((least, { submittedMs }) => Math.min(least, submittedMs ?? least), lastMs);
    const overMs = endMs ?? lastMs;
    if (overMs <= beganMs) {
      this.sink.leftOut(line, "application that had not ended and ran no task");
      return;
    }
    const hasEnded = endMs !== undefined;
    this.sink.run(
      {
        kind: "job",
        name: name ?? "application",
        ...(id === undefined ? {} : { id }),
        status: hasEnded ? (application.hasFailedJob ? "failed" : "succeeded") : "unfinished",
        durationMs: overMs - beganMs,
        startMs: beganMs,
        ...(stages.length === 0 ? {} : { job: sparkOf(application, stages) }),
      },
      line,
    );
  }
}

function sparkOf(application: OpenApplication, stages: readonly StageObservation[]): SparkObservation {
  const { executorsMax, coresMax, hosts } = application;
  const memory = memoryText(application.memory);
  return {
    kind: "spark",
    stages,
    executors: {
      count: executorsMax,
      hosts: hosts.size,
      ...(coresMax > 0 ? { cores: coresMax } : {}),
      ...(memory === undefined ? {} : { memory }),
    },
  };
}

const MEMORY_UNITS: ReadonlyMap<string, string> = new Map([
  ["m", "MiB"],
  ["g", "GiB"],
  ["t", "TiB"],
]);

/** `16g` of Spark is `16 GiB`. */
function memoryText(text: string | undefined): string | undefined {
  const match = /^(\d{1,6})([mgt])b?$/i.exec(text ?? "");
  const unit = MEMORY_UNITS.get(match?.[2]?.toLowerCase() ?? "");
  return match === null || unit === undefined ? undefined : `${match[1]} ${unit}`;
}

function newApplication(line: number): OpenApplication {
  return {
    line,
    name: undefined,
    id: undefined,
    startMs: undefined,
    endMs: undefined,
    lastMs: 0,
    hasFailedJob: false,
    stages: new Map(),
    executors: new Set(),
    executorsMax: 0,
    coresMax: 0,
    memory: undefined,
    hosts: new Set(),
  };
}

function stageOf({ stages }: OpenApplication, id: number): Mutable<StageObservation> {
  const known = stages.get(id);
  if (known !== undefined) return known;
  const stage: Mutable<StageObservation> = { id, name: `stage ${id}`, parents: [], tasks: [] };
  stages.set(id, stage);
  return stage;
}
