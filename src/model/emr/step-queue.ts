import { LifeCycle } from "../life-cycle.ts";
import type { WorkItemPlan } from "../plan.ts";
import type { ComponentRef } from "../records.ts";
import type { RunningWork } from "../runner/running-work.ts";
import { STEP_MOVES, type StepStatus } from "../status.ts";
import type { World } from "../world.ts";
import type { HadoopScheduler } from "./hadoop-scheduler.ts";

/** The steps that one attempt adds to a cluster, in order, and whom to tell. */
export interface StepBatch {
  readonly attemptId: string;
  readonly activity: ComponentRef;
  readonly items: readonly StepItem[];
  stepStarted(index: number): void;
  stepCompleted(index: number): void;
  /** The batch is to be cancelled then; `why` where it failed of no fault of its own. */
  stepFailed(index: number, why?: string): void;
}

/** One step of a batch. */
export interface StepItem {
  readonly plan: WorkItemPlan;
  readonly amount: number;
  /** Of its random streams. */
  readonly purpose: string;
  /** It fails when its work, which is then only the part before, is done (3.3). */
  readonly fails: boolean;
}

interface Step {
  readonly batch: StepBatch;
  readonly index: number;
  readonly lifeCycle: LifeCycle<StepStatus>;
  readonly submittedAtMs: number;
  startedAtMs?: number;
  work?: RunningWork;
}

/**
 * A cluster's step queue: steps run in the order in which they were added, at most `concurrency` at a time, those of
 * one attempt always one after another (4.6).
 */
export class StepQueue {
  private readonly world: World;
  private readonly component: ComponentRef;
  private readonly resourceId: string;
  private readonly pipelineId: string | undefined;
  private readonly concurrency: number;
  private readonly scheduler: HadoopScheduler;
  /** The number of running steps has changed. */
  private readonly onLoadChange: () => void;
  private readonly onStepEnd: (stepId: string, startedAtMs: number) => void;
  private steps: Step[] = [];
  private stepCount = 0;
  private isStopped = false;

  constructor(options: {
    readonly world: World;
    readonly component: ComponentRef;
    readonly resourceId: string;
    /** Undefined: there is one pipeline. */
    readonly pipelineId: string | undefined;
    readonly concurrency: number;
    /** Shares the cluster among the steps that run side by side. */
    readonly scheduler: HadoopScheduler;
    readonly onLoadChange: () => void;
    /** A step that ran has ended, whichever way: its log is complete. */
    readonly onStepEnd: (stepId: string, startedAtMs: number) => void;
  }) {
    this.world = options.world;
    this.component = options.component;
    this.resourceId = options.resourceId;
    this.pipelineId = options.pipelineId;
    this.concurrency = options.concurrency;
    this.scheduler = options.scheduler;
    this.onLoadChange = options.onLoadChange;
    this.onStepEnd = options.onStepEnd;
  }

  get runningCount(): number {
    return this.steps.filter((step) => step.lifeCycle.status === "RUNNING").length;
  }

  submit(batch: StepBatch): void {
    for (const index of batch.items.keys()) {
      this.stepCount += 1;
      const id = `${this.resourceId}_Step=${this.stepCount}`;
      const reason = "added to the cluster (4.6)";
      const lifeCycle = new LifeCycle(this.world, "step", id, STEP_MOVES, "PENDING", reason, this.component);
      this.steps.push({ batch, index, lifeCycle, submittedAtMs: this.world.now });
    }
    this.startNext();
  }

  /** The attempt is over: its steps that have not completed are cancelled (4.6). */
  cancel(batch: StepBatch, reason: string): void {
    const mine = this.steps.filter((step) => step.batch === batch);
    this.steps = this.steps.filter((step) => step.batch !== batch);
    for (const step of mine) {
      step.work?.cancel();
      this.close(step, "CANCELLED", reason);
    }
    this.onLoadChange();
    this.startNext();
  }

  /** The cluster terminates: no step begins any more. */
  stop(): void {
    this.isStopped = true;
  }

  /** The simulation stops here: what has not ended is recorded as it is. */
  tell(): void {
    for (const step of this.steps) this.tellStep(step);
  }

  private startNext(): void {
    while (!this.isStopped && this.runningCount < this.concurrency) {
      const next = this.steps.find((step) => step.lifeCycle.status === "PENDING" && this.isFirstOfItsBatch(step));
      if (next === undefined) break;
      this.start(next);
    }
    this.onLoadChange();
  }

  private isFirstOfItsBatch(step: Step): boolean {
    return this.steps.find((other) => other.batch === step.batch) === step;
  }

  private start(step: Step): void {
    const item = step.batch.items[step.index];
    if (item === undefined) return;
    step.startedAtMs = this.world.now;
    step.lifeCycle.moveTo("RUNNING", "first in the cluster's step queue (4.6)");
    step.batch.stepStarted(step.index);
    const { plan, amount, purpose, fails } = item;
    const onEnd = (hasFailed: boolean, why?: string) => this.complete(step, fails || hasFailed, why);
    const { lifeCycle: owner } = step;
    const whose = { workId: owner.id, activity: step.batch.activity };
    step.work = this.scheduler.start({ item: plan, amount, purpose, ...whose, owner, onEnd });
  }

  private complete(step: Step, hasFailed: boolean, why?: string): void {
    this.steps = this.steps.filter((other) => other !== step);
    if (hasFailed) {
      this.close(step, "FAILED", why ?? "it failed; the steps of its attempt behind it are cancelled (4.6)");
      step.batch.stepFailed(step.index, why);
    } else {
      this.close(step, "COMPLETED", "its work is done (4.6)");
      step.batch.stepCompleted(step.index);
    }
    this.startNext();
  }

  private close(step: Step, status: "COMPLETED" | "FAILED" | "CANCELLED", reason: string): void {
    step.lifeCycle.moveTo(status, reason);
    if (step.startedAtMs !== undefined) this.onStepEnd(step.lifeCycle.id, step.startedAtMs);
    this.tellStep(step);
  }

  private tellStep(step: Step): void {
    this.world.emit({
      kind: "step",
      row: {
        ...(this.pipelineId === undefined ? {} : { pipelineId: this.pipelineId }),
        stepId: step.lifeCycle.id,
        attemptId: step.batch.attemptId,
        resourceId: this.resourceId,
        label: step.batch.items[step.index]?.plan.label ?? "",
        status: step.lifeCycle.status,
        submittedAtMs: step.submittedAtMs,
        ...(step.startedAtMs === undefined ? {} : { startedAtMs: step.startedAtMs }),
        ...step.work?.phases?.(),
        endedAtMs: this.world.now,
      },
    });
  }
}
