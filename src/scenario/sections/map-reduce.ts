import { readDistribution, type ScenarioDistribution } from "../distribution/scenario-distribution.ts";
import type { Place, ScenarioPath } from "../source/scenario-node.ts";
import { DURATION } from "../units/duration.ts";
import { PERCENTAGE } from "../units/percentage.ts";
import { SIZE } from "../units/size.ts";
import { TRANSFER_RATE } from "../units/transfer-rate.ts";
import { readPositive, readQuantity, readWhole } from "../values/read-quantity.ts";
import { readCount, readFlag, readPlacedText, readRatio } from "../values/read-scalar.ts";
import { child, type Placed, reportExclusive, reportExpected, type Value } from "../values/value.ts";

/** A MapReduce job that is described task by task (5.4). */
export interface MapReduceWork {
  readonly kind: "mapreduce";
  readonly maps: MapCount;
  readonly mapTask: ScenarioDistribution;
  readonly reduces: number;
  /** Undefined: there are no reduces, or nobody has said how long one takes. */
  readonly reduceTask: ScenarioDistribution | undefined;
  /** The type in whose slots or containers the tasks take so long. */
  readonly reference: Placed<string> | undefined;
  readonly shuffleBytes: number | undefined;
  readonly shuffleBytesPerSecond: number | undefined;
  /** What of the job is not its tasks; undefined: nothing. */
  readonly setup: ScenarioDistribution | undefined;
  readonly slowStart: number | undefined;
  readonly speculation: boolean | undefined;
  readonly taskFailure: number;
  readonly stragglers: { readonly probability: number; readonly slowdown: number } | undefined;
  readonly at: { readonly place: Place; readonly path: ScenarioPath };
}

/** How many maps there are: a number, or the input by the size of a split. */
export type MapCount =
  | { readonly kind: "count"; readonly count: number }
  | { readonly kind: "input"; readonly bytes: number; readonly splitBytes: number | undefined };

/** Reads `mapreduce`; undefined where it does not say how many maps there are or how long one takes. */
export function readMapReduce(value: Value): MapReduceWork | undefined {
  const maps = readMapCount(value);
  const mapTask = readDistribution(child(value, "mapTask"), DURATION);
  if (child(value, "mapTask") === undefined)
    reportExpected(value, "SCENARIO_VALUE", "`mapTask`, how long one map takes");
  const reduces = readCount(child(value, "reduces"), 0) ?? 0;
  const reduceTask = readDistribution(child(value, "reduceTask"), DURATION);
  if (reduces > 0 && child(value, "reduceTask") === undefined) {
    reportExpected(value, "SCENARIO_VALUE", "`reduceTask`, how long one reduce takes");
  }
  if (maps === undefined || mapTask === undefined) return undefined;
  const shuffle = child(value, "shuffle");
  return {
    kind: "mapreduce",
    maps,
    mapTask,
    reduces,
    reduceTask,
    reference: readPlacedText(child(value, "reference")),
    shuffleBytes: readWhole(child(shuffle, "bytes"), SIZE),
    shuffleBytesPerSecond: readPositive(child(shuffle, "rate"), TRANSFER_RATE),
    setup: readDistribution(child(value, "setup"), DURATION),
    slowStart: readQuantity(child(value, "slowStart"), PERCENTAGE),
    speculation: readFlag(child(value, "speculation")),
    taskFailure: readQuantity(child(value, "taskFailure"), PERCENTAGE) ?? 0,
    stragglers: readStragglers(child(value, "stragglers")),
    at: { place: value.node.place, path: value.path },
  };
}

function readMapCount(value: Value): MapCount | undefined {
  const maps = child(value, "maps");
  const input = child(value, "input");
  if (reportExclusive(value, ["maps", "input"])) return undefined;
  if (maps === undefined && input === undefined) {
    reportExpected(value, "SCENARIO_VALUE", "either `maps`, a number, or `input`, a size");
    return undefined;
  }
  const count = readCount(maps, 1);
  if (count !== undefined) return { kind: "count", count };
  const bytes = readWhole(input, SIZE);
  return bytes === undefined
    ? undefined
    : { kind: "input", bytes, splitBytes: readPositive(child(value, "splitSize"), SIZE) };
}

function readStragglers(value: Value | undefined): MapReduceWork["stragglers"] {
  const probability = readQuantity(child(value, "probability"), PERCENTAGE);
  const factor = child(value, "slowdown");
  const slowdown = factor === undefined ? undefined : readRatio(factor);
  if (probability === undefined || slowdown === undefined) return undefined;
  if (factor !== undefined && !(slowdown >= 1 && slowdown <= 1000)) {
    reportExpected(factor, "SCENARIO_VALUE", "a factor from 1 to 1000");
    return undefined;
  }
  return { probability, slowdown };
}
