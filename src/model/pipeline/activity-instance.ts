import type { InstantMs } from "../../base/instant.ts";
import type { EventHandle } from "../../engine/simulation.ts";
import { LifeCycle } from "../life-cycle.ts";
import type { ActivityPlan, PipelinePlan } from "../plan.ts";
import type { AttemptRow, ComponentRef, InstanceRow, Written } from "../records.ts";
import type { ManagedResource } from "../resource/managed-resource.ts";
import { ACTIVITY_INSTANCE_MOVES, type ActivityInstanceStatus } from "../status.ts";
import { withRule } from "../with-rule.ts";
import type { World } from "../world.ts";
import { type AttemptDraw, drawAttempt } from "./attempt-draw.ts";
import type { Execution } from "./executions.ts";
import type { Occasion } from "./instance-source.ts";
import { LateWatch } from "./late-watch.ts";

/** What an instance knows of its running attempt. */
interface RunningAttempt {
  /** The service wants no more of it; the runner hears of it with the answer to its next progress report (4.4). */
  recall(reason: string): void;
}

/** One instance of an activity: from its creation to its end, whatever the end is (2.1). */
export class ActivityInstance {
  readonly pipeline: PipelinePlan;
  readonly plan: ActivityPlan;
  readonly id: string;
  readonly component: ComponentRef;
  readonly occasion: Occasion;
  readonly execution: Execution;
  /** The managed resource that it runs on, once that is there. */
  resource: ManagedResource | undefined;
  unmetCount = 0;
  readonly createdAtMs: InstantMs;
  private readonly world: World;
  private readonly lifeCycle: LifeCycle<ActivityInstanceStatus>;
  private readonly onRetry: (instance: ActivityInstance) => void;
  private readonly onEnd: (instance: ActivityInstance) => void;
  private readonly late: LateWatch;
  private drawn: AttemptDraw;
  private attempt: RunningAttempt | undefined;
  private retry: EventHandle | undefined;
  private readyAtMs: InstantMs | undefined;
  private startedAtMs: InstantMs | undefined;
  private endedAtMs: InstantMs | undefined;
  private attempts = 0;
  private readonly attemptRows: AttemptRow[] = [];
  private told = false;

  constructor(options: {
    readonly world: World;
    readonly plan: ActivityPlan;
    readonly pipeline: PipelinePlan;
    readonly id: string;
    readonly occasion: Occasion;
    readonly execution: Execution;
    /** It is to be queued for its runner again (3.3). */
    readonly onRetry: (instance: ActivityInstance) => void;
    readonly onEnd: (instance: ActivityInstance) => void;
  }) {
    this.world = options.world;
    this.plan = options.plan;
    this.pipeline = options.pipeline;
    this.id = options.id;
    this.component = { pipelineId: this.pipeline.id, componentId: this.plan.id };
    this.occasion = options.occasion;
    this.execution = options.execution;
    this.onRetry = options.onRetry;
    this.onEnd = options.onEnd;
    this.createdAtMs = options.world.now;
    this.drawn = drawAttempt(this.world, this.pipeline, this.plan, this.occasion, "first");
    const reason = "its interval is due and the limits allow it (2.2, 2.4)";
    const { world, id } = this;
    this.lifeCycle = new LifeCycle(world, "instance", id, ACTIVITY_INSTANCE_MOVES, "SCHEDULED", reason, this.component);
    this.late = new LateWatch(this.world, this.plan, this.occasion, (why) => this.terminate(why), this);
  }

  get status(): ActivityInstanceStatus {
    return this.lifeCycle.status;
  }

  get isOver(): boolean {
    return this.lifeCycle.isOver;
  }

  get reason(): string {
    return this.lifeCycle.reason;
  }

  /** What chance has decided about the present attempt; the first one's is drawn at creation so that what-ifs share it. */
  get draw(): AttemptDraw {
    return this.drawn;
  }

  waitOnDependencies(reason: string): void {
    if (this.status === "SCHEDULED") this.lifeCycle.moveTo("WAITING_ON_DEPENDENCIES", reason);
    else this.lifeCycle.explain(reason);
  }

  /** Says why it goes on waiting; its status stays. */
  explain(reason: string): void {
    this.lifeCycle.explain(reason);
  }

  waitForRunner(reason: string): void {
    this.readyAtMs ??= this.world.now;
    if (this.status === "WAITING_FOR_RUNNER") this.lifeCycle.explain(reason);
    else this.lifeCycle.moveTo("WAITING_FOR_RUNNER", reason);
  }

  /** A Task Runner has taken its task; answers the attempt's number, which counts from 1 (2.1). */
  beginAttempt(runnerId: string, attempt: RunningAttempt): number {
    this.startedAtMs ??= this.world.now;
    this.attempt = attempt;
    this.attempts += 1;
    if (this.attempts > 1) this.drawn = drawAttempt(this.world, this.pipeline, this.plan, this.occasion, "retry");
    this.lifeCycle.moveTo("RUNNING", `attempt ${this.attempts} runs on ${runnerId} (4.3)`);
    return this.attempts;
  }

  /** Its attempt did not do its work: it is tried again on the same resource while retries are left (3.3). */
  attemptFailed(reason: string): void {
    this.attempt = undefined;
    const { maximum, delayMs } = this.plan.retry ?? { maximum: 0, delayMs: 0 };
    const failed = `attempt ${this.attempts} of ${maximum + 1} failed: ${reason}`;
    if (this.attempts > maximum) {
      this.end("FAILED", withRule(failed, "3.3"));
      return;
    }
    this.lifeCycle.moveTo("WAITING_FOR_RUNNER", `${failed}; tried again after its retryDelay (3.3)`);
    this.retry = this.world.simulation.after(delayMs, () => this.onRetry(this), 0, this);
  }

  end(status: "FINISHED" | "FAILED" | "CANCELED" | "CASCADE_FAILED", reason: string): void {
    if (this.retry !== undefined) this.world.simulation.cancel(this.retry);
    this.late.cancel();
    this.endedAtMs = this.world.now;
    this.lifeCycle.moveTo(status, reason);
    this.tell();
    this.onEnd(this);
  }

  /** Its record, once: when it is over, or when the run stops before. */
  tell(): void {
    if (this.told) return;
    this.told = true;
    const { plan, occasion } = this;
    const row: Written<InstanceRow> = {
      pipelineId: this.pipeline.id,
      componentId: plan.id,
      type: plan.type,
      instanceId: this.id,
      status: this.status,
      reason: this.reason,
      attempts: this.attempts,
      scheduledStartAtMs: occasion.startMs,
      scheduledEndAtMs: occasion.endMs,
      dueAtMs: occasion.dueMs,
      createdAtMs: this.createdAtMs,
    };
    if (plan.retry !== undefined) row.triesLeft = Math.max(0, plan.retry.maximum + 1 - this.attempts);
    if (this.readyAtMs !== undefined) row.readyAtMs = this.readyAtMs;
    if (this.startedAtMs !== undefined) row.startedAtMs = this.startedAtMs;
    if (this.late.lateAtMs !== undefined) row.lateAtMs = this.late.lateAtMs;
    if (this.endedAtMs !== undefined) row.endedAtMs = this.endedAtMs;
    const attempts = this.attemptRows;
    this.execution.histories.push({ instance: row, attempts });
    this.world.emit({ kind: "instance", row, attempts });
  }

  /** One of its attempts is recorded. */
  attemptTold(row: AttemptRow): void {
    this.attemptRows.push(row);
  }

  toString(): string {
    return this.id;
  }

  private terminate(reason: string): void {
    if (this.attempt === undefined) this.end("CANCELED", reason);
    else this.attempt.recall(reason);
  }
}
