import type { Diagnostic } from "../base/diagnostic.ts";
import type { DurationMs, InstantMs } from "../base/instant.ts";
import type { MicroUsd } from "../base/money.ts";
import type { BillLine } from "../billing/bill.ts";
import type { Phase } from "../experiment/critical-path.ts";
import type {
  Certificate,
  CheckRow,
  CrossCheckRow,
  Measure,
  NotificationRow,
  OutcomeRow,
  PrecisionReached,
  UnfinishedRow,
} from "../experiment/result.ts";
import type { Assumption, LogKind, WorkRole } from "../model/plan.ts";
import type { ApiCallRow, AttemptRow, LogRow } from "../model/records.ts";

/**
 * What a report draws, as plain data: everything is counted, grouped and bounded here, so that what draws it (the
 * terminal summary, the page) only lays it out. `buildView` makes it of a result.
 */
export interface View {
  readonly name: string;
  readonly region: string;
  readonly seed: string;
  readonly replications: number;
  readonly precision?: PrecisionReached;
  readonly activationAtMs: InstantMs;
  readonly horizonAtMs: InstantMs;
  /** Activities whose latency and cost rest on placeholder work (4.8). */
  readonly placeholders: readonly string[];
  /** What profiles that the forecast rests on were measured on, a sentence each. */
  readonly calibrations: readonly string[];
  readonly headline: HeadlineView;
  /** The scenario's conditions; empty where it has none. */
  readonly checks: readonly CheckRow[];
  /** Absent: not asked for. */
  readonly crossChecks?: readonly CrossCheckRow[];
  /** Several pipelines one by one, in the scenario's order; empty where there is only one. */
  readonly pipelines: readonly PipelineView[];
  readonly cost: CostView;
  readonly time: TimeView;
  readonly timeline: TimelineView;
  readonly bill: { readonly lines: Excerpt<BillLine>; readonly totalMicroUsd: MicroUsd };
  readonly distributions: Excerpt<DistributionView>;
  readonly logs: LogsView;
  readonly attempts: Excerpt<Omit<AttemptRow, "workItems">>;
  /** Absent where no SnsAlarm sends anything. */
  readonly notifications?: NotificationsView;
  /** Absent where no Spark application was over. */
  readonly spark?: SparkView;
  /** Of the first replication: operations of which the service refused calls (4.5). */
  readonly throttled: readonly ApiCallRow[];
  /** Of the first run. */
  readonly unfinished: Excerpt<UnfinishedRow>;
  /** What `unfinished` holds, in words; empty where it holds nothing. */
  readonly unfinishedWords: string;
  /** Over all runs. */
  readonly outcomes: Excerpt<OutcomeRow>;
  readonly assumptions: Excerpt<Assumption>;
  readonly warnings: Excerpt<Diagnostic>;
  /** How many transitions of the status history were kept; absent where all were. */
  readonly historyCut?: { readonly kept: number; readonly total: number };
  readonly certificate: Certificate;
}

/** How many messages SnsAlarms send (3.4). */
export interface NotificationsView {
  /** A run. */
  readonly measure: Measure;
  /** In the first run. */
  readonly byEvent: readonly { readonly event: string; readonly count: number }[];
  /** Of the first run. */
  readonly rows: Excerpt<NotificationRow>;
}

/** Stages of Spark applications in the first run (5.4). */
export interface SparkView {
  readonly applications: number;
  readonly stages: Excerpt<SparkStageView>;
}

/** One stage. */
export interface SparkStageView {
  /** The activity. */
  readonly componentId: string;
  /** The step or attempt. */
  readonly workId: string;
  readonly name: string;
  readonly status: string;
  readonly tasks: number;
  readonly critical: boolean;
  /** Since the activation. */
  readonly submittedMs: number;
  /** Absent: it was never done. */
  readonly ranMs?: number;
  /** What befell its tasks, in words; empty where nothing did. */
  readonly remarks: string;
}

/** What of a view a summary in text shows. */
export interface SummaryView
  extends Omit<View, "timeline" | "bill" | "distributions" | "attempts" | "logs" | "notifications"> {
  readonly logs: Omit<LogsView, "rows"> & { readonly rows: Pick<LogsView["rows"], "total"> };
  readonly notifications?: Omit<NotificationsView, "rows">;
}

/** The first rows of a list that may be too long to show. */
export interface Excerpt<Row> {
  readonly rows: readonly Row[];
  /** How many there are. */
  readonly total: number;
}

/** The three answers that everybody asks for first. */
export interface HeadlineView {
  readonly cost?: Measure;
  /** Of the executions that succeeded; absent when none did. */
  readonly latency?: Measure;
  /** Of the first replication. */
  readonly executions: { readonly total: number; readonly succeeded: number };
  /** What share of the executions of all replications did not succeed, in words; absent when all did. */
  readonly failures?: string;
  /** First replication: when its last execution ended. */
  readonly endedAtMs?: InstantMs;
  /** First replication: when its last log was readable. */
  readonly lastLogAtMs?: InstantMs;
  readonly publishDelay?: Measure;
  /** From the end of the last execution to the last log. */
  readonly logPublication?: Measure;
  readonly lostBytes?: Measure;
}

/** One of several pipelines. */
export interface PipelineView {
  readonly id: string;
  readonly name: string;
  readonly activationAtMs: InstantMs;
  /** Of the first replication. */
  readonly executions: { readonly total: number; readonly succeeded: number };
  readonly cost?: Measure;
  /** Of the executions that succeeded; absent when none did. */
  readonly latency?: Measure;
}

/** What kinds of lines a bill adds up to in a table of cost. */
export type CostKind = "EC2" | "EMR" | "EBS" | "S3" | "Data Pipeline";

/** The bill of the first replication by resource and kind, and the means over all replications by kind. */
export interface CostView {
  /** Those that the bill has, in a fixed order. */
  readonly kinds: readonly CostKind[];
  readonly resources: readonly CostOfResource[];
  /** One amount for each of `kinds`. */
  readonly totals: readonly MicroUsd[];
  readonly totalMicroUsd: MicroUsd;
  /** One measure for each of `kinds`; empty where there was one replication. */
  readonly means: readonly Measure[];
}

/** What one resource costs, or a pipeline as a whole. */
export interface CostOfResource {
  readonly label: string;
  readonly rows: readonly CostRow[];
  readonly totalMicroUsd: MicroUsd;
}

/** One line of the table of cost. */
export interface CostRow {
  /** `m1.small`, or what the pipeline pays for as a whole. */
  readonly label: string;
  /** `20 instance-hours`. */
  readonly quantity: string;
  /** One amount for each of the kinds. */
  readonly amounts: readonly MicroUsd[];
  readonly totalMicroUsd: MicroUsd;
}

/** Where the latency of the pipeline goes; the phases add up to it. */
export interface TimeView {
  readonly latency?: Measure;
  /** In the order in which they happen; those that never took time are left out. */
  readonly phases: readonly PhaseView[];
  /** After the end of the pipeline. */
  readonly logPublication?: Measure;
}

/** One phase of the latency. */
export interface PhaseView {
  readonly phase: Phase;
  readonly label: string;
  readonly mean: DurationMs;
  /** Of the latency, 0 to 1. */
  readonly share: number;
}

/** The first replication on a time axis that begins at the activation. Times are milliseconds since then. */
export interface TimelineView {
  readonly endMs: DurationMs;
  readonly groups: readonly TimelineGroup[];
  /** How many groups there are; those beyond a bound are not drawn. */
  readonly totalGroups: number;
  /** Says what was put together because there was too much of it; empty when nothing was. */
  readonly notes: readonly string[];
}

/** The lanes of one resource, or of all resources of a component, or of a worker group's runners. */
export interface TimelineGroup {
  readonly label: string;
  /** `EmrCluster`, `12 × Ec2Resource`, `Task Runner`. */
  readonly kind: string;
  readonly lanes: readonly TimelineLane[];
}

/** One line of the timeline. */
export type TimelineLane =
  /** How many things are in each state at each time: a step curve. */
  | {
      readonly kind: "band";
      readonly label: string;
      readonly count: number;
      readonly states: readonly LaneState[];
      /** Each is a time and then the number in each of `states` from that time on. */
      readonly points: readonly (readonly number[])[];
      /** Instances that ended abruptly, in order of time; absent: none (5.3). */
      readonly losses?: readonly TimelineLoss[];
    }
  /** The price of a Spot market, the bids on it, and when how many instances were lost to it (5.3). */
  | {
      readonly kind: "price";
      readonly label: string;
      /** Each is a time and the price from that time on, billionths of a dollar an hour. */
      readonly points: readonly (readonly [atMs: number, priceNanoUsd: number])[];
      readonly bidsNanoUsd: readonly number[];
      readonly losses: readonly { readonly atMs: number; readonly count: number }[];
    }
  /** Single things, in as many rows as overlap. */
  | { readonly kind: "bars"; readonly label: string; readonly rows: number; readonly bars: readonly TimelineBar[] };

/** The abrupt end of an instance. */
export interface TimelineLoss {
  readonly atMs: number;
  /** A sentence for whoever points at it. */
  readonly detail: string;
}

/** What an EC2 instance, an attempt or a log is doing. */
export type LaneState =
  | "pending"
  | "boot"
  | "bootstrap"
  | "setup"
  | "idle"
  | "working"
  | "publishing"
  | "shuttingDown"
  | "queued"
  | WorkRole
  | "failed"
  | "writing"
  | "upload"
  | "lost"
  | "lostInstance";

/** One thing on the timeline. */
export interface TimelineBar {
  readonly row: number;
  readonly label: string;
  /** A sentence or two for whoever points at it. */
  readonly detail: string;
  readonly segments: readonly {
    readonly state: LaneState;
    readonly fromMs: number;
    readonly toMs: number;
    readonly label?: string;
  }[];
}

/** One measure whose observations differ. */
export interface DistributionView {
  readonly name: string;
  readonly label: string;
  readonly measure: Measure;
}

/** What became of the logs of the first replication. */
export interface LogsView {
  readonly groups: Excerpt<LogGroup>;
  readonly rows: Excerpt<LogRow>;
  readonly publishedBytes: number;
  readonly lostBytes: number;
}

/** Logs of one kind, one host and one fate. */
export interface LogGroup {
  readonly kind: LogKind;
  readonly host: string;
  readonly status: LogRow["status"];
  readonly reason: string;
  readonly count: number;
  readonly bytes: number;
  /** What of them cannot be read in S3. */
  readonly missingBytes: number;
  readonly firstPublishedAtMs?: InstantMs;
  readonly lastPublishedAtMs?: InstantMs;
  readonly delayMsMax?: DurationMs;
  /** The one place, or what all places have in common. */
  readonly destination?: string;
  /** What to set so that they are not lost. */
  readonly remedy?: string;
  /** What of them was lost on its way to S3, and from when to when it was written; absent: nothing (6.5, 6.6). */
  readonly lost?: { readonly bytes: number; readonly fromMs: InstantMs; readonly toMs: InstantMs };
}
