import type { Bill, BillKind } from "../billing/bill.ts";
import type { Plan } from "../model/plan.ts";
import type {
  AttemptRow,
  Ec2InstanceRow,
  ExecutionRow,
  InstanceRow,
  LogRow,
  ModelEvent,
  ResourceRow,
} from "../model/records.ts";
import { type ActivityHistory, measuredPhases, type Phase, splitLatency } from "./critical-path.ts";
import { Notifier } from "./notifications.ts";
import type { Measure } from "./result.ts";

/** The unit of a measure's values. */
export type MeasureUnit = Measure["unit"];

/** The observations of one measure in one replication, in the order in which they were made. */
export interface Observations {
  readonly name: string;
  readonly unit: MeasureUnit;
  /** Each is 0 or 1: whether something happened. Absent: any number. */
  readonly isProbability?: true;
  readonly values: number[];
}

const COST_KINDS: readonly (readonly [string, readonly BillKind[]])[] = [
  ["cost.ec2", ["EC2"]],
  ["cost.emr", ["EMR"]],
  ["cost.ebs", ["EBS"]],
  ["cost.s3", ["S3 requests", "S3 storage"]],
  ["cost.dataPipeline", ["Data Pipeline"]],
];

interface ActivityMeasures {
  readonly waitForDependencies: string;
  readonly waitForRunner: string;
  readonly latency: string;
}

/** The names of the measures that a pipeline among several has of its own. */
interface PipelineMeasures {
  readonly latency: string;
  readonly succeeded: string;
}

/** Observes one replication and keeps what its measures need: rows only of executions that still go on. */
export class MeasureCollector {
  private readonly plan: Plan;
  private readonly notifier: Notifier;
  private readonly phases: readonly (readonly [phase: Phase, name: string])[];
  private readonly measures = new Map<string, Observations>();
  /** By pipeline's id, then by activity. */
  private readonly activities = new Map<string, Map<string, ActivityMeasures>>();
  /** By pipeline's id: what stands before the name of a component. Empty where there is one pipeline. */
  private readonly prefixes: ReadonlyMap<string, string>;
  /** By pipeline's id; none where there is one pipeline. */
  private readonly ofPipelines: ReadonlyMap<string, PipelineMeasures>;
  private readonly open = new Map<string, Map<string, ActivityHistory>>();
  private readonly attempts = new Map<string, AttemptRow[]>();
  private readonly nodeTime = new Map<string, { busyMs: number; billedMs: number }>();
  private failedAttempts = 0;
  private failedResources = 0;
  private lateInstances = 0;
  private notifications = 0;
  private lostBytes = 0;
  private lastEndMs = 0;
  private lastPublishedMs = 0;

  constructor(plan: Plan) {
    this.plan = plan;
    this.notifier = new Notifier(plan);
    this.phases = measuredPhases(plan).map((phase) => [phase, `time.${phase}`]);
    const named = plan.pipelinesAreNamed === true ? plan.pipelines : [];
    this.prefixes = new Map(named.map(({ id, name }) => [id, `${name}.`]));
    this.ofPipelines = new Map(
      named.map(({ id, name }) => [
        id,
        { latency: `latency.pipeline.${name}`, succeeded: `executions.succeeded.${name}` },
      ]),
    );
  }

  readonly observe = (event: ModelEvent): void => {
    switch (event.kind) {
      case "transition":
      case "step":
      case "sparkStage":
      case "heldBack":
        return;
      case "attempt":
        this.observeAttempt(event.row);
        return;
      case "instance":
        if (!this.notifier.isSilent) this.notifications += this.notifier.sentBy(event.row).length;
        if (event.executionKey !== undefined) this.observeActivity(event.row, event.executionKey);
        return;
      case "resource":
        this.observeResource(event.row);
        return;
      case "ec2Instance":
        this.observeEc2Instance(event.row);
        return;
      case "log":
        this.observeLog(event.row);
        return;
      case "execution":
        this.observeExecution(event.row, event.executionKey);
        return;
    }
  };

  /** Everything that was observed, in the order of the names; nothing can be observed afterwards. */
  finish(bill: Bill): Observations[] {
    this.add("cost.total", "USD", bill.totalMicroUsd / 1e6);
    for (const [name, kinds] of COST_KINDS) {
      const lines = bill.lines.filter((line) => kinds.includes(line.kind));
      this.add(name, "USD", lines.reduce((sum, line) => sum + line.amountMicroUsd, 0) / 1e6);
    }
    this.addCostOfPipelines(bill);
    for (const [name, { busyMs, billedMs }] of this.nodeTime) {
      if (billedMs > 0) this.add(`utilisation.${name}`, "fraction", busyMs / billedMs);
    }
    this.add("attempts.failed", "count", this.failedAttempts);
    if (canResourcesFail(this.plan)) this.add("resources.failed", "count", this.failedResources);
    const hasDeadlines = this.plan.pipelines.some(({ activities }) =>
      activities.some(({ late }) => late !== undefined),
    );
    if (hasDeadlines) this.add("deadline.missed", "count", this.lateInstances);
    if (!this.notifier.isSilent) this.add("notifications", "count", this.notifications);
    this.add("logs.lostBytes", "bytes", this.lostBytes);
    if (this.lastPublishedMs > 0)
      this.add("time.logPublication", "ms", Math.max(0, this.lastPublishedMs - this.lastEndMs));
    return [...this.measures.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  private addCostOfPipelines({ lines }: Bill): void {
    for (const { id, name } of this.plan.pipelines) {
      if (!this.ofPipelines.has(id)) return;
      const own = lines.filter(({ pipelineId }) => pipelineId === id);
      this.add(`cost.pipeline.${name}`, "USD", own.reduce((sum, line) => sum + line.amountMicroUsd, 0) / 1e6);
    }
  }

  private add(name: string, unit: MeasureUnit, value: number): void {
    const observations = this.measures.get(name);
    if (observations !== undefined) observations.values.push(value);
    else this.measures.set(name, { name, unit, values: [value] });
  }

  private addWhether(name: string, happened: boolean): void {
    const value = happened ? 1 : 0;
    const observations = this.measures.get(name);
    if (observations !== undefined) observations.values.push(value);
    else this.measures.set(name, { name, unit: "fraction", isProbability: true, values: [value] });
  }

  private observeAttempt(row: AttemptRow): void {
    if (row.status !== "FINISHED" && row.status !== "RUNNING") this.failedAttempts += 1;
    const key = instanceKey(row);
    const attempts = this.attempts.get(key);
    if (attempts === undefined) this.attempts.set(key, [row]);
    else attempts.push(row);
  }

  private observeActivity(row: InstanceRow, executionKey: string): void {
    const { componentId, dueAtMs, readyAtMs, startedAtMs, endedAtMs } = row;
    const names = this.measuresOf(row.pipelineId, componentId);
    if (row.lateAtMs !== undefined) this.lateInstances += 1;
    if (readyAtMs !== undefined) this.add(names.waitForDependencies, "ms", readyAtMs - dueAtMs);
    if (readyAtMs !== undefined && startedAtMs !== undefined)
      this.add(names.waitForRunner, "ms", startedAtMs - readyAtMs);
    if (endedAtMs !== undefined && row.status === "FINISHED") this.add(names.latency, "ms", endedAtMs - dueAtMs);
    const key = instanceKey(row);
    const attempts = this.attempts.get(key) ?? [];
    this.attempts.delete(key);
    const histories = this.open.get(executionKey) ?? new Map<string, ActivityHistory>();
    this.open.set(executionKey, histories.set(componentId, { instance: row, attempts }));
  }

  private observeExecution(row: ExecutionRow, executionKey: string): void {
    const histories = this.open.get(executionKey) ?? new Map<string, ActivityHistory>();
    this.open.delete(executionKey);
    const own = this.ofPipelines.get(row.pipelineId);
    this.addWhether("executions.succeeded", row.succeeded);
    if (own !== undefined) this.addWhether(own.succeeded, row.succeeded);
    if (row.endedAtMs === undefined) return;
    this.lastEndMs = Math.max(this.lastEndMs, row.endedAtMs);
    if (!row.succeeded) return;
    this.add("latency.pipeline", "ms", row.endedAtMs - row.dueAtMs);
    if (own !== undefined) this.add(own.latency, "ms", row.endedAtMs - row.dueAtMs);
    const pipeline = this.plan.pipelines.find(({ id }) => id === row.pipelineId);
    if (pipeline === undefined) return;
    const split = splitLatency(pipeline, histories, row.dueAtMs);
    for (const [phase, name] of this.phases) this.add(name, "ms", split[phase]);
  }

  /** The names of an activity's measures, put together once. */
  private measuresOf(pipelineId: string, componentId: string): ActivityMeasures {
    const ofPipeline = this.activities.get(pipelineId) ?? new Map<string, ActivityMeasures>();
    const known = ofPipeline.get(componentId);
    if (known !== undefined) return known;
    const name = this.nameOf({ pipelineId, componentId });
    const names = {
      waitForDependencies: `wait.dependencies.${name}`,
      waitForRunner: `wait.runner.${name}`,
      latency: `latency.activity.${name}`,
    };
    this.activities.set(pipelineId, ofPipeline.set(componentId, names));
    return names;
  }

  /** `MyEmrCluster`, or `nightly.MyEmrCluster` where there are several pipelines. */
  private nameOf(row: { readonly pipelineId: string; readonly componentId: string }): string {
    return `${this.prefixes.get(row.pipelineId) ?? ""}${row.componentId}`;
  }

  private observeResource(row: ResourceRow): void {
    if (row.status === "FAILED") this.failedResources += 1;
    const launchedAtMs = row.launchedAtMs ?? row.requestedAtMs;
    if (row.readyAtMs !== undefined) this.add(`boot.${this.nameOf(row)}`, "ms", row.readyAtMs - launchedAtMs);
  }

  private observeEc2Instance(row: Ec2InstanceRow): void {
    const { runningAtMs, shuttingDownAtMs } = row;
    if (runningAtMs === undefined || shuttingDownAtMs === undefined) return;
    const name = `${this.nameOf(row)}.${row.role}`;
    const sum = this.nodeTime.get(name) ?? { busyMs: 0, billedMs: 0 };
    sum.busyMs += row.busyMs;
    sum.billedMs += shuttingDownAtMs - runningAtMs;
    this.nodeTime.set(name, sum);
  }

  private observeLog(row: LogRow): void {
    if (row.delayMs !== undefined) this.add("logs.publishDelay", "ms", row.delayMs);
    if (row.publishedAtMs !== undefined) this.lastPublishedMs = Math.max(this.lastPublishedMs, row.publishedAtMs);
    if (row.status === "lost") this.lostBytes += row.bytes - row.bytesPublished;
  }
}

function canResourcesFail({ pipelines }: Plan): boolean {
  const resources = pipelines.flatMap((pipeline) => pipeline.resources);
  return resources.some(
    (resource) =>
      resource.initTimeoutMs !== undefined ||
      resource.launchFailure !== undefined ||
      (resource.kind === "EmrCluster" &&
        resource.bootstrapActions.some(({ failureProbability }) => failureProbability !== undefined)),
  );
}

/** Two pipelines may have components of one name. */
function instanceKey({ pipelineId, instanceId }: { readonly pipelineId: string; readonly instanceId: string }): string {
  return `${pipelineId} ${instanceId}`;
}
