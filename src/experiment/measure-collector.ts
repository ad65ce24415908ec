import type { Bill, BillKind } from "../billing/bill.ts";
import type { Plan } from "../model/plan.ts";
import type {
  ActivityHistory,
  AttemptRow,
  ComponentRef,
  Ec2InstanceRow,
  ExecutionRow,
  InstanceRow,
  LogRow,
  ModelEvent,
  ResourceRow,
  SparkStageRow,
} from "../model/records.ts";
import { canBeLost, groupsOf } from "../model/resource/instance-groups.ts";
import { measuredPhases, type Phase, splitLatency } from "./critical-path.ts";
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
  /** Of what did not end: no value is known, but that it is more than this (Infinity: it failed). Absent: all ended. */
  unended?: number[];
}

const PROBABILITY = { unit: "fraction", isProbability: true } as const;

const COST_KINDS: readonly (readonly [string, readonly BillKind[]])[] = [
  ["cost.ec2", ["EC2"]],
  ["cost.emr", ["EMR"]],
  ["cost.ebs", ["EBS"]],
  ["cost.s3", ["S3 requests", "S3 storage"]],
  ["cost.dataPipeline", ["Data Pipeline"]],
];

/** What is measured of one component, as far as its kind has it. */
interface ComponentMeasures {
  readonly waitForDependencies: Observations;
  readonly waitForRunner: Observations;
  readonly latency: Observations;
  readonly boot: Observations;
  /** By role. */
  readonly nodeTime: Map<Ec2InstanceRow["role"], { readonly name: string; busyMs: number; billedMs: number }>;
}

/** What a pipeline among several has of its own. */
interface PipelineMeasures {
  readonly latency: Observations;
  readonly succeeded: Observations;
}

/** Observes one replication and keeps what its measures need, which is no row. */
export class MeasureCollector {
  private readonly plan: Plan;
  private readonly notifier: Notifier;
  private readonly phases: readonly (readonly [phase: Phase, observations: Observations])[];
  private readonly measures = new Map<string, Observations>();
  private readonly succeeded = this.begin({ ...PROBABILITY, name: "executions.succeeded", values: [] });
  private readonly latency = this.measure("latency.pipeline", "ms");
  private readonly publishDelay = this.measure("logs.publishDelay", "ms");
  /** By pipeline's id, then by component. */
  private readonly components = new Map<string, Map<string, ComponentMeasures>>();
  /** By pipeline's id: what stands before the name of a component. Empty where there is one pipeline. */
  private readonly prefixes: ReadonlyMap<string, string>;
  /** By pipeline's id; none where there is one pipeline. */
  private readonly ofPipelines: ReadonlyMap<string, PipelineMeasures>;
  private readonly spot = { ofSpotMs: 0, ofAllMs: 0, interruptions: 0 };
  private failedAttempts = 0;
  private failedResources = 0;
  private lostInstances = 0;
  private lateInstances = 0;
  private notifications = 0;
  private lostBytes = 0;
  private lastEndMs = 0;
  private lastPublishedMs = 0;

  constructor(plan: Plan) {
    this.plan = plan;
    this.notifier = new Notifier(plan);
    this.phases = measuredPhases(plan).map((phase) => [phase, this.measure(`time.${phase}`, "ms")]);
    const named = plan.pipelinesAreNamed === true ? plan.pipelines : [];
    this.prefixes = new Map(named.map(({ id, name }) => [id, `${name}.`]));
    this.ofPipelines = new Map(
      named.map(({ id, name }) => [
        id,
        {
          latency: this.measure(`latency.pipeline.${name}`, "ms"),
          succeeded: this.begin({ ...PROBABILITY, name: `executions.succeeded.${name}`, values: [] }),
        },
      ]),
    );
  }

  readonly observe = (event: ModelEvent): void => {
    switch (event.kind) {
      case "transition":
      case "step":
      case "heldBack":
      case "spotMarket":
        return;
      case "sparkStage":
        this.observeStage(event.row);
        return;
      case "attempt":
        if (isFailed(event.row)) this.failedAttempts += 1;
        return;
      case "instance":
        if (!this.notifier.isSilent) this.notifications += this.notifier.sentBy(event.row).length;
        if (event.attempts !== undefined) this.observeActivity(event.row);
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
        this.observeExecution(event.row, event.instances);
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
    for (const { nodeTime } of [...this.components.values()].flatMap((components) => [...components.values()])) {
      for (const { name, busyMs, billedMs } of nodeTime.values()) {
        if (billedMs > 0) this.add(`utilisation.${name}`, "fraction", busyMs / billedMs);
      }
    }
    this.add("attempts.failed", "count", this.failedAttempts);
    if (this.plan.spotMarkets !== undefined) this.addSpot(bill);
    if (canResourcesFail(this.plan)) this.add("resources.failed", "count", this.failedResources);
    if (canLoseInstances(this.plan)) this.add("instances.lost", "count", this.lostInstances);
    const hasDeadlines = this.plan.pipelines.some(({ activities }) =>
      activities.some(({ late }) => late !== undefined),
    );
    if (hasDeadlines) this.add("deadline.missed", "count", this.lateInstances);
    if (!this.notifier.isSilent) this.add("notifications", "count", this.notifications);
    this.add("logs.lostBytes", "bytes", this.lostBytes);
    if (this.lastPublishedMs > 0)
      this.add("time.logPublication", "ms", Math.max(0, this.lastPublishedMs - this.lastEndMs));
    const observed = [...this.measures.values()].filter(
      ({ values, unended }) => values.length > 0 || unended !== undefined,
    );
    return observed.sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  private addSpot({ lines }: Bill): void {
    const { ofSpotMs, ofAllMs, interruptions } = this.spot;
    this.add("spot.interruptions", "count", interruptions);
    if (ofAllMs > 0) this.add("spot.share", "fraction", ofSpotMs / ofAllMs);
    const saved = lines.reduce(
      (sum, line) => sum + (line.onDemandMicroUsd ?? line.amountMicroUsd) - line.amountMicroUsd,
      0,
    );
    this.add("spot.saving", "USD", saved / 1e6);
  }

  private addCostOfPipelines({ lines }: Bill): void {
    for (const { id, name } of this.plan.pipelines) {
      if (!this.ofPipelines.has(id)) return;
      const own = lines.filter(({ pipelineId }) => pipelineId === id);
      this.add(`cost.pipeline.${name}`, "USD", own.reduce((sum, line) => sum + line.amountMicroUsd, 0) / 1e6);
    }
  }

  private add(name: string, unit: MeasureUnit, value: number): void {
    this.measure(name, unit).values.push(value);
  }

  /** Where the observations of a measure go: asked for once for what is observed again and again. */
  private measure(name: string, unit: MeasureUnit): Observations {
    return this.measures.get(name) ?? this.begin({ name, unit, values: [] });
  }

  private begin(observations: Observations): Observations {
    this.measures.set(observations.name, observations);
    return observations;
  }

  private observeActivity(row: InstanceRow): void {
    const { dueAtMs, readyAtMs, startedAtMs, endedAtMs } = row;
    const { waitForDependencies, waitForRunner, latency } = this.measuresOf(row);
    if (row.lateAtMs !== undefined) this.lateInstances += 1;
    if (readyAtMs !== undefined) waitForDependencies.values.push(readyAtMs - dueAtMs);
    if (readyAtMs !== undefined && startedAtMs !== undefined) waitForRunner.values.push(startedAtMs - readyAtMs);
    if (endedAtMs !== undefined && row.status === "FINISHED") latency.values.push(endedAtMs - dueAtMs);
    else this.observeUnended(latency, row);
  }

  private observeExecution(row: ExecutionRow, histories: readonly ActivityHistory[]): void {
    const own = this.ofPipelines.get(row.pipelineId);
    this.succeeded.values.push(row.succeeded ? 1 : 0);
    own?.succeeded.values.push(row.succeeded ? 1 : 0);
    if (!row.succeeded) {
      this.observeUnended(this.latency, row);
      if (own !== undefined) this.observeUnended(own.latency, row);
    }
    if (row.endedAtMs === undefined) return;
    this.lastEndMs = Math.max(this.lastEndMs, row.endedAtMs);
    if (!row.succeeded) return;
    this.latency.values.push(row.endedAtMs - row.dueAtMs);
    own?.latency.values.push(row.endedAtMs - row.dueAtMs);
    const pipeline = this.plan.pipelines.find(({ id }) => id === row.pipelineId);
    if (pipeline === undefined) return;
    const split = splitLatency(pipeline, histories, row.dueAtMs);
    for (const [phase, observations] of this.phases) observations.values.push(split[phase]);
  }

  /** What failed takes for ever; what still goes on at the end of the forecast, at least until then. */
  private observeUnended(
    observations: Observations,
    { dueAtMs, endedAtMs }: { readonly dueAtMs: number; readonly endedAtMs?: number },
  ): void {
    observations.unended ??= [];
    observations.unended.push(endedAtMs === undefined ? this.plan.horizonMs - dueAtMs : Number.POSITIVE_INFINITY);
  }

  private measuresOf(component: ComponentRef): ComponentMeasures {
    return this.components.get(component.pipelineId)?.get(component.componentId) ?? this.beginMeasuring(component);
  }

  private beginMeasuring({ pipelineId, componentId }: ComponentRef): ComponentMeasures {
    const name = this.nameOf({ pipelineId, componentId });
    const measures = {
      waitForDependencies: this.measure(`wait.dependencies.${name}`, "ms"),
      waitForRunner: this.measure(`wait.runner.${name}`, "ms"),
      latency: this.measure(`latency.activity.${name}`, "ms"),
      boot: this.measure(`boot.${name}`, "ms"),
      nodeTime: new Map(),
    };
    const ofPipeline = this.components.get(pipelineId) ?? new Map<string, ComponentMeasures>();
    this.components.set(pipelineId, ofPipeline.set(componentId, measures));
    return measures;
  }

  /** `MyEmrCluster`, or `nightly.MyEmrCluster` where there are several pipelines. */
  private nameOf({ pipelineId, componentId }: ComponentRef): string {
    return `${this.prefixes.get(pipelineId) ?? ""}${componentId}`;
  }

  private observeStage(row: SparkStageRow): void {
    const { status, name, submittedAtMs, endedAtMs } = row;
    if (status !== "COMPLETED" || endedAtMs === undefined) return;
    this.add(`stage.${this.nameOf(row)}.${name}`, "ms", endedAtMs - submittedAtMs);
  }

  private observeResource(row: ResourceRow): void {
    if (row.status === "FAILED") this.failedResources += 1;
    const launchedAtMs = row.launchedAtMs ?? row.requestedAtMs;
    if (row.readyAtMs !== undefined) this.measuresOf(row).boot.values.push(row.readyAtMs - launchedAtMs);
  }

  private observeEc2Instance(row: Ec2InstanceRow): void {
    const { runningAtMs, shuttingDownAtMs, lost } = row;
    if (lost !== undefined) this.lostInstances += 1;
    if (lost?.cause === "interruption") this.spot.interruptions += 1;
    if (runningAtMs === undefined || shuttingDownAtMs === undefined) return;
    const { nodeTime } = this.measuresOf(row);
    let sum = nodeTime.get(row.role);
    if (sum === undefined) {
      sum = { name: `${this.nameOf(row)}.${row.role}`, busyMs: 0, billedMs: 0 };
      nodeTime.set(row.role, sum);
    }
    this.spot.ofAllMs += shuttingDownAtMs - runningAtMs;
    if (row.purchase === "spot") this.spot.ofSpotMs += shuttingDownAtMs - runningAtMs;
    sum.busyMs += row.busyMs;
    sum.billedMs += shuttingDownAtMs - runningAtMs;
  }

  private observeLog(row: LogRow): void {
    if (row.delayMs !== undefined) this.publishDelay.values.push(row.delayMs);
    if (row.publishedAtMs !== undefined) this.lastPublishedMs = Math.max(this.lastPublishedMs, row.publishedAtMs);
    if (row.status === "lost") this.lostBytes += row.bytes - row.bytesPublished;
  }
}

function isFailed({ status }: AttemptRow): boolean {
  return status !== "FINISHED" && status !== "RUNNING";
}

function canLoseInstances({ pipelines }: Plan): boolean {
  return pipelines.some(({ resources }) => resources.some((resource) => groupsOf(resource).some(canBeLost)));
}

function canResourcesFail(plan: Plan): boolean {
  const resources = plan.pipelines.flatMap((pipeline) => pipeline.resources);
  if (canLoseInstances(plan)) return true;
  return resources.some(
    (resource) =>
      resource.initTimeoutMs !== undefined ||
      resource.launchFailure !== undefined ||
      (resource.kind === "EmrCluster" &&
        resource.bootstrapActions.some(({ failureProbability }) => failureProbability !== undefined)),
  );
}
