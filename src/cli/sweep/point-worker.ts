import { workerData } from "node:worker_threads";
import type { Point } from "../../planner/points.ts";
import { writePointLine } from "../../report/json/point-line.ts";
import { PointRunner } from "./point-runner.ts";
import type { SweepJob } from "./sweep-job.ts";

/** What every task of this thread shares. */
const runner = new PointRunner(workerData as SweepJob);

/** Computes points in a worker thread: a line of `stepcast.point/1` each. */
export function computePoints(points: readonly Point[]): string[] {
  return points.map((point) => writePointLine(runner.run(point)));
}
