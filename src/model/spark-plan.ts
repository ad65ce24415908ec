import type { DurationMs } from "../base/instant.ts";
import type { Distribution } from "../engine/distribution.ts";

/** A Spark application, stage by stage and task by task, on executors in YARN's containers (5.4). */
export interface SparkPlan {
  /** In an order in which each comes after those that it waits for. */
  readonly stages: readonly SparkStagePlan[];
  readonly master: SparkMasterPlan;
  readonly executor: ExecutorPlan;
  readonly allocation: ExecutorAllocationPlan;
  /** What one node reads and writes of shuffles, all of its tasks together. */
  readonly shuffleBytesPerSecond: number;
  /** Shuffle files outlive their executor, as long as the node is there. */
  readonly externalShuffle: boolean;
  readonly memory: SparkMemoryPlan;
  readonly faults: SparkFaultsPlan;
}

/** What a container asks of its node. */
export interface ContainerPlan {
  readonly memoryMb: number;
  /** Counts only where the nodes' plan states vcores. */
  readonly vcores: number;
}

/** The application master; in cluster mode the driver runs in it. */
export interface SparkMasterPlan {
  readonly container: ContainerPlan;
  /** From its container to the first request for executors. */
  readonly start: Distribution;
  /** How often YARN starts it anew when its node is lost, the first time included; 1 in client mode. */
  readonly attempts: number;
}

/** One executor. */
export interface ExecutorPlan {
  readonly container: ContainerPlan;
  /** Tasks that it runs at a time. */
  readonly cores: number;
  /** From its container to its first task. */
  readonly start: Distribution;
  /** Mean time until it is killed of itself, without memory; absent: none is. */
  readonly meanTimeToFailureMs?: number;
}

/** How many executors an application asks for. */
export type ExecutorAllocationPlan = { readonly kind: "static"; readonly count: number } | DynamicAllocationPlan;

/** Spark's dynamic allocation: as many as tasks need, more of them while tasks wait. */
export interface DynamicAllocationPlan {
  readonly kind: "dynamic";
  readonly initial: number;
  readonly min: number;
  /** Absent: as many as the cluster has room for. */
  readonly max?: number;
  /** So long after tasks begin to wait the first more are asked for; then twice as many each time. */
  readonly backlogMs: DurationMs;
  readonly sustainedBacklogMs: DurationMs;
  readonly idleMs: DurationMs;
}

/** What the heap of an executor holds. */
export interface SparkMemoryPlan {
  /** For execution and storage together: (heap - 300 MB) * spark.memory.fraction. */
  readonly unifiedBytes: number;
  /** Of it, what cached data keep when tasks need memory: spark.memory.storageFraction. */
  readonly storageBytes: number;
  /** How many times as long a task takes that does not fit in its share. */
  readonly spillSlowdown: number;
  /** A task that needs more than so many times its share fails; absent: it spills, however much it needs. */
  readonly outOfMemoryAt?: number;
}

/** What goes wrong with tasks. */
export interface SparkFaultsPlan {
  readonly failureProbability: number;
  /** A task that has failed so often fails the application: spark.task.maxFailures. */
  readonly attemptsMax: number;
  readonly stragglerProbability: number;
  readonly stragglerSlowdown: number;
  /** Absent: no copies. */
  readonly speculation?: SpeculationPlan;
}

/** When a slow task gets a copy on another node. */
export interface SpeculationPlan {
  /** This part of the stage's tasks is done: spark.speculation.quantile. */
  readonly quantile: number;
  /** ... and it has run for so many times the median of those: spark.speculation.multiplier. */
  readonly multiplier: number;
}

/** Tasks that do the same on parts of the data, between two shuffles. */
export interface SparkStagePlan {
  readonly name: string;
  /** Indexes of the stages whose results it reads, all of them before it. */
  readonly after: readonly number[];
  readonly count: number;
  /** One task on one core of the reference type, shuffles that are given in bytes apart. */
  readonly task: Distribution;
  /** The speed of that core, on the scale of `InstanceTypePlan.speed`. */
  readonly referenceSpeed: number;
  /** What the driver does before it hands the tasks out; absent: nothing. */
  readonly driver?: Distribution;
  readonly shuffleReadBytes: number;
  readonly shuffleWriteBytes: number;
  /** Execution memory that a task needs, in bytes; absent: it fits. */
  readonly memory?: Distribution;
  /** What it leaves in the executors' memory for later stages; absent: nothing. */
  readonly cacheBytes?: number;
  readonly cached?: CachedInputPlan;
}

/** What a stage reads from memory as far as it is still there. */
export interface CachedInputPlan {
  /** The index of the stage that cached it. */
  readonly of: number;
  /** How many times as long a task takes whose part is not there. */
  readonly slowdown: number;
}
