import { readDistribution, type ScenarioDistribution } from "../distribution/scenario-distribution.ts";
import { DURATION } from "../units/duration.ts";
import { SIZE } from "../units/size.ts";
import { readPositive, readWhole } from "../values/read-quantity.ts";
import { readCount, readRatio, readText } from "../values/read-scalar.ts";
import { child, items, reportExclusive, reportExpected, type Value } from "../values/value.ts";

/** One stage of a Spark application. */
export interface SparkStageWork {
  readonly name: string;
  readonly tasks: TaskCount;
  readonly task: ScenarioDistribution;
  /** Indexes of stages before it. */
  readonly after: readonly number[];
  readonly driver: ScenarioDistribution | undefined;
  readonly shuffleReadBytes: number | undefined;
  readonly shuffleWriteBytes: number | undefined;
  readonly memory: ScenarioDistribution | undefined;
  readonly cacheBytes: number | undefined;
  readonly cached: { readonly of: number; readonly slowdown: number } | undefined;
}

/** How many tasks there are: a number, or the input by the size of a partition. */
export type TaskCount =
  | { readonly kind: "count"; readonly count: number }
  | { readonly kind: "input"; readonly bytes: number; readonly partitionBytes: number | undefined };

/** Reads `stages`; those that are wrong are left out, with a problem each. */
export function readStages(value: Value): readonly SparkStageWork[] {
  const names: string[] = [];
  const stages = items(value).map((item, index) => {
    const name = readText(child(item, "name")) ?? `stage ${index}`;
    if (names.includes(name)) reportExpected(item, "SCENARIO_VALUE", `a \`name\` that no other stage has, not ${name}`);
    const stage = readStage(item, name, names);
    names.push(name);
    return stage;
  });
  if (stages.length === 0) reportExpected(value, "SCENARIO_VALUE", "a list of stages, one at least");
  return stages.filter((stage) => stage !== undefined);
}

/** @param before names of the stages before it */
function readStage(value: Value, name: string, before: readonly string[]): SparkStageWork | undefined {
  const tasks = readTaskCount(value);
  const task = readDistribution(child(value, "task"), DURATION);
  if (child(value, "task") === undefined) reportExpected(value, "SCENARIO_VALUE", "`task`, how long one task takes");
  const after = items(child(value, "after")).flatMap((item) => readStageRef(item, before) ?? []);
  const memory = readDistribution(child(value, "memory"), SIZE);
  const cached = readCached(child(value, "cached"), before);
  if (tasks === undefined || task === undefined) return undefined;
  return {
    name,
    tasks,
    task,
    after,
    driver: readDistribution(child(value, "driver"), DURATION),
    shuffleReadBytes: readWhole(child(value, "shuffleRead"), SIZE),
    shuffleWriteBytes: readWhole(child(value, "shuffleWrite"), SIZE),
    memory,
    cacheBytes: readWhole(child(value, "cache"), SIZE),
    cached,
  };
}

function readTaskCount(value: Value): TaskCount | undefined {
  if (reportExclusive(value, ["tasks", "input"])) return undefined;
  const tasks = child(value, "tasks");
  const input = child(value, "input");
  if (tasks === undefined && input === undefined) {
    reportExpected(value, "SCENARIO_VALUE", "either `tasks`, a number, or `input`, a size");
    return undefined;
  }
  const count = readCount(tasks, 1);
  if (count !== undefined) return { kind: "count", count };
  const bytes = readWhole(input, SIZE);
  const partitionBytes = readPositive(child(value, "partitionSize"), SIZE);
  return bytes === undefined ? undefined : { kind: "input", bytes, partitionBytes };
}

/** A stage before this one: its name, or its number. */
function readStageRef(value: Value, before: readonly string[]): number | undefined {
  const text = readText(value);
  if (text === undefined) return undefined;
  const named = before.indexOf(text);
  const index = named >= 0 ? named : /^\d{1,6}$/.test(text) ? Number(text) : -1;
  if (index >= 0 && index < before.length) return index;
  const known = before.length === 0 ? "there is none" : before.map((name, at) => `${at} (${name})`).join(", ");
  reportExpected(value, "SCENARIO_VALUE", `a stage before this one, by its number or name: ${known}`);
  return undefined;
}

function readCached(value: Value | undefined, before: readonly string[]): SparkStageWork["cached"] {
  if (value === undefined) return undefined;
  const from = child(value, "of");
  if (from === undefined) reportExpected(value, "SCENARIO_VALUE", "`of`, the stage that keeps it in memory");
  const of = from === undefined ? undefined : readStageRef(from, before);
  const slowdown = readFactor(child(value, "slowdown"));
  if (child(value, "slowdown") === undefined) {
    reportExpected(value, "SCENARIO_VALUE", "`slowdown`, how many times as long a task takes without it");
  }
  return of === undefined || slowdown === undefined ? undefined : { of, slowdown };
}

/** Reads how many times as long something takes. */
export function readFactor(value: Value | undefined): number | undefined {
  if (value === undefined) return undefined;
  const factor = readRatio(value);
  if (factor === undefined || (factor >= 1 && factor <= 1000)) return factor;
  reportExpected(value, "SCENARIO_VALUE", "a factor from 1 to 1000");
  return undefined;
}
