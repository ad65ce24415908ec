import { expect } from "chai";
import type { TestObject } from "../harness.ts";
import { attemptTimes, rowsOf, run } from "./run.ts";

const START_MS = Date.UTC(2014, 2, 1, 22);
const START = "2014-03-01T22:00:00";

/** Schedules of which a test uses what it needs. */
const SCHEDULES: readonly TestObject[] = [
  { id: "TwentyMinutes", type: "Schedule", period: "20 minutes", startDateTime: START, occurrences: "6" },
  { id: "HalfHour", type: "Schedule", period: "30 minutes", startDateTime: START, occurrences: "1" },
  { id: "Hour", type: "Schedule", period: "1 hour", startDateTime: START, occurrences: "2" },
];

/** A command on an EC2 instance, each with a schedule. */
function commandOn(resourceSchedule: string, activitySchedule: string, scheduleType: string): TestObject[] {
  return [
    { id: "Default", scheduleType, role: "r", resourceRole: "r" },
    ...SCHEDULES,
    { id: "R", type: "Ec2Resource", schedule: { ref: resourceSchedule } },
    {
      id: "A",
      type: "ShellCommandActivity",
      command: "true",
      runsOn: { ref: "R" },
      schedule: { ref: activitySchedule },
    },
  ];
}

const NO_LIMITS = "account: { limits: none }";

/** Of each instance of a resource: when it was created, launched and ended, in seconds. */
function livesOf(records: ReturnType<typeof run>): (number | undefined)[][] {
  const seconds = (ms: number | undefined) => (ms === undefined ? undefined : (ms - START_MS) / 1000);
  return rowsOf(records, "R").map((row) => [row.createdAtMs, row.readyAtMs, row.endedAtMs].map(seconds));
}

describe("the guide's Resources Ignore Schedule Type", () => {
  it("2.3 time series: the resource waits from 22:00, and is launched when its activity is due at 22:30", () => {
    // Created at 0 s, launched at 1800 s, the runner polls at 1890 s; five minutes of work end at 2190 s.
    const records = run(commandOn("HalfHour", "HalfHour", "timeseries"), NO_LIMITS);
    expect(livesOf(records)).to.deep.equal([[0, 1800, 2190]]);
    expect(attemptTimes(records, "A", START_MS)).to.deep.equal([[1890, 2190]]);
    const waiting = records.transitions.filter(({ id, from }) => id === "@R_2014-03-01T22:00:00" && from === null);
    expect(waiting.map(({ atMs, to }) => [atMs, to])).to.deep.equal([[START_MS, "WAITING_ON_DEPENDENCIES"]]);
  });

  it("2.3 cron: both begin at 22:00", () => {
    const records = run(commandOn("HalfHour", "HalfHour", "cron"), NO_LIMITS);
    expect(livesOf(records)).to.deep.equal([[0, 0, 390]]);
  });
});

describe("the guide's Maximum Resource Efficiency Using Schedules", () => {
  it("2.3 with a schedule of 20 minutes of its own there are three resources an hour", () => {
    // Every 1200 s one is launched, works from its 90th to its 390th second, and ends.
    const records = run(commandOn("TwentyMinutes", "TwentyMinutes", "cron"), NO_LIMITS);
    expect(livesOf(records)).to.deep.equal([0, 1200, 2400, 3600, 4800, 6000].map((at) => [at, at, at + 390]));
  });

  it("2.3 with a schedule of an hour one resource serves the three activities of each hour", () => {
    // 22:00 to 23:00: the first activity waits for the boot, the others, 1200 s and 2400 s later, find it ready; the last
    // one ends at 2700 s, and so does the resource. The second hour is the same, 3600 s later.
    const records = run(commandOn("Hour", "TwentyMinutes", "cron"), NO_LIMITS);
    expect(livesOf(records)).to.deep.equal([
      [0, 0, 2700],
      [3600, 3600, 6300],
    ]);
    expect(attemptTimes(records, "A", START_MS)).to.deep.equal(
      [0, 3600].flatMap((hour) => [
        [hour + 90, hour + 390],
        [hour + 1200, hour + 1500],
        [hour + 2400, hour + 2700],
      ]),
    );
    expect(records.ec2Instances).to.have.length(2);
  });

  it("2.3 the same in time series: the resource of an hour serves what is due at 20, 40 and 60 minutes", () => {
    // Launched at 1200 s for the first, which runs from 1290 s; the third is due at 3600 s and ends at 3900 s, five minutes
    // into the next hour, whose own resource is launched at 4800 s.
    const records = run(commandOn("Hour", "TwentyMinutes", "timeseries"), NO_LIMITS);
    expect(livesOf(records)).to.deep.equal([
      [0, 1200, 3900],
      [3600, 4800, 7500],
    ]);
    expect(attemptTimes(records, "A", START_MS).slice(0, 3)).to.deep.equal([
      [1290, 1590],
      [2400, 2700],
      [3600, 3900],
    ]);
  });
});

describe("the guide's Backfill Tasks", () => {
  /** Activated three and a half hours after the start of an hourly schedule of six hours. */
  const ACTIVATION_MS = START_MS + 3.5 * 3_600_000;
  const AT = "activation: { at: 2014-03-02T01:30:00 }\ntaskRunners: [{ workerGroup: wg, count: 10 }]\n";
  const objects: readonly TestObject[] = [
    { id: "Default", scheduleType: "cron" },
    { id: "Hourly", type: "Schedule", period: "1 hour", startDateTime: START, occurrences: "6" },
    { id: "A", type: "ShellCommandActivity", command: "true", workerGroup: "wg", schedule: { ref: "Hourly" } },
  ];
  const createdAt = (yaml: string) =>
    rowsOf(run(objects, AT + yaml), "A").map(({ createdAtMs }) => (createdAtMs - ACTIVATION_MS) / 60_000);

  it("2.4 what has passed runs at once, oldest first, one every five minutes, then hourly again", () => {
    // 22:00, 23:00, 00:00 and 01:00 have passed: created at 0, 5, 10 and 15 min; 02:00 and 03:00 are 30 and 90 min away.
    expect(createdAt("")).to.deep.equal([0, 5, 10, 15, 30, 90]);
    const rows = rowsOf(run(objects, AT), "A");
    expect(rows.map(({ dueAtMs }) => (dueAtMs - ACTIVATION_MS) / 60_000)).to.deep.equal([0, 0, 0, 0, 30, 90]);
  });

  it("2.4 all at once where the limits are lifted", () => {
    expect(createdAt("account: { limits: none }")).to.deep.equal([0, 0, 0, 0, 30, 90]);
  });

  it("2.4 no more than maxActiveInstances at a time: the next takes the place of the one that ended", () => {
    // Two at a time, each of five minutes: 0 and 0, then 5 and 5, then at their times.
    const two = objects.map((object) => (object.id === "A" ? { ...object, maxActiveInstances: "2" } : object));
    const limits = "account: { limits: { instanceCreation: none } }";
    const created = rowsOf(run(two, AT + limits), "A").map(({ createdAtMs }) => (createdAtMs - ACTIVATION_MS) / 60_000);
    expect(created).to.deep.equal([0, 0, 5, 5, 30, 90]);
  });
});
