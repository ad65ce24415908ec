import type { Bill } from "../billing/bill.ts";
import { BillCollector } from "../billing/bill-collector.ts";
import type { ApiOperation, Plan } from "../model/plan.ts";
import type {
  ApiCallRow,
  AttemptRow,
  Ec2InstanceRow,
  ExecutionRow,
  HeldBackRow,
  InstanceRow,
  LogRow,
  ModelEvent,
  ResourceRow,
  SparkStageRow,
  SpotMarketRow,
  StepRow,
  TransitionEvent,
} from "../model/records.ts";
import { simulate } from "../model/simulate.ts";
import { EventDigest, type StreamingHash } from "./event-digest.ts";
import { keepTransition } from "./history.ts";
import { MeasureCollector, type Observations } from "./measure-collector.ts";
import { type ComponentOutcomes, OutcomeCollector } from "./outcome-collector.ts";
import { type RecordSink, SinkFeeder } from "./record-sink.ts";
import type { UnfinishedRow } from "./result.ts";

/** What one replication gives; plain data, so that it can come from a worker thread. */
export interface Replication {
  readonly index: number;
  readonly measures: readonly Observations[];
  readonly digest: string;
  readonly events: number;
  /** What became of the instances of each component. */
  readonly outcomes: readonly ComponentOutcomes[];
  /** Operations of which the service refused calls (4.5); absent: none. */
  readonly throttled?: readonly ApiOperation[];
  /** Only of a replication that was asked to keep its records. */
  readonly records?: Records;
  /** Only of one whose records were passed on. */
  readonly summary?: ReplicationSummary;
}

/** What is kept of a replication whose records were passed on. */
export interface ReplicationSummary extends Pick<Records, "bill" | "apiCalls" | "sparkStages"> {
  readonly unfinished: readonly UnfinishedRow[];
  readonly historyRows: number;
}

/** Everything that happened in one replication, in the order in which it ended. */
export interface Records {
  readonly endedAtMs: number;
  readonly bill: Bill;
  readonly executions: ExecutionRow[];
  readonly instances: InstanceRow[];
  readonly heldBack: HeldBackRow[];
  readonly attempts: AttemptRow[];
  readonly steps: StepRow[];
  /** Absent: no Spark application was over. */
  sparkStages?: SparkStageRow[];
  readonly resources: ResourceRow[];
  readonly ec2Instances: Ec2InstanceRow[];
  readonly logs: LogRow[];
  /** Absent: nobody bought on one. */
  spotMarkets?: SpotMarketRow[];
  readonly apiCalls: readonly ApiCallRow[];
  /** At most the first `HISTORY_ROWS_MAX`. */
  readonly transitions: TransitionEvent[];
}

/**
 * Simulates a plan once and measures it; keeps its records, forgets them, or passes them on.
 *
 * @param newHash makes a SHA-256, where there is a faster one than that which runs everywhere
 */
export function runReplication(
  plan: Plan,
  seed: string,
  index: number,
  records: boolean | RecordSink,
  newHash?: () => StreamingHash,
): Replication {
  const digest = new EventDigest(newHash);
  const collector = new MeasureCollector(plan);
  const billing = new BillCollector(plan);
  const rows = emptyRows();
  const outcomes = new OutcomeCollector();
  const observers = [digest.observe, collector.observe, billing.observe, outcomes.observe];
  const feeder = typeof records === "boolean" ? undefined : new SinkFeeder(plan, records);
  if (feeder !== undefined) observers.push(feeder.observe);
  else if (records === true) observers.push((event) => keep(rows, event));
  const outcome = simulate(plan, { seed, replication: index, observers });
  const bill = billing.bill(outcome.endedAtMs);
  const measures = collector.finish(bill);
  const throttled = throttledOperations(outcome.apiCalls);
  const replication = {
    index,
    measures,
    digest: digest.finish(),
    events: digest.events,
    outcomes: outcomes.finish(),
    ...(throttled.length === 0 ? {} : { throttled }),
  };
  if (records === false) return replication;
  const { endedAtMs, apiCalls } = outcome;
  if (feeder === undefined) return { ...replication, records: { ...rows, endedAtMs, bill, apiCalls } };
  return { ...replication, summary: { bill, apiCalls, ...feeder.finish() } };
}

function throttledOperations(rows: readonly ApiCallRow[]): readonly ApiOperation[] {
  return rows.filter((row) => row.throttled !== undefined).map(({ operation }) => operation);
}

function emptyRows(): Omit<Records, "endedAtMs" | "bill" | "apiCalls"> {
  return {
    executions: [],
    instances: [],
    heldBack: [],
    attempts: [],
    steps: [],
    resources: [],
    ec2Instances: [],
    logs: [],
    transitions: [],
  };
}

function keep(rows: ReturnType<typeof emptyRows>, event: ModelEvent): void {
  if (event.kind === "transition") keepTransition(rows.transitions, event);
  else if (event.kind === "instance") rows.instances.push(event.row);
  else if (event.kind === "heldBack") rows.heldBack.push(event.row);
  else if (event.kind === "attempt") rows.attempts.push(event.row);
  else if (event.kind === "step") rows.steps.push(event.row);
  else if (event.kind === "sparkStage") keepStage(rows, event.row);
  else if (event.kind === "resource") rows.resources.push(event.row);
  else if (event.kind === "ec2Instance") rows.ec2Instances.push(event.row);
  else if (event.kind === "log") rows.logs.push(event.row);
  else if (event.kind === "spotMarket") keepMarket(rows, event.row);
  else rows.executions.push(event.row);
}

function keepStage(rows: ReturnType<typeof emptyRows>, row: SparkStageRow): void {
  rows.sparkStages ??= [];
  rows.sparkStages.push(row);
}

function keepMarket(rows: ReturnType<typeof emptyRows>, row: SpotMarketRow): void {
  rows.spotMarkets ??= [];
  rows.spotMarkets.push(row);
}
