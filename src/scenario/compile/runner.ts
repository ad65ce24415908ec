import type { PipelineObject } from "../../definition/definition.ts";
import type { RunnerRef } from "../../model/plan.ts";
import { didYouMean } from "../source/nearest-names.ts";
import { type CompileContext, placeOf } from "./compile-context.ts";
import { idsOf, textOf, typeOf } from "./fields.ts";

/** Types of objects that AWS launches and installs a Task Runner on. */
export const RESOURCE_TYPES: ReadonlySet<string> = new Set(["EmrCluster", "Ec2Resource"]);

/** Which Task Runner takes an activity: its resource's; else, without `runsOn`, those of its worker group (4.1). */
export function compileRunner(context: CompileContext, activity: PipelineObject): RunnerRef {
  const [resourceId] = idsOf(activity, "runsOn");
  const resource = resourceId === undefined ? undefined : context.objects.get(resourceId);
  if (resource !== undefined && RESOURCE_TYPES.has(typeOf(resource)))
    return { kind: "resource", resourceId: resource.id };
  if (resourceId !== undefined) return refuseRunner(context, activity, resourceId);
  const workerGroup = textOf(context, activity, "workerGroup");
  if (workerGroup === undefined) return { kind: "none" };
  warnOfNoPoller(context, activity, workerGroup);
  return { kind: "workerGroup", workerGroup };
}

function refuseRunner(context: CompileContext, activity: PipelineObject, resourceId: string): RunnerRef {
  const resources = context.definition.objects.filter((object) => RESOURCE_TYPES.has(typeOf(object)));
  const hint = didYouMean(
    resourceId,
    resources.map(({ id }) => id),
  );
  const message = `\`runsOn\` names \`${resourceId}\`, which is no EmrCluster or Ec2Resource of this definition`;
  context.problems.error("PLAN_RUNNER", placeOf(context, activity), message, {
    path: `${activity.id}.runsOn`,
    rule: "4.1",
    ...(hint === undefined ? {} : { hint }),
  });
  return { kind: "none" };
}

function warnOfNoPoller(context: CompileContext, activity: PipelineObject, workerGroup: string): void {
  const groups = context.scenario.taskRunners.map(({ value }) => value.workerGroup);
  if (groups.includes(workerGroup)) return;
  const message = `no Task Runner of the scenario polls for the worker group \`${workerGroup}\`: this activity will never run`;
  context.problems.warning("PLAN_RUNNER", placeOf(context, activity), message, {
    path: `${activity.id}.workerGroup`,
    rule: "4.1",
    hint: `add \`taskRunners: [{ workerGroup: ${workerGroup} }]\` to the scenario`,
  });
}
