import { DAY_MS, HOUR_MS } from "../base/instant.ts";
import { nominalPeriodMs } from "../base/period.ts";
import type { ActivationPlan, ActivityPlan, PipelinePlan, Plan, ResourcePlan, SchedulePlan } from "../model/plan.ts";

/** What the first replication records is kept in memory and written as one text: more does not fit into one. */
const ROWS_MAX = 500_000;

/** Why a plan is too large to be run and reported, and what to do; undefined when it is not. */
export function refuseHugeRun(plan: Plan): { readonly message: string; readonly hint: string } | undefined {
  const rows = rowsOf(plan);
  if (rows <= ROWS_MAX) return undefined;
  const about = grouped(Number(Math.min(rows, 1e15).toPrecision(2)));
  const limit = grouped(ROWS_MAX);
  const message = `A run would record about ${about} instances, attempts, steps, machines and logs; expected at most ${limit}.`;
  return { message, hint: `End the forecast earlier${untilThatFits(plan, rows)}, or let fewer instances be due.` };
}

/** `, as in --until 4d`: as far as the same rate goes; nothing where an earlier end would not do. */
function untilThatFits(plan: Plan, rows: number): string {
  const fitsMs = ((plan.horizonMs - plan.activationMs) * ROWS_MAX) / rows;
  const [unitMs, unit] = fitsMs >= DAY_MS ? [DAY_MS, "d"] : [HOUR_MS, "h"];
  const count = Math.floor(fitsMs / unitMs);
  const isFitting = count > 0 && rowsOf({ ...plan, horizonMs: plan.activationMs + count * unitMs }) <= ROWS_MAX;
  return isFitting ? `, as in --until ${count}${unit}` : "";
}

function rowsOf(plan: Plan): number {
  return plan.pipelines.reduce((sum, pipeline) => sum + rowsOfPipeline(pipeline, plan), 0);
}

function rowsOfPipeline({ activation, activities, resources }: PipelinePlan, plan: Plan): number {
  const times = (schedule: SchedulePlan) => occasionsOf(schedule, activation, plan);
  const ofActivities = activities.reduce(
    (sum, activity) => sum + rowsOfActivity(activity) * times(activity.schedule),
    0,
  );
  return resources.reduce((sum, resource) => sum + rowsOfResource(resource) * times(resource.schedule), ofActivities);
}

/** The instance, its attempt and the attempt's log, and for each step its row and its log. */
function rowsOfActivity({ work }: ActivityPlan): number {
  return 3 + 2 * work.length;
}

/** The instance, the resource and its runner's log, and for each machine its row and its log. */
function rowsOfResource(resource: ResourcePlan): number {
  const groups = resource.kind === "EmrCluster" ? resource.groups : [resource.group];
  return 3 + 2 * groups.reduce((sum, { count }) => sum + count, 0);
}

function occasionsOf(schedule: SchedulePlan, activation: ActivationPlan, plan: Plan): number {
  const { activationMs, horizonMs } = plan;
  if (schedule.kind === "ondemand") {
    if (activation.kind === "times") return activation.timesMs.length;
    const everyMs = activation.kind === "every" ? activation.everyMs : activation.meanInterarrivalMs;
    return Math.min(activation.count ?? Number.POSITIVE_INFINITY, (horizonMs - activationMs) / everyMs);
  }
  const lengthMs = Math.max(0, Math.min(schedule.endMs ?? horizonMs, horizonMs) - schedule.startMs);
  return Math.min(schedule.occurrences ?? Number.POSITIVE_INFINITY, lengthMs / nominalPeriodMs(schedule.period));
}

function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}
