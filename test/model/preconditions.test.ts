import { expect } from "chai";
import { runReplication } from "../../src/experiment/run-replication.ts";
import type { ActivityPlan, DataNodePlan, Plan } from "../../src/model/plan.ts";
import type { PreconditionPlan } from "../../src/model/precondition-plan.ts";
import { ACTIVATION_MS, activityOf, dataNodeOf, ec2Of, itemOf, planOf, preconditionOf, seconds } from "./plans.ts";
import { at, attemptsOf, every, instancesOf, movesOf, recordsOf } from "./run-plan.ts";

const RUNNER = {
  id: "wg/0",
  workerGroup: "wg",
  tasks: 20,
  poll: { kind: "long", holdMs: 90_000 },
  logUri: null,
} as const;
const CASCADE = { failureAndRerunMode: "cascade" } as const;

function onGroup(id: string, rest: Partial<ActivityPlan> = {}): ActivityPlan {
  return activityOf(id, { runner: { kind: "workerGroup", workerGroup: "wg" }, ...rest });
}

function planWith(
  activities: readonly ActivityPlan[],
  dataNodes: readonly DataNodePlan[] = [],
  resources: Plan["pipelines"][number]["resources"] = [],
): Plan {
  return planOf({ activities, dataNodes, resources }, { taskRunners: [RUNNER] });
}

/** One activity that waits for one precondition. */
function waitFor(precondition: Partial<PreconditionPlan>, rest: Partial<ActivityPlan> = {}): Plan {
  return planWith([onGroup("A", { preconditions: [preconditionOf("P", precondition)], ...rest })]);
}

const thereAfter = (second: number) => ({ satisfied: { kind: "after", delay: seconds(second) } }) as const;
const NEVER = { satisfied: { kind: "never" } } as const;

/** [status, start, end, checks] of the instances of a component, in seconds. */
function livesOf(plan: Plan, id: string) {
  return instancesOf(recordsOf(plan), id).map((row) => [
    row.status,
    at(row.startedAtMs),
    at(row.endedAtMs),
    row.attempts,
  ]);
}

describe("preconditions that the service checks", () => {
  it("3.2 what is there is found by the first check, and the activity is queued as it ends", () => {
    const records = recordsOf(waitFor({}));
    expect(attemptsOf(records, "A")).to.deep.equal([[3, 63]]);
    expect(movesOf(records, "instance", "@P_2012-11-23T00:00:00")).to.deep.equal([
      [0, "SCHEDULED"],
      [0, "RUNNING"],
      [3, "FINISHED"],
    ]);
    expect(livesOf(waitFor({}), "P")).to.deep.equal([["FINISHED", 0, 3, 1]]);
  });

  // checks begin at 0, 603 and 1206: the third is the first after 1200
  it("3.2 is checked again every retryDelay until it is met", () => {
    expect(livesOf(waitFor(thereAfter(1200)), "P")).to.deep.equal([["FINISHED", 0, 1209, 3]]);
    expect(attemptsOf(recordsOf(waitFor(thereAfter(1200))), "A")).to.deep.equal([[1209, 1269]]);
  });

  // checks begin every 603 s to the end of the hour, though nothing else happens in it: at 0, 603, ..., 3015
  it("3.2 what is never there is checked to the horizon, and so many checks are counted", () => {
    const plan = { ...waitFor(NEVER), horizonMs: ACTIVATION_MS + 3_600_000 };
    expect(livesOf(plan, "P")).to.deep.equal([["RUNNING", 0, undefined, 6]]);
  });

  // due on both days at 00:00; there at 00:20 each day, from when it is due, and on the first day alone as an instant
  it("3.2 counts from when the interval is due, by the clock, or from an instant", () => {
    const schedule = every(1, "day", { occurrences: 2 });
    const ends = (satisfied: PreconditionPlan["satisfied"]) =>
      livesOf(waitFor({ satisfied, schedule }, { schedule }), "P").map(([, , endS]) => endS);
    expect(ends(thereAfter(1200).satisfied)).to.deep.equal([1209, 87_609]);
    expect(ends({ kind: "clock", timeOfDayMs: 1_200_000 })).to.deep.equal([1209, 87_609]);
    expect(ends({ kind: "at", instantMs: ACTIVATION_MS + 1_200_000 })).to.deep.equal([1209, 86_403]);
  });

  // due at 08:00; what comes at 06:30 of the day is there
  it("3.2 a time of the day that has passed when the interval is due has come", () => {
    const schedule = every(1, "day", { occurrences: 1, startS: 8 * 3600 });
    const plan = waitFor({ satisfied: { kind: "clock", timeOfDayMs: 6.5 * 3_600_000 }, schedule }, { schedule });
    expect(livesOf(plan, "P")).to.deep.equal([["FINISHED", 28_800, 28_803, 1]]);
  });

  it("3.2 is met at each check with a probability: the mean number of checks is its inverse", () => {
    const schedule = every(1, "hour", { occurrences: 4000 });
    const counts = livesOf(
      waitFor({ satisfied: { kind: "chance", probability: 0.8 }, schedule }, { schedule }),
      "P",
    ).map(([, , , checks]) => Number(checks));
    // sd of one count is sqrt(0.2) / 0.8 = 0.56, of the mean of 4,000 thus 0.009
    expect(counts.reduce((sum, count) => sum + count, 0) / counts.length).to.be.within(1.22, 1.28);
    expect(Math.min(...counts)).to.equal(1);
    expect(livesOf(waitFor({ satisfied: { kind: "chance", probability: 1 } }), "P")).to.deep.equal([
      ["FINISHED", 0, 3, 1],
    ]);
  });

  it("3.2 one that is never met is checked for ever, at no cost of events, and both say so", () => {
    const { records, events } = runReplication(waitFor(NEVER), "seed", 0, true);
    if (records === undefined) throw new Error("records were asked for");
    const [P] = instancesOf(records, "P");
    expect([P?.status, P?.reason]).to.deep.equal([
      "RUNNING",
      "waits for ever: checked by the service, and no check finds what it looks for (3.2)",
    ]);
    expect(instancesOf(records, "A")[0]?.reason).to.equal("waits for @P_2012-11-23T00:00:00 (3.1)");
    expect(events).to.be.below(20);
  });

  // checks at 0, 603 and 1206; the third would end at 1209
  it("3.2 FAILED when its preconditionTimeout has passed: what uses it fails with it, or waits on for ever", () => {
    const timeout = { ...thereAfter(1200), timeoutMs: 1_205_000 };
    expect(livesOf(waitFor(timeout), "P")).to.deep.equal([["FAILED", 0, 1205, 2]]);
    const [cascading] = instancesOf(recordsOf(waitFor(timeout, CASCADE)), "A");
    expect([cascading?.status, at(cascading?.endedAtMs)]).to.deep.equal(["CASCADE_FAILED", 1205]);
    const [waiting] = instancesOf(recordsOf(waitFor(timeout)), "A");
    expect([waiting?.status, waiting?.reason]).to.deep.equal([
      "WAITING_ON_DEPENDENCIES",
      "waits for ever: @P_2012-11-23T00:00:00 is FAILED, and failureAndRerunMode is none (3.5)",
    ]);
    expect(livesOf(waitFor({ ...thereAfter(1200), timeoutMs: 1_209_000 }), "P")).to.deep.equal([
      ["FINISHED", 0, 1209, 3],
    ]);
  });

  // B depends on A, done at 60; its precondition is there at 100 and found by the check at 603
  it("3.1 an activity waits for its preconditions beside all else", () => {
    const B = onGroup("B", {
      dependsOn: [{ activityId: "A", via: "dependsOn" }],
      preconditions: [preconditionOf("P", thereAfter(100)), preconditionOf("Q")],
    });
    const records = recordsOf(planWith([onGroup("A"), B]));
    const [row] = instancesOf(records, "B");
    expect(at(row?.readyAtMs)).to.equal(606);
    const waiting = records.transitions.find(
      ({ id, to }) => id === row?.instanceId && to === "WAITING_ON_DEPENDENCIES",
    );
    expect(waiting?.reason).to.equal(
      "waits for @A_2012-11-23T00:00:00, @P_2012-11-23T00:00:00, @Q_2012-11-23T00:00:00 (3.1)",
    );
  });

  // the input is found at 1206 to 1209, A writes D until 1269, which is checked until 1272
  it("3.1 a data node is checked once those who write it are done, and is FINISHED then", () => {
    const In = dataNodeOf("In", { preconditions: [preconditionOf("P", thereAfter(1200))] });
    const D = dataNodeOf("D", { producers: ["A"], preconditions: [preconditionOf("Q")] });
    const B = onGroup("B", { dataNodes: ["D"], dependsOn: [{ activityId: "A", via: "D" }] });
    const records = recordsOf(planWith([onGroup("A", { dataNodes: ["In"] }), B], [In, D]));
    expect(attemptsOf(records, "A")).to.deep.equal([[1209, 1269]]);
    expect(instancesOf(records, "Q").map((row) => [at(row.createdAtMs), at(row.endedAtMs)])).to.deep.equal([
      [1269, 1272],
    ]);
    expect(attemptsOf(records, "B")).to.deep.equal([[1272, 1332]]);
  });

  it("2.1 one that several use is named by who uses it", () => {
    const P = (user: string) => [preconditionOf("P", { instanceName: `P_${user}` })];
    const { instances } = recordsOf(planWith(["A", "B"].map((id) => onGroup(id, { preconditions: P(id) }))));
    const ids = instances.filter((row) => row.componentId === "P").map((row) => row.instanceId);
    expect(ids).to.deep.equal(["@P_A_2012-11-23T00:00:00", "@P_B_2012-11-23T00:00:00"]);
  });

  // A is CANCELED with its host at 200; B's two preconditions are still being checked
  it("3.5 the preconditions of a consumer that becomes CASCADE_FAILED are CANCELED; those that are over stay", () => {
    const A = activityOf("A", { runner: { kind: "resource", resourceId: "R" }, work: [itemOf("command", 600)] });
    const B = onGroup("B", {
      ...CASCADE,
      dependsOn: [{ activityId: "A", via: "dependsOn" }],
      preconditions: [preconditionOf("P", NEVER), preconditionOf("Q")],
    });
    const plan = planWith([A, B], [], [ec2Of("R", { terminateAfterMs: 200_000 })]);
    expect(livesOf(plan, "P")).to.deep.equal([["CANCELED", 0, 200, 1]]);
    expect(livesOf(plan, "Q")).to.deep.equal([["FINISHED", 0, 3, 1]]);
    expect(instancesOf(recordsOf(plan), "P")[0]?.reason).to.equal(
      "@B_2012-11-23T00:00:00, which waited for it, is CASCADE_FAILED (3.5)",
    );
  });

  // of two preconditions P fails at 60: the activity fails, and the other is CANCELED
  it("3.5 the other preconditions of what fails over one of them are CANCELED", () => {
    const preconditions = [preconditionOf("P", { ...NEVER, timeoutMs: 60_000 }), preconditionOf("Q", NEVER)];
    const plan = planWith([onGroup("A", { ...CASCADE, preconditions })]);
    expect(livesOf(plan, "A")).to.deep.equal([["CASCADE_FAILED", undefined, 60, 0]]);
    expect(livesOf(plan, "Q")).to.deep.equal([["CANCELED", 0, 60, 1]]);
  });

  it("3.5 the failure of a data node's precondition fails the data node, and who reads it", () => {
    const D = dataNodeOf("D", { ...CASCADE, preconditions: [preconditionOf("P", { ...NEVER, timeoutMs: 60_000 })] });
    const records = recordsOf(planWith([onGroup("A", { ...CASCADE, dataNodes: ["D"] })], [D]));
    const ends = ["P", "D", "A"].map((id) => instancesOf(records, id).map((row) => [row.status, at(row.endedAtMs)]));
    expect(ends).to.deep.equal([[["FAILED", 60]], [["CASCADE_FAILED", 60]], [["CASCADE_FAILED", 60]]]);
  });

  it("3.4 is late when its lateAfterTimeout has passed; Terminate cancels it", () => {
    const schedule = every(1, "day", { occurrences: 1 });
    const late = { afterMs: 1_000_000, terminates: false };
    const [row] = instancesOf(recordsOf(waitFor({ ...thereAfter(1200), schedule, late }, { schedule })), "P");
    expect([row?.status, at(row?.lateAtMs), at(row?.endedAtMs)]).to.deep.equal(["FINISHED", 1000, 1209]);
    const terminated = waitFor({ ...thereAfter(1200), schedule, late: { ...late, terminates: true } }, { schedule });
    expect(livesOf(terminated, "P")).to.deep.equal([["CANCELED", 0, 1000, 2]]);
  });

  it("8.1 the wait for it is waiting in the latency, and its checks are no failed attempts", () => {
    const { measures } = runReplication(waitFor(thereAfter(1200)), "seed", 0, false);
    const valuesOf = (name: string) => measures.find((measure) => measure.name === name)?.values;
    expect(["latency.pipeline", "time.waiting", "time.command", "attempts.failed"].map(valuesOf)).to.deep.equal([
      [1_269_000],
      [1_209_000],
      [60_000],
      [0],
    ]);
    expect(measures.filter(({ name }) => name.endsWith(".P"))).to.deep.equal([]);
    expect(valuesOf("wait.dependencies.A")).to.deep.equal([1_209_000]);
  });
});
