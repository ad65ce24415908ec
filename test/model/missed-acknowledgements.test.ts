import { expect } from "chai";
import type { ApiOperation, CallLimitsPlan, Plan, TaskRunnerPlan } from "../../src/model/plan.ts";
import { ACTIVATION_MS, activityOf, itemOf, planOf } from "./plans.ts";
import { at, attemptsOf, callsOf, instancesOf, type Recorded, recordsOf } from "./run-plan.ts";

/** One call of the operation at once, and one more each `intervalS` seconds; refused ones are made again within 0.1 s. */
function limitOf(operation: ApiOperation, intervalS: number): CallLimitsPlan {
  return {
    operations: [{ operation, intervalUs: 1e6 * intervalS, burst: 1 }],
    backOff: { firstMs: 100, longestMs: 100 },
    jitterMs: 0,
    assumptions: [],
  };
}

function runnersOf(count: number): TaskRunnerPlan[] {
  const poll = { kind: "long", holdMs: 90_000 } as const;
  return Array.from({ length: count }, (_, index) => {
    return { id: `wg/${index}`, workerGroup: "wg", tasks: 1, poll, logUri: null };
  });
}

/** Activities of the given seconds of work, all queued at 0, and two runners of a thread each unless it says more. */
function planWith(workS: readonly number[], calls: CallLimitsPlan | undefined, rest: Partial<Plan> = {}): Plan {
  const runner = { kind: "workerGroup", workerGroup: "wg" } as const;
  const activities = workS.map((seconds, index) =>
    activityOf("ABCDE".charAt(index), { runner, work: [itemOf("command", seconds)] }),
  );
  const limits = { instanceCreationIntervalMs: null, activeInstancesPerObject: null };
  return planOf(
    { activities },
    { taskRunners: runnersOf(2), limits: calls === undefined ? limits : { ...limits, calls }, ...rest },
  );
}

function throttledOf({ apiCalls }: Recorded, operation: ApiOperation): number {
  return apiCalls.find((row) => row.operation === operation)?.throttled ?? 0;
}

describe("reports of progress that are refused", () => {
  // the acknowledgement of A takes the only token; that of B gets through at 30, when the next one comes; B works from then
  it("4.4 4.5 work begins when its acknowledgement gets through", () => {
    const records = recordsOf(planWith([5, 5], limitOf("ReportTaskProgress", 30)));
    expect(attemptsOf(records, "A")).to.deep.equal([[0, 5]]);
    const [start, end] = attemptsOf(records, "B")[0] ?? [];
    expect(start).to.be.within(30, 30.1);
    expect(end).to.be.closeTo((start ?? 0) + 5, 1e-6);
    expect(throttledOf(records, "ReportTaskProgress")).to.be.greaterThan(100);
  });

  // A is acknowledged at 0 with the only token and done at 5; B is not until 120, when the service hands it to wg/0, too. The
  // token of 125 is for the one of the two that tries first: wg/0, which begins, or wg/1, which hears that it is too late. In
  // that case wg/0 is too late at 240, and the token of 250 decides between the two again
  it("4.4 a task that is not acknowledged within 2 minutes is handed out again", () => {
    const records = recordsOf(planWith([5, 5], limitOf("ReportTaskProgress", 125)));
    const [attempt, ...others] = records.attempts.filter(({ componentId }) => componentId === "B");
    expect(others).to.deep.equal([]);
    expect(attempt?.attemptId).to.match(/_Attempt=1$/);
    expect(attempt?.queuedAtMs).to.equal(ACTIVATION_MS);
    expect((at(attempt?.startedAtMs) ?? 0) % 125).to.be.within(0, 0.1);
    expect((at(attempt?.startedAtMs) ?? 0) / 125).to.be.within(1, 20);
    expect(instancesOf(records, "B").map(({ status }) => status)).to.deep.equal(["FINISHED"]);
  });

  // reports at 0, then one every 60 s with a token every 70 s: due at 60 and made at 70, due at 130 and made at 140 and so on
  it("4.5 a report that is refused comes later, and the next one 60 s after it", () => {
    const calls = limitOf("ReportTaskProgress", 70);
    const records = recordsOf(planWith([300], calls, { taskRunners: runnersOf(1) }));
    expect(attemptsOf(records, "A")).to.deep.equal([[0, 300]]);
    expect(callsOf(records).ReportTaskProgress).to.equal(1 + Math.floor(300 / 70));
  });

  // acknowledged at 0; with a token every 1000 s the last report that gets through is that of 0, and 0 + 300 is the end
  it("4.4 reportProgressTimeout counts from the last report that got through", () => {
    const runner = { kind: "workerGroup", workerGroup: "wg" } as const;
    const work = [itemOf("command", 3000)];
    const activities = [activityOf("A", { runner, work, reportProgressTimeoutMs: 300_000 })];
    const limits = planWith([], limitOf("ReportTaskProgress", 1000)).limits;
    const records = recordsOf(planOf({ activities }, { taskRunners: runnersOf(1), limits }));
    expect(attemptsOf(records, "A")).to.deep.equal([[0, 300]]);
    expect(records.attempts[0]?.reason).to.include("no progress was reported for its reportProgressTimeout");
  });
});

describe("answers that are lost", () => {
  // handed out at 0 and lost; queued again at 120 and lost again, and so on up to the horizon; the runners' polls after it
  // come 90 s later, so that there is always one of the two
  it("4.4 a task whose answer is lost is handed out again after 2 minutes", () => {
    const plan = planWith([5], undefined, { lostAnswers: 1, horizonMs: ACTIVATION_MS + 1_000_000 });
    const records = recordsOf(plan);
    expect(records.attempts).to.deep.equal([]);
    const [row] = instancesOf(records, "A");
    expect(row?.status).to.equal("WAITING_FOR_RUNNER");
    expect(row?.reason).to.include("not acknowledged within 2 minutes");
  });

  // each answer is lost with probability 1/2: a task waits 120 s for each time, once on average
  it("4.4 some answers are lost: their tasks begin a multiple of 2 minutes later", () => {
    const timesMs = Array.from({ length: 400 }, (_, index) => ACTIVATION_MS + 3_600_000 * index);
    const plan = planWith([5], undefined, { lostAnswers: 0.5 });
    const pipelines = plan.pipelines.map((pipeline) => ({
      ...pipeline,
      activation: { kind: "times" as const, timesMs },
    }));
    const { attempts } = recordsOf({ ...plan, pipelines });
    const waits = attempts.map((row) => (row.startedAtMs - row.queuedAtMs) / 120_000);
    expect(waits.filter((wait) => !Number.isInteger(wait))).to.deep.equal([]);
    expect(waits.reduce((sum, wait) => sum + wait, 0) / 400).to.be.within(0.8, 1.2);
  });
});

describe("the end that is not told at once", () => {
  // A and B end at 5; the end of A takes the only token, that of B the next one, at 35; C begins on the thread of A
  it("4.5 the service takes an attempt as running until SetTaskStatus gets through, and the thread polls after it", () => {
    const records = recordsOf(planWith([5, 5, 100], limitOf("SetTaskStatus", 30)));
    expect(attemptsOf(records, "A")).to.deep.equal([[0, 5]]);
    const [start, end] = attemptsOf(records, "B")[0] ?? [];
    expect(start).to.equal(0);
    expect(end).to.be.within(35, 35.1);
    expect(attemptsOf(records, "C")[0]?.[0]).to.equal(5);
    expect(callsOf(records).SetTaskStatus).to.equal(3);
    expect(throttledOf(records, "SetTaskStatus")).to.be.greaterThan(100);
  });

  // its work is done at 5, the service does not know it, and at 20 its time is up
  it("3.4 4.5 attemptTimeout runs on while the end is not told", () => {
    const runner = { kind: "workerGroup", workerGroup: "wg" } as const;
    const work = [itemOf("command", 5)];
    const activities = ["A", "B"].map((id) => activityOf(id, { runner, work, attemptTimeoutMs: 20_000 }));
    const { limits } = planWith([], limitOf("SetTaskStatus", 30));
    const records = recordsOf(planOf({ activities }, { taskRunners: runnersOf(2), limits }));
    expect(records.attempts.map(({ status }) => status)).to.deep.equal(["FINISHED", "TIMEDOUT"]);
    expect(attemptsOf(records, "B")).to.deep.equal([[0, 20]]);
  });
});

describe("heartbeats that are refused", () => {
  // two runners at 0, a token at once and one every 10 s: the second heartbeat gets through at 10; then each every 900 s, the
  // last ones before 3000 at 2700 and 2710
  it("4.5 are made again, and counted", () => {
    const plan = planWith([5], limitOf("ReportTaskRunnerHeartbeat", 10), { horizonMs: ACTIVATION_MS + 3_000_000 });
    const records = recordsOf(plan);
    expect(throttledOf(records, "ReportTaskRunnerHeartbeat")).to.be.greaterThan(50);
    expect(callsOf(records).ReportTaskRunnerHeartbeat).to.equal(4 + 4);
  });
});
