import type { InstantMs } from "../../base/instant.ts";
import { invariant } from "../../base/invariant.ts";
import type { EventHandle } from "../../engine/simulation.ts";
import { Cluster } from "../emr/cluster.ts";
import { recordAttemptLog } from "../logs/attempt-log.ts";
import { ClusterLogs } from "../logs/cluster-logs.ts";
import { clusterLogPlace, runnerLogPlace } from "../logs/resource-log-places.ts";
import { RunnerLog } from "../logs/runner-log.ts";
import type { ActivityInstance } from "../pipeline/activity-instance.ts";
import type { TaskQueue } from "../pipeline/task-queue.ts";
import type { InstanceGroupPlan, PipelinePlan, PollPlan, ResourcePlan } from "../plan.ts";
import type { Capacity } from "../runner/running-work.ts";
import { TaskRunner } from "../runner/task-runner.ts";
import type { WorkHost } from "../runner/work-host.ts";
import type { ResourceInstanceStatus } from "../status.ts";
import type { World } from "../world.ts";
import { Ec2Instance } from "./ec2-instance.ts";
import type { Ec2QuotaRequest } from "./ec2-quota.ts";
import { countInstances, groupsOf } from "./instance-groups.ts";
import { type Milestones, resourceRowOf } from "./resource-rows.ts";

/** After everything else of the same instant: an activity that ends right then has made it in time (3.6). */
const TERMINATE_AFTER_PRIORITY = 1;

/** Task Runners that AWS installs use PollForTask's long poll (4.3). */
const MANAGED_POLL: PollPlan = { kind: "long", holdMs: 90_000 };

/** How a resource attempt ended, or is about to. */
export interface ResourceOutcome {
  readonly status: "FINISHED" | "TIMEDOUT";
  readonly reason: string;
}

/**
 * One EMR cluster or EC2 instance from its launch request to its termination, with the Task Runner that AWS installs on
 * it (4.1, 5.6). It is one attempt at a resource instance, which decides when it is launched and when it ends.
 */
export class ResourceAttempt implements WorkHost {
  readonly id: string;
  cluster: Cluster | undefined;
  /** What it has passed so far. */
  readonly milestones: Milestones;
  private readonly world: World;
  private readonly pipeline: PipelinePlan;
  private readonly plan: ResourcePlan;
  private readonly queue: TaskQueue;
  private readonly onLaunched: () => void;
  private readonly onReady: () => void;
  private readonly onLivedTooLong: () => void;
  private readonly onGone: (attempt: ResourceAttempt) => void;
  private ec2Instances: Ec2Instance[] = [];
  private clusterLogs: ClusterLogs | undefined;
  private runner: TaskRunner | undefined;
  private runnerLog: RunnerLog | undefined;
  private quotaRequest: Ec2QuotaRequest | undefined;
  private unbootedCount = 0;
  private timeout: EventHandle | undefined;
  private installation: EventHandle | undefined;
  private outcome: ResourceOutcome | undefined;
  private goneAtMs: InstantMs | undefined;

  constructor(options: {
    readonly world: World;
    readonly pipeline: PipelinePlan;
    readonly plan: ResourcePlan;
    readonly id: string;
    /** Of the resource instance, whatever attempt serves it. */
    readonly queue: TaskQueue;
    /** Its EC2 instances have been requested. */
    readonly onLaunched: () => void;
    /** RUNNING: the Task Runner is about to be installed. */
    readonly onReady: () => void;
    readonly onLivedTooLong: () => void;
    /** Its EC2 instances are terminated. */
    readonly onGone: (attempt: ResourceAttempt) => void;
  }) {
    this.world = options.world;
    this.pipeline = options.pipeline;
    this.plan = options.plan;
    this.id = options.id;
    this.queue = options.queue;
    this.onLaunched = options.onLaunched;
    this.onReady = options.onReady;
    this.onLivedTooLong = options.onLivedTooLong;
    this.onGone = options.onGone;
    this.milestones = { requestedAtMs: this.world.now };
  }

  toString(): string {
    return this.id;
  }

  /** Its EC2 instances have been requested; before, it may wait for room under the account's limit (2.5). */
  get isLaunched(): boolean {
    return this.ec2Instances.length > 0;
  }

  readonly capacity = (): Capacity => ({ speed: this.host.speed, nodeCount: 1 });

  publishAttemptLog(instance: ActivityInstance, attemptId: string, startedAtMs: InstantMs): void {
    const reason = "no pipelineLogUri is given: attempt logs are lost with the resource; set pipelineLogUri (6.3)";
    const attempt = { instance, id: attemptId, startedAtMs };
    recordAttemptLog(this.world, this.host.channel, this.id, { kind: "lost", reason }, attempt);
  }

  /** Asks for its EC2 instances: launches them within this call if the account's limit leaves room for them (2.5). */
  launch(): void {
    const count = countInstances(this.groups, "all");
    this.quotaRequest = this.world.ec2Quota.request(count, () => this.launchInstances());
  }

  /** It is needed no more before it was launched. */
  withdraw(reason: string): void {
    if (this.quotaRequest !== undefined) this.world.ec2Quota.withdraw(this.quotaRequest);
    this.outcome = { status: "FINISHED", reason };
    this.goneAtMs = this.world.now;
  }

  /** Nothing begins or goes on any more: what its Task Runner was doing is given up. */
  stopWork(reason: string): void {
    for (const handle of [this.timeout, this.installation]) {
      if (handle !== undefined) this.world.simulation.cancel(handle);
    }
    this.milestones.shuttingDownAtMs = this.world.now;
    // first the cluster, so that the steps that are cancelled do not let others begin
    this.cluster?.beginTermination(reason);
    this.runner?.stop(reason);
  }

  /** The logs go up first, then the instances shut down, then the quota is free again (6.1, 7.1, 7.3). */
  terminate(outcome: ResourceOutcome): void {
    this.outcome = outcome;
    if (this.runner !== undefined) this.host.addBusyTime(this.runner.busyMs);
    this.runnerLog?.terminate();
    this.finishNodeLogs();
    this.clusterLogs?.terminate();
    const stoppedAtMs = Math.max(...this.ec2Instances.map((instance) => instance.channel.doneAtMs));
    for (const instance of this.ec2Instances) instance.abandonBoot();
    this.world.simulation.at(stoppedAtMs, () => this.shutDownInstances(), 0, this);
  }

  /** Its instances are no longer counted. */
  releaseQuota(): void {
    this.world.ec2Quota.release(countInstances(this.groups, "all"));
  }

  /** The simulation stops here: everything on it that has not ended is recorded as it is. */
  tellUnfinished(): void {
    if (this.outcome === undefined) {
      this.runnerLog?.tell();
      this.runner?.tell();
      if (this.runner !== undefined) this.host.addBusyTime(this.runner.busyMs);
      this.cluster?.tell();
      this.finishNodeLogs();
      this.clusterLogs?.tell();
    }
    for (const instance of this.ec2Instances) instance.tell();
  }

  /** Its record: with its own status where it is ending, else with the resource instance's. */
  tell(status: ResourceInstanceStatus, reason: string): void {
    const { pipeline, plan, id, milestones, outcome, goneAtMs } = this;
    const row = resourceRowOf({
      pipeline,
      plan,
      id,
      status: goneAtMs === undefined ? status : (outcome?.status ?? status),
      clusterStatus: this.cluster?.status,
      reason: outcome?.reason ?? reason,
      milestones,
      endedAtMs: goneAtMs,
      busyMs: this.runner?.busyMs ?? 0,
    });
    this.world.emit({ kind: "resource", row });
  }

  private get host(): Ec2Instance {
    const host = this.ec2Instances[0];
    invariant(host !== undefined, `${this.id} has been launched`);
    return host;
  }

  private get groups(): readonly InstanceGroupPlan[] {
    return groupsOf(this.plan);
  }

  private get purpose(): string {
    return `${this.pipeline.name}/${this.plan.id}`;
  }

  private launchInstances(): void {
    const { world, plan } = this;
    if (world.now !== this.milestones.requestedAtMs) this.milestones.launchedAtMs = world.now;
    this.onLaunched();
    if (plan.kind === "EmrCluster") {
      this.cluster = new Cluster({
        world,
        plan,
        purpose: this.purpose,
        component: { pipelineId: this.pipeline.id, componentId: plan.id },
        resourceId: this.id,
        pipelineId: world.idIfNamed(this.pipeline),
        onReady: () => this.becomeReady(),
        onStepEnd: (stepId, startedAtMs) => this.clusterLogs?.finished("step", stepId, startedAtMs, this.host.channel),
      });
    }
    this.unbootedCount = countInstances(this.groups, "awaited");
    this.ec2Instances = this.groups.flatMap((group) =>
      Array.from({ length: group.count }, (_, index) => this.launchInstance(group, index)),
    );
    if (plan.terminateAfterMs === null) return;
    this.timeout = world.simulation.after(plan.terminateAfterMs, this.onLivedTooLong, TERMINATE_AFTER_PRIORITY, this);
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
    this.onReady();
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

  private finishNodeLogs(): void {
    for (const { id, readyAtMs, channel } of this.ec2Instances) {
      if (readyAtMs !== undefined) this.clusterLogs?.finished("node", id, readyAtMs, channel);
    }
  }

  private shutDownInstances(): void {
    const { world, plan } = this;
    this.milestones.stoppedAtMs = world.now;
    for (const instance of this.ec2Instances) instance.shutDown("its logs are published (6.1)");
    const terminationMs = world.draw(plan.termination, `termination/${this.purpose}`);
    world.simulation.after(terminationMs, () => this.finish(), 0, this);
  }

  private finish(): void {
    this.goneAtMs = this.world.now;
    for (const instance of this.ec2Instances) instance.terminate();
    this.cluster?.finishTermination(this.outcome?.status !== "FINISHED");
    this.onGone(this);
  }
}
