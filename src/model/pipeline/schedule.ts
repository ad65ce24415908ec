import type { InstantMs } from "../../base/instant.ts";
import { addPeriods, nominalPeriodMs } from "../../base/period.ts";
import type { SchedulePlan } from "../plan.ts";

/** A schedule with intervals: cron or timeseries (2.2). */
export type TimedSchedule = Exclude<SchedulePlan, { kind: "ondemand" }>;

/** Interval k of a schedule, [startMs, endMs). */
export interface Interval {
  readonly index: number;
  readonly startMs: InstantMs;
  readonly endMs: InstantMs;
}

/** Interval `index`, or undefined when the schedule has ended before it (2.2). */
export function intervalAt(schedule: TimedSchedule, index: number): Interval | undefined {
  if (index < 0 || (schedule.occurrences !== null && index >= schedule.occurrences)) return undefined;
  const startMs = addPeriods(schedule.startMs, schedule.period, index);
  if (schedule.endMs !== null && startMs >= schedule.endMs) return undefined;
  return { index, startMs, endMs: addPeriods(schedule.startMs, schedule.period, index + 1) };
}

/** The last interval that starts at or before `instantMs`, or undefined (2.2). */
export function intervalAround(schedule: TimedSchedule, instantMs: InstantMs): Interval | undefined {
  const interval = intervalAt(schedule, lastIndexStartingBy(schedule, instantMs));
  return interval !== undefined && instantMs < interval.endMs ? interval : undefined;
}

/** The intervals that start in [fromMs, toMs), in order. */
export function intervalsStartingIn(schedule: TimedSchedule, fromMs: InstantMs, toMs: InstantMs): Interval[] {
  const intervals: Interval[] = [];
  let index = Math.max(0, lastIndexStartingBy(schedule, fromMs - 1) + 1);
  for (let next = intervalAt(schedule, index); next !== undefined && next.startMs < toMs; ) {
    intervals.push(next);
    index += 1;
    next = intervalAt(schedule, index);
  }
  return intervals;
}

/** How many intervals are due before an instant, at their start or at their end (2.2). */
export function countDueBefore(schedule: TimedSchedule, instantMs: InstantMs, dueAt: "start" | "end"): number {
  const begun = lastIndexStartingBy(schedule, instantMs - 1) + 1;
  const bounds = [dueAt === "start" ? begun : begun - 1];
  if (schedule.occurrences !== null) bounds.push(schedule.occurrences);
  if (schedule.endMs !== null) bounds.push(lastIndexStartingBy(schedule, schedule.endMs - 1) + 1);
  return Math.max(0, Math.min(...bounds));
}

/** Months differ in length: the nominal length gives the neighbourhood, the calendar the index. */
function lastIndexStartingBy(schedule: TimedSchedule, instantMs: InstantMs): number {
  const { startMs, period } = schedule;
  let index = Math.floor((instantMs - startMs) / nominalPeriodMs(period));
  while (addPeriods(startMs, period, index) > instantMs) index -= 1;
  while (addPeriods(startMs, period, index + 1) <= instantMs) index += 1;
  return index;
}
