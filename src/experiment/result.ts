import type { Diagnostic } from "../base/diagnostic.ts";
import type { InstantMs } from "../base/instant.ts";
import type { Bill } from "../billing/bill.ts";
import type { Assumption, CalibrationPlan, NotificationPlan } from "../model/plan.ts";
import type {
  ApiCallRow,
  AttemptRow,
  ComponentRef,
  Ec2InstanceRow,
  ExecutionRow,
  InstanceRow,
  LogRow,
  ResourceRow,
  SparkStageRow,
  SpotMarketRow,
  StepRow,
  TransitionEvent,
} from "../model/records.ts";
import type { InstanceStatus } from "../model/status.ts";
import type { QuantileInterval } from "../stats/quantile-interval.ts";
import type { QuantileName } from "./figure-of-measure.ts";
import type { SteadyState } from "./steady-state.ts";

/**
 * What a run answers, `stepcast.result/1`. The JSON form adds to each key that ends in `AtMs` a sibling that ends in
 * `At` with the same instant in ISO 8601. No wall clock, no path of a machine and no package version stands in it.
 */
export interface Result extends ResultBase {
  // of the first replication:
  readonly executions: readonly ExecutionRow[];
  readonly instances: readonly InstanceRow[];
  readonly attempts: readonly AttemptRow[];
  readonly steps: readonly StepRow[];
  readonly resources: readonly ResourceRow[];
  readonly ec2Instances: readonly Ec2InstanceRow[];
  readonly logs: readonly LogRow[];
  /** Those that Spot instances were bought on (5.3); absent: none. */
  readonly spotMarkets?: readonly SpotMarketRow[];
  /** What SnsAlarms send, in the order in which they do (3.4). */
  readonly notifications: readonly NotificationRow[];
  /** Every transition in the order in which they happened, at most the first 100,000 (2.6). */
  readonly history: readonly HistoryRow[];
}

/** What a summary needs of a run, but for its records: they were passed on and not kept. */
export interface ResultSummary extends ResultBase {
  /** Transitions that a result with records holds. */
  readonly historyRows: number;
}

/** What does not grow with the length of a run. */
interface ResultBase {
  readonly format: "stepcast.result/1";
  readonly name: string;
  readonly region: string;
  readonly seed: string;
  /** How many replications ran. */
  readonly replications: number;
  readonly precision?: PrecisionReached;
  readonly activationAtMs: InstantMs;
  readonly horizonAtMs: InstantMs;
  /** In the scenario's order, where it names several; absent: there is one. */
  readonly pipelines?: readonly NamedPipeline[];
  readonly certificate: Certificate;
  /** Activities whose latency and cost rest on placeholder work (4.8). */
  readonly placeholders: readonly string[];
  /** What profiles that it rests on were measured on; absent: it rests on none. */
  readonly calibrations?: readonly CalibrationPlan[];
  readonly measures: Readonly<Record<string, Measure>>;
  /** Of the scenario's `checks` and its objective's `subjectTo`, in this order; absent: it has none. */
  readonly checks?: readonly CheckRow[];
  /** Only where it was asked for. */
  readonly crossChecks?: readonly CrossCheckRow[];
  readonly assumptions: readonly Assumption[];
  readonly warnings: readonly Diagnostic[];
  // of the first replication:
  readonly bill: Bill;
  readonly apiCalls: readonly ApiCallRow[];
  /** Stages of Spark applications, in the order in which those were over; absent: there were none. */
  readonly sparkStages?: readonly SparkStageRow[];
  /** How many transitions there were: more than `history` holds where it was cut. */
  readonly historyCount: number;
  /** Every instance that did not run, did not finish, finished late or was lost, with the reason in a sentence. */
  readonly unfinished: readonly UnfinishedRow[];
  /** The same over all replications, without the names and times of instances. */
  readonly outcomes: readonly OutcomeRow[];
}

/** One of several pipelines: the name that the scenario gives it and the id that rows carry. */
export interface NamedPipeline {
  readonly id: string;
  readonly name: string;
  readonly activationAtMs: InstantMs;
}

/** One message of an SnsAlarm (3.4). */
export interface NotificationRow extends ComponentRef {
  readonly instanceId: string;
  /** The SnsAlarm. */
  readonly actionId: string;
  readonly event: NotificationPlan["event"];
  readonly atMs: InstantMs;
  /** Its expressions resolved as far as the simulation knows what they ask for; absent where the alarm has none. */
  readonly subject?: string;
}

/** One transition of an instance, attempt, step, cluster or EC2 instance (2.6). */
export interface HistoryRow {
  readonly machine: TransitionEvent["machine"];
  readonly id: string;
  /** The pipeline and the component whose it is; absent where it is nobody's. */
  readonly pipelineId?: string;
  readonly componentId?: string;
  readonly atMs: InstantMs;
  /** Absent for its first status. */
  readonly from?: string;
  readonly to: string;
  /** Why it moved: a sentence. */
  readonly reason: string;
  /** The rule of the model behind it. */
  readonly rule: string;
}

/** An instance that did not finish, or not in time, and why; or several that were never created. */
export interface UnfinishedRow extends ComponentRef {
  /** Of several that were never created, the first. */
  readonly instanceId: string;
  /** How many were never created; absent for a single instance. */
  readonly count?: number;
  /** Its last status (2.6); `not created` is no word of AWS. */
  readonly status: InstanceStatus | "not created";
  /** When its lateAfterTimeout ran out (3.4). */
  readonly lateAtMs?: InstantMs;
  readonly reason: string;
  readonly rule: string;
}

/** How often instances of a component did not finish in time, for one reason, over all replications. */
export interface OutcomeRow extends ComponentRef {
  readonly status: UnfinishedRow["status"];
  /** A sentence in which components stand for their instances. */
  readonly reason: string;
  readonly rule: string;
  /** In how many replications it happened, of `Result.replications`. */
  readonly replications: number;
  /** How probable it is that it happens in a replication: Wilson's 95 % interval; absent for a single replication. */
  readonly probabilityCi95?: { readonly low: number; readonly high: number };
  /** To how many instances, of `ofInstances`. */
  readonly instances: number;
  /** Instances of the component in all replications, those included that were never created. */
  readonly ofInstances: number;
}

/**
 * One figure over all replications. `mean`, `sd` and `ci95` are over the replications, each of which counts with the
 * mean of its observations; `min` to `max` are over all observations of all replications.
 */
export interface Measure {
  readonly unit: "USD" | "ms" | "bytes" | "count" | "fraction";
  /** Replications that observed it. */
  readonly n: number;
  readonly observations: number;
  readonly mean: number;
  /** Sample standard deviation over the replications; 0 when n is 1. */
  readonly sd: number;
  /** Each observation is 0 or 1, and `ci95` is Wilson's interval; absent: any number, and Student's t. */
  readonly isProbability?: boolean;
  /** Of the mean, over the replications; null when n is 1. */
  readonly ci95: { readonly low: number; readonly high: number; readonly halfWidth: number } | null;
  readonly min: number;
  readonly p5: number;
  readonly p25: number;
  readonly p50: number;
  readonly p75: number;
  readonly p90: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
  /**
   * Where the quantiles lie with 95 % confidence, whatever the distribution; absent when n is 1. A bound is null where
   * there are too few observations for it: the 95th percentile has no upper one before the 72nd.
   */
  readonly quantileCi95?: Readonly<Record<QuantileName, QuantileInterval>>;
  /** Where schedules or arrivals run on, what the measure tends to; absent: it has none, or the run is too short to tell. */
  readonly steadyState?: SteadyState;
}

/** A condition on the forecast and whether it holds, judged by the 95 % interval of what it is about. */
export interface CheckRow {
  /** As the scenario writes it. */
  readonly condition: string;
  readonly measure: string;
  /** Of `value`, `interval` and `limit`. */
  readonly unit: Measure["unit"];
  /** Mean or quantile of the measure, or the share of its observations that are as wanted. */
  readonly value: number;
  /** Null for a single replication, where the value alone is judged; a bound null where there are too few for one. */
  readonly interval: QuantileInterval | null;
  readonly limit: number;
  /** Undecided: the limit lies within the interval, and more replications may tell. */
  readonly verdict: "met" | "missed" | "undecided";
}

/** A part of the model that has an exact answer, beside what was simulated. */
export interface CrossCheckRow {
  readonly measure: string;
  /** What gives the answer: `M/M/2 (Erlang C)`. */
  readonly law: string;
  readonly unit: Measure["unit"];
  /** The exact mean, or the bounds between which it must be. */
  readonly low: number;
  readonly high: number;
  /** The mean over the replications; where schedules or arrivals run on, without their warm-up. */
  readonly simulated: number;
  /** Of `simulated`; null for a single replication without a steady state. */
  readonly standardError: number | null;
  /** How many standard errors the simulated mean is above the exact one, or outside of the bounds; null without any. */
  readonly distance: number | null;
}

/** How precise the measures that were asked for have become. */
export interface PrecisionReached {
  /** Relative half-width that was asked for: 0.02. */
  readonly target: number;
  /** Measures, or quantiles of them: `latency.pipeline.p95`. */
  readonly of: readonly string[];
  /** Relative half-width reached, by name in `of`; without those whose interval has no bounds yet. */
  readonly reached: Readonly<Record<string, number>>;
  readonly met: boolean;
}

/** What it takes to have the same result again. Digests are `sha256:` and hexadecimal digits. */
export interface Certificate {
  /** Moves when numbers move, not with the package. */
  readonly modelVersion: string;
  readonly scenarioDigest: string;
  /** One per pipeline, in the scenario's order. */
  readonly definitionDigests: readonly string[];
  readonly catalogDigest: string;
  /** Of every transition of every replication, in order. */
  readonly eventsDigest: string;
  readonly events: number;
  /** Gives the same result again. */
  readonly command: string;
}
