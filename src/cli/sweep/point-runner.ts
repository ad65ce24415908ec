import type { Diagnostic } from "../../base/diagnostic.ts";
import { runExperiment } from "../../experiment/experiment.ts";
import type { PointFailure, PointOutcome, PointResult } from "../../planner/point-outcome.ts";
import type { Point } from "../../planner/points.ts";
import { experimentOf, loadInput } from "../load-input.ts";
import { type SweepJob, snapshotIo } from "./sweep-job.ts";

/** Computes points of one job, each by itself: the same outcome in whatever order, process or machine (8.1). */
export class PointRunner {
  private readonly job: SweepJob;
  private readonly io: ReturnType<typeof snapshotIo>;

  constructor(job: SweepJob) {
    this.job = job;
    this.io = snapshotIo(job);
  }

  /** Never throws over a point: what is wrong with it is its outcome. */
  run(point: Point): PointOutcome {
    return { ...point, ...this.compute(point) };
  }

  private compute({ values }: Point): PointResult | PointFailure {
    const { file, options } = this.job;
    const set = [...options.set, ...values.map(({ path, text }) => `${path}=${text}`)];
    try {
      const own = { ...options, set };
      const { loaded, diagnostics } = loadInput(file, own, this.io);
      if (loaded === undefined) return { kind: "failure", message: describeErrors(diagnostics) };
      const { replications, measures, certificate } = runExperiment(experimentOf(loaded, file, own));
      return { kind: "result", replications, eventsDigest: certificate.eventsDigest, measures };
    } catch (error) {
      return { kind: "failure", message: error instanceof Error ? error.message : String(error) };
    }
  }
}

function describeErrors(diagnostics: readonly Diagnostic[]): string {
  return diagnostics
    .filter(({ severity }) => severity === "error")
    .map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`)
    .join(" ");
}
