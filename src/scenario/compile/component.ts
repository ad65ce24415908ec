import type { PipelineObject } from "../../definition/definition.ts";
import type { ActivityPlan } from "../../model/plan.ts";
import { DOCUMENTED_MAX_ACTIVE_INSTANCES } from "../defaults.ts";
import type { CompileContext } from "./compile-context.ts";
import { countOf, textOf, typeOf } from "./fields.ts";
import { compileSchedule } from "./schedules.ts";

/** What activities and resources have in common. */
export function compileComponent(
  context: CompileContext,
  object: PipelineObject,
): Pick<ActivityPlan, "id" | "name" | "type" | "schedule" | "maxActiveInstances"> {
  const schedule = compileSchedule(context, object);
  return {
    id: object.id,
    name: textOf(context, object, "name") ?? object.id,
    type: typeOf(object),
    schedule,
    maxActiveInstances: maxActiveInstances(context, object, schedule.kind === "ondemand"),
  };
}

/** The object's own limit; the documented default only holds while the scenario does not set or lift the limit (2.4). */
function maxActiveInstances(context: CompileContext, object: PipelineObject, isOnDemand: boolean): number | null {
  const own = countOf(context, object, "maxActiveInstances");
  if (own !== undefined && own > 0) return own;
  const { activeInstancesPerObject } = context.scenario.account;
  if (activeInstancesPerObject !== undefined) return activeInstancesPerObject;
  return DOCUMENTED_MAX_ACTIVE_INSTANCES[isOnDemand ? "ondemand" : "scheduled"];
}
