import { expect } from "chai";
import { runReplication } from "../../src/experiment/run-replication.ts";
import type { ActivityPlan } from "../../src/model/plan.ts";
import { activityOf, clusterOf, ec2Of, itemOf, planOf } from "./plans.ts";
import { at, attemptsOf, instancesOf, movesOf, recordsOf } from "./run-plan.ts";

const ID = "@A_2012-11-23T00:00:00";
const ON_R = { runner: { kind: "resource", resourceId: "R" } } as const;
const RETRY = { maximum: 2, delayMs: 600_000 } as const;
const RUNNER = {
  id: "wg/0",
  workerGroup: "wg",
  tasks: 1,
  poll: { kind: "long", holdMs: 90_000 },
  logUri: null,
} as const;

/** 100 s of work on a host whose runner polls from 130 on. */
function slow(rest: Partial<ActivityPlan> = {}): ActivityPlan {
  return activityOf("A", { ...ON_R, work: [itemOf("command", 100)], attemptTimeoutMs: 60_000, retry: RETRY, ...rest });
}

describe("attemptTimeout and retries", () => {
  // attempts of 60 s at 130, 130 + 60 + 600 = 790, and 1450: over at 1510; R stays, and shuts down at 1510
  it("3.3 3.4 a timed out attempt is tried again on the same resource, retryDelay after its end, then FAILED", () => {
    const records = recordsOf(planOf({ resources: [ec2Of("R")], activities: [slow()] }));
    expect(attemptsOf(records, "A")).to.deep.equal([
      [130, 190],
      [790, 850],
      [1450, 1510],
    ]);
    expect(records.attempts.map((row) => [row.attemptId, row.status, row.runnerId])).to.deep.equal([
      [`${ID}_Attempt=1`, "TIMEDOUT", "@R_2012-11-23T00:00:00"],
      [`${ID}_Attempt=2`, "TIMEDOUT", "@R_2012-11-23T00:00:00"],
      [`${ID}_Attempt=3`, "TIMEDOUT", "@R_2012-11-23T00:00:00"],
    ]);
    expect(movesOf(records, "instance", ID)).to.deep.equal([
      [0, "SCHEDULED"],
      [0, "WAITING_FOR_RUNNER"],
      [130, "RUNNING"],
      [190, "WAITING_FOR_RUNNER"],
      [790, "RUNNING"],
      [850, "WAITING_FOR_RUNNER"],
      [1450, "RUNNING"],
      [1510, "FAILED"],
    ]);
    const [A] = instancesOf(records, "A");
    expect(A?.reason).to.equal("attempt 3 of 3 failed: it ran longer than its attemptTimeout (3.3, 3.4)");
    expect([at(A?.readyAtMs), at(A?.startedAtMs), at(A?.endedAtMs), A?.attempts]).to.deep.equal([0, 130, 1510, 3]);
    expect(at(records.resources[0]?.shuttingDownAtMs)).to.equal(1510);
  });

  // the draws of 100 s are over after 60 s: all three attempts leave a log of 60 s
  it("6.3 each attempt leaves its own log", () => {
    const plan = planOf({ resources: [ec2Of("R")], activities: [slow({ logUri: "s3://attempts" })] });
    const bytesPerMinute = { taskRunner: 0, attempt: 600_000, step: 0, node: 0 };
    const records = recordsOf({ ...plan, logs: { ...plan.logs, bytesPerMinute } });
    const logs = records.logs.filter(({ kind }) => kind === "attempt");
    expect(logs.map((row) => [row.writerId, row.bytes, at(row.writtenToAtMs)])).to.deep.equal([
      [`${ID}_Attempt=1`, 600_000, 190],
      [`${ID}_Attempt=2`, 600_000, 850],
      [`${ID}_Attempt=3`, 600_000, 1510],
    ]);
  });

  it("3.4 an attempt that ends exactly at its attemptTimeout has made it", () => {
    const statuses = (attemptTimeoutMs: number) =>
      recordsOf(planOf({ resources: [ec2Of("R")], activities: [slow({ attemptTimeoutMs })] })).attempts.map(
        (row) => row.status,
      );
    expect(statuses(100_000)).to.deep.equal(["FINISHED"]);
    expect(statuses(99_999)).to.deep.equal(["TIMEDOUT", "TIMEDOUT", "TIMEDOUT"]);
  });

  // both steps are in the queue from 190 on; A's second is cancelled at 290, when B's begins
  it("3.4 4.6 the steps of a timed out attempt are cancelled, and those of others go on", () => {
    const retry = { maximum: 0, delayMs: 600_000 };
    const A = slow({ work: [itemOf("step", 60), itemOf("step", 60)], attemptTimeoutMs: 100_000, retry });
    const B = activityOf("B", { ...ON_R, work: [itemOf("step", 30)] });
    const records = recordsOf(planOf({ resources: [clusterOf("R")], activities: [A, B] }));
    expect(records.steps.map((row) => [row.status, at(row.startedAtMs), at(row.endedAtMs)])).to.deep.equal([
      ["COMPLETED", 190, 250],
      ["CANCELLED", 250, 290],
      ["COMPLETED", 290, 320],
    ]);
  });

  // A on the only thread: 0 to 60; B meanwhile from 60 to 760, so A's retry, queued at 660, begins at 760
  it("3.3 the thread polls again while the retry is pending, and the retry queues like any task", () => {
    const group = { runner: { kind: "workerGroup", workerGroup: "wg" } } as const;
    const A = slow({ ...group, retry: { maximum: 1, delayMs: 600_000 } });
    const B = activityOf("B", { ...group, work: [itemOf("command", 700)] });
    const records = recordsOf(planOf({ activities: [A, B] }, { taskRunners: [RUNNER] }));
    expect(attemptsOf(records, "A")).to.deep.equal([
      [0, 60],
      [760, 820],
    ]);
    expect(attemptsOf(records, "B")).to.deep.equal([[60, 760]]);
    expect(at(records.attempts.at(-1)?.queuedAtMs)).to.equal(660);
  });

  it("3.5 the last failure cascades, the ones before it do not", () => {
    const B = activityOf("B", {
      ...ON_R,
      dependsOn: [{ activityId: "A", via: "dependsOn" }],
      failureAndRerunMode: "cascade",
    });
    const [row] = instancesOf(recordsOf(planOf({ resources: [ec2Of("R")], activities: [slow(), B] })), "B");
    expect([row?.status, at(row?.endedAtMs)]).to.deep.equal(["CASCADE_FAILED", 1510]);
  });

  // stopped at 500, between the attempts: no second one
  it("3.6 a resource that is stopped while a retry is pending cancels the activity", () => {
    const host = ec2Of("R", { terminateAfterMs: 500_000 });
    const records = recordsOf(planOf({ resources: [host], activities: [slow()] }));
    const [A] = instancesOf(records, "A");
    expect([A?.status, at(A?.endedAtMs), A?.attempts]).to.deep.equal(["CANCELED", 500, 1]);
    // shut down at 500 with a log of 60 s, 2 MB at 8 MB/s, then 300 s until it is gone
    expect(at(records.endedAtMs)).to.equal(800.25);
  });

  // exponential work of mean 60 s: the seed's second attempt is the first one that takes less than 60 s
  it("3.3 8.2 a retry is new work; first attempts are those of a plan without retries", () => {
    const work = [
      { ...itemOf("command", 0), work: { kind: "duration", duration: { kind: "exponential", mean: 60_000 } } } as const,
    ];
    const activation = { kind: "every", everyMs: 100_000_000, count: 20 } as const;
    const planWith = (rest: Partial<ActivityPlan>) =>
      planOf({ resources: [ec2Of("R")], activities: [activityOf("A", { ...ON_R, work, ...rest })], activation });
    const lengths = (rest: Partial<ActivityPlan>) =>
      recordsOf(planWith(rest))
        .attempts.filter(({ attemptId }) => attemptId.endsWith("Attempt=1"))
        .map((row) => row.endedAtMs - row.startedAtMs);
    const free = lengths({});
    expect(lengths({ attemptTimeoutMs: 60_000, retry: RETRY })).to.deep.equal(free.map((ms) => Math.min(ms, 60_000)));
    const retries = recordsOf(planWith({ attemptTimeoutMs: 60_000, retry: RETRY })).attempts.filter(
      ({ attemptId, status }) => !attemptId.endsWith("Attempt=1") && status === "FINISHED",
    );
    expect(retries).to.not.deep.equal([]);
  });

  // 130 s of boot (100) and runner installation (30); 60 s of work, 600 s of delay, 40 s of work: 830 s
  it("3.3 the phases add up to the latency: the delay between attempts is waiting, lost work is work", () => {
    // with this seed the first draw is over 60 s and the second is not
    const duration = { kind: "uniform", min: 20_000, max: 100_000 } as const;
    const work = [{ ...itemOf("command", 0), work: { kind: "duration", duration } } as const];
    const plan = planOf({ resources: [ec2Of("R")], activities: [slow({ work })] });
    const retried = Array.from({ length: 20 }, (_, replication) =>
      runReplication(plan, "seed", replication, true),
    ).filter(({ records }) => records?.attempts.length === 2 && records.executions[0]?.succeeded);
    expect(retried).to.not.deep.equal([]);
    for (const { measures, records } of retried) {
      const value = (name: string) => measures.find((measure) => measure.name === name)?.values[0] ?? Number.NaN;
      const last = records?.attempts.at(-1);
      const lastMs = (last?.endedAtMs ?? 0) - (last?.startedAtMs ?? 0);
      expect(value("latency.pipeline")).to.equal(130_000 + 60_000 + 600_000 + lastMs);
      expect([value("time.boot"), value("time.runnerInstall"), value("time.waiting")]).to.deep.equal([
        100_000, 30_000, 600_000,
      ]);
      expect(value("time.command")).to.equal(60_000 + lastMs);
      expect(value("attempts.failed")).to.equal(1);
    }
  });
});
