import { expect } from "chai";
import { runExperiment } from "../../src/experiment/experiment.ts";
import { withoutIds } from "../../src/experiment/without-ids.ts";
import type { ActivityPlan, Plan } from "../../src/model/plan.ts";
import { ACTIVATION_MS, activityOf, ec2Of, itemOf, planOf } from "../model/plans.ts";
import { at, every } from "../model/run-plan.ts";

const inputs = {
  scenarioDigest: "sha256:0",
  definitionDigests: [],
  catalogDigest: "sha256:0",
  command: "stepcast run",
};
const RUNNER = {
  id: "wg/0",
  workerGroup: "wg",
  tasks: 1,
  poll: { kind: "long", holdMs: 90_000 },
  logUri: null,
} as const;
const ON_GROUP = { runner: { kind: "workerGroup", workerGroup: "wg" } } as const;
const DAY_MS = 86_400_000;

function resultOf(plan: Plan, count = 1) {
  return runExperiment({ plan, seed: "seed", rule: { kind: "count", count }, inputs });
}

function unfinishedOf(activities: readonly ActivityPlan[], rest: Partial<Plan> = {}) {
  const { unfinished } = resultOf(planOf({ activities }, { taskRunners: [RUNNER], ...rest }));
  return unfinished.map(({ instanceId, status, reason, rule, count }) => ({ instanceId, status, reason, rule, count }));
}

describe("what did not finish, or not in time", () => {
  // 1000 s of work, late at 300; then a backfill of an interval that began 2 hours before
  it("3.4 lists what finished late, with when it became late", () => {
    const late = { afterMs: 300_000, terminates: false };
    const schedule = every(1, "hour", { startS: -3600, occurrences: 2 });
    const activity = activityOf("A", { ...ON_GROUP, schedule, late, work: [itemOf("command", 1000)] });
    const { unfinished } = resultOf(planOf({ activities: [activity] }, { taskRunners: [RUNNER] }));
    expect(unfinished.map(({ status, reason, rule, lateAtMs }) => [status, reason, rule, at(lateAtMs)])).to.deep.equal([
      ["FINISHED", "late: its lateAfterTimeout had run out when it was created at 2012-11-23T00:00:00 (3.4)", "3.4", 0],
      ["FINISHED", "late: it was not over when its lateAfterTimeout ran out at 2012-11-23T00:05:00 (3.4)", "3.4", 300],
    ]);
  });

  it("3.4 says of what is open and late both", () => {
    const late = { afterMs: 300_000, terminates: false };
    const [row] = unfinishedOf([activityOf("A", { schedule: every(1, "hour", { occurrences: 1 }), late })]);
    expect(row?.reason).to.equal(
      "not over when the simulation ended: waits for ever: neither runsOn nor workerGroup is given (4.1); late since 2012-11-23T00:05:00 (3.4)",
    );
    expect(row?.rule).to.equal("4.1");
  });

  it("2.3 3.5 lists a resource that was never launched", () => {
    const activities = [activityOf("A", ON_GROUP)];
    const { unfinished } = resultOf(planOf({ activities, resources: [ec2Of("R")] }, { taskRunners: [RUNNER] }));
    expect(unfinished.map(({ componentId, status, rule }) => [componentId, status, rule])).to.deep.equal([
      ["R", "FINISHED", "2.3"],
    ]);
  });

  // A waits for ever from 00:00 on; the 23 intervals that begin at 01:00 to 23:00 are due before the horizon
  it("2.4 counts intervals that never got an instance, and says which limit held them back", () => {
    const activity = activityOf("A", { schedule: every(1, "hour"), maxActiveInstances: 1 });
    expect(unfinishedOf([activity], { horizonMs: ACTIVATION_MS + DAY_MS })[1]).to.deep.equal({
      instanceId: "@A_2012-11-23T01:00:00",
      status: "not created",
      reason:
        "23 intervals from 2012-11-23T01:00:00 to 2012-11-23T23:00:00 never got an instance: maxActiveInstances 1 was used up to the end (2.4)",
      rule: "2.4",
      count: 23,
    });
  });

  // at its end: the interval of 22:00 is due at 23:00, that of 23:00 at the horizon, which lies outside
  it("2.2 2.4 a timeseries interval is due at its end", () => {
    const activity = activityOf("A", { schedule: every(1, "hour", { kind: "timeseries" }), maxActiveInstances: 1 });
    const [, row] = unfinishedOf([activity], { horizonMs: ACTIVATION_MS + DAY_MS });
    expect([row?.count, row?.reason.slice(0, 61)]).to.deep.equal([
      22,
      "22 intervals from 2012-11-23T01:00:00 to 2012-11-23T22:00:00 ",
    ]);
  });

  // created at 0, 5, 10 and 15 min of the last 20
  it("2.4 the rate of new instances can hold intervals back to the end", () => {
    const activity = activityOf("A", { schedule: every(1, "hour", { startS: -36_000, occurrences: 10 }) });
    const limits = { instanceCreationIntervalMs: 300_000, activeInstancesPerObject: null };
    const rows = unfinishedOf([activity], { limits, horizonMs: ACTIVATION_MS + 1_200_000 });
    expect(rows.map(({ count }) => count)).to.deep.equal([undefined, undefined, undefined, undefined, 6]);
    expect(rows[4]?.reason).to.match(/one after another, and the simulation ended before their turn \(2\.4\)$/);
  });

  it("2.4 counts activations that were still queued", () => {
    const activation = { kind: "times", timesMs: [0, 60_000, 120_000].map((ms) => ACTIVATION_MS + ms) } as const;
    const activities = [activityOf("A", { maxActiveInstances: 1 })];
    const { unfinished, outcomes } = resultOf(planOf({ activities, activation }));
    expect(unfinished[1]).to.include({
      reason:
        "2 activations from 2012-11-23T00:01:00 to 2012-11-23T00:02:00 never got an instance: maxActiveInstances 1 was used up to the end (2.4)",
    });
    expect(outcomes.map(({ status, instances, ofInstances }) => [status, instances, ofInstances])).to.deep.equal([
      ["not created", 2, 3],
      ["WAITING_FOR_RUNNER", 1, 3],
    ]);
  });

  it("2.4 has nothing to say of a schedule that has ended, or of what lies beyond the horizon", () => {
    const ended = activityOf("A", { ...ON_GROUP, schedule: every(1, "hour", { endS: 7200 }) });
    const endless = activityOf("B", { ...ON_GROUP, schedule: every(1, "hour") });
    expect(unfinishedOf([ended, endless], { horizonMs: ACTIVATION_MS + DAY_MS })).to.deep.equal([]);
  });
});

describe("outcomes over all replications", () => {
  /** Uniform from 0 to 200 s against a limit of 150: a quarter of the attempts takes too long. */
  const work = { kind: "duration", duration: { kind: "uniform", min: 0, max: 200_000 } } as const;
  const activity = activityOf("A", {
    ...ON_GROUP,
    attemptTimeoutMs: 150_000,
    retry: { maximum: 0, delayMs: 120_000 },
    work: [{ role: "command", label: "c", place: "runner", work }],
  });
  const plan = planOf({ activities: [activity] }, { taskRunners: [RUNNER] });

  it("3.4 say in how many runs it happened, and why", () => {
    const { outcomes, measures, unfinished } = resultOf(plan, 400);
    const [outcome] = outcomes;
    expect(outcomes).to.have.length(1);
    expect(outcome).to.include({
      componentId: "A",
      status: "FAILED",
      reason: "attempt 1 of 1 failed: it ran longer than its attemptTimeout (3.3, 3.4)",
      rule: "3.3",
      ofInstances: 400,
    });
    expect(outcome?.replications).to.equal(outcome?.instances);
    const succeeded = measures["executions.succeeded"]?.mean ?? 0;
    expect(outcome?.replications).to.equal(Math.round(400 * (1 - succeeded)));
    // 400 * 1/4, and three times its standard deviation
    expect(outcome?.replications).to.be.within(100 - 26, 100 + 26);
    expect(unfinished.length).to.be.at.most(1);
  });

  const reasons: readonly (readonly [string, string])[] = [
    ["waits for @A_2012-11-23T00:00:00 (3.1)", "waits for A (3.1)"],
    [
      "waits for @A_2012-11-23T00:00:00, @A_2012-11-23T01:00:00, @B c_2012-11-23T00:00:00_2 (3.1)",
      "waits for A, B c (3.1)",
    ],
    ["@A_2012-11-23T00:00:00_Attempt=2 is FAILED", "A is FAILED"],
    ["attempt 1 runs on wg/17 (4.3)", "attempt 1 runs on wg (4.3)"],
    ["attempt 1 runs on @R_2012-11-23T00:00:00 (4.3)", "attempt 1 runs on R (4.3)"],
    [
      "late: it was not over when its lateAfterTimeout ran out at 2012-11-23T00:05:00 (3.4)",
      "late: it was not over when its lateAfterTimeout ran out (3.4)",
    ],
    ["its resource @R_2012-11-23T00:00:00/CORE-3 was stopped", "its resource R was stopped"],
    ["no id a@b.c here, s3://x/2012/11", "no id a@b.c here, s3://x/2012/11"],
  ];
  for (const [reason, expected] of reasons) {
    it(`"${reason}" goes with others like it`, () => expect(withoutIds(reason)).to.equal(expected));
  }
});
