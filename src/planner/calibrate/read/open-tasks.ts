import type { TaskObservation } from "../observations.ts";
import type { FileSink } from "./file-sink.ts";

/** What a history says when an attempt at a task begins. */
export interface TaskStart {
  readonly phase: "map" | "reduce";
  readonly taskId: string;
  readonly startMs: number | undefined;
  readonly host: string | undefined;
}

/** What it says when the attempt ends. */
export interface TaskEnd {
  readonly endMs: number | undefined;
  readonly status: TaskObservation["status"];
  readonly host: string | undefined;
  readonly shuffledMs: number | undefined;
  readonly sortedMs: number | undefined;
}

/** Joins the two lines in which job histories tell of an attempt at a task. */
export class OpenTasks {
  private readonly sink: FileSink;
  private readonly open = new Map<string, TaskStart>();
  private readonly tasks: TaskObservation[] = [];

  constructor(sink: FileSink) {
    this.sink = sink;
  }

  start(attemptId: string, start: TaskStart): void {
    this.open.set(attemptId, start);
  }

  end(attemptId: string, line: number, { endMs, status, host, shuffledMs, sortedMs }: TaskEnd): void {
    const start = this.open.get(attemptId);
    this.open.delete(attemptId);
    if (start?.startMs === undefined || endMs === undefined) {
      this.sink.leftOut(line, "attempt at a task without a start and an end");
      return;
    }
    if (endMs < start.startMs) {
      this.sink.damaged(line, "an attempt that ends before it starts");
      return;
    }
    const on = host ?? start.host;
    this.tasks.push({
      phase: start.phase,
      taskId: start.taskId,
      startMs: start.startMs,
      endMs,
      status,
      ...(on === undefined ? {} : { host: hostName(on) }),
      ...(isIn(shuffledMs, start.startMs, endMs) ? { shuffledMs } : {}),
      ...(isIn(sortedMs, start.startMs, endMs) ? { sortedMs } : {}),
    });
  }

  /** Those that have ended. */
  finished(): readonly TaskObservation[] {
    return this.tasks;
  }
}

/** Failed reduces have 0 or -1 for what they did not reach. */
function isIn(atMs: number | undefined, fromMs: number, toMs: number): atMs is number {
  return atMs !== undefined && atMs >= fromMs && atMs <= toMs;
}

/** `tracker_node1:localhost/127.0.0.1:5000` and `/rack/node1` are on `node1`. */
function hostName(text: string): string {
  return (text.replace(/^tracker_/, "").split(":")[0] ?? text).split("/").at(-1) || text;
}
