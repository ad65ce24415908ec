import type { PipelineObject } from "../../definition/definition.ts";
import type { RunnerRef, WorkItemPlan, WorkPlan } from "../../model/plan.ts";
import { PLACEHOLDER_COMMAND, PLACEHOLDER_WORK } from "../defaults.ts";
import type { ScenarioDistribution } from "../distribution/scenario-distribution.ts";
import type { MapReduceWork } from "../sections/map-reduce.ts";
import type { ScalingWork } from "../sections/scaling.ts";
import type { SparkWork } from "../sections/spark.ts";
import type { CommandDurations, ScenarioWork, Workload } from "../sections/workloads.ts";
import { compileAroundWork } from "./around-work.ts";
import { type CompileContext, given } from "./compile-context.ts";
import { compileStepFailure } from "./failures.ts";
import { referredObjects, textOf, textsOf, typeOf } from "./fields.ts";
import { hadoopVersion } from "./hadoop-nodes.ts";
import { compileMapReduce } from "./map-reduce.ts";
import { assumeCommand, assumePlaceholder } from "./placeholders.ts";
import { compileScaling } from "./scaling.ts";
import { compileSpark } from "./spark.ts";
import { compileTransfer, givenSize } from "./transfer.ts";
import { activityLabel, commandLabel, splitArguments, stepLabel } from "./work-label.ts";
import { findWorkload } from "./workload-parts.ts";

/** What one attempt of an activity does, and whether it rests on placeholders (4.6, 4.8). */
export interface CompiledWork {
  readonly items: readonly WorkItemPlan[];
  /** Of steps or the main command; those of pre- and postStepCommands are too short to matter. */
  readonly hasPlaceholders: boolean;
}

/** Activities that go to the Hadoop scheduler of their cluster (4.6). */
const HADOOP_TYPES: ReadonlySet<string> = new Set(["HadoopActivity", "HiveActivity", "PigActivity"]);

/** An EmrActivity is its commands and steps, every other activity is one command or job (4.6). */
export function compileWork(context: CompileContext, activity: PipelineObject, runner: RunnerRef): CompiledWork {
  const parts = findWorkload(context, activity);
  const cluster = clusterOf(context, runner);
  if (typeOf(activity) === "EmrActivity") return compileSteps(context, activity, parts, cluster);
  const { before, after } = compileAroundWork(context, activity, parts, runner);
  const hadoop = HADOOP_TYPES.has(typeOf(activity)) ? cluster : undefined;
  const command = compileCommand(context, activity, parts, hadoop, runner);
  return { ...command, items: [...before, ...command.items, ...after] };
}

function clusterOf(context: CompileContext, runner: RunnerRef): PipelineObject | undefined {
  const resource = runner.kind === "resource" ? context.objects.get(runner.resourceId) : undefined;
  return resource !== undefined && typeOf(resource) === "EmrCluster" ? resource : undefined;
}

function compileSteps(
  context: CompileContext,
  activity: PipelineObject,
  parts: Workload,
  cluster: PipelineObject | undefined,
): CompiledWork {
  const steps = textsOf(context, activity, "step");
  const described = steps.map((_, index) => parts.steps?.value[index] ?? parts.otherwise);
  const placeholders = described.filter((work) => work === undefined).length;
  if (placeholders > 0) assumeSteps(context, activity, steps.length, placeholders);
  const stepItems = steps.map((step, index): WorkItemPlan => {
    const label = context.redact(stepLabel(step));
    return {
      role: "step",
      label,
      place: cluster === undefined ? "runner" : "stepQueue",
      work: toPlan(context, described[index], cluster, splitArguments(step)),
      ...compileStepFailure(context, activity, index, label),
    };
  });
  const before = compileStepCommands(context, activity, "preStepCommand", parts.preStepCommand);
  const after = compileStepCommands(context, activity, "postStepCommand", parts.postStepCommand);
  return { items: [...before, ...stepItems, ...after], hasPlaceholders: placeholders > 0 };
}

function compileStepCommands(
  context: CompileContext,
  activity: PipelineObject,
  role: "preStepCommand" | "postStepCommand",
  durations: CommandDurations | undefined,
): WorkItemPlan[] {
  const commands = textsOf(context, activity, role);
  const described = commands.map((_, index) => durationFor(durations, index));
  if (described.includes(undefined)) {
    const what = commands.length === 1 ? `the ${role}` : `each ${role}`;
    assumeCommand(context, activity, role, `${what} of ${activity.id}`);
  }
  return commands.map((command, index) => {
    const duration = described[index];
    const plan = duration === undefined ? PLACEHOLDER_COMMAND.value : given(context, duration);
    return { role, label: commandLabel(context, command), place: "runner", work: { kind: "duration", duration: plan } };
  });
}

function durationFor(durations: CommandDurations | undefined, index: number): ScenarioDistribution | undefined {
  return durations?.kind === "list" ? durations.durations.value[index] : durations?.duration;
}

function compileCommand(
  context: CompileContext,
  activity: PipelineObject,
  parts: Workload,
  hadoop: PipelineObject | undefined,
  runner: RunnerRef,
): CompiledWork {
  const work = parts.command ?? parts.otherwise;
  const copy = work === undefined ? compileCopy(context, activity, runner) : undefined;
  const isPlaceholder = work === undefined && copy === undefined;
  if (isPlaceholder) {
    assumePlaceholder(context, activity, "command", `the work of ${activity.id}`, PLACEHOLDER_WORK);
  }
  const queue = hadoop === undefined ? undefined : textOf(context, activity, "hadoopQueue");
  const item: WorkItemPlan = {
    role: "command",
    label: activityLabel(context, activity),
    place: hadoop === undefined ? "runner" : "hadoop",
    ...(queue === undefined ? {} : { queue }),
    work: copy ?? toPlan(context, work, hadoop, jobWords(context, activity)),
  };
  return { items: [item], hasPlaceholders: isPlaceholder };
}

/** A CopyActivity takes as long as its data pass through its host, where the scenario says how many they are (4.7). */
function compileCopy(context: CompileContext, activity: PipelineObject, runner: RunnerRef): WorkPlan | undefined {
  if (typeOf(activity) !== "CopyActivity") return undefined;
  const nodes = ["input", "output"].flatMap((key) => referredObjects(context, activity, key));
  const sized = nodes.find((node) => givenSize(context, node) !== undefined);
  return sized === undefined ? undefined : compileTransfer(context, sized, runner);
}

/** The jar of a HadoopActivity and its arguments: `command-runner.jar`, `spark-submit`, ... */
function jobWords(context: CompileContext, activity: PipelineObject): readonly string[] {
  return [...textsOf(context, activity, "jarUri"), ...textsOf(context, activity, "argument")];
}

/** @param words of the step or job */
function toPlan(
  context: CompileContext,
  work: ScenarioWork | undefined,
  cluster: PipelineObject | undefined,
  words: readonly string[],
): WorkPlan {
  if (work === undefined) return { kind: "duration", duration: PLACEHOLDER_WORK.value };
  if (work.kind === "duration") return { kind: "duration", duration: given(context, work.duration) };
  if (cluster === undefined) return refuseOffCluster(context, work);
  if (work.kind === "mapreduce") {
    return { kind: "mapreduce", job: compileMapReduce(context, cluster, hadoopVersion(context, cluster), work) };
  }
  if (work.kind === "spark") {
    return { kind: "spark", application: compileSpark(context, cluster, words, work) };
  }
  return compileScaling(context, cluster, work);
}

function refuseOffCluster(
  context: CompileContext,
  { kind, at: { place, path } }: ScalingWork | MapReduceWork | SparkWork,
): WorkPlan {
  const message = `\`${kind}\` is work that the nodes of a cluster share, and this activity runs on no cluster`;
  context.problems.error("PLAN_WORK", place, message, { path, hint: "give its `duration`" });
  return { kind: "duration", duration: PLACEHOLDER_WORK.value };
}

/** All steps at once as a list; where some are described, `duration` is what holds for the rest. */
function assumeSteps(context: CompileContext, activity: PipelineObject, count: number, placeholders: number): void {
  if (placeholders < count) {
    const rest = `${placeholders} of ${count} steps of ${activity.id}, each`;
    assumePlaceholder(context, activity, "duration", rest, PLACEHOLDER_WORK);
    return;
  }
  const what = count === 1 ? `the step of ${activity.id}` : `the ${count} steps of ${activity.id}, each`;
  assumePlaceholder(context, activity, "steps", what, PLACEHOLDER_WORK, count);
}
