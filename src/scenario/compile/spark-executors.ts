import { findInstanceType } from "../../catalog/instance-type.ts";
import type { ContainerPlan, ExecutorAllocationPlan } from "../../model/spark-plan.ts";
import type { SparkWork } from "../sections/spark.ts";
import {
  DOCUMENTED_BACKLOG_MS,
  DOCUMENTED_EXECUTOR_COUNT,
  DOCUMENTED_IDLE_MS,
  DOCUMENTED_MASTER_MB,
  DOCUMENTED_OVERHEAD,
  EMR_EXECUTOR_CORES,
  EMR_EXECUTOR_PART,
  EMR_EXECUTOR_SOURCE,
  EMR_OVERHEAD,
} from "../spark-defaults.ts";
import type { SparkScope } from "./spark-scope.ts";

/** Heap, container and cores of an executor. */
export interface ExecutorSize {
  readonly cores: number;
  readonly heapMb: number;
  readonly container: ContainerPlan;
}

const MB = 1024 ** 2;

/**
 * How large an executor is: what the scenario says, the step's arguments, the cluster's `spark-defaults`; else all of a
 * node (`maximizeResourceAllocation`), else as EMR sizes them.
 */
export function executorSize(scope: SparkScope, { executor }: SparkWork): ExecutorSize {
  const { conf } = scope;
  const vcpu = findInstanceType(scope.nodeType)?.vcpu ?? 1;
  const givenCores = executor.cores ?? conf.count("spark.executor.cores");
  const cores = givenCores ?? (conf.maximizes ? vcpu : Math.min(EMR_EXECUTOR_CORES, vcpu));
  const givenHeap =
    executor.memoryBytes === undefined ? conf.memoryMb("spark.executor.memory") : Math.floor(executor.memoryBytes / MB);
  if (givenCores === undefined) assumeCores(scope, cores);
  const isEmrs = givenHeap === undefined && !conf.maximizes;
  const heapMb = givenHeap ?? (conf.maximizes ? maximalHeapMb(scope) : emrHeapMb(scope, cores, vcpu));
  if (givenHeap === undefined) assumeHeap(scope, cores, heapMb);
  const overheadMb = overheadOf(scope, executor.overheadBytes, heapMb, isEmrs);
  return { cores, heapMb, container: { memoryMb: containerMb(scope, heapMb + overheadMb), vcores: cores } };
}

/** The overhead of a container, unless it is given. */
export function documentedOverheadMb(heapMb: number, part: number = DOCUMENTED_OVERHEAD.part): number {
  return Math.max(DOCUMENTED_OVERHEAD.mbMin, Math.floor(part * heapMb));
}

/** YARN gives containers in multiples of its smallest one. */
export function containerMb({ allocationMb }: SparkScope, memoryMb: number): number {
  return Math.max(1, Math.ceil(memoryMb / allocationMb)) * allocationMb;
}

/** How many executors there are, and when. */
export function executorAllocation(scope: SparkScope, work: SparkWork): ExecutorAllocationPlan {
  const { conf } = scope;
  const count = work.executor.count ?? conf.count("spark.executor.instances");
  const { dynamicAllocation: given } = work;
  const isFixed = given === undefined && work.executor.count !== undefined;
  const isDynamic = given === undefined ? !isFixed && isDynamicByDefinition(scope) : given !== false;
  if (!isDynamic) return { kind: "static", count: count ?? assumeCount(scope) };
  const settings = typeof given === "object" ? given : undefined;
  const min = settings?.min ?? conf.count("spark.dynamicAllocation.minExecutors") ?? 0;
  const initial = settings?.initial ?? conf.count("spark.dynamicAllocation.initialExecutors") ?? min;
  const max = settings?.max ?? conf.count("spark.dynamicAllocation.maxExecutors");
  const backlogMs =
    settings?.backlogMs ?? conf.durationMs("spark.dynamicAllocation.schedulerBacklogTimeout") ?? DOCUMENTED_BACKLOG_MS;
  return {
    kind: "dynamic",
    initial: Math.max(min, initial, count ?? 0),
    min,
    ...(max === undefined ? {} : { max: Math.max(1, max) }),
    backlogMs,
    sustainedBacklogMs: Math.max(
      1,
      settings?.sustainedBacklogMs ??
        conf.durationMs("spark.dynamicAllocation.sustainedSchedulerBacklogTimeout") ??
        backlogMs,
    ),
    idleMs: settings?.idleMs ?? conf.durationMs("spark.dynamicAllocation.executorIdleTimeout") ?? DOCUMENTED_IDLE_MS,
  };
}

/** EMR turns it on since 4.4.0, unless each node is to have one executor. Source: EMR Release Guide, Configure Spark. */
function isDynamicByDefinition(scope: SparkScope): boolean {
  const given = scope.conf.flag("spark.dynamicAllocation.enabled");
  if (given !== undefined) return given;
  const isOn = !scope.conf.maximizes && scope.isRelease(4, 4);
  scope.assume("dynamicAllocation", {
    what: `Dynamic allocation of Spark's executors on ${scope.cluster.id}`,
    value: isOn ? "on, without a maximum" : "off",
    source: scope.conf.maximizes
      ? "maximizeResourceAllocation: one executor for each node"
      : "EMR Release Guide, Configure Spark: on from release 4.4.0",
  });
  return isOn;
}

function assumeCount(scope: SparkScope): number {
  const { maximizes } = scope.conf;
  const count = maximizes ? Math.max(1, scope.nodeCount) : DOCUMENTED_EXECUTOR_COUNT;
  scope.assume("executor.count", {
    what: `Number of Spark's executors on ${scope.cluster.id}`,
    value: String(count),
    source: maximizes ? "maximizeResourceAllocation: one for each node" : "Spark on YARN, spark.executor.instances",
  });
  return count;
}

function assumeCores(scope: SparkScope, cores: number): void {
  scope.assume("executor.cores", {
    what: `Cores of each of Spark's executors on ${scope.cluster.id}`,
    value: String(cores),
    source: scope.conf.maximizes ? `maximizeResourceAllocation: all of ${scope.nodeType}` : EMR_EXECUTOR_SOURCE,
  });
}

function assumeHeap(scope: SparkScope, cores: number, heapMb: number): void {
  const { maximizes } = scope.conf;
  scope.assume(
    "executor.memory",
    {
      what: `Memory of each of Spark's executors of ${cores} cores on ${scope.cluster.id}`,
      value: `${heapMb} MiB`,
      source: maximizes
        ? `maximizeResourceAllocation: what ${scope.nodeType} has beside an application master, less a tenth for overhead`
        : EMR_EXECUTOR_SOURCE,
    },
    `.${cores}`,
  );
}

/** All of a node but for the application master in client mode. */
function maximalHeapMb({ nodeMb }: SparkScope): number {
  const master = DOCUMENTED_MASTER_MB + DOCUMENTED_OVERHEAD.mbMin;
  return Math.max(1, Math.floor((nodeMb - master) / (1 + DOCUMENTED_OVERHEAD.part)));
}

function emrHeapMb({ nodeMb }: SparkScope, cores: number, vcpu: number): number {
  const each = (nodeMb * EMR_EXECUTOR_PART) / Math.max(1, Math.floor(vcpu / cores));
  return Math.max(1, Math.ceil(each / (1 + EMR_OVERHEAD)));
}

function overheadOf(scope: SparkScope, givenBytes: number | undefined, heapMb: number, isEmrs: boolean): number {
  const { conf } = scope;
  const given =
    givenBytes === undefined
      ? conf.memoryMb("spark.executor.memoryOverhead", "spark.yarn.executor.memoryOverhead")
      : Math.ceil(givenBytes / MB);
  if (given !== undefined) return given;
  const part =
    conf.number("spark.executor.memoryOverheadFactor") ?? conf.number("spark.yarn.executor.memoryOverheadFactor");
  if (part !== undefined) return documentedOverheadMb(heapMb, part);
  const assumed = isEmrs ? EMR_OVERHEAD : DOCUMENTED_OVERHEAD.part;
  scope.assume(
    "executor.memoryOverhead",
    {
      what: `Memory overhead of the containers of Spark's executors on ${scope.cluster.id}`,
      value: `${assumed * 100} % of their memory, at least ${DOCUMENTED_OVERHEAD.mbMin} MiB`,
      source: isEmrs ? EMR_EXECUTOR_SOURCE : "Spark on YARN, spark.executor.memoryOverhead",
    },
    isEmrs ? ".emr" : "",
  );
  return documentedOverheadMb(heapMb, assumed);
}
