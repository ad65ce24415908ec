import { findInstanceType } from "../../catalog/instance-type.ts";
import { relativeSpeed } from "../../catalog/relative-speed.ts";
import type { PipelineObject } from "../../definition/definition.ts";
import type { Distribution } from "../../engine/distribution.ts";
import type {
  SparkFaultsPlan,
  SparkMasterPlan,
  SparkMemoryPlan,
  SparkPlan,
  SparkStagePlan,
} from "../../model/spark-plan.ts";
import type { Default } from "../defaults.ts";
import { describeDistribution } from "../distribution/describe-distribution.ts";
import type { ScenarioDistribution } from "../distribution/scenario-distribution.ts";
import type { SparkWork } from "../sections/spark.ts";
import type { SparkStageWork } from "../sections/spark-stages.ts";
import {
  DEFAULT_APPLICATION_START,
  DEFAULT_DRIVER_MB,
  DEFAULT_EXECUTOR_START,
  DEFAULT_PARTITION_SIZE,
  DEFAULT_SPARK_REFERENCE,
  DEFAULT_SPARK_SHUFFLE_RATE,
  DEFAULT_SPILL_SLOWDOWN,
  DOCUMENTED_MASTER_ATTEMPTS,
  DOCUMENTED_MASTER_MB,
  DOCUMENTED_MAX_FAILURES,
  DOCUMENTED_MEMORY_FRACTION,
  DOCUMENTED_RESERVED_MB,
  DOCUMENTED_SPECULATION_MULTIPLIER,
  DOCUMENTED_SPECULATION_QUANTILE,
  DOCUMENTED_STORAGE_FRACTION,
} from "../spark-defaults.ts";
import { DURATION } from "../units/duration.ts";
import { formatSize } from "../units/size.ts";
import { TRANSFER_RATE } from "../units/transfer-rate.ts";
import { type CompileContext, given } from "./compile-context.ts";
import { refuseInstanceType } from "./instance-types.ts";
import { containerMb, documentedOverheadMb, executorAllocation, executorSize } from "./spark-executors.ts";
import { type SparkScope, sparkScope } from "./spark-scope.ts";

const MB = 1024 ** 2;

/**
 * A Spark application of a cluster, stage by stage (5.4).
 *
 * @param words of the step or job: `spark-submit` and its arguments, if it has any
 */
export function compileSpark(
  context: CompileContext,
  cluster: PipelineObject,
  words: readonly string[],
  work: SparkWork,
): SparkPlan {
  const scope = sparkScope(context, cluster, words);
  const { cores, heapMb, container } = executorSize(scope, work);
  const { failureIntervalMs } = work.executor;
  return {
    stages: compileStages(scope, work),
    master: compileMaster(scope, work),
    executor: {
      container,
      cores,
      start: givenOrAssumed(scope, work.executor.start, "executor.start", DEFAULT_EXECUTOR_START),
      ...(failureIntervalMs === undefined ? {} : { meanTimeToFailureMs: failureIntervalMs }),
    },
    allocation: executorAllocation(scope, work),
    shuffleBytesPerSecond: compileShuffleRate(scope, work),
    externalShuffle: work.externalShuffle ?? scope.conf.flag("spark.shuffle.service.enabled") ?? true,
    memory: compileMemory(scope, work, heapMb),
    faults: compileFaults(scope, work),
  };
}

function compileStages(scope: SparkScope, work: SparkWork): readonly SparkStagePlan[] {
  const referenceSpeed = referenceCoreSpeed(scope, work);
  return work.stages.map((stage): SparkStagePlan => {
    const { name, after, driver, memory, cacheBytes, cached } = stage;
    const { context } = scope;
    // what nobody says it reads is what the stages before it have written
    const written = after.reduce((sum, index) => sum + (work.stages[index]?.shuffleWriteBytes ?? 0), 0);
    return {
      name,
      after,
      count: taskCount(scope, stage),
      task: given(context, stage.task),
      referenceSpeed,
      shuffleReadBytes: stage.shuffleReadBytes ?? written,
      shuffleWriteBytes: stage.shuffleWriteBytes ?? 0,
      ...(driver === undefined ? {} : { driver: given(context, driver) }),
      ...(memory === undefined ? {} : { memory: given(context, memory) }),
      ...(cacheBytes === undefined ? {} : { cacheBytes }),
      ...(cached === undefined ? {} : { cached }),
    };
  });
}

/** One task for each started partition of the input. */
function taskCount(scope: SparkScope, { tasks }: SparkStageWork): number {
  if (tasks.kind === "count") return tasks.count;
  const partitionBytes = tasks.partitionBytes ?? assume(scope, "partitionSize", DEFAULT_PARTITION_SIZE, formatSize);
  return Math.max(1, Math.ceil(tasks.bytes / partitionBytes));
}

/** In cluster mode the driver's container; in client mode the driver is on the master, and this one only asks for room. */
function compileMaster(scope: SparkScope, work: SparkWork): SparkMasterPlan {
  const { conf } = scope;
  const { mode, memoryBytes, cores, start } = work.driver;
  const isCluster = (mode ?? conf.text("spark.submit.deployMode", "spark.master"))?.endsWith("cluster") === true;
  const heapMb = isCluster ? driverMb(scope, memoryBytes) : DOCUMENTED_MASTER_MB;
  const overheadMb =
    (isCluster ? conf.memoryMb("spark.driver.memoryOverhead", "spark.yarn.driver.memoryOverhead") : undefined) ??
    documentedOverheadMb(heapMb);
  const vcores = isCluster ? (cores ?? conf.count("spark.driver.cores") ?? 1) : 1;
  return {
    container: { memoryMb: containerMb(scope, heapMb + overheadMb), vcores },
    start: givenOrAssumed(scope, start, "driver.start", DEFAULT_APPLICATION_START),
    attempts: isCluster ? (conf.count("spark.yarn.maxAppAttempts") ?? DOCUMENTED_MASTER_ATTEMPTS) : 1,
  };
}

function driverMb(scope: SparkScope, givenBytes: number | undefined): number {
  if (givenBytes !== undefined) return Math.floor(givenBytes / MB);
  return (
    scope.conf.memoryMb("spark.driver.memory") ??
    assume(scope, "driver.memory", DEFAULT_DRIVER_MB, (value) => `${value} MiB`)
  );
}

function compileShuffleRate(scope: SparkScope, { shuffleBytesPerSecond, stages }: SparkWork): number {
  if (shuffleBytesPerSecond !== undefined) return shuffleBytesPerSecond;
  const moves = stages.some(
    ({ shuffleReadBytes = 0, shuffleWriteBytes = 0 }) => shuffleReadBytes + shuffleWriteBytes > 0,
  );
  if (moves) assume(scope, "shuffle.rate", DEFAULT_SPARK_SHUFFLE_RATE, TRANSFER_RATE.format);
  return DEFAULT_SPARK_SHUFFLE_RATE.value;
}

function compileMemory(scope: SparkScope, work: SparkWork, heapMb: number): SparkMemoryPlan {
  const { conf } = scope;
  const { spillSlowdown, outOfMemoryAt, stages } = work;
  const fraction = conf.number("spark.memory.fraction") ?? DOCUMENTED_MEMORY_FRACTION;
  const unifiedBytes = Math.max(1, Math.floor((heapMb - DOCUMENTED_RESERVED_MB) * fraction * MB));
  const storage = conf.number("spark.memory.storageFraction") ?? DOCUMENTED_STORAGE_FRACTION;
  const canSpill = stages.some(({ memory }) => memory !== undefined);
  return {
    unifiedBytes,
    storageBytes: Math.floor(unifiedBytes * Math.min(1, storage)),
    spillSlowdown: spillSlowdown ?? (canSpill ? assume(scope, "spill.slowdown", DEFAULT_SPILL_SLOWDOWN, String) : 1),
    ...(outOfMemoryAt === undefined ? {} : { outOfMemoryAt }),
  };
}

function compileFaults({ conf }: SparkScope, work: SparkWork): SparkFaultsPlan {
  const { taskFailure, maxFailures, stragglers, speculation } = work;
  const copies = speculation ?? conf.flag("spark.speculation") ?? false;
  const plan: SparkFaultsPlan = {
    failureProbability: taskFailure,
    attemptsMax: Math.max(1, maxFailures ?? conf.count("spark.task.maxFailures") ?? DOCUMENTED_MAX_FAILURES),
    stragglerProbability: stragglers?.probability ?? 0,
    stragglerSlowdown: stragglers?.slowdown ?? 1,
  };
  if (!copies) return plan;
  return {
    ...plan,
    speculation: {
      quantile: Math.min(1, conf.number("spark.speculation.quantile") ?? DOCUMENTED_SPECULATION_QUANTILE),
      multiplier: conf.number("spark.speculation.multiplier") ?? DOCUMENTED_SPECULATION_MULTIPLIER,
    },
  };
}

/** The speed of one vCPU of the type on which the tasks take as long as the scenario says. */
function referenceCoreSpeed(scope: SparkScope, { reference }: SparkWork): number {
  const type = reference?.value ?? assume(scope, "reference", DEFAULT_SPARK_REFERENCE, String);
  const speed = relativeSpeed(type)?.speed;
  const vcpu = findInstanceType(type)?.vcpu;
  if (speed !== undefined && vcpu !== undefined) return speed / vcpu;
  if (reference !== undefined) refuseInstanceType(scope.context, reference.place, type, reference.path);
  return 1;
}

function givenOrAssumed(
  scope: SparkScope,
  distribution: ScenarioDistribution | undefined,
  key: string,
  assumed: Default<Distribution>,
): Distribution {
  if (distribution !== undefined) return given(scope.context, distribution);
  return assume(scope, key, assumed, (value) => describeDistribution(value, DURATION));
}

/** The same for the applications of all clusters. */
function assume<T>({ context }: SparkScope, key: string, assumed: Default<T>, format: (value: T) => string): T {
  const { rule, what, value, source } = assumed;
  const override = `\`${key}\` under \`spark\`: \`${key.split(".").at(-1)}: ${format(value)}\``;
  context.assumptions.add({ id: `work.spark.${key}`, rule, what, value: format(value), source, override });
  return value;
}
