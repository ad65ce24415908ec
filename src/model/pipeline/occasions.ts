import type { SchedulePlan } from "../plan.ts";
import type { Occasion } from "./instance-source.ts";
import { intervalAround, intervalAt, intervalsStartingIn, type TimedSchedule } from "./schedule.ts";

/**
 * Tells the instances of one component apart: the start of the interval, or the number of the activation for a
 * component that runs on demand.
 */
export type OccasionKey = number;

/** The key of the instance that a component has for an occasion. */
export function keyOf(schedule: SchedulePlan, occasion: Occasion): OccasionKey {
  return schedule.kind === "ondemand" ? occasion.index : occasion.startMs;
}

/**
 * The instances of another component that an instance waits for: those of the same interval or activation. Where the
 * periods differ, those whose intervals start within its own, else the one whose interval its own start falls into
 * (3.1).
 */
export function keysWaitedFor(own: SchedulePlan, occasion: Occasion, other: SchedulePlan): OccasionKey[] {
  if (other.kind === "ondemand") return [own.kind === "ondemand" ? occasion.index : 0];
  if (own.kind === "ondemand") return keysOf([intervalAt(other, 0)]);
  if (isSameTiming(own, other)) return keysOf([intervalAt(other, occasion.index)]);
  const within = intervalsStartingIn(other, occasion.startMs, occasion.endMs);
  return keysOf(within.length > 0 ? within : [intervalAround(other, occasion.startMs)]);
}

/**
 * The resource instance that serves an activity instance: the one into whose interval the activity's start falls; a
 * resource may have a longer period than its activities (2.3). Undefined when the resource's schedule has none.
 */
export function keyOfResource(own: SchedulePlan, occasion: Occasion, resource: SchedulePlan): OccasionKey | undefined {
  if (resource.kind === "ondemand") return own.kind === "ondemand" ? occasion.index : 0;
  if (own.kind === "ondemand") return intervalAt(resource, 0)?.startMs;
  return intervalAround(resource, occasion.startMs)?.startMs;
}

/** How many instances of an activity a resource instance serves: the other direction of `keyOfResource` (2.3). */
export function countServed(resource: SchedulePlan, occasion: Occasion, activity: SchedulePlan): number {
  if (activity.kind === "ondemand") return resource.kind === "ondemand" || occasion.index === 0 ? 1 : 0;
  if (resource.kind === "ondemand") return occasion.index === 0 ? countIntervals(activity) : 0;
  if (isSameTiming(resource, activity)) return intervalAt(activity, occasion.index) === undefined ? 0 : 1;
  return intervalsStartingIn(activity, occasion.startMs, occasion.endMs).length;
}

/** Without an end of its own a schedule runs on: a resource that serves it is needed to the horizon. */
function countIntervals(schedule: TimedSchedule): number {
  if (schedule.occurrences !== null) return schedule.occurrences;
  if (schedule.endMs === null) return Number.POSITIVE_INFINITY;
  return intervalsStartingIn(schedule, schedule.startMs, schedule.endMs).length;
}

/** Cron and timeseries differ in when an instance is due, not in the intervals. */
function isSameTiming(a: TimedSchedule, b: TimedSchedule): boolean {
  return a.startMs === b.startMs && a.period.count === b.period.count && a.period.unit === b.period.unit;
}

function keysOf(intervals: readonly ({ readonly startMs: number } | undefined)[]): OccasionKey[] {
  return intervals.flatMap((interval) => (interval === undefined ? [] : [interval.startMs]));
}
