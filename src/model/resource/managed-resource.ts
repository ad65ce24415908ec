import type { InstantMs } from "../../base/instant.ts";
import type { EventHandle } from "../../engine/simulation.ts";
import { LifeCycle } from "../life-cycle.ts";
import type { ActivityInstance } from "../pipeline/activity-instance.ts";
import type { Occasion } from "../pipeline/instance-source.ts";
import { LateWatch } from "../pipeline/late-watch.ts";
import type { PreconditionInstance } from "../pipeline/precondition-instance.ts";
import { TaskQueue } from "../pipeline/task-queue.ts";
import type { PipelinePlan, ResourcePlan } from "../plan.ts";
import { RESOURCE_INSTANCE_MOVES, type ResourceInstanceStatus } from "../status.ts";
import { withRule } from "../with-rule.ts";
import type { World } from "../world.ts";
import { countInstances, groupsOf } from "./instance-groups.ts";
import { ResourceAttempt, type ResourceOutcome } from "./resource-attempt.ts";
import { instanceRowOf } from "./resource-rows.ts";

/**
 * One instance of an EmrCluster or Ec2Resource: it waits until an activity that runs on it is ready (2.3), is launched,
 * again where an attempt failed (3.6), and ends when nothing needs it any more or at terminateAfter (5.5).
 */
export class ManagedResource {
  private readonly world: World;
  private readonly pipeline: PipelinePlan;
  private readonly plan: ResourcePlan;
  private readonly occasion: Occasion;
  private readonly queue: TaskQueue;
  /** Of preconditions that its Task Runner checks (3.2); undefined where the plan has none for it. */
  private readonly checkQueue: TaskQueue<PreconditionInstance> | undefined;
  private readonly onEnd: (resource: ManagedResource) => void;
  private readonly lifeCycle: LifeCycle<ResourceInstanceStatus>;
  private readonly late: LateWatch;
  private readonly createdAtMs: InstantMs;
  private readonly tenants = new Set<ActivityInstance | PreconditionInstance>();
  private outstanding: number;
  /** The one that activities run on, or wait for; undefined between two. */
  private attempt: ResourceAttempt | undefined;
  private attemptCount = 0;
  /** The attempts that are not gone yet: those that failed terminate while the next one boots. */
  private readonly attempts = new Set<ResourceAttempt>();
  private retry: EventHandle | undefined;
  /** Its retryDelay is over, and nobody is ready to run on it. */
  private isRetryDue = false;
  private launchedAtMs: InstantMs | undefined;
  private requestedAtMs: InstantMs | undefined;
  private readyAtMs: InstantMs | undefined;
  private outcome: ResourceOutcome | undefined;

  constructor(options: {
    readonly world: World;
    readonly pipeline: PipelinePlan;
    readonly plan: ResourcePlan;
    readonly id: string;
    readonly occasion: Occasion;
    /** How many activity instances fall into its interval (2.3). */
    readonly outstanding: number;
    /** Its Task Runner has preconditions to check (3.2). */
    readonly hasChecks: boolean;
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
    this.checkQueue = options.hasChecks ? new TaskQueue(this.world) : undefined;
    const reason = "launched only when an activity that runs on it is ready (2.3)";
    const initial = "WAITING_ON_DEPENDENCIES";
    const { world, id } = options;
    const owner = { pipelineId: this.pipeline.id, componentId: this.plan.id };
    this.lifeCycle = new LifeCycle(world, "instance", id, RESOURCE_INSTANCE_MOVES, initial, reason, owner);
    this.late = new LateWatch(world, this.plan, this.occasion, (why) => this.terminateLate(why), this);
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
    return [...this.attempts].some((attempt) => attempt.isBilled);
  }

  toString(): string {
    return this.id;
  }

  /** An activity instance belongs to it: it is cancelled if the resource fails (3.5). */
  attach(instance: ActivityInstance): void {
    this.tenants.add(instance);
  }

  /** A precondition is to be checked on it, and needs it until that is over (3.2). */
  attachCheck(precondition: PreconditionInstance): void {
    this.tenants.add(precondition);
    this.outstanding += 1;
  }

  /** An activity instance is ready to run: the first one launches the resource (2.3). */
  enqueue(instance: ActivityInstance): void {
    this.launchFor(instance);
    this.queue.add(instance);
  }

  /** A precondition is ready to be checked, which launches the resource as well (3.2). */
  enqueueCheck(precondition: PreconditionInstance): void {
    this.launchFor(precondition);
    this.checkQueue?.add(precondition);
  }

  /** One of its activity instances is over; after the last one nothing needs the resource any more (5.5). */
  activityEnded(instance: ActivityInstance): void {
    this.leave(instance);
    if (instance.status === "FAILED" && this.outstanding > 0) this.taskFailed();
  }

  /** A precondition that was to be checked on it is over. */
  checkEnded(precondition: PreconditionInstance): void {
    this.leave(precondition);
  }

  /** No activity runs on it in its interval; a precondition that waited for it may need it all the same (3.2). */
  endUnused(): void {
    if (this.isOver || this.outstanding > 0) return;
    this.endUnlaunched({ status: "FINISHED", reason: "no activity runs on it: it is never launched (2.3)" });
  }

  /** The simulation stops here: everything that has not ended is recorded as it is. */
  tell(): void {
    if (this.isOver) return;
    for (const attempt of this.attempts) attempt.tellUnfinished();
    this.tellInstance();
    for (const attempt of this.attempts) this.tellAttempt(attempt);
  }

  private launchFor(tenant: ActivityInstance | PreconditionInstance): void {
    const reason = `${tenant.id} is ready to run on it (2.3)`;
    if (this.lifeCycle.status === "WAITING_ON_DEPENDENCIES") this.lifeCycle.moveTo("CREATING", reason);
    else if (this.isRetryDue) this.lifeCycle.explain(reason);
    else return;
    this.isRetryDue = false;
    this.launch();
  }

  /** As the first attempt, so the next ones: launched only when somebody is ready to run on it (2.3). */
  private retryWhenNeeded(): void {
    this.isRetryDue = this.queue.isEmpty && (this.checkQueue?.isEmpty ?? true);
    if (this.isRetryDue) this.lifeCycle.explain("launched again only when an activity that runs on it is ready (2.3)");
    else this.launch();
  }

  private leave(tenant: ActivityInstance | PreconditionInstance): void {
    this.tenants.delete(tenant);
    this.outstanding -= 1;
    if (this.isOver || this.outcome !== undefined || this.outstanding > 0) return;
    if (this.attempt?.isLaunched) {
      this.end({ status: "FINISHED", reason: "no more activity instance needs it (5.5)" });
    } else {
      const what = this.launchedAtMs === undefined ? ": it was never launched" : " for another attempt";
      this.endUnlaunched({ status: "FINISHED", reason: `all of its activities ended while it waited${what} (3.5)` });
    }
  }

  private launch(): void {
    const { world, plan } = this;
    const { reason } = this.lifeCycle;
    this.requestedAtMs ??= world.now;
    const attempt = this.nextAttempt(() => {
      this.launchedAtMs ??= world.now;
      this.attemptCount += 1;
      this.lifeCycle.explain(reason);
    });
    this.attempt = attempt;
    this.attempts.add(attempt);
    attempt.launch();
    if (attempt.isLaunched) return;
    const limit = world.plan.limits.ec2Instances;
    const count = countInstances(groupsOf(plan), "all");
    this.lifeCycle.explain(
      `waits until the account's limit on EC2 instances (${limit}) leaves room for ${count} (2.5)`,
    );
  }

  private nextAttempt(onLaunched: () => void): ResourceAttempt {
    const { world, pipeline, plan, id: instanceId, queue, checkQueue } = this;
    return new ResourceAttempt({
      world,
      pipeline,
      plan,
      number: this.attemptCount + 1,
      instanceId,
      queue,
      checkQueue,
      onLaunched,
      onExplained: (reason) => this.lifeCycle.explain(reason),
      onReady: () => this.becomeReady(),
      onBroken: (outcome) => (outcome.status === "FAILED" ? this.attemptFailed(outcome) : this.end(outcome)),
      onGone: (attempt) => this.gone(attempt),
    });
  }

  private becomeReady(): void {
    this.readyAtMs ??= this.world.now;
    this.lifeCycle.moveTo("RUNNING", "its instances are ready (5.1)");
  }

  /** Its activities wait for the next attempt while there is one (3.6). */
  private attemptFailed(outcome: ResourceOutcome): void {
    const { maximum, delayMs, timeoutMs = Number.POSITIVE_INFINITY } = this.plan.retry ?? { maximum: 0, delayMs: 0 };
    const failed = `attempt ${this.attemptCount} of ${maximum + 1} failed: ${outcome.reason}`;
    const isInTime = this.world.now + delayMs <= (this.launchedAtMs ?? this.world.now) + timeoutMs;
    if (this.attemptCount > maximum || !isInTime) {
      const why = this.attemptCount > maximum ? "" : "; another would come after its retryTimeout";
      this.end({ status: "FAILED", reason: withRule(`${failed}${why}`, "3.6") }, outcome);
      return;
    }
    const { attempt: broken } = this;
    const reason = `${failed}; tried again after its retryDelay (3.6)`;
    this.attempt = undefined;
    if (this.lifeCycle.status === "RUNNING") this.lifeCycle.moveTo("CREATING", reason);
    else this.lifeCycle.explain(reason);
    broken?.stopWork(outcome.reason, "FAILED");
    broken?.terminate(outcome);
    // what failed with it may have been the last that needed it
    if (this.outcome !== undefined) return;
    this.retry = this.world.simulation.after(delayMs, () => this.retryWhenNeeded(), 0, this);
  }

  private taskFailed(): void {
    if (this.plan.actionOnTaskFailure !== "terminate" || this.lifeCycle.status !== "RUNNING") return;
    const reason = "an activity on it is FAILED, and actionOnTaskFailure is terminate (3.6)";
    this.end({ status: "FINISHED", reason });
  }

  private end(outcome: ResourceOutcome, ofAttempt = outcome): void {
    const { reason } = outcome;
    this.outcome = outcome;
    this.late.cancel();
    this.lifeCycle.moveTo("SHUTTING_DOWN", reason);
    this.attempt?.stopWork(reason);
    this.cancelTenants(reason);
    this.attempt?.terminate(ofAttempt);
  }

  /** Attempts that failed before may still be terminating: it ends with the last of them. */
  private endUnlaunched(outcome: ResourceOutcome): void {
    if (this.retry !== undefined) this.world.simulation.cancel(this.retry);
    this.outcome = outcome;
    this.late.cancel();
    const withdrawn = this.attempt;
    withdrawn?.withdraw(outcome);
    if (withdrawn !== undefined) this.attempts.delete(withdrawn);
    const isLast = this.attempts.size === 0;
    this.lifeCycle.moveTo(isLast ? outcome.status : "SHUTTING_DOWN", outcome.reason);
    this.cancelTenants(outcome.reason);
    this.conclude(withdrawn, isLast);
  }

  /** Its `onLateAction` is Terminate (3.4). */
  private terminateLate(reason: string): void {
    const outcome: ResourceOutcome = { status: "CANCELED", reason };
    if (this.attempt?.isLaunched) this.end(outcome);
    else this.endUnlaunched(outcome);
  }

  private cancelTenants(reason: string): void {
    this.queue.clear();
    this.checkQueue?.clear();
    if (this.tenants.size === 0) return;
    const why = withRule(`its resource ${this.id} was stopped: ${reason}`, "3.5");
    for (const instance of [...this.tenants]) if (!instance.isOver) instance.end("CANCELED", why);
  }

  private gone(attempt: ResourceAttempt): void {
    this.attempts.delete(attempt);
    const { outcome } = this;
    const isLast = outcome !== undefined && this.attempts.size === 0;
    if (isLast) this.lifeCycle.moveTo(outcome.status, outcome.reason);
    attempt.releaseQuota();
    this.conclude(attempt, isLast);
  }

  private conclude(attempt: ResourceAttempt | undefined, isLast: boolean): void {
    if (isLast) this.tellInstance();
    if (attempt !== undefined) this.tellAttempt(attempt);
    if (isLast) this.onEnd(this);
  }

  private tellAttempt(attempt: ResourceAttempt): void {
    attempt.tell(this.lifeCycle.status, this.lifeCycle.reason);
  }

  private tellInstance(): void {
    const row = instanceRowOf({
      pipeline: this.pipeline,
      plan: this.plan,
      id: this.id,
      status: this.lifeCycle.status,
      reason: this.lifeCycle.reason,
      occasion: this.occasion,
      createdAtMs: this.createdAtMs,
      requestedAtMs: this.requestedAtMs,
      readyAtMs: this.readyAtMs,
      lateAtMs: this.late.lateAtMs,
      endedAtMs: this.isOver ? this.world.now : undefined,
      attempts: this.attemptCount,
    });
    this.world.emit({ kind: "instance", row });
  }
}
