import { PointsInOrder } from "../../planner/points-in-order.ts";
import { readPointLine } from "../../report/json/point-line.ts";
import { CommandError, EXIT, type ExitStatus } from "../exit-status.ts";
import type { Io } from "../io.ts";
import { computePoints } from "./compute-points.ts";
import { Journal } from "./journal.ts";
import { PointRunner } from "./point-runner.ts";
import { openSinks, type PointLine, type PointSink, type SweepOutput } from "./point-sinks.ts";
import type { PreparedSweep } from "./prepare-sweep.ts";
import { SweepProgress } from "./sweep-progress.ts";

/** How a sweep is computed. */
export interface SweepRun extends SweepOutput {
  readonly workers: number | undefined;
  /** Whether to go on with what an interrupted sweep has computed. */
  readonly resume: boolean;
  /** Computes the points that this thread takes; absent: from the job. */
  readonly runner?: Pick<PointRunner, "run">;
}

/** How many points may be computed before the first of them is done: what is held in memory. */
const WINDOW = 1024;

/** Computes the points of a sweep that nobody has computed yet, and writes all of them in the order of their index. */
export async function runSweep(sweep: PreparedSweep, run: SweepRun, io: Io): Promise<ExitStatus> {
  const order = new PointsInOrder<PointLine>(sweep.settings, WINDOW);
  const sinks = openSinks(sweep, run, io);
  const counts = { done: 0, failed: 0 };
  const add = (line: string) => {
    const outcome = readPointLine(line);
    if (outcome === undefined) throw new CommandError(`a line of the journal is damaged: ${line.slice(0, 80)}`);
    if (!order.isDone(outcome.index)) {
      counts.done += 1;
      if (outcome.kind === "failure") counts.failed += 1;
    }
    for (const due of order.add({ index: outcome.index, outcome, line })) {
      for (const sink of sinks) sink.add(due);
    }
  };
  try {
    const journal = run.folder === undefined ? undefined : Journal.open(run.folder, sweep, run.resume, io, add);
    const isComplete = await computeRest(sweep, run, io, { order, add, counts, journal });
    if (!isComplete) return interrupted(run, sinks, counts.done, sweep.total, io);
    for (const sink of sinks) sink.finish();
    journal?.remove();
  } catch (error) {
    discard(sinks);
    throw error;
  }
  if (counts.failed < sweep.total) return EXIT.done;
  throw new CommandError("none of the points can be simulated");
}

interface Begun {
  readonly order: PointsInOrder<PointLine>;
  readonly counts: { readonly done: number };
  readonly journal: Journal | undefined;
  add(line: string): void;
}

/** Whether all are done; not when the user stopped it. The journal is closed then, and after an error. */
async function computeRest(
  sweep: PreparedSweep,
  { runner = new PointRunner(sweep.job), workers }: SweepRun,
  io: Io,
  { order, counts, journal, add }: Begun,
): Promise<boolean> {
  const progress = new SweepProgress(io, sweep.total);
  let isStopped = false;
  const forget = io.onInterrupt(() => {
    isStopped = true;
  });
  const work = {
    left: sweep.total - counts.done,
    take: (count: number) => order.take(count),
    done: (lines: readonly string[]) => {
      journal?.add(lines);
      for (const line of lines) add(line);
      progress.tell(lines.length, counts.done);
    },
    isStopped: () => isStopped,
  };
  try {
    await computePoints(sweep.job, runner, work, { io, workers });
  } finally {
    forget();
    progress.end();
    if (!order.isComplete) journal?.close();
  }
  return order.isComplete;
}

function interrupted(
  { folder }: SweepRun,
  sinks: readonly PointSink[],
  done: number,
  total: number,
  io: Io,
): ExitStatus {
  discard(sinks);
  const how =
    folder === undefined ? "with --out DIR a sweep can go on later" : "the same command with --resume goes on";
  io.stderr.write(`stepcast: interrupted after ${done} of ${total} points; ${how}\n`);
  return EXIT.interrupted;
}

function discard(sinks: readonly PointSink[]): void {
  for (const sink of sinks) sink.discard();
}
