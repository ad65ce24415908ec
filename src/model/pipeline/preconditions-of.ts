import type { PipelinePlan } from "../plan.ts";
import type { PreconditionPlan } from "../precondition-plan.ts";

/** The preconditions of a pipeline's activities and data nodes, once for each that uses them. */
export function preconditionsOf({ activities, dataNodes = [] }: PipelinePlan): PreconditionPlan[] {
  return [...activities, ...dataNodes].flatMap(({ preconditions = [] }) => preconditions);
}
