import type { PointOutcome } from "../../planner/point-outcome.ts";
import type { Point } from "../../planner/points.ts";
import { writePointLine } from "../../report/json/point-line.ts";
import type { Io } from "../io.ts";
import type { SweepJob } from "./sweep-job.ts";

/** Where points come from and outcomes go to. */
export interface PointWork {
  /** How many points there are left at the beginning. */
  readonly left: number;
  /** Up to so many points; none when there is none left, or none before others are done. */
  take(count: number): readonly Point[];
  /** Lines of `stepcast.point/1`, in any order. */
  done(lines: readonly string[]): void;
  /** Whether to stop after the points that are being computed. */
  isStopped(): boolean;
}

/** Below this much work left, starting threads costs more than it saves. */
const WORTH_THREADS_MS = 1500;

/** Points are tried here for so long to see how long they take. */
const TRIAL_MS = 250;

/** A thread takes as many points at a time as it computes in about this time: what is lost when it is killed. */
const TASK_MS = 100;

/**
 * Computes points in this thread, or in worker threads when more work is left after a trial than their start costs.
 *
 * @param workers how many threads; undefined: as many as there are processors, if that is worth it
 */
export async function computePoints(
  job: SweepJob,
  runner: { run(point: Point): PointOutcome },
  work: PointWork,
  { io, workers }: { readonly io: Io; readonly workers: number | undefined },
): Promise<void> {
  const startedMs = io.clock();
  let done = 0;
  for (;;) {
    const [point] = work.isStopped() ? [] : work.take(1);
    if (point === undefined) return;
    work.done([writePointLine(runner.run(point))]);
    done += 1;
    // a signal is told between two points
    await new Promise(setImmediate);
    const tookMs = io.clock() - startedMs;
    const pointMs = tookMs / done;
    const isWorthThreads = tookMs > TRIAL_MS && pointMs * (work.left - done) > WORTH_THREADS_MS;
    if (!isWorthThreads) continue;
    const threads = Math.min(workers ?? io.processors, work.left - done);
    if (threads > 1) return await computeInThreads(job, work, threads, pointMs);
  }
}

async function computeInThreads(job: SweepJob, work: PointWork, threads: number, pointMs: number): Promise<void> {
  const { Piscina } = await import("piscina");
  const filename = new URL("./point-worker.js", import.meta.url).href;
  const size = { minThreads: threads, maxThreads: threads };
  const pool = new Piscina({ filename, name: "computePoints", ...size, workerData: job });
  const taskSize = Math.max(1, Math.min(64, Math.round(TASK_MS / pointMs)));
  // one task in front of each thread, so that none waits for this one
  const tasksMax = pointMs < TASK_MS ? 2 * threads : threads;
  const running = new Set<Promise<void>>();
  const start = (points: readonly Point[]): void => {
    const task = pool.run(points).then((lines: readonly string[]) => {
      running.delete(task);
      work.done(lines);
    });
    // the first that fails is told below; the others end with the pool
    task.catch(() => {});
    running.add(task);
  };
  try {
    for (;;) {
      while (running.size < tasksMax && !work.isStopped()) {
        const points = work.take(taskSize);
        if (points.length === 0) break;
        start(points);
      }
      if (running.size === 0) return;
      await Promise.race(running);
    }
  } finally {
    await pool.destroy();
  }
}
