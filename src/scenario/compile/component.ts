import type { PipelineObject } from "../../definition/definition.ts";
import type { ActivityPlan } from "../../model/plan.ts";
import { DOCUMENTED_MAX_ACTIVE_INSTANCES } from "../defaults.ts";
import type { CompileContext } from "./compile-context.ts";
import { countOf, textOf, typeOf } from "./fields.ts";
import { compileSchedule } from "./schedules.ts";

/** What activities, resources and data nodes have in common. */
export function compileComponent(
  context: CompileContext,
  object: PipelineObject,
  schedule = compileSchedule(context, object),
): Pick<ActivityPlan, "id" | "name" | "type" | "schedule" | "maxActiveInstances"> {
  return {
    id: object.id,
    name: textOf(context, object, "name") ?? object.id,
    type: typeOf(object),
    schedule,
    maxActiveInstances: maxActiveInstances(context, object, schedule.kind === "ondemand"),
  };
}

/** What happens to an object when one that it waits for fails; anything but `cascade` is `none` (3.5). */
export function compileFailureMode(context: CompileContext, object: PipelineObject): "none" | "cascade" {
  return textOf(context, object, "failureAndRerunMode")?.toLowerCase() === "cascade" ? "cascade" : "none";
}

/** The object's own limit; the documented default only holds while the scenario does not set or lift the limit (2.4). */
function maxActiveInstances(context: CompileContext, object: PipelineObject, isOnDemand: boolean): number | null {
  const own = countOf(context, object, "maxActiveInstances");
  if (own !== undefined && own > 0) return own;
  const { activeInstancesPerObject } = context.scenario.account;
  if (activeInstancesPerObject !== undefined) return activeInstancesPerObject;
  return DOCUMENTED_MAX_ACTIVE_INSTANCES[isOnDemand ? "ondemand" : "scheduled"];
}
