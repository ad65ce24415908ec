import { DAY_MS, formatInstant, type InstantMs, parseInstant } from "../../base/instant.ts";
import { parsePeriod } from "../../base/period.ts";
import type { PipelineObject } from "../../definition/definition.ts";
import type { SchedulePlan } from "../../model/plan.ts";
import { DEFAULT_SCHEDULE_TYPE } from "../defaults.ts";
import { type CompileContext, placeOf } from "./compile-context.ts";
import { countOf, referredObjects, refuseField, textOf } from "./fields.ts";

const ONDEMAND: SchedulePlan = { kind: "ondemand" };

/**
 * When instances of a component are due (2.2): on demand, or without any schedule (2.7), once at each activation;
 * else by the intervals of its Schedule.
 */
export function compileSchedule(context: CompileContext, object: PipelineObject): SchedulePlan {
  const type = textOf(context, object, "scheduleType")?.toLowerCase();
  const [schedule] = referredObjects(context, object, "schedule");
  if (type === "ondemand" || schedule === undefined) return onDemand(context, type);
  const period = readPeriod(context, schedule);
  if (period === undefined) return ONDEMAND;
  const startMs = startOf(context, schedule);
  warnOfBackfill(context, schedule, startMs);
  return {
    kind: type === "cron" ? "cron" : type === "timeseries" ? "timeseries" : assumeType(context, schedule),
    scheduleId: schedule.id,
    startMs,
    period,
    occurrences: countOf(context, schedule, "occurrences") ?? null,
    endMs: readInstant(context, schedule, "endDateTime") ?? null,
  };
}

function onDemand(context: CompileContext, type: string | undefined): SchedulePlan {
  if (type !== "ondemand") {
    context.assumptions.add({
      id: "schedule.none",
      rule: "2.7",
      what: "When a component without a schedule runs",
      value: "once at each activation, as if on demand",
      source: "an excerpt of a definition has no schedule",
      override: "a `schedule` in the definition",
    });
  }
  return ONDEMAND;
}

function readPeriod(context: CompileContext, schedule: PipelineObject) {
  const text = textOf(context, schedule, "period");
  const period = text === undefined ? undefined : parsePeriod(text);
  if (period !== undefined && period.count > 0) return period;
  refuseField(context, schedule, "period", `expected a period such as \`1 day\`, got \`${text ?? "nothing"}\``);
  return undefined;
}

/** Source: DG Schedule: `startDateTime`, or `startAt` with its one value FIRST_ACTIVATION_DATE_TIME. */
function startOf(context: CompileContext, schedule: PipelineObject): InstantMs {
  return readInstant(context, schedule, "startDateTime") ?? context.activationMs;
}

function readInstant(context: CompileContext, schedule: PipelineObject, key: string): InstantMs | undefined {
  const text = textOf(context, schedule, key);
  if (text === undefined) return undefined;
  const instantMs = parseInstant(text);
  if (instantMs === undefined) refuseField(context, schedule, key, `expected a time for \`${key}\`, got \`${text}\``);
  return instantMs;
}

function warnOfBackfill(context: CompileContext, schedule: PipelineObject, startMs: InstantMs): void {
  if (startMs >= context.activationMs - DAY_MS) return;
  const message = `the schedule starts on ${formatInstant(startMs)}, over a day before the activation on ${formatInstant(context.activationMs)}: AWS blocks such an activation; here what has passed is backfilled`;
  context.problems.warning("PLAN_BACKFILL", placeOf(context, schedule), message, {
    path: `${schedule.id}.startDateTime`,
    rule: "2.4",
    hint: "set `activation: { at: ... }` in the scenario",
  });
}

function assumeType(context: CompileContext, schedule: PipelineObject): "timeseries" {
  const { rule, what, value, source } = DEFAULT_SCHEDULE_TYPE;
  context.assumptions.add({
    id: `schedule.${schedule.id}.type`,
    rule,
    what: `${what} of what follows ${schedule.id}`,
    value: `${value}: an instance is due at the end of its interval`,
    source,
    override: "`scheduleType` in the definition",
  });
  return value;
}
