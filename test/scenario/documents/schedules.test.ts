import { expect } from "chai";
import type { TestObject } from "../harness.ts";
import { dueTimes, rowsOf, run } from "./run.ts";

const NO_LIMITS = "account: { limits: none }";

/** A command on a worker group of its own, which follows a Schedule with these fields. */
function scheduled(schedule: Readonly<Record<string, unknown>>, scheduleType = "cron"): TestObject[] {
  return [
    { id: "Default", scheduleType, schedule: { ref: "SchedulePeriod" } },
    { id: "SchedulePeriod", type: "Schedule", ...schedule },
    { id: "A", type: "ShellCommandActivity", command: "true", workerGroup: "wg" },
  ];
}

const RUNNERS = "\ntaskRunners: [{ workerGroup: wg, count: 10 }]";

/** When the instances of the activity are due. */
function due(schedule: Readonly<Record<string, unknown>>, scheduleType?: string, yaml = NO_LIMITS): string[] {
  return dueTimes(run(scheduled(schedule, scheduleType), yaml + RUNNERS), "A");
}

describe("the examples of the guide's page on Schedule", () => {
  // 30 days of September, 24 hours each: 720 intervals; the first ends at 01:00, the last begins at 23:00 on the 30th.
  const HOURLY = { period: "1 hours", startDateTime: "2012-09-01T00:00:00", endDateTime: "2012-10-01T00:00:00" };

  it("2.2 every hour of September: the first period ends at one o'clock", () => {
    const rows = rowsOf(run(scheduled(HOURLY), NO_LIMITS + RUNNERS), "A");
    expect(rows).to.have.length(720);
    expect(rows[0]).to.include({
      scheduledStartAtMs: Date.UTC(2012, 8, 1),
      scheduledEndAtMs: Date.UTC(2012, 8, 1, 1),
      dueAtMs: Date.UTC(2012, 8, 1),
    });
    expect(rows.at(-1)).to.include({ scheduledStartAtMs: Date.UTC(2012, 8, 30, 23) });
  });

  it("2.2 from the first activation every hour until 22:00 on 25 April 2014", () => {
    // Activated at 18:30: 19:30, 20:30 and 21:30 lie before the end, 22:30 does not.
    const schedule = { period: "1 hours", startAt: "FIRST_ACTIVATION_DATE_TIME", endDateTime: "2014-04-25T22:00:00" };
    expect(due(schedule, "cron", "activation: { at: 2014-04-25T18:30:00 }\naccount: { limits: none }")).to.deep.equal([
      "2014-04-25T18:30:00",
      "2014-04-25T19:30:00",
      "2014-04-25T20:30:00",
      "2014-04-25T21:30:00",
    ]);
  });

  it("2.2 from the first activation three times", () => {
    const schedule = { period: "1 hours", startAt: "FIRST_ACTIVATION_DATE_TIME", occurrences: "3" };
    expect(due(schedule, "cron", "activation: { at: 2014-04-25T18:30:00 }")).to.deep.equal([
      "2014-04-25T18:30:00",
      "2014-04-25T19:30:00",
      "2014-04-25T20:30:00",
    ]);
  });

  it("2.2 from 22:00 on 25 April 2014 three times, over midnight", () => {
    expect(due({ period: "1 hours", startDateTime: "2014-04-25T22:00:00", occurrences: "3" })).to.deep.equal([
      "2014-04-25T22:00:00",
      "2014-04-25T23:00:00",
      "2014-04-26T00:00:00",
    ]);
  });

  it("2.2 on demand with the Schedule object of the console: once, at activation", () => {
    const schedule = { period: "ONDEMAND_PERIOD", startAt: "ONDEMAND_ACTIVATION_TIME" };
    expect(due(schedule, "ondemand", "activation: { at: 2016-03-01T10:00:00 }")).to.deep.equal(["2016-03-01T10:00:00"]);
  });
});

describe("the guide's time series style and cron style", () => {
  const EVERY_HALF_HOUR = { period: "30 minutes", startDateTime: "2014-03-01T22:00:00", occurrences: "2" };

  it("2.2 time series: with a start at 22:00 and half an hour the first run is at 22:30", () => {
    expect(due(EVERY_HALF_HOUR, "timeseries")).to.deep.equal(["2014-03-01T22:30:00", "2014-03-01T23:00:00"]);
  });

  it("2.2 cron: at the beginning of the period, 22:00", () => {
    expect(due(EVERY_HALF_HOUR, "cron")).to.deep.equal(["2014-03-01T22:00:00", "2014-03-01T22:30:00"]);
  });
});

describe("periods by the calendar", () => {
  it("2.2 months of the 31st end with their month and do not drift", () => {
    // Counted from the start each time: after 28 February comes 31 March again.
    const schedule = { period: "1 month", startDateTime: "2014-01-31T06:00:00", occurrences: "4" };
    expect(due(schedule)).to.deep.equal([
      "2014-01-31T06:00:00",
      "2014-02-28T06:00:00",
      "2014-03-31T06:00:00",
      "2014-04-30T06:00:00",
    ]);
    expect(due(schedule, "timeseries")[0]).to.equal("2014-02-28T06:00:00");
  });

  it("2.2 years of a leap day come back to it after four", () => {
    const schedule = { period: "1 Year", startDateTime: "2012-02-29T00:00:00", occurrences: "5" };
    expect(due(schedule)).to.deep.equal([
      "2012-02-29T00:00:00",
      "2013-02-28T00:00:00",
      "2014-02-28T00:00:00",
      "2015-02-28T00:00:00",
      "2016-02-29T00:00:00",
    ]);
  });

  it("2.2 weeks keep their weekday, days their hour", () => {
    // Saturdays; the clocks of summer time are not UTC's.
    const weeks = { period: "2 weeks", startDateTime: "2014-03-01T02:30:00", occurrences: "3" };
    expect(due(weeks)).to.deep.equal(["2014-03-01T02:30:00", "2014-03-15T02:30:00", "2014-03-29T02:30:00"]);
    const days = { period: "1 Day", startDateTime: "2014-03-29T02:30:00", occurrences: "2" };
    expect(due(days)).to.deep.equal(["2014-03-29T02:30:00", "2014-03-30T02:30:00"]);
  });
});

describe("the guide's three ways to a schedule", () => {
  const SCHEDULE = {
    id: "DefaultSchedule",
    type: "Schedule",
    occurrences: "1",
    period: "1 Day",
    startAt: "FIRST_ACTIVATION_DATE_TIME",
  };
  const RESOURCE = { id: "A_Fresh_NewEC2Instance", type: "Ec2Resource", terminateAfter: "1 Hour" };
  const HELLO = {
    id: "ShellCommandActivity_HelloWorld",
    type: "ShellCommandActivity",
    runsOn: { ref: "A_Fresh_NewEC2Instance" },
    command: "echo 'Hello World!'",
  };
  const DEFAULT = { id: "Default", failureAndRerunMode: "cascade", scheduleType: "cron" };
  const schedule = { ref: "DefaultSchedule" };
  const WAYS: readonly (readonly [title: string, objects: readonly TestObject[]])[] = [
    ["from Default", [{ ...DEFAULT, schedule }, SCHEDULE, RESOURCE, HELLO]],
    ["on the activity itself", [DEFAULT, SCHEDULE, RESOURCE, { ...HELLO, schedule }]],
    [
      "from a parent",
      [DEFAULT, { id: "parent1", schedule }, SCHEDULE, RESOURCE, { ...HELLO, parent: { ref: "parent1" } }],
    ],
  ];

  for (const [title, objects] of WAYS) {
    it(`1.3 2.2 ${title}: the activity and its instance are there once, for the day of the activation`, () => {
      const records = run(objects, "activation: { at: 2014-06-01T12:00:00 }");
      for (const id of ["A_Fresh_NewEC2Instance", "ShellCommandActivity_HelloWorld"]) {
        const [row, ...others] = rowsOf(records, id);
        expect(others).to.deep.equal([]);
        expect(row).to.include({
          status: "FINISHED",
          scheduledStartAtMs: Date.UTC(2014, 5, 1, 12),
          scheduledEndAtMs: Date.UTC(2014, 5, 2, 12),
        });
      }
    });
  }

  it("2.3 an activity's own schedule alone: each of its days has an instance of its own to run on", () => {
    const daily = { ...SCHEDULE, occurrences: "3" };
    const records = run([DEFAULT, daily, RESOURCE, { ...HELLO, schedule }], "activation: { at: 2014-06-01T12:00:00 }");
    const statuses = records.instances.map(({ componentId, status }) => `${componentId} ${status}`);
    expect(statuses.filter((text) => text === "A_Fresh_NewEC2Instance FINISHED")).to.have.length(3);
    expect(statuses.filter((text) => text === "ShellCommandActivity_HelloWorld FINISHED")).to.have.length(3);
  });
});
