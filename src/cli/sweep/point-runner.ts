import type { Diagnostic } from "../../base/diagnostic.ts";
import { Experiment, type ExperimentOptions } from "../../experiment/experiment.ts";
import type { Measure } from "../../experiment/result.ts";
import { runReplication } from "../../experiment/run-replication.ts";
import type { PointFailure, PointOutcome, PointResult } from "../../planner/point-outcome.ts";
import type { Point } from "../../planner/points.ts";
import { newHash } from "../digest.ts";
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
      const figures = figuresOf(experimentOf(loaded, file, own));
      return { kind: "result", ...figures, measures: this.chosen(figures.measures) };
    } catch (error) {
      return { kind: "failure", message: error instanceof Error ? error.message : String(error) };
    }
  }

  private chosen(measures: Readonly<Record<string, Measure>>): Readonly<Record<string, Measure>> {
    const { measures: names } = this.job;
    if (names === undefined) return measures;
    return Object.fromEntries(Object.entries(measures).filter(([name]) => names.includes(name)));
  }
}

/** Without the records of any replication: a point is its figures. */
function figuresOf(options: ExperimentOptions): ReturnType<Experiment["figures"]> {
  const experiment = new Experiment(options);
  for (;;) {
    const [index] = experiment.nextIndexes(1);
    if (index === undefined) return experiment.figures();
    experiment.add(runReplication(options.plan, options.seed, index, false, newHash));
  }
}

function describeErrors(diagnostics: readonly Diagnostic[]): string {
  return diagnostics
    .filter(({ severity }) => severity === "error")
    .map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`)
    .join(" ");
}
