import type { PipelinePlan } from "./plan.ts";

/** Whether nothing but the end of the forecast ends a pipeline: a schedule without an end, arrivals without a count (2.2). */
export function runsOn({ activation, activities }: PipelinePlan): boolean {
  const endlessSchedule = activities.some(
    ({ schedule }) => schedule.kind !== "ondemand" && schedule.occurrences === null && schedule.endMs === null,
  );
  return endlessSchedule || (activation.kind !== "times" && activation.count === null);
}
