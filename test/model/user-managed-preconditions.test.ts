import { expect } from "chai";
import type { ActivityPlan, Plan, TaskRunnerPlan } from "../../src/model/plan.ts";
import type { PreconditionPlan } from "../../src/model/precondition-plan.ts";
import { activityOf, dataNodeOf, ec2Of, itemOf, planOf, preconditionOf, seconds } from "./plans.ts";
import { at, attemptsOf, callsOf, every, instancesOf, movesOf, recordsOf } from "./run-plan.ts";

/** Its Task Runner polls from second 130 on. */
const HOST = ec2Of("R");
const ON_HOST = { kind: "resource", resourceId: "R" } as const;
const ON_GROUP = { kind: "workerGroup", workerGroup: "wg" } as const;
const CASCADE = { failureAndRerunMode: "cascade" } as const;
const RUNNER: TaskRunnerPlan = {
  id: "wg/0",
  workerGroup: "wg",
  tasks: 2,
  poll: { kind: "long", holdMs: 90_000 },
  logUri: null,
};

function there(second: number): Partial<PreconditionPlan> {
  return { satisfied: { kind: "after", delay: seconds(second) } };
}

const NEVER: Partial<PreconditionPlan> = { satisfied: { kind: "never" } };

/** An activity of a minute on the host that waits for a precondition, which its runner checks. */
function onHost(id: string, precondition: Partial<PreconditionPlan>, rest: Partial<ActivityPlan> = {}): ActivityPlan {
  const preconditions = [preconditionOf(`${id}-ready`, { type: "Exists", runner: ON_HOST, ...precondition })];
  return activityOf(id, { runner: ON_HOST, preconditions, ...rest });
}

/** The same on a worker group. */
function onGroup(id: string, precondition: Partial<PreconditionPlan>): ActivityPlan {
  return onHost(id, { runner: ON_GROUP, ...precondition }, { runner: ON_GROUP });
}

/** [status, start, end, checks] of the instances of a component, in seconds. */
function livesOf(plan: Plan, id: string) {
  return instancesOf(recordsOf(plan), id).map((row) => [
    row.status,
    at(row.startedAtMs),
    at(row.endedAtMs),
    row.attempts,
  ]);
}

describe("preconditions that a Task Runner checks", () => {
  it("3.2 launch its resource when they are ready, and are checked on it", () => {
    const records = recordsOf(planOf({ activities: [onHost("A", {})], resources: [HOST] }));
    expect(movesOf(records, "instance", "@A-ready_2012-11-23T00:00:00")).to.deep.equal([
      [0, "SCHEDULED"],
      [0, "WAITING_FOR_RUNNER"],
      [130, "RUNNING"],
      [133, "FINISHED"],
    ]);
    expect(attemptsOf(records, "A")).to.deep.equal([[133, 193]]);
    const [host] = records.resources;
    expect([at(host?.requestedAtMs), at(host?.shuttingDownAtMs)]).to.deep.equal([0, 193]);
  });

  // checks begin at 130, 733 and 1336: the host is there, and billed, all the while
  it("3.2 are checked by the same thread until they are met", () => {
    const plan = planOf({ activities: [onHost("A", there(1200))], resources: [HOST] });
    expect(livesOf(plan, "A-ready")).to.deep.equal([["FINISHED", 130, 1339, 3]]);
    expect(recordsOf(plan).resources.map((row) => at(row.shuttingDownAtMs))).to.deep.equal([1399]);
  });

  // a and b hold both threads from 130 to 1339, c is there all along and waits for one of them
  it("3.2 occupy two threads of their own, beside those that work", () => {
    const late = onHost("A", there(1200));
    const plan = planOf({
      activities: [late, onHost("B", there(1200)), onHost("C", {}), activityOf("D", { runner: ON_HOST })],
      resources: [HOST],
    });
    expect(livesOf(plan, "C-ready")).to.deep.equal([["FINISHED", 1339, 1342, 1]]);
    expect(attemptsOf(recordsOf(plan), "D")).to.deep.equal([[130, 190]]);
    const ready = ["A", "B", "C"].map((id) => at(instancesOf(recordsOf(plan), id)[0]?.readyAtMs));
    expect(ready).to.deep.equal([1339, 1339, 1342]);
  });

  // the threads that work poll at 130 both; those that check at 130 both, and one of them again at 133
  it("4.2, 4.3 have threads that poll and are counted, and only where there is something to check", () => {
    const withChecks = callsOf(recordsOf(planOf({ activities: [onHost("A", {})], resources: [HOST] })));
    expect(withChecks).to.deep.include({ PollForTask: 5, ReportTaskProgress: 2, SetTaskStatus: 2 });
    const without = planOf({ activities: [activityOf("A", { runner: ON_HOST })], resources: [HOST] });
    expect(callsOf(recordsOf(without))).to.deep.include({ PollForTask: 2, ReportTaskProgress: 1, SetTaskStatus: 1 });
  });

  // 1,206 s from 130 on, at once and every 60 s: 20.1, thus 21 reports, and one of the activity's minute
  it("4.4 report progress while they are checked", () => {
    const plan = planOf({ activities: [onHost("A", there(1200))], resources: [HOST] });
    expect(callsOf(recordsOf(plan)).ReportTaskProgress).to.equal(22);
  });

  // both are looked for from 0 to 3; the first end takes the only token, the next one comes at 33
  it("4.5 are met when SetTaskStatus gets through, and hold their thread until then", () => {
    const plan = planOf({ activities: [onGroup("A", {}), onGroup("B", {})] }, { taskRunners: [RUNNER] });
    const operations = [{ operation: "SetTaskStatus", intervalUs: 30_000_000, burst: 1 }] as const;
    const backOff = { firstMs: 100, longestMs: 100 };
    const calls = { operations, backOff, jitterMs: 0, assumptions: [] };
    const records = recordsOf({ ...plan, limits: { ...plan.limits, calls } });
    expect(at(instancesOf(records, "A-ready")[0]?.endedAtMs)).to.equal(3);
    expect(at(instancesOf(records, "B-ready")[0]?.endedAtMs)).to.be.within(33, 33.1);
    expect(callsOf(records).SetTaskStatus).to.equal(4);
  });

  // the first report at 0 takes the only token; the other one is made again until the next comes at 30
  it("4.5 report progress when the account's limit lets them, and are checked meanwhile", () => {
    const plan = planOf({ activities: [onGroup("A", {}), onGroup("B", {})] }, { taskRunners: [RUNNER] });
    const operations = [{ operation: "ReportTaskProgress", intervalUs: 30_000_000, burst: 1 }] as const;
    const calls = { operations, backOff: { firstMs: 100, longestMs: 100 }, jitterMs: 0, assumptions: [] };
    const records = recordsOf({ ...plan, limits: { ...plan.limits, calls } });
    expect(["A-ready", "B-ready"].map((id) => at(instancesOf(records, id)[0]?.endedAtMs))).to.deep.equal([3, 3]);
    expect(attemptsOf(records, "A")[0]?.[0]).to.be.within(30, 30.1);
    expect(records.apiCalls.find(({ operation }) => operation === "ReportTaskProgress")?.throttled).to.be.above(10);
  });

  it("3.2 are checked by the runners of a worker group", () => {
    const records = recordsOf(planOf({ activities: [onGroup("A", {})] }, { taskRunners: [RUNNER] }));
    expect(attemptsOf(records, "A")).to.deep.equal([[3, 63]]);
  });

  // a poll every 60 s at a phase: the check and the activity begin with a poll each
  it("4.3 are taken at the next poll of a thread that polls at intervals", () => {
    const runner: TaskRunnerPlan = { ...RUNNER, poll: { kind: "interval", intervalMs: 60_000 } };
    const plan = planOf({ activities: [onGroup("A", {})] }, { taskRunners: [runner] });
    const [row] = instancesOf(recordsOf(plan), "A-ready");
    expect(at(row?.startedAtMs)).to.be.within(0, 60);
    expect(Number(at(row?.endedAtMs)) - Number(at(row?.startedAtMs))).to.equal(3);
  });

  it("4.1 wait for ever where no runner will come", () => {
    const reasonOf = (plan: Plan) => instancesOf(recordsOf(plan), "A-ready")[0]?.reason;
    expect(reasonOf(planOf({ activities: [onGroup("A", {})] }))).to.equal(
      "waits for ever: no Task Runner polls for the worker group wg (4.1)",
    );
    const none = onHost("A", { runner: { kind: "none" } }, { runner: { kind: "none" } });
    expect(reasonOf(planOf({ activities: [none] }))).to.equal(
      "waits for ever: what uses it has neither runsOn nor workerGroup (4.1)",
    );
  });

  // the Task Runner dies every 3,000 s on average and is there again after 60 s; what it looks for comes at 20,000
  it("4.4 are checked anew when their Task Runner has died and is started again", () => {
    const runnerFailure = { meanTimeToFailureMs: 3_000_000, restart: seconds(60) };
    const plan = planOf({ activities: [onGroup("A", there(20_000))] }, { taskRunners: [RUNNER], runnerFailure });
    const moves = movesOf(recordsOf(plan), "instance", "@A-ready_2012-11-23T00:00:00");
    expect(moves[0]).to.deep.equal([0, "SCHEDULED"]);
    expect(moves.length).to.be.greaterThan(6);
    for (const [index, [second, status]] of moves.slice(3, -1).entries()) {
      expect(status).to.equal(index % 2 === 0 ? "WAITING_FOR_RUNNER" : "RUNNING");
      if (status === "RUNNING") expect(second).to.equal(Number(moves[index + 2]?.[0]) + 60);
    }
    const [end, status] = moves.at(-1) ?? [];
    expect(status).to.equal("FINISHED");
    // found by the first check that begins at 20,000 or after it: at most a cycle of 603 s and a restart later
    expect(end).to.be.within(20_003, 20_003 + 603 + 60);
  });

  // the Task Runner takes it at 0, dies once and for all, and nobody is there to see the 20,000 s pass
  it("3.2 time out while they wait for another runner, too", () => {
    const activity = onGroup("A", { ...NEVER, timeoutMs: 20_000_000 });
    const runnerFailure = { meanTimeToFailureMs: 300_000 };
    const plan = planOf({ activities: [activity] }, { taskRunners: [RUNNER], runnerFailure });
    const moves = movesOf(recordsOf(plan), "instance", "@A-ready_2012-11-23T00:00:00");
    expect(moves.map(([, status]) => status)).to.deep.equal([
      "SCHEDULED",
      "WAITING_FOR_RUNNER",
      "RUNNING",
      "WAITING_FOR_RUNNER",
      "FAILED",
    ]);
    expect(moves.at(-1)).to.deep.equal([20_000, "FAILED"]);
  });

  it("3.5 are CANCELED with what uses them when their resource is stopped", () => {
    const host = ec2Of("R", { terminateAfterMs: 200_000 });
    const plan = planOf({ activities: [onHost("A", NEVER)], resources: [host] });
    expect(livesOf(plan, "A-ready")).to.deep.equal([["CANCELED", 130, 200, 1]]);
    expect(livesOf(plan, "A")).to.deep.equal([["CANCELED", undefined, 200, 0]]);
    expect(livesOf(plan, "R").map(([status]) => status)).to.deep.equal(["TIMEDOUT"]);
  });

  it("3.5 that time out fail what uses them, and the resource is needed no more", () => {
    const plan = planOf({ activities: [onHost("A", { ...NEVER, timeoutMs: 1_000_000 }, CASCADE)], resources: [HOST] });
    expect(livesOf(plan, "A-ready")).to.deep.equal([["FAILED", 130, 1130, 2]]);
    expect(livesOf(plan, "A")).to.deep.equal([["CASCADE_FAILED", undefined, 1130, 0]]);
    expect(recordsOf(plan).resources.map((row) => [row.status, at(row.shuttingDownAtMs)])).to.deep.equal([
      ["FINISHED", 1130],
    ]);
  });

  // A writes D until 190; its runner then checks that D exists, and the host stays until that is done
  it("3.2 of an output keep the resource until they are over", () => {
    const preconditions = [preconditionOf("Written", { type: "Exists", runner: ON_HOST })];
    const D = dataNodeOf("D", { producers: ["A"], preconditions });
    const plan = planOf({ activities: [activityOf("A", { runner: ON_HOST })], dataNodes: [D], resources: [HOST] });
    expect(livesOf(plan, "Written")).to.deep.equal([["FINISHED", 190, 193, 1]]);
    expect(livesOf(plan, "D")).to.deep.equal([["FINISHED", undefined, 193, 0]]);
    expect(recordsOf(plan).resources.map((row) => at(row.shuttingDownAtMs))).to.deep.equal([193]);
  });

  // R is gone at 490, B on its own host is done at 730
  // R's interval of an hour before comes first; 300 s later the one that P waits for: R polls from 430 on, P is met at 433
  it("3.2 keep a resource that no activity runs on until they are over", () => {
    const schedule = every(1, "hour", { startS: -7200, occurrences: 1 });
    const N = dataNodeOf("N", { schedule, preconditions: [preconditionOf("P", { runner: ON_HOST, schedule })] });
    const host = ec2Of("R", { schedule: every(1, "hour", { startS: -10_800, occurrences: 2 }) });
    const limits = { instanceCreationIntervalMs: 300_000, activeInstancesPerObject: null };
    const records = recordsOf(planOf({ dataNodes: [N], resources: [host] }, { limits }));
    expect(movesOf(records, "instance", "@R_2012-11-22T22:00:00")).to.deep.equal([
      [300, "WAITING_ON_DEPENDENCIES"],
      [300, "CREATING"],
      [400, "RUNNING"],
      [433, "SHUTTING_DOWN"],
      [733, "FINISHED"],
    ]);
  });

  it("3.5 of an output whose resource has ended are CANCELED", () => {
    const preconditions = [preconditionOf("Written", { type: "Exists", runner: ON_HOST })];
    const D = dataNodeOf("D", { producers: ["A", "B"], preconditions, ...CASCADE });
    const B = activityOf("B", { runner: { kind: "resource", resourceId: "S" }, work: [itemOf("command", 600)] });
    const plan = planOf({
      activities: [activityOf("A", { runner: ON_HOST }), B],
      dataNodes: [D],
      resources: [HOST, ec2Of("S")],
    });
    expect(livesOf(plan, "Written")).to.deep.equal([["CANCELED", undefined, 730, 0]]);
    expect(livesOf(plan, "D")).to.deep.equal([["CASCADE_FAILED", undefined, 730, 0]]);
    expect(instancesOf(recordsOf(plan), "Written")[0]?.reason).to.equal(
      "the instance of R that would check it has ended (3.5)",
    );
  });

  it("3.1 of an input are checked by the runner of who reads it", () => {
    const preconditions = [preconditionOf("There", { type: "Exists", runner: ON_HOST })];
    const plan = planOf({
      activities: [activityOf("A", { runner: ON_HOST, dataNodes: ["In"] })],
      dataNodes: [dataNodeOf("In", { preconditions })],
      resources: [HOST],
    });
    expect(attemptsOf(recordsOf(plan), "A")).to.deep.equal([[133, 193]]);
    expect(movesOf(recordsOf(plan), "instance", "@There_2012-11-23T00:00:00")[1]).to.deep.equal([
      0,
      "WAITING_FOR_RUNNER",
    ]);
  });
});
