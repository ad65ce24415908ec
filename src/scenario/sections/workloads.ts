import { readDistribution, type ScenarioDistribution } from "../distribution/scenario-distribution.ts";
import { DURATION } from "../units/duration.ts";
import { PERCENTAGE } from "../units/percentage.ts";
import { readQuantity } from "../values/read-quantity.ts";
import { isWord } from "../values/read-scalar.ts";
import {
  child,
  children,
  items,
  type Placed,
  placed,
  reportExclusive,
  reportExpected,
  type Value,
} from "../values/value.ts";
import { type MapReduceWork, readMapReduce } from "./map-reduce.ts";
import { readScaling, type ScalingWork } from "./scaling.ts";
import { readSpark, type SparkWork } from "./spark.ts";

/** How much work one step or command is. */
export type ScenarioWork =
  | { readonly kind: "duration"; readonly duration: ScenarioDistribution }
  | ScalingWork
  | MapReduceWork
  | SparkWork;

/** Durations of pre- or postStepCommands: one for each of them, or one that holds for all. */
export type CommandDurations =
  | { readonly kind: "each"; readonly duration: ScenarioDistribution }
  | { readonly kind: "list"; readonly durations: Placed<readonly ScenarioDistribution[]> };

/** How likely an attempt is to fail, and where in its work it does. */
export interface AttemptFailure {
  readonly probability: number;
  readonly atFraction: ScenarioDistribution | "uniform" | undefined;
}

/** One entry of `workloads`. */
export interface Workload {
  readonly preActivityTask: ScenarioDistribution | undefined;
  readonly preStepCommand: CommandDurations | undefined;
  readonly steps: Placed<readonly ScenarioWork[]> | undefined;
  readonly postStepCommand: CommandDurations | undefined;
  readonly postActivityTask: ScenarioDistribution | undefined;
  readonly command: ScenarioWork | undefined;
  /** For steps and commands that the others do not describe. */
  readonly otherwise: ScenarioWork | undefined;
  readonly failure: AttemptFailure | undefined;
}

/** Keys of a step or command that say how much work it is: one of them. */
const WORK_KINDS: readonly string[] = ["duration", "mapreduce", "scaling", "spark"];

/** The entries of `workloads` by pattern, in the order of the file. */
export function readWorkloads(value: Value | undefined): readonly (Placed<Workload> & { readonly pattern: string })[] {
  return children(value).map((entry) => ({ ...placed(entry, readWorkload(entry)), pattern: entry.key }));
}

function readWorkload(value: Value): Workload {
  const steps = child(value, "steps");
  reportExclusive(value, ["duration", "scaling"]);
  return {
    preActivityTask: readDistribution(child(value, "preActivityTask"), DURATION),
    preStepCommand: readCommandDurations(child(value, "preStepCommand")),
    steps: steps && placed(steps, present(items(steps).map(readWork))),
    postStepCommand: readCommandDurations(child(value, "postStepCommand")),
    postActivityTask: readDistribution(child(value, "postActivityTask"), DURATION),
    command: readWork(child(value, "command")),
    otherwise: readScaling(child(value, "scaling")) ?? readDuration(child(value, "duration")),
    failure: readFailure(child(value, "failure")),
  };
}

function readWork(value: Value | undefined): ScenarioWork | undefined {
  if (value !== undefined && reportExclusive(value, WORK_KINDS)) return undefined;
  const spark = child(value, "spark");
  if (spark !== undefined) return readSpark(spark);
  const mapReduce = child(value, "mapreduce");
  if (mapReduce !== undefined) return readMapReduce(mapReduce);
  const scaling = child(value, "scaling");
  if (scaling !== undefined) return readScaling(scaling);
  return readDuration(child(value, "duration") ?? value);
}

function readDuration(value: Value | undefined): ScenarioWork | undefined {
  const duration = readDistribution(value, DURATION);
  return duration === undefined ? undefined : { kind: "duration", duration };
}

/** Reads how likely something is to fail, and where in its work: a map, or its probability alone. */
export function readFailure(value: Value | undefined): AttemptFailure | undefined {
  if (value?.node.kind === "scalar") {
    const probability = readQuantity(value, PERCENTAGE);
    return probability === undefined ? undefined : { probability, atFraction: undefined };
  }
  const probability = readQuantity(child(value, "probability"), PERCENTAGE);
  const atFraction = readFraction(child(value, "atFraction"));
  return probability === undefined ? undefined : { probability, atFraction };
}

/** A share of the work may stand as a number, too: it has no unit. */
function readFraction(value: Value | undefined): AttemptFailure["atFraction"] {
  if (value === undefined) return undefined;
  if (isWord(value, "uniform")) return "uniform";
  const { node, path } = value;
  if (node.kind === "map") return readDistribution(value, PERCENTAGE);
  const given = node.kind === "scalar" ? node.value : undefined;
  const fraction = typeof given === "string" ? PERCENTAGE.parse(given) : given;
  if (typeof fraction === "number" && fraction >= 0 && fraction <= 1)
    return { place: node.place, path, unit: PERCENTAGE, value: { kind: "constant", value: fraction } };
  reportExpected(value, "SCENARIO_VALUE", "`uniform`, a fraction such as `0.5` or `50%`, or a distribution");
  return undefined;
}

function readCommandDurations(value: Value | undefined): CommandDurations | undefined {
  if (value?.node.kind === "list") {
    const durations = present(items(value).map((item) => readDistribution(item, DURATION)));
    return { kind: "list", durations: placed(value, durations) };
  }
  const duration = readDistribution(value, DURATION);
  return duration === undefined ? undefined : { kind: "each", duration };
}

function present<T>(things: readonly (T | undefined)[]): T[] {
  return things.filter((thing) => thing !== undefined);
}
