import { expect } from "chai";
import { runReplication } from "../../src/experiment/run-replication.ts";
import type { ActivityPlan, Plan } from "../../src/model/plan.ts";
import { activityOf, ec2Of, itemOf, planOf } from "./plans.ts";
import { at, attemptsOf, every, instancesOf, movesOf, recordsOf } from "./run-plan.ts";

const ID = "@A_2012-11-23T00:00:00";
const HOURLY = every(1, "hour", { occurrences: 1 });
const ON_GROUP = { runner: { kind: "workerGroup", workerGroup: "wg" } } as const;
const TERMINATE = "it is late by its lateAfterTimeout, and its onLateAction is Terminate (3.4)";
const RUNNER = {
  id: "wg/0",
  workerGroup: "wg",
  tasks: 1,
  poll: { kind: "long", holdMs: 90_000 },
  logUri: null,
} as const;

function lateAfter(afterS: number, rest: Partial<ActivityPlan> = {}, terminates = true): ActivityPlan {
  return activityOf("A", { ...ON_GROUP, schedule: HOURLY, late: { afterMs: 1000 * afterS, terminates }, ...rest });
}

function planWith(...activities: readonly ActivityPlan[]): Plan {
  return planOf({ activities }, { taskRunners: [RUNNER] });
}

function missed(plan: Plan): number | undefined {
  return runReplication(plan, "seed", 0, false).measures.find(({ name }) => name === "deadline.missed")?.values[0];
}

describe("lateAfterTimeout", () => {
  // 1000 s of work from 0 on
  it("3.4 an SnsAlarm costs no time: the instance goes on, and is late", () => {
    const plan = planWith(lateAfter(300, { work: [itemOf("command", 1000)] }, false));
    const [A] = instancesOf(recordsOf(plan), "A");
    expect([A?.status, at(A?.lateAtMs), at(A?.endedAtMs)]).to.deep.equal(["FINISHED", 300, 1000]);
    expect(missed(plan)).to.equal(1);
  });

  it("3.4 an instance that ends exactly then is not late", () => {
    const [onTime, late] = [1000, 999.999].map((afterS) =>
      planWith(lateAfter(afterS, { work: [itemOf("command", 1000)] })),
    );
    expect([onTime, late].map((plan) => plan && missed(plan))).to.deep.equal([0, 1]);
  });

  it("3.4 there is no deadline to miss without a lateAfterTimeout", () => {
    expect(missed(planWith(activityOf("A", ON_GROUP)))).to.equal(undefined);
  });

  // late at 310; the attempt began at 0 and reports every 60 s: it hears of it at 360, and B is taken then
  it("3.4 4.4 Terminate cancels a running instance with the answer to its next progress report", () => {
    const B = activityOf("B", { ...ON_GROUP, schedule: HOURLY });
    const records = recordsOf(planWith(lateAfter(310, { work: [itemOf("command", 1000)] }), B));
    expect(attemptsOf(records, "A")).to.deep.equal([[0, 360]]);
    expect(records.attempts[0]).to.include({ status: "CANCELED", reason: TERMINATE });
    const [A] = instancesOf(records, "A");
    expect([A?.status, A?.reason, at(A?.lateAtMs), at(A?.endedAtMs)]).to.deep.equal(["CANCELED", TERMINATE, 310, 360]);
    expect(attemptsOf(records, "B")).to.deep.equal([[360, 420]]);
  });

  // late at 310, the work ends at 330, the next report would be at 360
  it("3.4 4.4 work that ends before the runner hears of it counts no more", () => {
    const records = recordsOf(planWith(lateAfter(310, { work: [itemOf("command", 330)] })));
    const [A] = instancesOf(records, "A");
    expect([A?.status, at(A?.endedAtMs)]).to.deep.equal(["CANCELED", 330]);
    expect(records.attempts[0]?.workItems[0]).to.include({ completed: true });
  });

  // B has the only thread until 1000; A is queued from 0 on and withdrawn at 300; C is next
  it("3.4 Terminate cancels an instance that waits for its runner, and nobody takes it", () => {
    const B = activityOf("B", { ...ON_GROUP, schedule: HOURLY, work: [itemOf("command", 1000)] });
    const C = activityOf("C", { ...ON_GROUP, schedule: HOURLY });
    const records = recordsOf(planWith(B, lateAfter(300), C));
    expect(movesOf(records, "instance", ID)).to.deep.equal([
      [0, "SCHEDULED"],
      [0, "WAITING_FOR_RUNNER"],
      [300, "CANCELED"],
    ]);
    expect([attemptsOf(records, "A"), attemptsOf(records, "C")]).to.deep.equal([[], [[1000, 1060]]]);
  });

  // polls at a fixed interval: A and C wait for the one at 60 s; A is withdrawn at 30
  it("3.4 a poll at an interval passes a withdrawn task over", () => {
    const poll = { kind: "interval", intervalMs: 60_000 } as const;
    const C = activityOf("C", { ...ON_GROUP, schedule: HOURLY });
    const plan = planOf({ activities: [lateAfter(0), C] }, { taskRunners: [{ ...RUNNER, poll }] });
    const records = recordsOf(plan);
    expect([attemptsOf(records, "A").length, attemptsOf(records, "C").length]).to.deep.equal([0, 1]);
    expect(recordsOf({ ...plan, pipelines: planOf({ activities: [lateAfter(0)] }).pipelines }).attempts).to.deep.equal(
      [],
    );
  });

  // B takes 1000 s; A would wait for it
  it("3.4 3.5 Terminate cancels an instance that waits for dependencies; its resource is never launched", () => {
    const A = lateAfter(300, {
      runner: { kind: "resource", resourceId: "R" },
      dependsOn: [{ activityId: "B", via: "dependsOn" }],
    });
    const B = activityOf("B", { ...ON_GROUP, schedule: HOURLY, work: [itemOf("command", 1000)] });
    const C = activityOf("C", {
      ...ON_GROUP,
      schedule: HOURLY,
      dependsOn: [{ activityId: "A", via: "dependsOn" }],
      failureAndRerunMode: "cascade",
    });
    const plan = planOf({ activities: [A, B, C], resources: [ec2Of("R", { schedule: HOURLY })] });
    const records = recordsOf({ ...plan, taskRunners: [RUNNER] });
    const ends = ["A", "C", "R"].map((id) => instancesOf(records, id).map((row) => [row.status, at(row.endedAtMs)]));
    expect(ends).to.deep.equal([[["CANCELED", 300]], [["CASCADE_FAILED", 300]], [["FINISHED", 300]]]);
    expect(records.resources).to.deep.equal([]);
  });

  // launched at 0, no longer needed at 50, gone 300 s later
  it("3.4 5.5 a resource that is being created for what is cancelled ends", () => {
    const A = lateAfter(50, { runner: { kind: "resource", resourceId: "R" } });
    const records = recordsOf(planOf({ activities: [A], resources: [ec2Of("R", { schedule: HOURLY })] }));
    const [R] = records.resources;
    expect([R?.status, at(R?.shuttingDownAtMs), at(R?.terminatedAtMs)]).to.deep.equal(["FINISHED", 50, 350]);
  });

  // attempts at 0 to 60 and, but for the end at 300, at 660
  it("3.4 Terminate cancels an instance that waits to be tried again", () => {
    const retry = { maximum: 2, delayMs: 600_000 };
    const records = recordsOf(
      planWith(lateAfter(300, { work: [itemOf("command", 100)], attemptTimeoutMs: 60_000, retry })),
    );
    const [A] = instancesOf(records, "A");
    expect([A?.status, at(A?.endedAtMs), A?.attempts]).to.deep.equal(["CANCELED", 300, 1]);
  });

  // late at 50, heard of at 60, timed out at 55: a recalled attempt is not tried again
  it("3.4 what was recalled is not tried again when it times out before it hears of it", () => {
    const retry = { maximum: 2, delayMs: 600_000 };
    const records = recordsOf(
      planWith(lateAfter(50, { work: [itemOf("command", 100)], attemptTimeoutMs: 55_000, retry })),
    );
    expect(attemptsOf(records, "A")).to.deep.equal([[0, 55]]);
    expect(instancesOf(records, "A")[0]).to.include({ status: "CANCELED", reason: TERMINATE });
  });

  // intervals from -7200 and -3600 are late at -5400 and -1800, before they are created at 0; that from 0 at 1800
  it("3.4 counts from the scheduled start: what is backfilled after it is late at once", () => {
    const schedule = every(1, "hour", { startS: -7200, occurrences: 3 });
    const records = recordsOf(planWith(lateAfter(1800, { schedule, work: [itemOf("command", 1000)] }, false)));
    expect(instancesOf(records, "A").map((row) => at(row.lateAtMs))).to.deep.equal([0, 0, 1800]);
  });

  // the interval ends at 3600, when it is due; 300 s of work from there on, late after 200
  it("3.4 2.2 timeseries: counts from the end of the interval", () => {
    const schedule = every(1, "hour", { kind: "timeseries", occurrences: 1 });
    const records = recordsOf(planWith(lateAfter(200, { schedule, work: [itemOf("command", 300)] }, false)));
    expect(instancesOf(records, "A").map((row) => [at(row.lateAtMs), at(row.endedAtMs)])).to.deep.equal([[3800, 3900]]);
  });
});
