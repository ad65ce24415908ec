import { formatInstantAsAws } from "../../base/instant.ts";
import { keysWaitedFor } from "../../model/pipeline/occasions.ts";
import { type Interval, intervalAt, type TimedSchedule } from "../../model/pipeline/schedule.ts";
import type { ActivityPlan, DataNodePlan } from "../../model/plan.ts";
import { type CompileContext, placeOf } from "./compile-context.ts";

/** So many intervals are looked at; what does not show in them is rare. */
const INTERVALS_MAX = 1000;

/**
 * Warns where an activity has an interval for which what it waits for, which follows another schedule, has none: nothing
 * holds it back there (3.1).
 */
export function warnOfUnmatchedIntervals(
  context: CompileContext,
  activities: readonly ActivityPlan[],
  dataNodes: readonly DataNodePlan[],
): void {
  const byId = new Map([...activities, ...dataNodes].map((component) => [component.id, component]));
  for (const { id, schedule, dependsOn, dataNodes: read = [] } of activities) {
    if (schedule.kind === "ondemand") continue;
    for (const otherId of new Set([...dependsOn.map(({ activityId }) => activityId), ...read])) {
      const other = byId.get(otherId)?.schedule;
      if (other === undefined || other.kind === "ondemand") continue;
      const lonely = firstUnmatched(schedule, other);
      if (lonely !== undefined) warn(context, id, otherId, lonely);
    }
  }
}

function firstUnmatched(own: TimedSchedule, other: TimedSchedule): Interval | undefined {
  for (let index = 0; index < INTERVALS_MAX; index += 1) {
    const interval = intervalAt(own, index);
    if (interval === undefined) return undefined;
    if (keysWaitedFor(own, { ...interval, dueMs: interval.startMs }, other).length === 0) return interval;
  }
  return undefined;
}

function warn(context: CompileContext, id: string, otherId: string, { startMs }: Interval): void {
  const object = context.objects.get(id);
  if (object === undefined) return;
  const message = `${id} waits for ${otherId}, whose schedule has no interval for that of ${formatInstantAsAws(startMs)}: nothing holds it back there`;
  const hint = "let both follow one schedule, or let the schedules begin and end together";
  context.problems.warning("PLAN_INTERVAL", placeOf(context, object), message, { path: id, rule: "3.1", hint });
}
