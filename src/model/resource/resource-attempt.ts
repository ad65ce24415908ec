import type { InstantMs } from "../../base/instant.ts";
import type { EventHandle } from "../../engine/simulation.ts";
import { Cluster } from "../emr/cluster.ts";
import { recordAttemptLog } from "../logs/attempt-log.ts";
import { ClusterLogs } from "../logs/cluster-logs.ts";
import { clusterLogPlace } from "../logs/resource-log-places.ts";
import type { PreconditionInstance } from "../pipeline/precondition-instance.ts";
import type { TaskQueue } from "../pipeline/task-queue.ts";
import type { InstanceGroupPlan, PipelinePlan, ResourcePlan } from "../plan.ts";
import type { ComponentRef } from "../records.ts";
import type { Capacity } from "../runner/running-work.ts";
import type { LoggedAttempt, WorkHost } from "../runner/work-host.ts";
import type { ResourceInstanceStatus } from "../status.ts";
import { withRule } from "../with-rule.ts";
import type { World } from "../world.ts";
import { Ec2Fleet, type FleetOwner } from "./ec2-fleet.ts";
import type { Ec2Instance } from "./ec2-instance.ts";
import type { Ec2QuotaRequest } from "./ec2-quota.ts";
import { countInstances, groupsOf } from "./instance-groups.ts";
import { ManagedRunner } from "./managed-runner.ts";
import { type Milestones, resourceRowOf } from "./resource-rows.ts";

/** After everything else of the same instant: what ends, or is ready, right then has made it in time (3.6). */
const TIMEOUT_PRIORITY = 1;

const LOST_WITH_HOST = "its host was lost before it was pushed (6.5)";

/** How a resource attempt ended, or is about to. */
export interface ResourceOutcome {
  readonly status: "FINISHED" | "FAILED" | "TIMEDOUT" | "CANCELED";
  readonly reason: string;
}

/**
 * One EMR cluster or EC2 instance from its launch request to its termination, with the Task Runner that AWS installs on
 * it (4.1, 5.6). It is one attempt at a resource instance, which decides when it is launched and when it ends.
 */
export class ResourceAttempt implements WorkHost, FleetOwner {
  readonly id: string;
  readonly component: ComponentRef;
  cluster: Cluster | undefined;
  /** What it has passed so far. */
  readonly milestones: Milestones;
  private readonly world: World;
  private readonly pipeline: PipelinePlan;
  private readonly plan: ResourcePlan;
  private readonly queue: TaskQueue;
  private readonly checkQueue: TaskQueue<PreconditionInstance> | undefined;
  private readonly onLaunched: () => void;
  private readonly onExplained: (reason: string) => void;
  private readonly onReady: () => void;
  private readonly onBroken: (outcome: ResourceOutcome) => void;
  private readonly onGone: (attempt: ResourceAttempt) => void;
  private readonly number: number;
  /** Attempts after the first draw from streams of their own, so that what-ifs share what first ones draw (8.2). */
  private readonly purpose: string;
  private readonly fleet: Ec2Fleet;
  private clusterLogs: ClusterLogs | undefined;
  private runner: ManagedRunner | undefined;
  private quotaRequest: Ec2QuotaRequest | undefined;
  private launched = false;
  private bootstrapFailureCount = 0;
  private timeout: EventHandle | undefined;
  private attemptTimeout: EventHandle | undefined;
  private initTimeout: EventHandle | undefined;
  /** When the service sees that the host is gone. */
  private notice: EventHandle | undefined;
  private outcome: ResourceOutcome | undefined;
  private goneAtMs: InstantMs | undefined;

  constructor(options: {
    readonly world: World;
    readonly pipeline: PipelinePlan;
    readonly plan: ResourcePlan;
    /** Counts from 1. */
    readonly number: number;
    readonly instanceId: string;
    /** Of the resource instance, whatever attempt serves it. */
    readonly queue: TaskQueue;
    /** Of preconditions; undefined where there are none to check on it (3.2). */
    readonly checkQueue: TaskQueue<PreconditionInstance> | undefined;
    /** Its EC2 instances have been requested. */
    readonly onLaunched: () => void;
    /** It waits for the price of a Spot market, or does no more; why, a sentence (5.3). */
    readonly onExplained: (reason: string) => void;
    /** RUNNING: the Task Runner is about to be installed. */
    readonly onReady: () => void;
    /** It failed, or has lived too long: it is to be ended. */
    readonly onBroken: (outcome: ResourceOutcome) => void;
    /** Its EC2 instances are terminated. */
    readonly onGone: (attempt: ResourceAttempt) => void;
  }) {
    this.world = options.world;
    this.pipeline = options.pipeline;
    this.plan = options.plan;
    this.number = options.number;
    this.purpose = `${this.pipeline.name}/${this.plan.id}${this.number === 1 ? "" : "/retry"}`;
    this.id = options.number === 1 ? options.instanceId : `${options.instanceId}_Attempt=${options.number}`;
    this.component = { pipelineId: this.pipeline.id, componentId: this.plan.id };
    this.queue = options.queue;
    this.checkQueue = options.checkQueue;
    this.onLaunched = options.onLaunched;
    this.onExplained = options.onExplained;
    this.onReady = options.onReady;
    this.onBroken = options.onBroken;
    this.onGone = options.onGone;
    this.milestones = { requestedAtMs: this.world.now };
    this.fleet = this.fleetOf();
  }

  toString(): string {
    return this.id;
  }

  /** Its EC2 instances have been requested; before, it may wait for room under the account's limit (2.5). */
  get isLaunched(): boolean {
    return this.launched;
  }

  /** One of its EC2 instances costs money: those that wait for the price of a Spot market do not (5.3). */
  get isBilled(): boolean {
    return this.fleet.isBilled;
  }

  readonly capacity = (): Capacity => ({ speed: this.host.speed, nodeCount: 1 });

  publishAttemptLog(attempt: LoggedAttempt): void {
    const unarchived = "no pipelineLogUri is given: attempt logs are lost with the resource; set pipelineLogUri (6.3)";
    const who = this.host.loss === undefined ? "Task Runner died" : "host was lost";
    const reason = attempt.lostAtMs === undefined ? unarchived : `its ${who} before it was pushed (6.5)`;
    recordAttemptLog(this.world, this.host.channel, this, { kind: "lost", reason }, attempt);
  }

  /** Asks for its EC2 instances: launches them within this call if the account's limit leaves room for them (2.5). */
  launch(): void {
    const count = countInstances(groupsOf(this.plan), "all");
    this.quotaRequest = this.world.ec2Quota.request(count, () => this.launchInstances());
  }

  /** It is needed no more before it was launched. */
  withdraw(outcome: ResourceOutcome): void {
    if (this.quotaRequest !== undefined) this.world.ec2Quota.withdraw(this.quotaRequest);
    this.outcome = outcome;
    this.goneAtMs = this.world.now;
  }

  /** Nothing begins or goes on any more: what its Task Runner was doing is given up, or has failed with it. */
  stopWork(reason: string, fate: "CANCELED" | "FAILED" = "CANCELED"): void {
    for (const handle of [this.timeout, this.attemptTimeout, this.initTimeout, this.notice]) {
      if (handle !== undefined) this.world.simulation.cancel(handle);
    }
    this.milestones.shuttingDownAtMs = this.world.now;
    // first the cluster, so that the steps that are cancelled do not let others begin
    this.cluster?.beginTermination(reason);
    this.runner?.stop(reason, fate);
  }

  /** The logs go up first, then the instances shut down, then the quota is free again (6.1, 7.1, 7.3). */
  terminate(outcome: ResourceOutcome): void {
    this.outcome = outcome;
    if (this.runner !== undefined && this.host.loss === undefined) this.host.addBusyTime(this.runner.busyMs);
    this.runner?.publishLog();
    this.finishNodeLogs();
    this.clusterLogs?.terminate();
    this.fleet.abandonBoots();
    this.world.simulation.at(this.fleet.uploadedAtMs, () => this.shutDown(), 0, this);
  }

  /** Its instances are no longer counted. */
  releaseQuota(): void {
    this.fleet.releaseQuota();
  }

  /** The simulation stops here: everything on it that has not ended is recorded as it is. */
  tellUnfinished(): void {
    if (this.outcome === undefined) {
      this.runner?.tell();
      if (this.runner !== undefined && this.host.loss === undefined) this.host.addBusyTime(this.runner.busyMs);
      this.cluster?.tell();
      this.finishNodeLogs();
      this.clusterLogs?.tell();
    }
    this.fleet.tell();
  }

  /** Its record; `status` and `reason` are the resource instance's, which hold for it until it ends. */
  tell(status: ResourceInstanceStatus, reason: string): void {
    const { pipeline, plan, id, number, milestones, outcome, goneAtMs } = this;
    const row = resourceRowOf({
      pipeline,
      plan,
      id,
      number,
      status: outcome === undefined ? status : goneAtMs === undefined ? "SHUTTING_DOWN" : outcome.status,
      clusterStatus: this.cluster?.status,
      reason: outcome?.reason ?? reason,
      milestones,
      endedAtMs: goneAtMs,
      busyMs: this.runner?.busyMs ?? 0,
    });
    this.world.emit({ kind: "resource", row });
  }

  private get host(): Ec2Instance {
    return this.fleet.host;
  }

  private fleetOf(): Ec2Fleet {
    const { world, component, plan, id: resourceId, purpose } = this;
    return new Ec2Fleet({
      world,
      component,
      plan,
      resourceId,
      purpose,
      owner: this,
      isOnDemand: plan.onDemandOnLastAttempt === true && this.number > (plan.retry?.maximum ?? 0),
    });
  }

  /** What it does not start without is not to be had yet (5.1). */
  waits({ role }: InstanceGroupPlan, reason: string): void {
    if (role !== "task" && this.milestones.readyAtMs === undefined) this.onExplained(reason);
  }

  bought({ role }: InstanceGroupPlan): void {
    if (role === "task" || this.milestones.readyAtMs !== undefined) return;
    this.milestones.launchedAtMs = this.world.now;
    this.onExplained("its Spot instances are launched: the price fell to their bid (5.3)");
  }

  private launchInstances(): void {
    const { world, plan } = this;
    this.launched = true;
    if (world.now !== this.milestones.requestedAtMs) this.milestones.launchedAtMs = world.now;
    this.onLaunched();
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
    this.fleet.launch();
    const { terminateAfterMs, attemptTimeoutMs, initTimeoutMs } = plan;
    if (terminateAfterMs !== null) {
      const reason = "it lived longer than its terminateAfter (3.6)";
      this.timeout = this.breakAfter(terminateAfterMs, { status: "TIMEDOUT", reason });
    }
    if (attemptTimeoutMs !== undefined) {
      const reason = "the resource ran longer than its attemptTimeout (3.4)";
      this.attemptTimeout = this.breakAfter(attemptTimeoutMs, { status: "FAILED", reason });
    }
    if (initTimeoutMs !== undefined) {
      const reason = "it was not RUNNING within its initTimeout (3.6)";
      this.initTimeout = this.breakAfter(initTimeoutMs, { status: "FAILED", reason });
    }
  }

  private breakAfter(delayMs: number, outcome: ResourceOutcome): EventHandle {
    return this.world.simulation.after(delayMs, () => this.onBroken(outcome), TIMEOUT_PRIORITY, this);
  }

  /** A cluster that starts does without a task instance, and without nothing else; one that runs asks again (5.1, 5.3). */
  launchFailed(instance: Ec2Instance): void {
    const { group, id } = instance;
    if (this.milestones.readyAtMs !== undefined && instance.isReplacement) {
      this.fleet.replace(instance);
      return;
    }
    if (group.role === "task") return;
    this.onBroken({ status: "FAILED", reason: `the launch of its ${group.role} instance ${id} failed (3.6)` });
  }

  /** A few are replaced, too many end a cluster that starts; one that runs goes on without more of them (5.2). */
  bootstrapFailed(instance: Ec2Instance): void {
    const { role } = instance.group;
    if (role === "master") {
      this.onBroken({
        status: "FAILED",
        reason: `a bootstrap action failed on its master instance ${instance.id} (5.2)`,
      });
      return;
    }
    const most = this.plan.kind === "EmrCluster" ? (this.plan.bootstrapReplacements ?? 0) : 0;
    this.bootstrapFailureCount += 1;
    if (this.bootstrapFailureCount <= most) {
      this.replace(instance);
    } else if (this.milestones.readyAtMs === undefined) {
      const reason = `bootstrap actions failed on ${this.bootstrapFailureCount} of its instances, and it replaces ${most} (5.2)`;
      this.onBroken({ status: "FAILED", reason });
    }
  }

  /** A cluster lives without a core or task instance until another takes its place, and not without its master (5.3). */
  lost(instance: Ec2Instance): void {
    if (this.outcome !== undefined) return;
    const { group, loss } = instance;
    const what = `its ${group.role} instance ${instance.id} was lost: ${loss?.reason}`;
    if (this.fleet.isHost(instance)) {
      this.hostLost(withRule(what, "5.3"));
      return;
    }
    this.cluster?.lost(instance);
    const { readyAtMs } = instance;
    if (readyAtMs !== undefined) this.clusterLogs?.finished("node", instance.id, readyAtMs, instance.channel);
    this.clusterLogs?.lose(instance.channel, LOST_WITH_HOST);
    // what runs may have failed with it, and nothing needs the cluster any more
    if (this.outcome !== undefined) return;
    if (this.cluster?.isWithoutCore) {
      this.onBroken({ status: "FAILED", reason: withRule(`${what}, and no core instance is left`, "5.3") });
      return;
    }
    this.replace(instance);
  }

  /**
   * EMR says at once that a cluster has lost its master; of an EC2 instance the service learns when its Task Runner misses
   * a heartbeat (4.4, 5.3). Assumption: so it is also told apart from a Task Runner that died alone.
   */
  private hostLost(reason: string): void {
    const { world, host, runner } = this;
    this.cluster?.beginTermination(reason);
    const missedAtMs = runner?.loseHost() ?? world.now;
    if (runner !== undefined) host.addBusyTime(runner.busyMs);
    if (host.readyAtMs !== undefined) this.clusterLogs?.finished("node", host.id, host.readyAtMs, host.channel);
    this.clusterLogs?.lose(host.channel, LOST_WITH_HOST);
    const noticedAtMs = this.cluster === undefined ? missedAtMs : world.now;
    const fail = () => this.onBroken({ status: "FAILED", reason });
    if (noticedAtMs === world.now) fail();
    else this.notice = world.simulation.at(noticedAtMs, fail, 0, this);
  }

  private replace(instance: Ec2Instance): void {
    // nobody waits for one that comes while applications are installed
    const isAwaited = instance.group.role !== "task" && this.milestones.bootstrappedAtMs === undefined;
    if (isAwaited) delete this.milestones.bootedAtMs;
    this.fleet.replace(instance);
  }

  booted({ group }: Ec2Instance): void {
    this.cluster?.booted();
    if (this.milestones.bootstrappedAtMs !== undefined) return;
    if (group.role !== "task" && this.fleet.isBooted) this.milestones.bootedAtMs = this.world.now;
  }

  through(instance: Ec2Instance): void {
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
    if (this.initTimeout !== undefined) world.simulation.cancel(this.initTimeout);
    this.onReady();
    const writer = { id: this.id, component: this.component, pipelineId: world.idIfNamed(this.pipeline) };
    if (plan.kind === "EmrCluster") this.clusterLogs = new ClusterLogs(world, writer, clusterLogPlace(plan), world.now);
    this.runner = new ManagedRunner({
      world,
      plan,
      pipelineId: world.idIfNamed(this.pipeline),
      host: this,
      channel: this.host.channel,
      queue: this.queue,
      checkQueue: this.checkQueue,
      purpose: this.purpose,
      onStart: () => {
        this.milestones.firstPollAtMs ??= world.now;
      },
    });
    this.runner.install();
  }

  private finishNodeLogs(): void {
    for (const { id, readyAtMs, channel } of this.fleet.members) {
      if (readyAtMs !== undefined) this.clusterLogs?.finished("node", id, readyAtMs, channel);
    }
  }

  private shutDown(): void {
    const { world, plan } = this;
    this.milestones.stoppedAtMs = world.now;
    this.fleet.shutDown("its logs are published (6.1)");
    const terminationMs = world.draw(plan.termination, `termination/${this.purpose}`);
    world.simulation.after(terminationMs, () => this.finish(), 0, this);
  }

  private finish(): void {
    this.goneAtMs = this.world.now;
    this.fleet.terminate();
    this.cluster?.finishTermination(this.outcome?.status !== "FINISHED");
    this.onGone(this);
  }
}
