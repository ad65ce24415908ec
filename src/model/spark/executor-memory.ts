import type { SparkMemoryPlan, SparkStagePlan } from "../spark-plan.ts";
import type { Executor } from "./executor.ts";

/** What a task's need of memory does to it. */
export type MemoryVerdict =
  | { readonly kind: "fits" }
  | { readonly kind: "spills"; readonly slowdown: number }
  /** It fails when this part of it is done: its need grows evenly. */
  | { readonly kind: "outOfMemory"; readonly atFraction: number };

const FITS: MemoryVerdict = { kind: "fits" };

/**
 * Whether a task fits in its share of the executor's memory: what cached data leave, by the number of cores. Cached data
 * give way to tasks, but for what storage keeps. Source: Spark 1.6 and later, unified memory management.
 */
export function memoryVerdict(plan: SparkMemoryPlan, executor: Executor, neededBytes: number): MemoryVerdict {
  const share = (plan.unifiedBytes - Math.min(executor.cachedBytes, plan.storageBytes)) / executor.cores;
  if (neededBytes <= share) return FITS;
  const limit = (plan.outOfMemoryAt ?? Number.POSITIVE_INFINITY) * share;
  if (neededBytes > limit) return { kind: "outOfMemory", atFraction: limit / neededBytes };
  return { kind: "spills", slowdown: plan.spillSlowdown };
}

/** What stages leave in the executors' memory, part by part. */
export class ExecutorCache {
  private readonly plan: SparkMemoryPlan;
  private readonly stages: readonly SparkStagePlan[];
  /** By stage, then by part, the executor that has it. */
  private readonly parts = new Map<number, Map<number, Executor>>();

  constructor(plan: SparkMemoryPlan, stages: readonly SparkStagePlan[]) {
    this.plan = plan;
    this.stages = stages;
  }

  /** Whether the part that a task reads is in memory; tasks of stages that read none find theirs. */
  holds(stage: SparkStagePlan, index: number): boolean {
    const { cached } = stage;
    if (cached === undefined) return true;
    return this.parts.get(cached.of)?.get(this.partOf(cached.of, index))?.isGone === false;
  }

  /** A task is done: what its stage caches stays on its executor, as far as there is room; what was missing is there again. */
  taskDone(stageIndex: number, index: number, executor: Executor): void {
    const stage = this.stages[stageIndex];
    if (stage === undefined) return;
    if (stage.cacheBytes !== undefined) this.keep(stageIndex, index, executor);
    if (stage.cached !== undefined && !this.holds(stage, index)) {
      this.keep(stage.cached.of, this.partOf(stage.cached.of, index), executor);
    }
  }

  private keep(of: number, part: number, executor: Executor): void {
    const { cacheBytes = 0, count = 1 } = this.stages[of] ?? {};
    const bytes = cacheBytes / count;
    if (executor.isGone || executor.cachedBytes + bytes > this.plan.unifiedBytes) return;
    const parts = this.parts.get(of) ?? new Map<number, Executor>();
    if (parts.get(part)?.isGone === false) return;
    this.parts.set(of, parts.set(part, executor));
    executor.cachedBytes += bytes;
  }

  /** A stage of more tasks reads each part several times. */
  private partOf(of: number, index: number): number {
    return index % (this.stages[of]?.count ?? 1);
  }
}
