import { invariant } from "../base/invariant.ts";
import type { ApiOperation, PipelinePlan, Plan } from "../model/plan.ts";
import { runsOn } from "../model/runs-on.ts";
import { MODEL_VERSION } from "../model/simulate.ts";
import type { Condition } from "../scenario/sections/conditions.ts";
import { assumptionsOf } from "./assumptions.ts";
import { checkOf } from "./check.ts";
import { combineDigests } from "./event-digest.ts";
import { figureOfMeasure } from "./figure-of-measure.ts";
import { historyRowOf } from "./history.ts";
import { Notifier } from "./notifications.ts";
import { OutcomeSummary } from "./outcome-summary.ts";
import type { Certificate, CheckRow, NamedPipeline, PrecisionReached, Result, ResultSummary } from "./result.ts";
import { type Records, type Replication, type ReplicationSummary, runReplication } from "./run-replication.ts";
import { MeasureSummary } from "./summarise.ts";
import { listUnfinished } from "./unfinished.ts";
import { UnknownMeasureError } from "./unknown-measure-error.ts";

/** How often to replicate: a fixed number of times, or until the precision is reached. */
export type ReplicationRule =
  | { readonly kind: "count"; readonly count: number }
  | {
      readonly kind: "precision";
      readonly min: number;
      readonly max: number;
      /** Relative half-width of the 95 % interval: 0.02. */
      readonly target: number;
      /** Names of the measures that must reach it, or of quantiles of them: `latency.pipeline.p95`. */
      readonly of: readonly string[];
    };

/** What is simulated, with which seed, how often, and what the certificate says of its inputs. */
export interface ExperimentOptions {
  readonly plan: Plan;
  readonly seed: string;
  readonly rule: ReplicationRule;
  /** What the forecast is checked by; absent: nothing. */
  readonly conditions?: readonly Condition[];
  /** What the caller knows of its inputs, for the certificate. */
  readonly inputs: Pick<Certificate, "scenarioDigest" | "definitionDigests" | "catalogDigest" | "command">;
}

/** Runs an experiment in this thread. */
export function runExperiment(options: ExperimentOptions): Result {
  const experiment = new Experiment(options);
  for (;;) {
    const [index] = experiment.nextIndexes(1);
    if (index === undefined) return experiment.result();
    experiment.add(runReplication(options.plan, options.seed, index, index === 0));
  }
}

/**
 * The bookkeeping of an experiment, apart from who runs the replications: it says which are wanted, takes them in any
 * order, counts them in the order of their index, and stops by a rule that looks at that order only. So the result does
 * not depend on the number of workers (8.1).
 */
export class Experiment {
  private readonly options: ExperimentOptions;
  private readonly summaries = new Map<string, MeasureSummary>();
  private readonly outcomes = new OutcomeSummary();
  private readonly digests: string[] = [];
  private readonly early = new Map<number, Replication>();
  private readonly throttled = new Set<ApiOperation>();
  private events = 0;
  private handedOut = 0;
  private records: Records | undefined;
  private firstSummary: ReplicationSummary | undefined;
  private historyCount = 0;

  constructor(options: ExperimentOptions) {
    this.options = options;
  }

  /** Up to `count` replications that are wanted next; none when the experiment has what it needs. */
  nextIndexes(count: number): number[] {
    if (this.isDone) return [];
    const { rule } = this.options;
    const end = Math.min(this.handedOut + count, rule.kind === "count" ? rule.count : rule.max);
    const indexes = Array.from({ length: Math.max(0, end - this.handedOut) }, (_, offset) => this.handedOut + offset);
    this.handedOut = Math.max(this.handedOut, end);
    return indexes;
  }

  add(replication: Replication): void {
    this.early.set(replication.index, replication);
    for (let next = this.early.get(this.digests.length); next !== undefined; ) {
      this.early.delete(next.index);
      // one that came in while the stopping rule was already met is not counted
      if (!this.isDone) this.count(next);
      else return;
      next = this.early.get(this.digests.length);
    }
  }

  get counted(): number {
    return this.digests.length;
  }

  get isDone(): boolean {
    const { rule } = this.options;
    if (rule.kind === "count") return this.counted >= rule.count;
    return this.counted >= rule.max || (this.counted >= rule.min && this.isPrecise(rule.target, rule.of));
  }

  /** @throws InvariantError when the first replication did not keep its records */
  result(): Result {
    const { records } = this;
    invariant(records !== undefined, "the first replication of an experiment keeps its records");
    const { transitions, heldBack, endedAtMs, ...rows } = records;
    return {
      ...this.base(),
      ...rows,
      notifications: new Notifier(this.options.plan).sentByAll(rows.instances),
      history: transitions.map(historyRowOf),
      unfinished: listUnfinished(rows.instances, heldBack),
    };
  }

  /** @throws InvariantError when the first replication did not pass its records on */
  summary(): ResultSummary {
    const { firstSummary } = this;
    invariant(firstSummary !== undefined, "the first replication of an experiment passes its records on");
    return { ...this.base(), ...firstSummary };
  }

  /** What all replications say together, and nothing of a single one. */
  figures(): Pick<Result, "replications" | "measures" | "checks"> & Pick<Certificate, "eventsDigest"> {
    const { conditions = [] } = this.options;
    return {
      replications: this.counted,
      eventsDigest: combineDigests(this.digests),
      measures: this.measures(),
      ...(conditions.length === 0 ? {} : { checks: this.checks(conditions) }),
    };
  }

  /** What is not of the first replication alone. */
  private base(): Omit<Result & ResultSummary, keyof Records | keyof ReplicationSummary | "notifications" | "history"> {
    const { plan, seed, rule, conditions = [], inputs } = this.options;
    return {
      format: "stepcast.result/1",
      name: plan.name,
      region: plan.region,
      seed,
      replications: this.counted,
      ...(rule.kind === "precision" ? { precision: this.precisionReached(rule.target, rule.of) } : {}),
      activationAtMs: plan.activationMs,
      horizonAtMs: plan.horizonMs,
      ...(plan.pipelinesAreNamed === true ? { pipelines: plan.pipelines.map((one) => namedPipeline(plan, one)) } : {}),
      certificate: {
        modelVersion: MODEL_VERSION,
        ...inputs,
        eventsDigest: combineDigests(this.digests),
        events: this.events,
      },
      placeholders: plan.placeholders,
      ...(plan.calibrations === undefined ? {} : { calibrations: plan.calibrations }),
      measures: this.measures(),
      ...(conditions.length === 0 ? {} : { checks: this.checks(conditions) }),
      assumptions: assumptionsOf(plan, this.throttled),
      warnings: plan.warnings,
      historyCount: this.historyCount,
      outcomes: this.outcomes.finish(),
    };
  }

  private measures(): Result["measures"] {
    const names = [...this.summaries].flatMap(([name, { isObserved }]) => (isObserved ? [name] : [])).sort();
    const isEndless = this.options.plan.pipelines.some(runsOn);
    return Object.fromEntries(names.map((name) => [name, this.summaryOf(name).finish(isEndless)]));
  }

  /** @throws UnknownMeasureError for what was not measured, or in another unit */
  private checks(conditions: readonly Condition[]): CheckRow[] {
    return conditions.map((condition) => {
      const row = checkOf(condition, this.summaries);
      if (row === undefined) throw new UnknownMeasureError(condition, this.summaries);
      return row;
    });
  }

  private count(replication: Replication): void {
    for (const observations of replication.measures) {
      let summary = this.summaries.get(observations.name);
      if (summary === undefined) {
        summary = new MeasureSummary(observations);
        this.summaries.set(observations.name, summary);
      }
      summary.add(observations);
    }
    this.outcomes.add(replication.outcomes);
    for (const operation of replication.throttled ?? []) this.throttled.add(operation);
    this.digests.push(replication.digest);
    this.events += replication.events;
    if (this.counted > 1) return;
    this.records = replication.records;
    this.firstSummary = replication.summary;
    this.historyCount = replication.events;
  }

  private summaryOf(name: string): MeasureSummary {
    const summary = this.summaries.get(name);
    invariant(summary !== undefined, `the measure ${name} was observed`);
    return summary;
  }

  private isPrecise(target: number, of: readonly string[]): boolean {
    return of.every((name) => this.relativeHalfWidthOf(name) <= target);
  }

  private precisionReached(target: number, of: readonly string[]): PrecisionReached {
    const reached = of
      .map((name) => [name, Math.round(this.relativeHalfWidthOf(name) * 1e6) / 1e6] as const)
      .filter(([, halfWidth]) => Number.isFinite(halfWidth));
    return { target, of, reached: Object.fromEntries(reached), met: this.isPrecise(target, of) };
  }

  /** Infinite for a measure that was not observed: nothing is known of it. */
  private relativeHalfWidthOf(name: string): number {
    const { measure, figure } = figureOfMeasure(name, (one) => this.summaries.has(one));
    return this.summaries.get(measure)?.relativeHalfWidth(figure) ?? Number.POSITIVE_INFINITY;
  }
}

function namedPipeline(plan: Plan, { id, name, activationMs = plan.activationMs }: PipelinePlan): NamedPipeline {
  return { id, name, activationAtMs: activationMs };
}
