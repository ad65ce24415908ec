import type { InstantMs } from "../../base/instant.ts";
import { invariant } from "../../base/invariant.ts";
import type { EventHandle } from "../../engine/simulation.ts";
import { Cluster } from "../emr/cluster.ts";
import { LifeCycle } from "../life-cycle.ts";
import { recordAttemptLog } from "../logs/attempt-log.ts";
import { ClusterLogs } from "../logs/cluster-logs.ts";
import { clusterLogPlace, runnerLogPlace } from "../logs/resource-log-places.ts";
import { RunnerLog } from "../logs/runner-log.ts";
import type { ActivityInstance } from "../pipeline/activity-instance.ts";
import type { Occasion } from "../pipeline/instance-source.ts";
import { TaskQueue } from "../pipeline/task-queue.ts";
import type { InstanceGroupPlan, PipelinePlan, PollPlan, ResourcePlan } from "../plan.ts";
import type { ComponentRef } from "../records.ts";
import type { Capacity } from "../runner/running-work.ts";
import { TaskRunner } from "../runner/task-runner.ts";
import type { WorkHost } from "../runner/work-host.ts";
import { RESOURCE_INSTANCE_MOVES, type ResourceInstanceStatus } from "../status.ts";
import type { World } from "../world.ts";
import { Ec2Instance } from "./ec2-instance.ts";
import type { Ec2QuotaRequest } from "./ec2-quota.ts";
import { instanceRowOf, type Milestone, type ResourceState, resourceRowOf } from "./resource-rows.ts";

/** After everything else of the same instant: an activity that ends right then has made it in time (3.6). */
const TERMINATE_AFTER_PRIORITY = 1;

/** Task Runners that AWS installs use PollForTask's long poll (4.3). */
const MANAGED_POLL: PollPlan = { kind: "long", holdMs: 90_000 };

/**
 * One instance of an EmrCluster or Ec2Resource through its whole life: it waits until an activity that runs on it is
 * ready (2.3), is launched, gets a Task Runner (4.1), and ends when nothing needs it any more or at terminateAfter (5.5).
 */
export class ManagedResource implements WorkHost {
  readonly plan: ResourcePlan;
  readonly queue: TaskQueue;
  readonly occasion: Occasion;
  cluster: Cluster | undefined;
  private readonly world: World;
  private readonly pipeline: PipelinePlan;
  private readonly onEnd: (resource: ManagedResource) => void;
  private readonly lifeCycle: LifeCycle<ResourceInstanceStatus>;
  private readonly createdAtMs: InstantMs;
  private readonly activities = new Set<ActivityInstance>();
  private outstanding: number;
  private ec2Instances: Ec2Instance[] = [];
  private clusterLogs: ClusterLogs | undefined;
  private runner: TaskRunner | undefined;
  private runnerLog: RunnerLog | undefined;
  private requestedAtMs: InstantMs | undefined;
  private quotaRequest: Ec2QuotaRequest | undefined;
  private unbootedCount = 0;
  private timeout: EventHandle | undefined;
  private installation: EventHandle | undefined;
  /** What it has passed so far. */
  readonly milestones: Partial<Record<Milestone, InstantMs>> = {};

  constructor(options: {
    readonly world: World;
    readonly pipeline: PipelinePlan;
    readonly plan: ResourcePlan;
    readonly id: string;
    readonly occasion: Occasion;
    /** How many activity instances fall into its interval (2.3). */
    readonly outstanding: number;
    readonly onEnd: (resource: ManagedResource) => void;
  }) {
    this.world = options.world;
    this.pipeline = options.pipeline;
    this.plan = options.plan;
    this.occasion = options.occasion;
    this.outstanding = options.outstanding;
    this.onEnd = options.onEnd;
    this.createdAtMs = this.world.now;
    this.queue = new TaskQueue(this.world);
    const reason = "launched only when an activity that runs on it is ready (2.3)";
    const initial = "WAITING_ON_DEPENDENCIES";
    const { world, id } = options;
    this.lifeCycle = new LifeCycle(world, "instance", id, RESOURCE_INSTANCE_MOVES, initial, reason, this.component);
  }

  get id(): string {
    return this.lifeCycle.id;
  }

  /** It has ended, or is ending, before its activities were done. */
  get failure(): string | undefined {
    const isEnding = this.isOver || this.lifeCycle.status === "SHUTTING_DOWN";
    return isEnding && this.outstanding > 0 ? this.lifeCycle.reason : undefined;
  }

  get isOver(): boolean {
    return this.lifeCycle.isOver;
  }

  /** It has been launched and has not ended: its instances cost money. */
  get isBilled(): boolean {
    return this.isLaunched && !this.isOver;
  }

  /** Its EC2 instances have been requested; before, it may wait for room under the account's limit (2.5). */
  private get isLaunched(): boolean {
    return this.ec2Instances.length > 0;
  }

  toString(): string {
    return this.id;
  }

  readonly capacity = (): Capacity => ({ speed: this.host.speed, nodeCount: 1 });

  publishAttemptLog(instance: ActivityInstance, attemptId: string, startedAtMs: InstantMs): void {
    const reason = "no pipelineLogUri is given: attempt logs are lost with the resource; set pipelineLogUri (6.3)";
    const attempt = { instance, id: attemptId, startedAtMs };
    recordAttemptLog(this.world, this.host.channel, this.id, { kind: "lost", reason }, attempt);
  }

  /** An activity instance belongs to it: it is cancelled if the resource fails (3.5). */
  attach(instance: ActivityInstance): void {
    this.activities.add(instance);
  }

  /** An activity instance is ready to run: the first one launches the resource (2.3). */
  enqueue(instance: ActivityInstance): void {
    if (this.lifeCycle.status === "WAITING_ON_DEPENDENCIES") this.launch(instance);
    this.queue.add(instance);
  }

  /** One of its activity instances is over; after the last one nothing needs the resource any more (5.5). */
  activityEnded(instance: ActivityInstance): void {
    this.activities.delete(instance);
    this.outstanding -= 1;
    if (this.outstanding > 0) return;
    if (!this.isLaunched && !this.isOver) {
      if (this.quotaRequest !== undefined) this.world.ec2Quota.withdraw(this.quotaRequest);
      this.endUnlaunched("all of its activities ended while it waited: it was never launched (3.5)");
    } else if (this.lifeCycle.status !== "SHUTTING_DOWN" && !this.isOver) {
      this.end("FINISHED", "no more activity instance needs it (5.5)");
    }
  }

  /** No activity runs on it in its interval. */
  endUnused(): void {
    this.endUnlaunched("no activity runs on it: it is never launched (2.3)");
  }

  /** The simulation stops here: everything that has not ended is recorded as it is. */
  tell(): void {
    if (this.isOver) return;
    if (this.lifeCycle.status !== "SHUTTING_DOWN") this.tellUnfinished();
    for (const instance of this.ec2Instances) instance.tell();
    this.tellInstance();
    this.tellResource();
  }

  private tellUnfinished(): void {
    this.runnerLog?.tell();
    this.runner?.tell();
    if (this.runner !== undefined) this.host.addBusyTime(this.runner.busyMs);
    this.cluster?.tell();
    this.finishNodeLogs();
    this.clusterLogs?.tell();
  }

  private get host(): Ec2Instance {
    const host = this.ec2Instances[0];
    invariant(host !== undefined, `${this.id} has been launched`);
    return host;
  }

  private get groups(): readonly InstanceGroupPlan[] {
    return this.plan.kind === "EmrCluster" ? this.plan.groups : [this.plan.group];
  }

  private get component(): ComponentRef {
    return { pipelineId: this.pipeline.id, componentId: this.plan.id };
  }

  private get purpose(): string {
    return `${this.pipeline.name}/${this.plan.id}`;
  }

  private launch(instance: ActivityInstance): void {
    const reason = `${instance.id} is ready to run on it (2.3)`;
    this.requestedAtMs = this.world.now;
    this.lifeCycle.moveTo("CREATING", reason);
    const count = this.ec2InstanceCount();
    this.quotaRequest = this.world.ec2Quota.request(count, () => this.launchInstances(reason));
    if (this.isLaunched) return;
    const limit = this.world.plan.limits.ec2Instances;
    this.lifeCycle.explain(
      `waits until the account's limit on EC2 instances (${limit}) leaves room for ${count} (2.5)`,
    );
  }

  private launchInstances(reason: string): void {
    const { world, plan } = this;
    if (world.now !== this.requestedAtMs) this.milestones.launchedAtMs = world.now;
    this.lifeCycle.explain(reason);
    if (plan.kind === "EmrCluster") {
      this.cluster = new Cluster({
        world,
        plan,
        purpose: this.purpose,
        component: this.component,
        resourceId: this.id,
        pipelineId: world.idIfNamed(this.pipeline),
        onReady: () => this.becomeReady(),
        onStepEnd: (stepId, startedAtMs) => this.clusterLogs?.finished("step", stepId, startedAtMs, this.host.channel),
      });
    }
    this.unbootedCount = this.awaitedCount();
    this.ec2Instances = this.groups.flatMap((group) =>
      Array.from({ length: group.count }, (_, index) => this.launchInstance(group, index)),
    );
    if (plan.terminateAfterMs === null) return;
    const timeOut = () => this.end("TIMEDOUT", "it lived longer than its terminateAfter (3.6)");
    this.timeout = world.simulation.after(plan.terminateAfterMs, timeOut, TERMINATE_AFTER_PRIORITY, this);
  }

  private launchInstance(group: InstanceGroupPlan, index: number): Ec2Instance {
    const { world, pipeline, plan } = this;
    return new Ec2Instance({
      world,
      pipeline,
      resource: plan,
      resourceId: this.id,
      group,
      index,
      onBooted: (instance) => this.booted(instance),
      onThrough: (instance) => this.through(instance),
    });
  }

  private ec2InstanceCount(): number {
    return this.groups.reduce((sum, { count }) => sum + count, 0);
  }

  /** Master and core instances, or the one host (5.1). */
  private awaitedCount(): number {
    const awaited = this.groups.filter((group) => group.role !== "task");
    return awaited.reduce((count, group) => count + group.count, 0);
  }

  private booted(instance: Ec2Instance): void {
    this.cluster?.booted();
    if (instance.group.role === "task") return;
    this.unbootedCount -= 1;
    if (this.unbootedCount === 0) this.milestones.bootedAtMs = this.world.now;
  }

  private through(instance: Ec2Instance): void {
    if (this.cluster === undefined) {
      this.milestones.bootstrappedAtMs = this.world.now;
      instance.markReady();
      this.becomeReady();
    } else if (this.cluster.through(instance)) {
      this.milestones.bootstrappedAtMs = this.world.now;
    }
  }

  private becomeReady(): void {
    const { world, plan } = this;
    this.milestones.readyAtMs = world.now;
    this.lifeCycle.moveTo("RUNNING", "its instances are ready (5.1)");
    const writer = { id: this.id, pipelineId: world.idIfNamed(this.pipeline) };
    if (plan.kind === "EmrCluster") this.clusterLogs = new ClusterLogs(world, writer, clusterLogPlace(plan), world.now);
    const installMs = world.draw(plan.runnerInstall, `runnerInstall/${this.purpose}`);
    this.installation = world.simulation.after(installMs, () => this.startRunner(), 0, this);
  }

  private startRunner(): void {
    const { world, queue, plan } = this;
    this.milestones.firstPollAtMs = world.now;
    this.runner = new TaskRunner({
      world,
      host: this,
      queue,
      tasks: plan.tasks,
      poll: MANAGED_POLL,
      onWork: () => this.runnerLog?.workBegan(),
    });
    const { channel } = this.host;
    const place = runnerLogPlace(plan, world);
    const pipelineId = world.idIfNamed(this.pipeline);
    this.runnerLog = new RunnerLog({ world, runner: this.runner, pipelineId, hostId: this.id, channel, place });
    this.runner.start();
  }

  /** SHUTTING_DOWN: the logs go up first, then the instances shut down, then the quota is free again (6.1, 7.1, 7.3). */
  private end(status: "FINISHED" | "TIMEDOUT", reason: string): void {
    const { world } = this;
    for (const handle of [this.timeout, this.installation]) {
      if (handle !== undefined) world.simulation.cancel(handle);
    }
    this.milestones.shuttingDownAtMs = world.now;
    this.lifeCycle.moveTo("SHUTTING_DOWN", reason);
    // first the cluster, so that the steps that are cancelled do not let others begin
    this.cluster?.beginTermination(reason);
    this.runner?.stop(reason);
    this.queue.clear();
    for (const instance of [...this.activities])
      this.cancel(instance, `its resource ${this.id} was stopped: ${reason}`);
    if (this.runner !== undefined) this.host.addBusyTime(this.runner.busyMs);
    this.publishLogs();
    const stoppedAtMs = Math.max(...this.ec2Instances.map((instance) => instance.channel.doneAtMs));
    for (const instance of this.ec2Instances) instance.abandonBoot();
    world.simulation.at(stoppedAtMs, () => this.stop(status, reason), 0, this);
  }

  private endUnlaunched(reason: string): void {
    this.lifeCycle.moveTo("FINISHED", reason);
    this.finish();
  }

  private cancel(instance: ActivityInstance, reason: string): void {
    if (instance.isOver) return;
    instance.end("CANCELED", `${reason} (3.5)`);
  }

  private publishLogs(): void {
    this.runnerLog?.terminate();
    this.finishNodeLogs();
    this.clusterLogs?.terminate();
  }

  private finishNodeLogs(): void {
    for (const { id, readyAtMs, channel } of this.ec2Instances) {
      if (readyAtMs !== undefined) this.clusterLogs?.finished("node", id, readyAtMs, channel);
    }
  }

  private stop(status: "FINISHED" | "TIMEDOUT", reason: string): void {
    const { world, plan } = this;
    this.milestones.stoppedAtMs = world.now;
    for (const instance of this.ec2Instances) instance.shutDown("its logs are published (6.1)");
    const terminationMs = world.draw(plan.termination, `termination/${this.purpose}`);
    const finish = () => {
      for (const instance of this.ec2Instances) instance.terminate();
      this.cluster?.finishTermination(status === "TIMEDOUT");
      this.lifeCycle.moveTo(status, reason);
      world.ec2Quota.release(this.ec2InstanceCount());
      this.finish();
    };
    world.simulation.after(terminationMs, finish, 0, this);
  }

  private finish(): void {
    this.tellInstance();
    this.tellResource();
    this.onEnd(this);
  }

  private tellInstance(): void {
    this.world.emit({ kind: "instance", row: instanceRowOf(this.state(), this.requestedAtMs) });
  }

  private tellResource(): void {
    if (this.requestedAtMs === undefined) return;
    this.world.emit({ kind: "resource", row: resourceRowOf(this.state(), this.requestedAtMs) });
  }

  private state(): ResourceState {
    const { pipeline, plan, id, occasion, createdAtMs, milestones, lifeCycle } = this;
    return {
      pipeline,
      plan,
      id,
      status: lifeCycle.status,
      clusterStatus: this.cluster?.status,
      reason: lifeCycle.reason,
      occasion,
      createdAtMs,
      milestones,
      endedAtMs: this.isOver ? this.world.now : undefined,
      attempts: this.isLaunched ? 1 : 0,
      busyMs: this.runner?.busyMs ?? 0,
    };
  }
}
