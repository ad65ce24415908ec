import { nominalPeriodMs } from "../../base/period.ts";
import type { PipelineObject } from "../../definition/definition.ts";
import { readPeriod } from "../../definition/fields/read-field.ts";
import type { CompileContext } from "./compile-context.ts";
import { idsOf, referredObjects, silentReader, typeOf } from "./fields.ts";
import { RESOURCE_TYPES } from "./runner.ts";

/**
 * The Schedule that a component follows: its own, be it given, of a parent or of `Default` (1.3); else, since one resource
 * instance is there for each interval of what runs on it, a resource takes that of its activities, of several the longest
 * (2.3), and an activity that of its resource. Undefined where none of them has any (2.7).
 *
 * Source: DG Schedule, whose examples give the activity alone a schedule. Which one counts of several is an assumption.
 */
export function followedSchedule(context: CompileContext, object: PipelineObject): PipelineObject | undefined {
  const own = ownSchedule(context, object);
  if (own !== undefined) return own;
  const borrowed = RESOURCE_TYPES.has(typeOf(object)) ? ofActivities(context, object) : ofResource(context, object);
  if (borrowed !== undefined) assumeBorrowed(context, object, borrowed);
  return borrowed;
}

function ownSchedule(context: CompileContext, object: PipelineObject): PipelineObject | undefined {
  return referredObjects(context, object, "schedule")[0];
}

function ofActivities(context: CompileContext, resource: PipelineObject): PipelineObject | undefined {
  const schedules = context.definition.objects
    .filter((object) => idsOf(object, "runsOn").includes(resource.id))
    .flatMap((object) => ownSchedule(context, object) ?? []);
  const lengthMs = (schedule: PipelineObject): number => {
    const period = readPeriod(silentReader(context), schedule, "period");
    return period === undefined ? 0 : nominalPeriodMs(period);
  };
  return schedules.reduce<PipelineObject | undefined>(
    (longest, schedule) => (longest === undefined || lengthMs(schedule) > lengthMs(longest) ? schedule : longest),
    undefined,
  );
}

function ofResource(context: CompileContext, activity: PipelineObject): PipelineObject | undefined {
  return referredObjects(context, activity, "runsOn").flatMap((resource) => ownSchedule(context, resource) ?? [])[0];
}

function assumeBorrowed({ assumptions }: CompileContext, object: PipelineObject, schedule: PipelineObject): void {
  const isResource = RESOURCE_TYPES.has(typeOf(object));
  assumptions.add({
    id: `schedule.${object.id}`,
    rule: "2.3",
    what: `Schedule of ${object.id}, which has none`,
    value: schedule.id,
    source: isResource ? "the schedule of what runs on it, of several the longest" : "the schedule of what it runs on",
    override: "`schedule` in the definition",
  });
}
