import { expect } from "chai";
import { countServed, keyOf, keyOfResource, keysWaitedFor } from "../../src/model/pipeline/occasions.ts";
import {
  intervalAround,
  intervalAt,
  intervalsStartingIn,
  type TimedSchedule,
} from "../../src/model/pipeline/schedule.ts";
import type { SchedulePlan } from "../../src/model/plan.ts";

function scheduleOf(start: string, count: number, unit: TimedSchedule["period"]["unit"], rest = {}): TimedSchedule {
  const startMs = Date.parse(start);
  return {
    kind: "cron",
    scheduleId: "S",
    startMs,
    period: { count, unit },
    occurrences: null,
    endMs: null,
    ...rest,
  };
}

const iso = (ms: number | undefined) => (ms === undefined ? undefined : new Date(ms).toISOString().slice(0, 16));
const ONDEMAND: SchedulePlan = { kind: "ondemand" };

describe("schedules", () => {
  // counted from the start each time: the 31st comes back after a short month
  const months: [number, string, string][] = [
    [0, "2012-01-31T06:00", "2012-02-29T06:00"],
    [1, "2012-02-29T06:00", "2012-03-31T06:00"],
    [2, "2012-03-31T06:00", "2012-04-30T06:00"],
    [12, "2013-01-31T06:00", "2013-02-28T06:00"],
    [13, "2013-02-28T06:00", "2013-03-31T06:00"],
  ];
  for (const [index, start, end] of months) {
    it(`2.2 interval ${index} of a month from 31 January 2012 is [${start}, ${end})`, () => {
      const interval = intervalAt(scheduleOf("2012-01-31T06:00:00Z", 1, "month"), index);
      expect([iso(interval?.startMs), iso(interval?.endMs)]).to.deep.equal([start, end]);
    });
  }

  it("2.2 a year from 29 February is 28 February but in leap years", () => {
    const schedule = scheduleOf("2012-02-29T00:00:00Z", 1, "year");
    expect([1, 2, 3, 4].map((index) => iso(intervalAt(schedule, index)?.startMs))).to.deep.equal([
      "2013-02-28T00:00",
      "2014-02-28T00:00",
      "2015-02-28T00:00",
      "2016-02-29T00:00",
    ]);
  });

  it("2.2 occurrences end a schedule", () => {
    const schedule = scheduleOf("2012-11-23T00:00:00Z", 15, "minute", { occurrences: 3 });
    expect(intervalAt(schedule, 2)?.index).to.equal(2);
    expect(intervalAt(schedule, 3)).to.equal(undefined);
    expect(intervalAt(schedule, -1)).to.equal(undefined);
  });

  it("2.2 endDateTime ends a schedule: an interval that starts at it is none, one that starts before it is whole", () => {
    const schedule = scheduleOf("2012-11-23T00:00:00Z", 1, "hour", { endMs: Date.parse("2012-11-23T02:30:00Z") });
    expect(iso(intervalAt(schedule, 2)?.endMs)).to.equal("2012-11-23T03:00");
    expect(intervalAt(schedule, 3)).to.equal(undefined);
    const whole = { ...schedule, endMs: Date.parse("2012-11-23T02:00:00Z") };
    expect(intervalAt(whole, 2)).to.equal(undefined);
  });

  it("2.2 an instant lies in the interval that has begun and not ended", () => {
    const schedule = scheduleOf("2012-01-31T00:00:00Z", 1, "month", { occurrences: 3 });
    const around = (text: string) => intervalAround(schedule, Date.parse(text))?.index;
    expect(around("2012-01-30T23:59:59Z")).to.equal(undefined);
    expect(around("2012-01-31T00:00:00Z")).to.equal(0);
    expect(around("2012-02-28T23:59:59Z")).to.equal(0);
    expect(around("2012-02-29T00:00:00Z")).to.equal(1);
    expect(around("2012-04-29T23:59:59Z")).to.equal(2);
    expect(around("2012-04-30T00:00:00Z")).to.equal(undefined);
  });

  it("2.2 finds an interval a century away", () => {
    const schedule = scheduleOf("1912-01-31T00:00:00Z", 1, "month");
    expect(intervalAround(schedule, Date.parse("2012-02-29T00:00:00Z"))?.index).to.equal(1201);
  });

  it("2.2 intervals that start in [from, to) include from and leave out to", () => {
    const schedule = scheduleOf("2012-11-23T00:00:00Z", 1, "hour");
    const starts = intervalsStartingIn(
      schedule,
      Date.parse("2012-11-23T01:00:00Z"),
      Date.parse("2012-11-23T03:00:00Z"),
    ).map((interval) => iso(interval.startMs));
    expect(starts).to.deep.equal(["2012-11-23T01:00", "2012-11-23T02:00"]);
  });
});

describe("which instances belong together", () => {
  const hourly = scheduleOf("2012-11-23T00:00:00Z", 1, "hour");
  const daily = scheduleOf("2012-11-23T00:00:00Z", 1, "day");
  const minutes20 = scheduleOf("2012-11-23T00:00:00Z", 20, "minute");
  const occasion = (schedule: TimedSchedule, index: number) => {
    const interval = intervalAt(schedule, index);
    if (interval === undefined) throw new Error("the interval exists");
    return { ...interval, dueMs: interval.startMs };
  };
  const activation = (index: number) => ({ index, startMs: 0, endMs: 0, dueMs: 0 });

  it("3.1 an instance waits for the one of the same interval, cron or timeseries", () => {
    const timeseries: TimedSchedule = { ...hourly, kind: "timeseries" };
    expect(keysWaitedFor(hourly, occasion(hourly, 5), timeseries).map(iso)).to.deep.equal(["2012-11-23T05:00"]);
  });

  it("3.1 a daily instance waits for the 24 of its day", () => {
    const keys = keysWaitedFor(daily, occasion(daily, 1), hourly).map(iso);
    expect(keys).to.have.length(24);
    expect([keys[0], keys[23]]).to.deep.equal(["2012-11-24T00:00", "2012-11-24T23:00"]);
  });

  it("3.1 an hourly instance waits for the daily one whose day its start falls into", () => {
    expect(keysWaitedFor(hourly, occasion(hourly, 30), daily).map(iso)).to.deep.equal(["2012-11-24T00:00"]);
  });

  it("3.1 an instance waits for none where the other's schedule has ended", () => {
    const ended = { ...hourly, occurrences: 2 };
    expect(keysWaitedFor(hourly, occasion(hourly, 2), ended)).to.deep.equal([]);
  });

  it("3.1 on demand, an instance waits for the one of the same activation", () => {
    expect(keysWaitedFor(ONDEMAND, activation(7), ONDEMAND)).to.deep.equal([7]);
    expect(keyOf(ONDEMAND, activation(7))).to.equal(7);
  });

  it("2.3 three activities of 20 minutes fall into one hour of their resource", () => {
    const resources = [0, 1, 2, 3].map((index) => iso(keyOfResource(minutes20, occasion(minutes20, index), hourly)));
    expect(resources).to.deep.equal(["2012-11-23T00:00", "2012-11-23T00:00", "2012-11-23T00:00", "2012-11-23T01:00"]);
    expect(countServed(hourly, occasion(hourly, 0), minutes20)).to.equal(3);
  });

  it("2.3 a resource with a shorter period than its activity serves it in the interval in which it starts", () => {
    expect(countServed(hourly, occasion(hourly, 0), daily)).to.equal(1);
    expect(countServed(hourly, occasion(hourly, 1), daily)).to.equal(0);
    expect(countServed(hourly, occasion(hourly, 24), daily)).to.equal(1);
  });

  it("2.3 a resource without a schedule serves all intervals of an activity that has an end", () => {
    const endMs = Date.parse("2012-11-23T02:30:00Z");
    expect(countServed(ONDEMAND, activation(0), { ...hourly, occurrences: 4 })).to.equal(4);
    expect(countServed(ONDEMAND, activation(0), { ...hourly, endMs })).to.equal(3);
    expect(countServed(ONDEMAND, activation(0), hourly)).to.equal(Number.POSITIVE_INFINITY);
    expect(countServed(ONDEMAND, activation(1), hourly)).to.equal(0);
  });

  it("2.3 an activity outside its resource's schedule has no resource instance", () => {
    expect(keyOfResource(hourly, occasion(hourly, 5), { ...hourly, occurrences: 5 })).to.equal(undefined);
  });
});
