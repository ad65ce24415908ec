import { MINUTE_MS } from "../../base/instant.ts";
import { addPeriods, type Period } from "../../base/period.ts";
import type { PipelineDefinition, PipelineObject } from "../definition.ts";
import { findObject } from "../fields/find-object.ts";
import { type FieldReader, readInstant, readPeriod } from "../fields/read-field.ts";
import { typeName } from "../fields/type-of.ts";
import type { Problems } from "../source/problems.ts";

const PERIOD_MIN_MS = 15 * MINUTE_MS;
const PERIOD_MAX: Period = { count: 3, unit: "year" };

/**
 * 2.2: periods from 15 minutes to 3 years; an end by date or by count, not both, and behind the start; one kind of
 * scheduleType for the whole pipeline where it runs on demand.
 */
export function checkSchedules(definition: PipelineDefinition, problems: Problems): void {
  // Values that are wrong by themselves are reported with all the other fields.
  const reader: FieldReader = { definition, context: {}, report: () => {} };
  for (const object of definition.objects) {
    if (typeName(object) !== "Schedule") continue;
    checkPeriod(reader, object, problems);
    checkEnd(reader, object, problems);
  }
  checkTypes(definition, problems);
}

/**
 * A pipeline runs on demand as a whole, or not at all: its Default says which. One object that differs would run once, or
 * by intervals, beside all others.
 */
function checkTypes(definition: PipelineDefinition, problems: Problems): void {
  const isOnDemand = (object: PipelineObject | undefined): boolean | undefined => {
    const value = object?.fields.get("scheduleType")?.values[0];
    return value?.kind === "string" ? value.text.trim().toLowerCase() === "ondemand" : undefined;
  };
  const defaults = findObject(definition, "Default");
  // an excerpt does not show what its pipeline is
  if (defaults === undefined) return;
  const ofDefault = isOnDemand(defaults) ?? false;
  for (const object of definition.objects) {
    const field = object.fields.get("scheduleType");
    if (object.id === "Default" || field === undefined || field.inheritedFrom !== undefined) continue;
    const own = isOnDemand(object);
    if (own === undefined || own === ofDefault) continue;
    const message = own
      ? `"${object.id}" runs on demand, but Default does not: AWS wants ondemand for the whole pipeline, or not at all.`
      : `"${object.id}" follows a schedule, but Default is ondemand, which AWS wants to be the only scheduleType.`;
    problems.warning("SCHEDULE_TYPE", field.values[0]?.position ?? field.position, message, {
      path: `${object.id}.scheduleType`,
      rule: "2.2",
      hint: "Give scheduleType in Default alone.",
    });
  }
}

function checkPeriod(reader: FieldReader, schedule: PipelineObject, problems: Problems): void {
  const field = schedule.fields.get("period");
  const period = readPeriod(reader, schedule, "period");
  if (field === undefined || period === undefined) return;
  const lengthMs = addPeriods(0, period, 1);
  if (lengthMs >= PERIOD_MIN_MS && lengthMs <= addPeriods(0, PERIOD_MAX, 1)) return;
  const message = "AWS refuses a period of under 15 minutes or over 3 years; it is simulated all the same.";
  const position = field.values[0]?.position ?? field.position;
  problems.warning("SCHEDULE_PERIOD", position, message, { path: `${schedule.id}.period`, rule: "2.2" });
}

function checkEnd(reader: FieldReader, schedule: PipelineObject, problems: Problems): void {
  const end = schedule.fields.get("endDateTime");
  if (end === undefined) return;
  const details = { path: `${schedule.id}.endDateTime`, rule: "2.2" };
  const position = end.values[0]?.position ?? end.position;
  if (schedule.fields.has("occurrences")) {
    const message = "A schedule ends by endDateTime or by occurrences, not by both; whichever comes first counts.";
    problems.warning("SCHEDULE_END", position, message, { ...details, hint: "Take one of the two away." });
  }
  const startMs = readInstant(reader, schedule, "startDateTime");
  const endMs = readInstant(reader, schedule, "endDateTime");
  if (startMs === undefined || endMs === undefined || startMs < endMs) return;
  problems.warning("SCHEDULE_END", position, "The schedule ends before it starts; nothing is ever due.", details);
}
