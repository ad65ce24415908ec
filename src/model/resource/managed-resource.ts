import type { InstantMs } from "../../base/instant.ts";
import { LifeCycle } from "../life-cycle.ts";
import type { ActivityInstance } from "../pipeline/activity-instance.ts";
import type { Occasion } from "../pipeline/instance-source.ts";
import { TaskQueue } from "../pipeline/task-queue.ts";
import type { PipelinePlan, ResourcePlan } from "../plan.ts";
import { RESOURCE_INSTANCE_MOVES, type ResourceInstanceStatus } from "../status.ts";
import type { World } from "../world.ts";
import { countInstances, groupsOf } from "./instance-groups.ts";
import { ResourceAttempt, type ResourceOutcome } from "./resource-attempt.ts";
import { instanceRowOf } from "./resource-rows.ts";

/**
 * One instance of an EmrCluster or Ec2Resource: it waits until an activity that runs on it is ready (2.3), is launched,
 * and ends when nothing needs it any more or at terminateAfter (5.5).
 */
export class ManagedResource {
  private readonly world: World;
  private readonly pipeline: PipelinePlan;
  private readonly plan: ResourcePlan;
  private readonly occasion: Occasion;
  private readonly queue: TaskQueue;
  private readonly onEnd: (resource: ManagedResource) => void;
  private readonly lifeCycle: LifeCycle<ResourceInstanceStatus>;
  private readonly createdAtMs: InstantMs;
  private readonly activities = new Set<ActivityInstance>();
  private outstanding: number;
  private attempt: ResourceAttempt | undefined;
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
    const owner = { pipelineId: this.pipeline.id, componentId: this.plan.id };
    this.lifeCycle = new LifeCycle(world, "instance", id, RESOURCE_INSTANCE_MOVES, initial, reason, owner);
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

  toString(): string {
    return this.id;
  }

  /** An activity instance belongs to it: it is cancelled if the resource fails (3.5). */
  attach(instance: ActivityInstance): void {
    this.activities.add(instance);
  }

  /** An activity instance is ready to run: the first one launches the resource (2.3). */
  enqueue(instance: ActivityInstance): void {
    if (this.lifeCycle.status === "WAITING_ON_DEPENDENCIES") this.launch(`${instance.id} is ready to run on it (2.3)`);
    this.queue.add(instance);
  }

  /** One of its activity instances is over; after the last one nothing needs the resource any more (5.5). */
  activityEnded(instance: ActivityInstance): void {
    this.activities.delete(instance);
    this.outstanding -= 1;
    if (this.outstanding > 0 || this.isOver) return;
    if (!this.isLaunched) {
      this.endUnlaunched("all of its activities ended while it waited: it was never launched (3.5)");
    } else if (this.lifeCycle.status !== "SHUTTING_DOWN") {
      this.end({ status: "FINISHED", reason: "no more activity instance needs it (5.5)" });
    }
  }

  /** No activity runs on it in its interval. */
  endUnused(): void {
    this.endUnlaunched("no activity runs on it: it is never launched (2.3)");
  }

  /** The simulation stops here: everything that has not ended is recorded as it is. */
  tell(): void {
    if (this.isOver) return;
    this.attempt?.tellUnfinished();
    this.tellAll();
  }

  private get isLaunched(): boolean {
    return this.attempt?.isLaunched ?? false;
  }

  private launch(reason: string): void {
    const { world, pipeline, plan, id, queue } = this;
    this.requestedAtMs = world.now;
    this.lifeCycle.moveTo("CREATING", reason);
    const timedOut = { status: "TIMEDOUT", reason: "it lived longer than its terminateAfter (3.6)" } as const;
    this.attempt = new ResourceAttempt({
      world,
      pipeline,
      plan,
      id,
      queue,
      onLaunched: () => this.lifeCycle.explain(reason),
      onReady: () => this.becomeReady(),
      onLivedTooLong: () => this.end(timedOut),
      onGone: (attempt) => this.gone(attempt),
    });
    this.attempt.launch();
    if (this.isLaunched) return;
    const limit = world.plan.limits.ec2Instances;
    const count = countInstances(groupsOf(plan), "all");
    this.lifeCycle.explain(
      `waits until the account's limit on EC2 instances (${limit}) leaves room for ${count} (2.5)`,
    );
  }

  private becomeReady(): void {
    this.readyAtMs = this.world.now;
    this.lifeCycle.moveTo("RUNNING", "its instances are ready (5.1)");
  }

  private end(outcome: ResourceOutcome): void {
    const { reason } = outcome;
    this.outcome = outcome;
    this.lifeCycle.moveTo("SHUTTING_DOWN", reason);
    this.attempt?.stopWork(reason);
    this.queue.clear();
    for (const instance of [...this.activities])
      this.cancel(instance, `its resource ${this.id} was stopped: ${reason} (3.5)`);
    this.attempt?.terminate(outcome);
  }

  private endUnlaunched(reason: string): void {
    this.attempt?.withdraw(reason);
    this.lifeCycle.moveTo("FINISHED", reason);
    this.finish();
  }

  private cancel(instance: ActivityInstance, reason: string): void {
    if (!instance.isOver) instance.end("CANCELED", reason);
  }

  private gone(attempt: ResourceAttempt): void {
    if (this.outcome !== undefined) this.lifeCycle.moveTo(this.outcome.status, this.outcome.reason);
    attempt.releaseQuota();
    this.finish();
  }

  private finish(): void {
    this.tellAll();
    this.onEnd(this);
  }

  private tellAll(): void {
    const { pipeline, plan, id, occasion, createdAtMs, requestedAtMs, readyAtMs } = this;
    const { status, reason } = this.lifeCycle;
    const endedAtMs = this.isOver ? this.world.now : undefined;
    const attempts = this.isLaunched ? 1 : 0;
    const state = { pipeline, plan, id, status, reason, occasion, createdAtMs, requestedAtMs, readyAtMs };
    this.world.emit({ kind: "instance", row: instanceRowOf({ ...state, endedAtMs, attempts }) });
    this.attempt?.tell(status, reason);
  }
}
