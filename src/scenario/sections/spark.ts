import { readDistribution, type ScenarioDistribution } from "../distribution/scenario-distribution.ts";
import type { Place, ScenarioPath } from "../source/scenario-node.ts";
import { DURATION } from "../units/duration.ts";
import { PERCENTAGE } from "../units/percentage.ts";
import { RATE } from "../units/rate.ts";
import { SIZE } from "../units/size.ts";
import { TRANSFER_RATE } from "../units/transfer-rate.ts";
import { readPositive, readQuantity, readWhole } from "../values/read-quantity.ts";
import { readCount, readFlag, readPlacedText, readWord } from "../values/read-scalar.ts";
import { child, type Placed, type Value } from "../values/value.ts";
import { readFactor, readStages, type SparkStageWork } from "./spark-stages.ts";

/** A Spark application that is described stage by stage (5.4). */
export interface SparkWork {
  readonly kind: "spark";
  readonly stages: readonly SparkStageWork[];
  /** The type on one of whose cores the tasks take so long. */
  readonly reference: Placed<string> | undefined;
  readonly executor: ExecutorSettings;
  readonly dynamicAllocation: DynamicSettings | boolean | undefined;
  readonly driver: DriverSettings;
  readonly shuffleBytesPerSecond: number | undefined;
  readonly externalShuffle: boolean | undefined;
  readonly spillSlowdown: number | undefined;
  readonly outOfMemoryAt: number | undefined;
  readonly taskFailure: number;
  readonly maxFailures: number | undefined;
  readonly stragglers: { readonly probability: number; readonly slowdown: number } | undefined;
  readonly speculation: boolean | undefined;
  readonly at: { readonly place: Place; readonly path: ScenarioPath };
}

/** `executor`. */
export interface ExecutorSettings {
  readonly cores: number | undefined;
  readonly memoryBytes: number | undefined;
  readonly overheadBytes: number | undefined;
  readonly count: number | undefined;
  readonly start: ScenarioDistribution | undefined;
  /** Mean time until one is killed, in milliseconds. */
  readonly failureIntervalMs: number | undefined;
}

/** `dynamicAllocation`. */
export interface DynamicSettings {
  readonly initial: number | undefined;
  readonly min: number | undefined;
  readonly max: number | undefined;
  readonly backlogMs: number | undefined;
  readonly sustainedBacklogMs: number | undefined;
  readonly idleMs: number | undefined;
}

/** `driver`. */
export interface DriverSettings {
  readonly mode: "client" | "cluster" | undefined;
  readonly memoryBytes: number | undefined;
  readonly cores: number | undefined;
  readonly start: ScenarioDistribution | undefined;
}

/** Reads `spark`; undefined where it has no stages. */
export function readSpark(value: Value): SparkWork | undefined {
  const list = child(value, "stages");
  const stages = list === undefined ? [] : readStages(list);
  if (list === undefined)
    value.problems.error("SCENARIO_VALUE", value.node.place, "expected `stages`", { path: value.path });
  if (stages.length === 0) return undefined;
  const shuffle = child(value, "shuffle");
  const spill = child(value, "spill");
  return {
    kind: "spark",
    stages,
    reference: readPlacedText(child(value, "reference")),
    executor: readExecutor(child(value, "executor")),
    dynamicAllocation: readDynamic(child(value, "dynamicAllocation")),
    driver: readDriver(child(value, "driver")),
    shuffleBytesPerSecond: readPositive(child(shuffle, "rate"), TRANSFER_RATE),
    externalShuffle: readFlag(child(shuffle, "service")),
    spillSlowdown: readFactor(child(spill, "slowdown")),
    outOfMemoryAt: readFactor(child(spill, "outOfMemoryAt")),
    taskFailure: readQuantity(child(value, "taskFailure"), PERCENTAGE) ?? 0,
    maxFailures: readCount(child(value, "maxFailures"), 1),
    stragglers: readStragglers(child(value, "stragglers")),
    speculation: readFlag(child(value, "speculation")),
    at: { place: value.node.place, path: value.path },
  };
}

function readExecutor(value: Value | undefined): ExecutorSettings {
  return {
    cores: readCount(child(value, "cores"), 1),
    memoryBytes: readPositive(child(value, "memory"), SIZE),
    overheadBytes: readWhole(child(value, "memoryOverhead"), SIZE),
    count: readCount(child(value, "count"), 1),
    start: readDistribution(child(value, "start"), DURATION),
    failureIntervalMs: readQuantity(child(value, "failures"), RATE),
  };
}

function readDynamic(value: Value | undefined): SparkWork["dynamicAllocation"] {
  if (value?.node.kind !== "map") return readFlag(value);
  return {
    initial: readCount(child(value, "initial"), 0),
    min: readCount(child(value, "min"), 0),
    max: readCount(child(value, "max"), 1),
    backlogMs: readWhole(child(value, "backlog"), DURATION),
    sustainedBacklogMs: readPositive(child(value, "sustainedBacklog"), DURATION),
    idleMs: readWhole(child(value, "idle"), DURATION),
  };
}

function readDriver(value: Value | undefined): DriverSettings {
  return {
    mode: readWord(child(value, "mode"), ["client", "cluster"]),
    memoryBytes: readPositive(child(value, "memory"), SIZE),
    cores: readCount(child(value, "cores"), 1),
    start: readDistribution(child(value, "start"), DURATION),
  };
}

function readStragglers(value: Value | undefined): SparkWork["stragglers"] {
  const probability = readQuantity(child(value, "probability"), PERCENTAGE);
  const slowdown = readFactor(child(value, "slowdown"));
  return probability === undefined || slowdown === undefined ? undefined : { probability, slowdown };
}
