import { expect } from "chai";
import { runReplication } from "../../src/experiment/run-replication.ts";
import type { ActivityPlan, AttemptFailurePlan } from "../../src/model/plan.ts";
import { failurePointAt } from "../../src/model/runner/failure-point.ts";
import { activityOf, clusterOf, ec2Of, groupOf, itemOf, planOf, seconds } from "./plans.ts";
import { at, attemptsOf, callsOf, instancesOf, movesOf, recordsOf } from "./run-plan.ts";

const ON_R = { runner: { kind: "resource", resourceId: "R" } } as const;
const RETRY = { maximum: 1, delayMs: 600_000 } as const;

const ON_RUNNER = { kind: "workerGroup", workerGroup: "wg" } as const;
const RUNNER = {
  id: "wg/0",
  workerGroup: "wg",
  tasks: 1,
  poll: { kind: "long", holdMs: 90_000 },
  logUri: null,
} as const;

function failureAt(fraction: number, probability = 1): AttemptFailurePlan {
  return { probability, atFraction: { kind: "constant", value: fraction } };
}

/** 100 s of work on R, whose runner polls from 130 on. */
function failing(rest: Partial<ActivityPlan> = {}): ActivityPlan {
  return activityOf("A", { ...ON_R, work: [itemOf("command", 100)], failure: failureAt(0.4), retry: RETRY, ...rest });
}

describe("attempts that fail of themselves", () => {
  // 40 s of work at 130 and again 600 s after that, at 770: FAILED for good at 810, when R shuts down
  it("3.3 an attempt fails at its fraction of the work, is tried again, and after the last the instance is FAILED", () => {
    const records = recordsOf(planOf({ resources: [ec2Of("R")], activities: [failing()] }));
    expect(attemptsOf(records, "A")).to.deep.equal([
      [130, 170],
      [770, 810],
    ]);
    expect(records.attempts.map(({ status, reason }) => [status, reason])).to.deep.equal([
      ["FAILED", "its command failed (3.3)"],
      ["FAILED", "its command failed (3.3)"],
    ]);
    expect(movesOf(records, "instance", "@A_2012-11-23T00:00:00").slice(2)).to.deep.equal([
      [130, "RUNNING"],
      [170, "WAITING_FOR_RUNNER"],
      [770, "RUNNING"],
      [810, "FAILED"],
    ]);
    expect(instancesOf(records, "A")[0]?.reason).to.equal("attempt 2 of 2 failed: its command failed (3.3)");
    expect(at(records.resources[0]?.shuttingDownAtMs)).to.equal(810);
    // one report at the beginning of each attempt, and the runner says that it failed
    expect(callsOf(records)).to.include({ ReportTaskProgress: 2, SetTaskStatus: 2 });
  });

  // 0.75 of 20 + 100 + 200 + 80 = 400 is 300, 180 into the second step: 190 + 20 + 100 + 180 = 490
  it("4.6 the step that it falls into is FAILED, and those behind it are CANCELLED", () => {
    const work = [itemOf("preStepCommand", 20), itemOf("step", 100), itemOf("step", 200), itemOf("step", 80)];
    const A = failing({ work, failure: failureAt(0.75), retry: { maximum: 0, delayMs: 600_000 } });
    const B = activityOf("B", { ...ON_R, work: [itemOf("preStepCommand", 30), itemOf("step", 10)] });
    const records = recordsOf(planOf({ resources: [clusterOf("R")], activities: [A, B] }));
    const ofA = records.steps.filter(({ attemptId }) => attemptId.startsWith("@A_"));
    expect(ofA.map((row) => [row.status, at(row.startedAtMs), at(row.endedAtMs)])).to.deep.equal([
      ["COMPLETED", 210, 310],
      ["FAILED", 310, 490],
      ["CANCELLED", undefined, 490],
    ]);
    expect(records.attempts[0]?.reason).to.equal("its step failed (3.3)");
    expect(records.attempts[0]?.workItems.map(({ completed }) => completed)).to.deep.equal([true, true, false]);
    // B's step, in the queue since 220, begins when those of A are out of its way
    const [ofB] = records.steps.filter(({ attemptId }) => attemptId.startsWith("@B_"));
    expect([ofB?.status, at(ofB?.startedAtMs)]).to.deep.equal(["COMPLETED", 490]);
  });

  // half of 60 s serial, 400 node-seconds on 2 nodes, 5 s a node: (60 + 200 + 10) / 2 = 135 s after 190
  it("3.3 work that nodes share fails after that share of its time", () => {
    const scaling = { kind: "scaling", referenceSpeed: 1, serialMs: 60_000, overheadPerNodeMs: 5000 } as const;
    const work = [{ ...itemOf("step", 0), work: { ...scaling, work: seconds(400) } } as const];
    const groups = [groupOf("master", 1, 100), groupOf("core", 2, 100)];
    const A = failing({ work, failure: failureAt(0.5), retry: { maximum: 0, delayMs: 600_000 } });
    const records = recordsOf(planOf({ resources: [clusterOf("R", { groups })], activities: [A] }));
    expect(attemptsOf(records, "A")).to.deep.equal([[190, 325]]);
  });

  it("3.3 finds the item by the sum of what was drawn, also where nothing is to be done", () => {
    const amounts = [20, 0, 60, 20];
    expect(failurePointAt(0.1, amounts)).to.deep.equal({ index: 0, share: 0.5 });
    expect(failurePointAt(0.2, amounts)).to.deep.equal({ index: 2, share: 0 });
    expect(failurePointAt(0.5, amounts)).to.deep.equal({ index: 2, share: 0.5 });
    expect(failurePointAt(1, amounts)).to.deep.equal({ index: 3, share: 1 });
    expect(failurePointAt(0.5, [0, 0])).to.deep.equal({ index: 1, share: 1 });
    const records = recordsOf(planOf({ resources: [ec2Of("R")], activities: [failing({ work: [] })] }));
    expect(records.attempts.map((row) => [row.status, at(row.endedAtMs)])).to.deep.equal([
      ["FAILED", 130],
      ["FAILED", 730],
    ]);
  });

  it("3.4 an attempt that runs into its attemptTimeout before it fails is TIMEDOUT", () => {
    const statuses = (attemptTimeoutMs: number) =>
      recordsOf(planOf({ resources: [ec2Of("R")], activities: [failing({ attemptTimeoutMs })] })).attempts.map(
        (row) => row.status,
      );
    expect(statuses(40_000)).to.deep.equal(["FAILED", "FAILED"]);
    expect(statuses(39_999)).to.deep.equal(["TIMEDOUT", "TIMEDOUT"]);
  });

  it("3.5 consumers cascade when the last attempt has failed", () => {
    const dependsOn = [{ activityId: "A", via: "dependsOn" }];
    const B = activityOf("B", { ...ON_R, dependsOn, failureAndRerunMode: "cascade" });
    const [row] = instancesOf(recordsOf(planOf({ resources: [ec2Of("R")], activities: [failing(), B] })), "B");
    expect([row?.status, at(row?.endedAtMs)]).to.deep.equal(["CASCADE_FAILED", 810]);
  });

  // of 2000 first attempts 600 are to be expected at 30 %, give or take 20 (one standard deviation)
  it("3.3 so many fail, and those that fail at a lower probability fail at a higher one, too", () => {
    const failedOf = (probability: number) => {
      const activities = [failing({ failure: failureAt(0.5, probability), runner: ON_RUNNER })];
      const activation = { kind: "every", everyMs: 10_000_000, count: 2000 } as const;
      const { attempts } = recordsOf(planOf({ activities, activation }, { taskRunners: [RUNNER] }));
      const first = attempts.filter(({ attemptId }) => attemptId.endsWith("Attempt=1"));
      return new Set(first.filter(({ status }) => status === "FAILED").map(({ instanceId }) => instanceId));
    };
    const some = failedOf(0.3);
    const more = failedOf(0.4);
    expect(some.size).to.be.within(540, 660);
    expect(more.size).to.be.greaterThan(some.size);
    expect([...some].filter((id) => !more.has(id))).to.deep.equal([]);
  });

  it("8.2 the drawn work of first attempts stays as it is without failures", () => {
    const duration = { kind: "exponential", mean: 60_000 } as const;
    const work = [{ ...itemOf("command", 0), work: { kind: "duration", duration } } as const];
    const activation = { kind: "every", everyMs: 10_000_000, count: 50 } as const;
    const lengths = (rest: Partial<ActivityPlan>) => {
      const plan = planOf(
        { activities: [activityOf("A", { runner: ON_RUNNER, work, ...rest })], activation },
        { taskRunners: [RUNNER] },
      );
      return new Map(recordsOf(plan).attempts.map((row) => [row.attemptId, row.endedAtMs - row.startedAtMs]));
    };
    const whole = lengths({});
    const failed = lengths({ failure: failureAt(0.5, 0.5), retry: RETRY });
    for (const [id, lengthMs] of whole) {
      expect(failed.get(id)).to.be.oneOf([lengthMs, Math.round(lengthMs / 2)]);
    }
    expect(failed.size).to.be.greaterThan(whole.size);
  });

  // 130 s until the runner polls, 40 s lost, 600 s of delay, 100 s of work; the seed's second attempt does not fail
  it("3.3 the phases add up to the latency, and attempts.failed counts what failed", () => {
    const plan = planOf({ resources: [ec2Of("R")], activities: [failing({ failure: failureAt(0.4, 0.5) })] });
    const runs = Array.from({ length: 20 }, (_, replication) => runReplication(plan, "seed", replication, true));
    const retried = runs.filter(({ records }) => records?.attempts.length === 2 && records.executions[0]?.succeeded);
    expect(retried).to.not.deep.equal([]);
    for (const { measures } of retried) {
      const names = ["latency.pipeline", "time.command", "time.waiting", "attempts.failed"];
      const values = names.map((name) => measures.find((measure) => measure.name === name)?.values[0]);
      expect(values).to.deep.equal([870_000, 140_000, 600_000, 1]);
    }
  });
});
