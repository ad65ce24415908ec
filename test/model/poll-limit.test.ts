import { expect } from "chai";
import type { CallLimitsPlan, Plan, TaskRunnerPlan } from "../../src/model/plan.ts";
import { ACTIVATION_MS, activityOf, dataNodeOf, itemOf, planOf } from "./plans.ts";
import { at, callsOf, every, type Recorded, recordsOf } from "./run-plan.ts";

const DOCUMENTED: CallLimitsPlan = {
  operations: [{ operation: "PollForTask", intervalUs: 500_000, burst: 100 }],
  backOff: { firstMs: 1000, longestMs: 60_000 },
  jitterMs: 100,
  assumptions: [],
};

/** One poll per 10 s and no more at once; refused ones are made again within a tenth of a second. */
const TIGHT: CallLimitsPlan = {
  ...DOCUMENTED,
  operations: [{ operation: "PollForTask", intervalUs: 10_000_000, burst: 1 }],
  backOff: { firstMs: 100, longestMs: 100 },
};

function runnersOf(workerGroup: string, count: number, rest: Partial<TaskRunnerPlan> = {}): TaskRunnerPlan[] {
  const poll = { kind: "long", holdMs: 90_000 } as const;
  return Array.from({ length: count }, (_, index) => {
    return { id: `${workerGroup}/${index}`, workerGroup, tasks: 1, poll, logUri: null, ...rest };
  });
}

/** Tasks of 5 s for the worker group `busy`, queued at these seconds. */
function planWith(calls: CallLimitsPlan | undefined, timesS: readonly number[], taskRunners: TaskRunnerPlan[]): Plan {
  const timesMs = timesS.map((timeS) => ACTIVATION_MS + 1000 * timeS);
  const runner = { kind: "workerGroup", workerGroup: "busy" } as const;
  const activities = [activityOf("A", { runner, work: [itemOf("command", 5)] })];
  const limits = { instanceCreationIntervalMs: null, activeInstancesPerObject: null };
  return planOf(
    { activation: { kind: "times", timesMs }, activities },
    { taskRunners, limits: calls === undefined ? limits : { ...limits, calls } },
  );
}

function startsOf({ attempts }: Recorded): number[] {
  return attempts.map((row) => at(row.startedAtMs) ?? Number.NaN);
}

function throttledOf({ apiCalls }: Recorded): number {
  return apiCalls.find(({ operation }) => operation === "PollForTask")?.throttled ?? 0;
}

/** Seconds from queued to started, on average: 60 tasks for a runner of two threads, with idle threads beside it. */
function meanPickUpS(idleThreads: number, intervalUs = 500_000): number {
  const timesS = Array.from({ length: 60 }, (_, index) => 1000 + 300 * index);
  const runners = [...runnersOf("busy", 1, { tasks: 2 }), ...runnersOf("idle", idleThreads / 2 - 1, { tasks: 2 })];
  const operations = [{ operation: "PollForTask", intervalUs, burst: 100 }] as const;
  const { attempts } = recordsOf(planWith({ ...DOCUMENTED, operations }, timesS, runners));
  expect(attempts).to.have.length(60);
  return attempts.reduce((sum, row) => sum + row.startedAtMs - row.queuedAtMs, 0) / 60 / 1000;
}

describe("the account's limit on polls", () => {
  // the first runner's poll takes the only token; the next ones come at 10 s and so on, and `busy` polls ten times a second
  it("4.5 a poller whose poll is refused cannot be handed a task until one gets through", () => {
    const records = recordsOf(planWith(TIGHT, [3], [...runnersOf("idle", 1), ...runnersOf("busy", 1)]));
    expect(startsOf(records)).to.have.length(1);
    expect(startsOf(records)[0]).to.be.within(10, 10.1);
    expect(throttledOf(records)).to.be.greaterThan(100);
  });

  // taken at 0 with the only token, done at 5: its poll after it waits for the token of 10
  it("4.5 a thread that has done its work waits for a token before it is handed the next task", () => {
    const starts = startsOf(recordsOf(planWith(TIGHT, [0, 1], runnersOf("busy", 1))));
    expect(starts[0]).to.equal(0);
    expect(starts[1]).to.be.within(10, 10.1);
  });

  // The first thread takes the only token at 0, the second one that of 80. At 90 the first poll runs out and there is no
  // token for the next one; then D comes into being, whose interval from -810 ends, and the task that waits for it goes to
  // the second thread.
  it("4.3, 4.5 a poll that runs out when a task comes is renewed before it, or refused", () => {
    const calls = { ...TIGHT, operations: [{ operation: "PollForTask", intervalUs: 80_000_000, burst: 1 }] as const };
    const intervals = { startS: -810, occurrences: 1 };
    const dataNodes = [dataNodeOf("D", { schedule: every(15, "minute", { ...intervals, kind: "timeseries" }) })];
    const runner = { kind: "workerGroup", workerGroup: "busy" } as const;
    const A = activityOf("A", { runner, schedule: every(15, "minute", intervals), dataNodes: ["D"] });
    const limits = { instanceCreationIntervalMs: null, activeInstancesPerObject: null, calls };
    const taskRunners = runnersOf("busy", 2);
    expect(startsOf(recordsOf(planOf({ activities: [A], dataNodes }, { taskRunners, limits })))).to.deep.equal([90]);
  });

  // every 4 s from a random phase: 4 threads want a poll a second; one in 10 s is let through
  it("4.5 polls at intervals are limited as held ones are", () => {
    const poll = { kind: "interval", intervalMs: 4000 } as const;
    const records = recordsOf(planWith(TIGHT, [100], [...runnersOf("busy", 4, { poll })]));
    expect(callsOf(records).PollForTask).to.be.at.most(1 + Math.floor((records.endedAtMs - ACTIVATION_MS) / 10_000));
    expect(throttledOf(records)).to.be.greaterThan(0);
  });

  it("4.5 a limit that nothing reaches changes nothing, and costs no event", () => {
    const taskRunners = [...runnersOf("busy", 3), ...runnersOf("idle", 90, { tasks: 1 })];
    const free = recordsOf(planWith(undefined, [10, 12, 500, 100_000], taskRunners));
    expect(recordsOf(planWith(DOCUMENTED, [10, 12, 500, 100_000], taskRunners))).to.deep.equal(free);
  });

  it("4.5 runners that only poll do not keep a run going", () => {
    const records = recordsOf(planWith(DOCUMENTED, [1000], [...runnersOf("busy", 1), ...runnersOf("idle", 399)]));
    expect(records.endedAtMs - ACTIVATION_MS).to.be.at.most(2 * 3_600_000);
  });

  // Each idle thread polls every 90 s. 180 of them want 180 / 90 = 2 polls a second, which is what the account may make: a
  // task finds a held poll, as with 10. 400 of them want 4.4: of them 2 * 90 = 180 are held, and a share of 1 - 180 / 400 =
  // 55 % is not. With two threads a share of about 0.55 * 0.55 = 30 % of the tasks finds neither; those wait for the next
  // poll that gets through. Polls are refused until a mean of 220 / 180 * 90 = 110 s is spent on it between two holds,
  // most of it in back-offs of 30 s on average: a token comes to one in about eight polls, so the mean wait of those is
  // of the order of 30 * 8 / 2 = 120 s, and that of all tasks tens of seconds.
  it("4.5 180 idle threads are served as 10 are, 400 are not", () => {
    expect(meanPickUpS(10)).to.equal(0);
    expect(meanPickUpS(180)).to.be.below(0.5);
    expect(meanPickUpS(400)).to.be.within(15, 120);
  });

  // a poll every 1 s, 0.5 s and 0.25 s on average hold 90, 180 and 360 threads; a tenth less than that waits for nothing, and
  // 2.2 times as many share the tokens as 400 do those of 180
  it("4.5 as many idle threads are served as tokens come in the time of a held poll", () => {
    for (const [intervalUs, served] of [
      [1_000_000, 90],
      [500_000, 180],
      [250_000, 360],
    ] as const) {
      expect(meanPickUpS(Math.round(0.45 * served) * 2, intervalUs), `${served}`).to.be.below(0.5);
      expect(meanPickUpS(Math.round(1.11 * served) * 2, intervalUs), `${served}`).to.be.within(15, 120);
    }
  });
});
