import { expect } from "chai";
import type { ActivityPlan, Plan, RunnerFailurePlan, TaskRunnerPlan } from "../../src/model/plan.ts";
import { activityOf, clusterOf, ec2Of, itemOf, planOf } from "./plans.ts";
import { at, attemptsOf, callsOf, instancesOf, type Recorded, recordsOf } from "./run-plan.ts";

const ON_R = { runner: { kind: "resource", resourceId: "R" } } as const;
const ON_WG = { runner: { kind: "workerGroup", workerGroup: "wg" } } as const;
const RETRY = { maximum: 2, delayMs: 120_000 } as const;
const TIMEOUT = { reportProgressTimeoutMs: 900_000, retry: RETRY } as const;
const RUNNER: TaskRunnerPlan = {
  id: "wg/0",
  workerGroup: "wg",
  tasks: 1,
  poll: { kind: "long", holdMs: 90_000 },
  logUri: "s3://runners",
};
const NEVER_NOTICED = { reportProgressTimeoutMs: 90_000_000, work: [itemOf("command", 30_000)] };
const MEAN_MS = 20_000_000;

function failing(rest: Partial<RunnerFailurePlan> = {}): RunnerFailurePlan {
  return { meanTimeToFailureMs: MEAN_MS, ...rest };
}

function activity(rest: Partial<ActivityPlan> = {}): ActivityPlan {
  return activityOf("A", { ...ON_R, ...TIMEOUT, work: [itemOf("command", 20_000)], ...rest });
}

/** Seconds; ends of attempts that are taken for failed give away when their runner died: an item is closed then. */
function diedAt(records: Recorded): number {
  const [attempt] = records.attempts;
  return at(attempt?.workItems.at(-1)?.endedAtMs) ?? Number.NaN;
}

/** The first replication in which the first attempt's runner dies and `holds` is true. */
function runOf(plan: Plan, holds: (records: Recorded) => boolean = () => true): Recorded {
  for (let replication = 0; replication < 50; replication += 1) {
    const records = recordsOf(plan, "seed", replication);
    if (records.attempts[0]?.status === "FAILED" && holds(records)) return records;
  }
  throw new Error("no such replication");
}

describe("Task Runners that die", () => {
  const managed = (rest: Partial<ActivityPlan> = {}) =>
    planOf({ resources: [ec2Of("R")], activities: [activity(rest)] }, { runnerFailure: failing() });

  // the runner polls from 130; a death at t: the last report is at 130 + 60 k < t, and 900 s later all is noticed
  it("4.4 an attempt is FAILED when its last progress report is reportProgressTimeout ago, and is tried again", () => {
    const records = runOf(managed());
    const [first, second] = records.attempts;
    const died = diedAt(records);
    const lastReport = 130 + 60 * Math.floor((died - 130) / 60);
    expect(died % 1).to.not.equal(0);
    expect([at(first?.endedAtMs), at(second?.queuedAtMs)]).to.deep.equal([lastReport + 900, lastReport + 900 + 120]);
    expect(first?.reason).to.equal(
      "no progress was reported for its reportProgressTimeout: its Task Runner had died (4.4)",
    );
    expect(first?.workItems.map(({ completed }) => completed)).to.deep.equal([false]);
  });

  // heartbeats at 130 + 900 k: the first after the death does not come; then 30 s of installation
  it("4.4 the service starts the runner of a managed resource anew when its heartbeat stays out", () => {
    const records = runOf(managed({ reportProgressTimeoutMs: 60_000 }));
    const died = diedAt(records);
    const missed = 130 + 900 * (Math.floor((died - 130) / 900) + 1);
    const [first, second] = records.attempts;
    // noticed and queued again before the runner is back, or after
    const queued = (at(first?.endedAtMs) ?? 0) + 120;
    expect(at(second?.queuedAtMs)).to.equal(queued);
    expect(at(second?.startedAtMs)).to.equal(Math.max(queued, missed + 30));
    expect(second?.runnerId).to.equal(first?.runnerId);
    expect(second?.waitedFor.queueMs).to.equal((second?.startedAtMs ?? 0) - (second?.queuedAtMs ?? 0));
  });

  it("4.4 calls are counted up to the death: no report after it, and nobody says how the attempt ended", () => {
    const resources = [ec2Of("R", { terminateAfterMs: 90_000_000 })];
    const plan = planOf(
      { resources, activities: [activity({ retry: { maximum: 0, delayMs: 0 } })] },
      { runnerFailure: failing() },
    );
    const records = runOf(plan);
    const alive = diedAt(records) - 130;
    const ended = (at(records.attempts[0]?.endedAtMs) ?? 0) - 130;
    const restarted = 900 * (Math.floor(alive / 900) + 1) + 30;
    const beats = 1 + Math.floor(alive / 900) + (ended > restarted ? 1 + Math.floor((ended - restarted) / 900) : 0);
    expect(callsOf(records)).to.include({
      ReportTaskProgress: Math.ceil(alive / 60),
      SetTaskStatus: 0,
      ReportTaskRunnerHeartbeat: beats,
    });
  });

  // the log of the time until the death goes up with the rest when the host is terminated; the attempt's is lost
  it("6.1 6.5 what a managed runner left on the disk is pushed later, the logs of its attempts are lost", () => {
    const plan = managed({ logUri: "s3://attempts" });
    const bytesPerMinute = { taskRunner: 2_000_000, attempt: 600_000, step: 0, node: 0 };
    const records = runOf({ ...plan, logs: { ...plan.logs, bytesPerMinute } });
    const worked = records.attempts.flatMap(({ workItems }) => workItems);
    const workedMs = worked.reduce((sum, row) => sum + row.endedAtMs - row.startedAtMs, 0);
    const runnerLogs = records.logs.filter(({ kind }) => kind === "taskRunner");
    expect(runnerLogs.map(({ status }) => status)).to.deep.equal(runnerLogs.map(() => "published"));
    const bytes = runnerLogs.reduce((sum, row) => sum + row.bytes, 0);
    expect(bytes).to.equal(Math.round((2_000_000 * workedMs) / 60_000));
    const [lost] = records.logs.filter(({ kind }) => kind === "attempt");
    expect(lost).to.deep.include({ status: "lost", reason: "its Task Runner died before it was pushed (6.5)" });
    expect(at(lost?.writtenToAtMs)).to.equal(diedAt(records));
  });

  it("4.6 a step that its runner had the cluster do is cancelled at once, and the cluster is free for others", () => {
    const work = [itemOf("step", 20_000), itemOf("step", 10)];
    const plan = planOf(
      { resources: [clusterOf("R")], activities: [activity({ work })] },
      { runnerFailure: failing() },
    );
    const records = runOf(plan);
    const ofFirst = records.steps.filter(({ attemptId }) => attemptId.endsWith("Attempt=1"));
    expect(ofFirst.map((row) => [row.status, at(row.endedAtMs)])).to.deep.equal([
      ["CANCELLED", diedAt(records)],
      ["CANCELLED", diedAt(records)],
    ]);
  });

  it("3.6 an attempt whose runner is dead is cancelled when its resource is stopped", () => {
    const resources = [ec2Of("R", { terminateAfterMs: 10_000_000 })];
    const plan = planOf(
      { resources, activities: [activity({ reportProgressTimeoutMs: 90_000_000 })] },
      { runnerFailure: failing({ meanTimeToFailureMs: 1_000_000 }) },
    );
    const records = recordsOf(plan);
    expect(diedAt(records)).to.be.below(10_000);
    expect(records.attempts.map((row) => [row.status, at(row.endedAtMs)])).to.deep.equal([["CANCELED", 10_000]]);
  });

  it("3.4 the attemptTimeout of an attempt goes on when its runner is dead", () => {
    const plan = planOf(
      { resources: [ec2Of("R")], activities: [activity({ attemptTimeoutMs: 20_000_000, ...NEVER_NOTICED })] },
      { runnerFailure: failing({ meanTimeToFailureMs: 1_000_000 }) },
    );
    const [first] = recordsOf(plan).attempts;
    expect([first?.status, at(first?.endedAtMs)]).to.deep.equal(["TIMEDOUT", 20_130]);
  });
});

describe("user-managed Task Runners that die", () => {
  const plan = (restartS: number | undefined, rest: Partial<ActivityPlan> = {}, runner: Partial<TaskRunnerPlan> = {}) =>
    planOf(
      { activities: [activity({ ...ON_WG, ...rest })] },
      {
        taskRunners: [{ ...RUNNER, ...runner }],
        runnerFailure: failing(restartS === undefined ? {} : { restart: { kind: "constant", value: 1000 * restartS } }),
      },
    );

  // the death at t, back at t + 3000; the attempt is queued again 900 + 120 s after the last report
  it("4.4 come back after restart, and take the retry then", () => {
    const records = runOf(plan(3000));
    const died = diedAt(records);
    const [, second] = records.attempts;
    expect(at(second?.queuedAtMs)).to.equal(60 * Math.floor(died / 60) + 1020);
    expect(at(second?.startedAtMs)).to.equal(died + 3000);
  });

  it("4.4 never come back without restart, and the result says that their tasks wait for ever", () => {
    const records = runOf(plan(undefined));
    const [A] = instancesOf(records, "A");
    expect([A?.status, A?.reason, A?.attempts]).to.deep.equal([
      "WAITING_FOR_RUNNER",
      "waits for ever: every Task Runner of the worker group wg has died (4.4)",
      1,
    ]);
    // nothing happens after the retry was queued
    expect(at(records.endedAtMs)).to.equal(60 * Math.floor(diedAt(records) / 60) + 1020);
  });

  it("4.4 tasks that wait when the last one dies wait for ever, too", () => {
    const B = activityOf("B", { ...ON_WG, ...TIMEOUT });
    const records = runOf({
      ...plan(undefined),
      pipelines: planOf({ activities: [activity(ON_WG), B] }).pipelines,
    });
    const [row] = instancesOf(records, "B");
    expect([row?.status, row?.attempts, row?.reason]).to.deep.equal([
      "WAITING_FOR_RUNNER",
      0,
      "waits for ever: every Task Runner of the worker group wg has died (4.4)",
    ]);
  });

  it("6.2 6.5 what it had not pushed stays on its disk", () => {
    const written = plan(3000);
    const records = runOf(written, (run) => diedAt(run) > 4000);
    const died = diedAt(records);
    const files = records.logs.filter(({ kind }) => kind === "taskRunner");
    const beforeDeath = files.filter((row) => (at(row.writtenToAtMs) ?? 0) <= died);
    expect(beforeDeath.at(-1)).to.deep.include({
      status: "kept on the host",
      reason: "its Task Runner died before it was pushed: it stays on disk (6.2)",
    });
    // full hours were pushed in time
    expect(beforeDeath.slice(0, -1).map(({ status, bytes }) => [status, bytes])).to.deep.equal(
      Array.from({ length: Math.floor(died / 3600) }, () => ["published", 120_000_000]),
    );
    const [attempt] = records.logs.filter(({ kind }) => kind === "attempt");
    expect(attempt?.status).to.equal("kept on the host");
  });

  it("4.3 that poll at intervals begin at a new phase", () => {
    const records = runOf(plan(3000, {}, { poll: { kind: "interval", intervalMs: 600_000 } }));
    const back = diedAt(records) + 3000;
    const [, second] = records.attempts;
    expect(at(second?.startedAtMs)).to.be.within(back, back + 600);
  });

  // A ends at 60, its runner's log is pushed at 3600: that idle runners die and come back keeps no run going
  it("4.4 a run ends when all that is to come is the death of idle runners", () => {
    const short = {
      ...plan(3000, { work: [itemOf("command", 60)] }),
      taskRunners: [RUNNER, { ...RUNNER, id: "wg/1" }],
    };
    const records = recordsOf(short);
    expect(attemptsOf(records, "A")).to.deep.equal([[0, 60]]);
    expect(at(records.endedAtMs)).to.equal(3600);
  });

  // activations every 10,000 s for 2,000 times: 2e7 s, in which an idle runner dies 1,000 times, half of them at the mean
  it("4.4 die at their rate, whether they work or not", () => {
    const activation = { kind: "every", everyMs: 10_000_000, count: 2000 } as const;
    const work = [itemOf("command", 5000)];
    const activities = [activity({ ...ON_WG, work, retry: { maximum: 0, delayMs: 0 } })];
    const records = recordsOf(
      planOf(
        { activities, activation },
        { taskRunners: [RUNNER], runnerFailure: failing({ restart: { kind: "constant", value: 0 } }) },
      ),
    );
    // working a half of the time: 500 +- 3 * sqrt(500) attempts are lost
    const lost = records.attempts.filter(({ status }) => status === "FAILED");
    expect(records.attempts).to.have.length(2000);
    expect(lost.length).to.be.within(400, 580);
  });

  it("8.2 the drawn work stays as it is without deaths", () => {
    const duration = { kind: "exponential", mean: 60_000 } as const;
    const work = [{ ...itemOf("command", 0), work: { kind: "duration", duration } } as const];
    const { runnerFailure, ...immortal } = plan(10, { work });
    const lengths = (one: Plan) => recordsOf(one).attempts.map((row) => row.endedAtMs - row.startedAtMs);
    expect(lengths(immortal)).to.deep.equal(lengths(plan(10, { work })));
  });
});
