import { hadoopSlots } from "../../catalog/hadoop-slots.ts";
import { relativeSpeed } from "../../catalog/relative-speed.ts";
import type { PipelineObject } from "../../definition/definition.ts";
import type { MapReducePlan, TaskFaultsPlan, TasksPlan } from "../../model/map-reduce-plan.ts";
import {
  DEFAULT_MAP_REDUCE_REFERENCE,
  DEFAULT_SHUFFLE_RATE,
  DEFAULT_SPLIT_SIZE,
  type Default,
  DOCUMENTED_SLOW_START,
  DOCUMENTED_SPECULATION,
} from "../defaults.ts";
import type { ScenarioDistribution } from "../distribution/scenario-distribution.ts";
import type { MapReduceWork } from "../sections/map-reduce.ts";
import { formatSize } from "../units/size.ts";
import { TRANSFER_RATE } from "../units/transfer-rate.ts";
import { type CompileContext, given } from "./compile-context.ts";
import { type HadoopVersion, nodeOf } from "./hadoop-nodes.ts";
import { refuseInstanceType } from "./instance-types.ts";

/** A MapReduce job of a cluster, task by task (5.4): how many, how long on which type, with what luck. */
export function compileMapReduce(
  context: CompileContext,
  cluster: PipelineObject,
  version: HadoopVersion,
  work: MapReduceWork,
): MapReducePlan {
  const tasks = (kind: "map" | "reduce", count: number, task: ScenarioDistribution | undefined): TasksPlan => ({
    count,
    task: task === undefined ? { kind: "constant", value: 0 } : given(context, task),
    referenceSpeed: referenceSpeed(context, cluster, version, work, kind),
  });
  return {
    map: tasks("map", mapCount(context, work), work.mapTask),
    reduce: tasks("reduce", work.reduces, work.reduceTask),
    shuffle: compileShuffle(context, work),
    ...(work.setup === undefined ? {} : { setup: given(context, work.setup) }),
    slowStart: work.slowStart ?? DOCUMENTED_SLOW_START,
    faults: compileFaults(work),
  };
}

/** One map for each started split of the input. */
function mapCount(context: CompileContext, { maps }: MapReduceWork): number {
  if (maps.kind === "count") return maps.count;
  const splitBytes = maps.splitBytes ?? assume(context, "splitSize", DEFAULT_SPLIT_SIZE, formatSize);
  return Math.max(1, Math.ceil(maps.bytes / splitBytes));
}

function compileShuffle(context: CompileContext, work: MapReduceWork): MapReducePlan["shuffle"] {
  const { reduces, shuffleBytes = 0, shuffleBytesPerSecond } = work;
  const isAssumed = reduces > 0 && shuffleBytes > 0 && shuffleBytesPerSecond === undefined;
  if (isAssumed) assume(context, "shuffle.rate", DEFAULT_SHUFFLE_RATE, TRANSFER_RATE.format);
  return { bytes: shuffleBytes, bytesPerSecond: shuffleBytesPerSecond ?? DEFAULT_SHUFFLE_RATE.value };
}

function compileFaults({ taskFailure, stragglers, speculation }: MapReduceWork): TaskFaultsPlan {
  return {
    failureProbability: taskFailure,
    stragglerProbability: stragglers?.probability ?? 0,
    stragglerSlowdown: stragglers?.slowdown ?? 1,
    speculation: speculation ?? DOCUMENTED_SPECULATION,
  };
}

/** The speed of one slot or container of the type on which the tasks take as long as the scenario says. */
function referenceSpeed(
  context: CompileContext,
  cluster: PipelineObject,
  version: HadoopVersion,
  { reference }: MapReduceWork,
  kind: "map" | "reduce",
): number {
  const assumed = DEFAULT_MAP_REDUCE_REFERENCE[/^(ami-)?[12]/i.test(version.text) ? "slots" : "containers"];
  const type = reference?.value ?? assume(context, "reference", assumed, String);
  const speed = relativeSpeed(type)?.speed;
  if (speed === undefined && reference !== undefined) {
    refuseInstanceType(context, reference.place, type, reference.path);
    return 1;
  }
  const row = hadoopSlots(type, version.text, version.hasHbase);
  const node = row === undefined ? undefined : nodeOf(row);
  if (node === undefined) {
    refuseReference(context, cluster, type, version);
    return 1;
  }
  const slots = node.kind === "slots" ? node.slots[kind] : Math.floor(node.memoryMb / node.containerMb[kind]);
  return (speed ?? 1) / Math.max(1, slots);
}

function refuseReference(context: CompileContext, cluster: PipelineObject, type: string, version: HadoopVersion): void {
  const message = `the slots and containers of ${type}, on which the tasks of ${cluster.id} are measured, are not known under EMR ${version.text}`;
  const hint = "give a `reference` that EMR has slots or memory for in this version";
  const place = { file: context.definition.file, ...cluster.position };
  context.problems.error("PLAN_WORK", place, message, { path: cluster.id, rule: "5.4", hint });
}

function assume<T>(context: CompileContext, key: string, assumed: Default<T>, format: (value: T) => string): T {
  const { rule, what, value, source } = assumed;
  const override = `\`${key}\` under \`mapreduce\`: \`${key}: ${format(value)}\``;
  context.assumptions.add({ id: `work.mapreduce.${key}`, rule, what, value: format(value), source, override });
  return value;
}
