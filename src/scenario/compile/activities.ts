import type { PipelineObject } from "../../definition/definition.ts";
import type { ActivityPlan } from "../../model/plan.ts";
import { type CompileContext, placeOf } from "./compile-context.ts";
import { compileComponent } from "./component.ts";
import { compileDependencies, refuseCycles } from "./dependencies.ts";
import { compileFailures } from "./failures.ts";
import { textOf, textsOf, typeOf } from "./fields.ts";
import { compileRunner } from "./runner.ts";
import { compileWork } from "./work.ts";
import { warnOfUnmatched } from "./workload-parts.ts";

/** The activities of a pipeline, and which of them rest on placeholder work. */
export interface CompiledActivities {
  readonly activities: readonly ActivityPlan[];
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
  const dataNodes = context.definition.objects.filter((object) => typeOf(object).endsWith("DataNode"));
  warnOfUnmatched(
    context,
    context.scenario.dataNodes,
    dataNodes.map(({ id }) => id),
    "data node",
  );
  return {
    activities,
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
    dependsOn: compileDependencies(object, activities),
    work: items,
    failureAndRerunMode:
      textOf(context, object, "failureAndRerunMode")?.toLowerCase() === "cascade" ? "cascade" : "none",
    ...compileFailures(context, object, component.schedule),
    logUri: textOf(context, object, "pipelineLogUri") ?? null,
  };
  return { activity, hasPlaceholders };
}

function warnOfNoStep(context: CompileContext, object: PipelineObject): void {
  if (typeOf(object) !== "EmrActivity" || textsOf(context, object, "step").length > 0) return;
  const message = "this EmrActivity has no `step`: its attempt takes only as long as its other commands";
  context.problems.warning("PLAN_WORK", placeOf(context, object), message, { path: object.id, rule: "4.6" });
}
