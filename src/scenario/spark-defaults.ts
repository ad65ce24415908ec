import { SECOND_MS } from "../base/instant.ts";
import type { Distribution } from "../engine/distribution.ts";
import type { Default } from "./defaults.ts";

/** What takes the place of numbers of Spark that neither scenario, definition nor data give. */

/** The type whose cores the times of tasks are given for. */
export const DEFAULT_SPARK_REFERENCE: Default<string> = {
  rule: "5.4",
  what: "Reference type of Spark's tasks, on one core of which they take so long",
  value: "m4.large",
  source: "the smallest general type that every release since 4 knows",
};

/** Bytes of input for one task. */
export const DEFAULT_PARTITION_SIZE: Default<number> = {
  rule: "5.4",
  what: "Size of a partition, the input of one task",
  value: 128 * 1024 * 1024,
  source: "Spark SQL, spark.sql.files.maxPartitionBytes",
};

/** Bytes a second that the tasks of one node read and write of shuffles together. */
export const DEFAULT_SPARK_SHUFFLE_RATE: Default<number> = {
  rule: "5.4",
  what: "Rate at which one node reads and writes what Spark's stages hand on",
  value: 60_000_000,
  source: "about half of a line of 1 Gbit/s: the network is shared, and the disks are busy meanwhile",
};

/** How many times as long a task takes that spills. */
export const DEFAULT_SPILL_SLOWDOWN: Default<number> = {
  rule: "5.4",
  what: "How many times as long a task takes that does not fit in its share of the executor's memory and spills",
  value: 1.75,
  source:
    "the largest of the slowdowns that C. Iorgulescu et al., Don't cry over spilled records, USENIX ATC 2017, give for tasks with a tenth of the memory that they want: 1.08 to 1.75",
};

/** From the application master's container to its first request for executors. */
export const DEFAULT_APPLICATION_START: Default<Distribution> = {
  rule: "5.4",
  what: "From the container of Spark's application master to its request for executors",
  value: { kind: "constant", value: 10 * SECOND_MS },
  source: "a choice of this model; event logs begin only then",
};

/** From an executor's container to its first task. */
export const DEFAULT_EXECUTOR_START: Default<Distribution> = {
  rule: "5.4",
  what: "From the container of a Spark executor to its first task",
  value: { kind: "constant", value: 10 * SECOND_MS },
  source:
    "a choice of this model; on clusters that others use too, event logs show 16 s (spark-rapids-tools, Spark 3.1) to 43 s (dr-elephant, Spark 1.5) from the application's start to the first executor, YARN's wait included",
};

/** Where neither memory nor cores of the executors are given. */
export const EMR_EXECUTOR_CORES = 4;

/** EMR leaves this part of a node's memory to others than the executors. */
export const EMR_EXECUTOR_PART = 11 / 12;

/** ... and takes this part of an executor's heap as overhead: spark.yarn.executor.memoryOverheadFactor. */
export const EMR_OVERHEAD = 0.1875;

/** How EMR sizes executors; agrees with the 18,971 MB that are seen on nodes of 24,576 MB. */
export const EMR_EXECUTOR_SOURCE =
  "EMR sizes them by the core instance type and publishes no formula; this one gives the 18971M that clusters of r5.xlarge show";

/** Source: Spark on YARN, spark.executor.memoryOverhead and its factor. */
export const DOCUMENTED_OVERHEAD = { part: 0.1, mbMin: 384 } as const;

/** Source: Spark on YARN, spark.executor.instances. */
export const DOCUMENTED_EXECUTOR_COUNT = 2;

/** Source: Spark on YARN, spark.yarn.am.memory, in client mode. */
export const DOCUMENTED_MASTER_MB = 512;

/** The heap that Spark keeps for itself. Source: Spark, UnifiedMemoryManager. */
export const DOCUMENTED_RESERVED_MB = 300;

/** Source: Spark, spark.memory.fraction since 2.0; 0.75 in 1.6. */
export const DOCUMENTED_MEMORY_FRACTION = 0.6;

/** Source: Spark, spark.memory.storageFraction. */
export const DOCUMENTED_STORAGE_FRACTION = 0.5;

/** Source: Spark, spark.task.maxFailures. */
export const DOCUMENTED_MAX_FAILURES = 4;

/** Source: Spark, spark.speculation.quantile. */
export const DOCUMENTED_SPECULATION_QUANTILE = 0.75;

/** Source: Spark, spark.speculation.multiplier. */
export const DOCUMENTED_SPECULATION_MULTIPLIER = 1.5;

/** Source: Spark, spark.dynamicAllocation.schedulerBacklogTimeout. */
export const DOCUMENTED_BACKLOG_MS = SECOND_MS;

/** Source: Spark, spark.dynamicAllocation.executorIdleTimeout. */
export const DOCUMENTED_IDLE_MS = 60 * SECOND_MS;

/** The driver's heap in cluster mode, in MB. */
export const DEFAULT_DRIVER_MB: Default<number> = {
  rule: "5.4",
  what: "Memory of Spark's driver, whose container it takes in cluster mode",
  value: 2048,
  source: "EMR's spark-defaults, spark.driver.memory",
};

/** YARN starts an application master so often. Source: Hadoop, yarn.resourcemanager.am.max-attempts. */
export const DOCUMENTED_MASTER_ATTEMPTS = 2;
