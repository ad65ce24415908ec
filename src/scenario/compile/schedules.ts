import { DAY_MS, formatInstantAsAws, type InstantMs } from "../../base/instant.ts";
import type { Period } from "../../base/period.ts";
import type { PipelineObject } from "../../definition/definition.ts";
import { readPeriod } from "../../definition/fields/read-field.ts";
import type { SchedulePlan } from "../../model/plan.ts";
import { DEFAULT_SCHEDULE_TYPE } from "../defaults.ts";
import { type CompileContext, placeOf } from "./compile-context.ts";
import { countOf, instantOf, silentReader, textOf } from "./fields.ts";
import { followedSchedule } from "./followed-schedule.ts";

const ONDEMAND: SchedulePlan = { kind: "ondemand" };

/**
 * When instances of a component are due (2.2): on demand, or without any schedule (2.7), once at each activation;
 * else by the intervals of its Schedule.
 */
export function compileSchedule(context: CompileContext, object: PipelineObject): SchedulePlan {
  const type = textOf(context, object, "scheduleType")?.toLowerCase();
  const schedule = type === "ondemand" ? undefined : followedSchedule(context, object);
  if (schedule === undefined) return onDemand(context, type);
  const period = periodOf(context, schedule);
  if (period === undefined) return ONDEMAND;
  // Source: DG Schedule: `startAt` has the one value FIRST_ACTIVATION_DATE_TIME.
  const startMs = instantOf(context, schedule, "startDateTime") ?? context.activationMs;
  warnOfBackfill(context, schedule, startMs);
  return {
    kind: type === "cron" ? "cron" : type === "timeseries" ? "timeseries" : assumeType(context, schedule),
    scheduleId: schedule.id,
    startMs,
    period,
    occurrences: countOf(context, schedule, "occurrences") ?? null,
    endMs: instantOf(context, schedule, "endDateTime") ?? null,
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

function periodOf(context: CompileContext, schedule: PipelineObject): Period | undefined {
  const period = readPeriod(silentReader(context), schedule, "period");
  if (period !== undefined && period.count > 0) return period;
  const message = `${schedule.id} has no period, so nothing says when an interval ends`;
  const place = placeOf(context, schedule.fields.get("period") ?? schedule);
  context.problems.error("PLAN_SCHEDULE", place, message, { path: `${schedule.id}.period`, rule: "2.2" });
  return undefined;
}

function warnOfBackfill(context: CompileContext, schedule: PipelineObject, startMs: InstantMs): void {
  if (startMs >= context.activationMs - DAY_MS) return;
  const message = `the schedule starts on ${formatInstantAsAws(startMs)}, over a day before the activation on ${formatInstantAsAws(context.activationMs)}: AWS blocks such an activation; here what has passed is backfilled`;
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
