import fc from "fast-check";
import { refTo, someOf } from "./random-quantities.ts";
import type { Era, TextObject } from "./text-object.ts";

/** When a pipeline runs, and the fields that all of its objects inherit. */
export interface TimingShape {
  readonly isTimed: boolean;
  readonly type: "cron" | "timeseries" | "TIMESERIES";
  readonly schedules: readonly ScheduleShape[];
  readonly inherited: Readonly<Record<string, unknown>>;
}

interface ScheduleShape {
  readonly periods: readonly [string, string];
  /** Hours after the activation; absent: the first activation. */
  readonly startHours: number | undefined;
  readonly occurrences: number | undefined;
  readonly endHours: number | undefined;
}

const scheduleShape: fc.Arbitrary<ScheduleShape> = fc.record({
  periods: fc.tuple(
    fc.constantFrom("1 hour", "20 Minutes", "15 minutes"),
    fc.constantFrom("1 hour", "2 hours", "1 day"),
  ),
  startHours: fc.constantFrom(undefined, 0, 1, -2),
  occurrences: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
  endHours: fc.option(fc.integer({ min: 2, max: 6 }), { nil: undefined }),
});

/** On demand, or by two schedules of which the long one has the longer periods (2.2, 2.3). */
export const timingShape: fc.Arbitrary<TimingShape> = fc.record({
  isTimed: fc.boolean(),
  type: fc.constantFrom("cron", "timeseries", "TIMESERIES"),
  schedules: fc.tuple(scheduleShape, scheduleShape),
  inherited: someOf({
    failureAndRerunMode: fc.constantFrom("none", "CASCADE"),
    pipelineLogUri: fc.constant("s3://logs/pipelines/"),
    maxActiveInstances: fc.constantFrom("1", "2", "5"),
  }),
});

/** The Default object and the schedules; an occurrence count goes before an end, which a schedule cannot have as well. */
export function timingObjects({ isTimed, type, schedules, inherited }: TimingShape, era: Era): TextObject[] {
  const when = isTimed ? { scheduleType: type, schedule: refTo("Short") } : { scheduleType: "ondemand" };
  const root = { id: "Default", name: "Default", ...inherited, ...when };
  return isTimed ? [root, ...schedules.map((shape, index) => scheduleObject(shape, index, era))] : [root];
}

function scheduleObject(
  { periods, startHours, occurrences, endHours }: ScheduleShape,
  index: number,
  era: Era,
): TextObject {
  return {
    id: index === 0 ? "Short" : "Long",
    type: "Schedule",
    period: periods[index],
    ...(startHours === undefined
      ? { startAt: "FIRST_ACTIVATION_DATE_TIME" }
      : { startDateTime: timeText(era, startHours) }),
    ...(occurrences === undefined ? {} : { occurrences: String(occurrences) }),
    ...(occurrences !== undefined || endHours === undefined ? {} : { endDateTime: timeText(era, endHours) }),
  };
}

/** Hours after the activation, as a definition writes it. */
function timeText(era: Era, hours: number): string {
  return new Date(Date.parse(era.activationText) + hours * 3_600_000).toISOString().slice(0, 19);
}
