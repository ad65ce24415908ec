import type { SpeculationPlan } from "../spark-plan.ts";
import type { World } from "../world.ts";
import type { SparkTask } from "./spark-task.ts";

/**
 * Which tasks of a stage are slow enough for a copy, each for one: so many times as long as the median of those that are
 * done, once enough of them are. Source: Spark, spark.speculation.
 */
export class SlowTasks {
  private readonly world: World;
  private readonly plan: SpeculationPlan;
  private readonly enough: number;
  /** In ascending order. */
  private readonly durationsMs: number[] = [];
  private readonly copies = new Set<number>();

  constructor(world: World, plan: SpeculationPlan, count: number) {
    this.world = world;
    this.plan = plan;
    this.enough = Math.max(1, Math.floor(plan.quantile * count));
  }

  done(durationMs: number): void {
    let [low, high] = [0, this.durationsMs.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.durationsMs[middle] ?? 0) <= durationMs) low = middle + 1;
      else high = middle;
    }
    this.durationsMs.splice(low, 0, durationMs);
  }

  copied(index: number): void {
    this.copies.add(index);
  }

  due(running: ReadonlySet<SparkTask>): SparkTask | undefined {
    const slowMs = this.slowMs;
    if (slowMs === undefined) return undefined;
    for (const task of running) {
      if (!this.copies.has(task.work.index) && task.startedAtMs + slowMs <= this.world.now) return task;
    }
    return undefined;
  }

  nextDueAtMs(running: ReadonlySet<SparkTask>): number | undefined {
    const slowMs = this.slowMs;
    if (slowMs === undefined) return undefined;
    let first: number | undefined;
    for (const { work, startedAtMs } of running) {
      const atMs = startedAtMs + slowMs;
      if (!this.copies.has(work.index) && atMs > this.world.now && atMs < (first ?? Number.POSITIVE_INFINITY))
        first = atMs;
    }
    return first;
  }

  /** Spark looks every 100 ms, and takes none for slow before that. */
  private get slowMs(): number | undefined {
    const { durationsMs, enough, plan } = this;
    if (durationsMs.length < enough) return undefined;
    const median = durationsMs[durationsMs.length >>> 1] ?? 0;
    return Math.max(100, Math.ceil(plan.multiplier * median));
  }
}
