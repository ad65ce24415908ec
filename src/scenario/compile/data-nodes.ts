import type { PipelineObject } from "../../definition/definition.ts";
import type { ActivityPlan, DataNodePlan, SchedulePlan } from "../../model/plan.ts";
import type { CompileContext } from "./compile-context.ts";
import { compileComponent, compileFailureMode } from "./component.ts";
import { compileLate } from "./failures.ts";
import { idsOf, referredObjects, textOf } from "./fields.ts";
import { followedSchedule } from "./followed-schedule.ts";
import { dataNodesReadBy, isDataNode, producersOf } from "./precondition-uses.ts";
import { compilePreconditions } from "./preconditions.ts";
import { compileSchedule } from "./schedules.ts";

/** The data nodes that activities read, write or depend on, in the order of the definition (3.1); none: no key. */
export function compileDataNodes(
  context: CompileContext,
  objects: readonly PipelineObject[],
  activities: readonly ActivityPlan[],
): { readonly dataNodes?: readonly DataNodePlan[] } {
  const users = new Map<PipelineObject, PipelineObject>();
  const note = (dataNode: PipelineObject, activity: PipelineObject) => {
    if (!users.has(dataNode)) users.set(dataNode, activity);
  };
  // who reads it comes first: on that one's runner its preconditions are checked
  for (const activity of objects) for (const node of dataNodesReadBy(context, activity)) note(node, activity);
  for (const activity of objects) {
    for (const node of referredObjects(context, activity, "output")) if (isDataNode(node)) note(node, activity);
  }
  const dataNodes = context.definition.objects.flatMap((object) => {
    const user = users.get(object);
    const plan = activities.find(({ id }) => id === user?.id);
    return user === undefined || plan === undefined ? [] : [compileDataNode(context, object, objects, { user, plan })];
  });
  return dataNodes.length === 0 ? {} : { dataNodes };
}

function compileDataNode(
  context: CompileContext,
  object: PipelineObject,
  activities: readonly PipelineObject[],
  { user, plan }: { readonly user: PipelineObject; readonly plan: ActivityPlan },
): DataNodePlan {
  const schedule = scheduleOf(context, object, user, plan);
  return {
    ...compileComponent(context, object, schedule),
    producers: producersOf(context, object, activities).map(({ id }) => id),
    ...compilePreconditions(context, object, { schedule, runner: plan.runner }),
    failureAndRerunMode: compileFailureMode(context, object),
    ...compileLate(context, object, schedule),
  };
}

/** Its own, or that of the activity that uses it where it names no other Schedule and no type. */
function scheduleOf(
  context: CompileContext,
  object: PipelineObject,
  user: PipelineObject,
  plan: ActivityPlan,
): SchedulePlan {
  const [own] = idsOf(object, "schedule");
  const isOther = own !== undefined && own !== followedSchedule(context, user)?.id;
  if (isOther || textOf(context, object, "scheduleType") !== undefined) return compileSchedule(context, object);
  return plan.schedule;
}
