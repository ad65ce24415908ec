import { instanceTypeNames } from "../../catalog/instance-type.ts";
import type { PipelineObject } from "../../definition/definition.ts";
import type { ActivityPlan, DataNodePlan } from "../../model/plan.ts";
import { USER_MANAGED } from "../values/host-rates.ts";
import { type CompileContext, placeOf } from "./compile-context.ts";
import { compileComponent, compileFailureMode } from "./component.ts";
import { compileDataNodes } from "./data-nodes.ts";
import { compileDependencies, refuseCycles } from "./dependencies.ts";
import { compileFailures } from "./failures.ts";
import { textOf, textsOf, typeOf } from "./fields.ts";
import { dataNodesReadBy, producersOf } from "./precondition-uses.ts";
import { compilePreconditions } from "./preconditions.ts";
import { compileRunner } from "./runner.ts";
import { warnOfUnmatchedIntervals } from "./unmatched-intervals.ts";
import { compileWork } from "./work.ts";
import { warnOfUnmatched } from "./workload-parts.ts";

/** The activities of a pipeline with their data nodes, and which of them rest on placeholder work. */
export interface CompiledActivities {
  readonly activities: readonly ActivityPlan[];
  /** Absent where there are none. */
  readonly dataNodes?: readonly DataNodePlan[];
  readonly placeholders: readonly string[];
}

/** Compiles every object that is an activity, in the order of the definition. */
export function compileActivities(context: CompileContext): CompiledActivities {
  const objects = context.definition.objects.filter(isActivity);
  const compiled = objects.map((object) => compileActivity(context, object, objects));
  const activities = compiled.map(({ activity }) => activity);
  refuseCycles(context, activities);
  warnOfUnmatched(
    context,
    context.scenario.workloads,
    activities.map(({ id }) => id),
    "activity",
  );
  warnOfUnmatched(context, context.scenario.failures.steps, activities.flatMap(stepNames), "step");
  const nodes = context.definition.objects.filter((object) => typeOf(object).endsWith("DataNode"));
  warnOfUnmatched(
    context,
    context.scenario.dataNodes,
    nodes.map(({ id }) => id),
    "data node",
  );
  const dataNodes = compileDataNodes(context, objects, activities);
  warnOfUnmatchedIntervals(context, activities, dataNodes.dataNodes ?? []);
  const users = [...activities, ...(dataNodes.dataNodes ?? [])];
  const preconditions = users.flatMap((user) => user.preconditions ?? []).map(({ id }) => id);
  warnOfUnmatched(context, context.scenario.preconditions, preconditions, "precondition");
  const hosts = [USER_MANAGED, ...instanceTypeNames()];
  for (const rates of [context.scenario.staging.rates, context.scenario.logs.upload]) {
    warnOfUnmatched(context, rates, hosts, "instance type", "of the catalog");
  }
  return {
    activities,
    ...dataNodes,
    placeholders: compiled.filter(({ hasPlaceholders }) => hasPlaceholders).map(({ activity }) => activity.id),
  };
}

/** Whether an object does work: all types of activities are called so. */
export function isActivity(object: PipelineObject): boolean {
  return typeOf(object).endsWith("Activity");
}

function compileActivity(context: CompileContext, object: PipelineObject, activities: readonly PipelineObject[]) {
  const runner = compileRunner(context, object);
  const { items, hasPlaceholders } = compileWork(context, object, runner);
  warnOfNoStep(context, object);
  const component = compileComponent(context, object);
  const activity: ActivityPlan = {
    ...component,
    runner,
    dependsOn: compileDependencies(context, object, activities),
    ...compileDataNodesReadBy(context, object, activities),
    ...compilePreconditions(context, object, { schedule: component.schedule, runner }),
    work: items,
    failureAndRerunMode: compileFailureMode(context, object),
    ...compileFailures(context, object, { schedule: component.schedule, runner, work: items }),
    logUri: textOf(context, object, "pipelineLogUri") ?? null,
  };
  return { activity, hasPlaceholders };
}

/** What `failures.steps` may call the steps of an EmrActivity. */
function stepNames({ id, work }: ActivityPlan): string[] {
  const steps = work.filter(({ role }) => role === "step");
  return steps.length === 0 ? [] : [id, ...steps.flatMap(({ label }, index) => [`${id}[${index}]`, label])];
}

/** What reads and writes one data node does not wait for itself. */
function compileDataNodesReadBy(
  context: CompileContext,
  activity: PipelineObject,
  activities: readonly PipelineObject[],
): Pick<ActivityPlan, "dataNodes"> {
  const dataNodes = dataNodesReadBy(context, activity).filter(
    (node) => !producersOf(context, node, activities).includes(activity),
  );
  return dataNodes.length === 0 ? {} : { dataNodes: dataNodes.map(({ id }) => id) };
}

function warnOfNoStep(context: CompileContext, object: PipelineObject): void {
  if (typeOf(object) !== "EmrActivity" || textsOf(context, object, "step").length > 0) return;
  const message = "this EmrActivity has no `step`: its attempt takes only as long as its other commands";
  context.problems.warning("PLAN_WORK", placeOf(context, object), message, { path: object.id, rule: "4.6" });
}
