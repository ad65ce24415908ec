import type { EventHandle } from "../../engine/simulation.ts";
import type { DynamicAllocationPlan, ExecutorAllocationPlan } from "../spark-plan.ts";
import type { World } from "../world.ts";

/** Tasks of an application. */
export interface TaskDemand {
  readonly waiting: number;
  readonly running: number;
}

/**
 * How many executors an application wants: always as many, or as Spark's dynamic allocation has it: no more than its
 * tasks need; while tasks wait 1 more after a second, then 2, 4, 8 a second later each.
 * Source: Spark 2.4, ExecutorAllocationManager.
 */
export class ExecutorTarget {
  private readonly world: World;
  private readonly plan: ExecutorAllocationPlan;
  private readonly cores: number;
  private readonly owner: object;
  private readonly onRaise: () => void;
  private current: number;
  private step = 1;
  private ramp: EventHandle | undefined;
  private demand: TaskDemand = { waiting: 0, running: 0 };
  private aliveCount = 0;
  private hasBegun = false;

  constructor(options: {
    readonly world: World;
    readonly plan: ExecutorAllocationPlan;
    /** Of one executor. */
    readonly cores: number;
    readonly owner: object;
    readonly onRaise: () => void;
  }) {
    this.world = options.world;
    this.plan = options.plan;
    this.cores = options.cores;
    this.owner = options.owner;
    this.onRaise = options.onRaise;
    this.current = this.initial;
  }

  /** What it asks for before it has any task. */
  get initial(): number {
    const { plan } = this;
    return plan.kind === "static" ? plan.count : Math.max(plan.min, plan.initial);
  }

  get count(): number {
    return this.current;
  }

  /** The number of tasks, or of executors, has changed. */
  update(demand: TaskDemand, aliveCount: number): void {
    const { plan } = this;
    this.demand = demand;
    this.aliveCount = aliveCount;
    // what it begins with is kept until there are tasks
    this.hasBegun ||= demand.waiting > 0;
    if (plan.kind === "static" || !this.hasBegun) return;
    if (this.needed < this.current) {
      this.current = Math.max(this.needed, plan.min);
      this.step = 1;
    }
    if (demand.waiting === 0) this.stop();
    else if (this.ramp === undefined && this.current < this.ceiling(plan)) this.rampAfter(plan.backlogMs);
  }

  stop(): void {
    if (this.ramp !== undefined) this.world.simulation.cancel(this.ramp);
    this.ramp = undefined;
    this.step = 1;
  }

  private get needed(): number {
    return Math.ceil((this.demand.waiting + this.demand.running) / this.cores);
  }

  private ceiling({ max = Number.POSITIVE_INFINITY }: DynamicAllocationPlan): number {
    return Math.min(this.needed, max);
  }

  private rampAfter(delayMs: number): void {
    this.ramp = this.world.simulation.after(delayMs, () => this.raise(), 0, this.owner);
  }

  private raise(): void {
    const { plan } = this;
    this.ramp = undefined;
    if (plan.kind === "static") return;
    const before = this.current;
    // what is there already need not be asked for step by step
    const from = Math.max(before, this.aliveCount);
    this.current = Math.max(before, Math.min(from + this.step, this.ceiling(plan)));
    this.step = this.current - from === this.step ? 2 * this.step : 1;
    if (this.current < this.ceiling(plan)) this.rampAfter(plan.sustainedBacklogMs);
    if (this.current > before) this.onRaise();
  }
}
