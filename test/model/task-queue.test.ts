import { expect } from "chai";
import type { ActivityPlan, Plan, TaskRunnerPlan } from "../../src/model/plan.ts";
import type { ModelEvent } from "../../src/model/records.ts";
import { simulate } from "../../src/model/simulate.ts";
import { ACTIVATION_MS, activityOf, ec2Of, groupOf, itemOf, planOf } from "./plans.ts";
import { at, attemptsOf, callsOf, instancesOf, recordsOf } from "./run-plan.ts";

const ON_GROUP = { kind: "workerGroup", workerGroup: "wg" } as const;

function runnerOf(index: number, rest: Partial<TaskRunnerPlan> = {}): TaskRunnerPlan {
  const poll = { kind: "long", holdMs: 90_000 } as const;
  return { id: `wg/${index}`, workerGroup: "wg", tasks: 1, poll, logUri: null, ...rest };
}

/** One activity of 5 s, activated at these seconds. */
function activatedAt(timesS: readonly number[], taskRunners: readonly TaskRunnerPlan[], workS = 5): Plan {
  const timesMs = timesS.map((timeS) => ACTIVATION_MS + 1000 * timeS);
  const activities = [activityOf("A", { runner: ON_GROUP, work: [itemOf("command", workS)] })];
  return planOf({ activation: { kind: "times", timesMs }, activities }, { taskRunners });
}

function takersOf(plan: Plan): (readonly [number | undefined, string])[] {
  return recordsOf(plan).attempts.map((row) => [at(row.startedAtMs), row.runnerId] as const);
}

describe("the service's task queues", () => {
  // both are held from 0; at 10 the tie goes to the first; at 20 the second is held longer; at 30 the first, since 15
  it("4.3 gives the first task to the longest-held poll", () => {
    expect(takersOf(activatedAt([10, 20, 30], [runnerOf(0), runnerOf(1)]))).to.deep.equal([
      [10, "wg/0"],
      [20, "wg/1"],
      [30, "wg/0"],
    ]);
  });

  // wg/0 is held since 50; wg/1's poll of 0 was answered with nothing at 90 and is held anew since then
  it("4.3 a poll is held for 90 s at most; what counts is the poll, not how long the runner has been idle", () => {
    expect(takersOf(activatedAt([45, 100], [runnerOf(0), runnerOf(1)]))).to.deep.equal([
      [45, "wg/0"],
      [100, "wg/0"],
    ]);
  });

  // at 70 wg/0 is held since 0 (its hold ends at 90), wg/1 since 50 (its hold ends at 75)
  it("4.3 of holds of different lengths the one that began first is the longest held", () => {
    const short = runnerOf(1, { poll: { kind: "long", holdMs: 25_000 } });
    expect(takersOf(activatedAt([70], [runnerOf(0), short]))).to.deep.equal([[70, "wg/0"]]);
  });

  it("4.3 a runner polls again only after the answer, and takes a queued task at once", () => {
    const plan = activatedAt([0, 1, 2], [runnerOf(0)]);
    expect(attemptsOf(recordsOf(plan), "A")).to.deep.equal([
      [0, 5],
      [5, 10],
      [10, 15],
    ]);
  });

  // idle from 0: polls at 0, 90, 180, the last of which gets the task of 200; then from 210 to the hourly push at 3600,
  // which is the last event: 1 + floor(3390 / 90) = 38. One report at the assignment, one status, heartbeats every 900 s
  it("4.3, 4.4 counts the calls of one thread", () => {
    expect(callsOf(recordsOf(activatedAt([200], [runnerOf(0)], 10)))).to.deep.equal({
      PollForTask: 3 + 38,
      ReportTaskProgress: 1,
      SetTaskStatus: 1,
      ReportTaskRunnerHeartbeat: 5,
    });
  });

  // at 0, 60 and 120 for the attempt of 150 s; another 60 s long reports at 0 alone, its end comes with the status
  it("4.4 reports progress at the assignment and every 60 s", () => {
    expect(callsOf(recordsOf(activatedAt([0], [runnerOf(0)], 150)))).to.include({ ReportTaskProgress: 3 });
    expect(callsOf(recordsOf(activatedAt([0], [runnerOf(0)], 60)))).to.include({ ReportTaskProgress: 1 });
  });

  it("4.2 two threads run two activities side by side, the third waits", () => {
    const runner = { kind: "resource", resourceId: "R" } as const;
    const activities = ["A", "B", "C"].map((id) => activityOf(id, { runner }));
    const records = recordsOf(planOf({ resources: [ec2Of("R")], activities }));
    expect(["A", "B", "C"].map((id) => attemptsOf(records, id)[0])).to.deep.equal([
      [130, 190],
      [130, 190],
      [190, 250],
    ]);
    // all three waited for the boot and the install; C for a thread too
    expect(records.attempts[2]?.waitedFor).to.deep.equal({
      bootMs: 100_000,
      bootstrapMs: 0,
      applicationsMs: 0,
      runnerInstallMs: 30_000,
      queueMs: 60_000,
    });
  });

  it("4.2 --tasks 1 runs them one after another", () => {
    const runner = { kind: "resource", resourceId: "R" } as const;
    const activities = ["A", "B"].map((id) => activityOf(id, { runner }));
    const records = recordsOf(planOf({ resources: [ec2Of("R", { tasks: 1 })], activities }));
    expect(attemptsOf(records, "B")).to.deep.equal([[190, 250]]);
  });

  // First boots in 100 s, Second in 200 s; each runner has two threads. First: at 130 one gets the task, the other polls
  // once until 190. Second: at 230 one gets the task, the other polls at 230 and 320 until 330
  it("4.1 several managed resources have a Task Runner each, and all poll", () => {
    const resources = [ec2Of("First"), ec2Of("Second", { group: groupOf("host", 1, 200) })];
    const activities = [
      activityOf("A", { runner: { kind: "resource", resourceId: "First" } }),
      activityOf("B", { runner: { kind: "resource", resourceId: "Second" }, work: [itemOf("command", 100)] }),
    ];
    const records = recordsOf(planOf({ resources, activities }));
    expect(records.attempts.map((row) => [row.componentId, row.runnerId])).to.deep.equal([
      ["A", "@First_2012-11-23T00:00:00"],
      ["B", "@Second_2012-11-23T00:00:00"],
    ]);
    expect([attemptsOf(records, "A"), attemptsOf(records, "B")]).to.deep.equal([[[130, 190]], [[230, 330]]]);
    expect(callsOf(records)).to.deep.equal({
      PollForTask: 2 + 3,
      ReportTaskProgress: 1 + 2,
      SetTaskStatus: 2,
      ReportTaskRunnerHeartbeat: 2,
    });
  });

  function waitOf(runner: ActivityPlan["runner"], taskRunners: readonly TaskRunnerPlan[]) {
    return instancesOf(recordsOf(planOf({ activities: [activityOf("A", { runner })] }, { taskRunners })), "A")[0];
  }

  it("4.1 a worker group is matched exactly, upper and lower case included", () => {
    const row = waitOf({ kind: "workerGroup", workerGroup: "WG" }, [runnerOf(0)]);
    expect(row?.status).to.equal("WAITING_FOR_RUNNER");
    expect(row?.reason).to.equal("waits for ever: no Task Runner polls for the worker group WG (4.1)");
    expect(waitOf({ kind: "workerGroup", workerGroup: "wg " }, [runnerOf(0)])?.status).to.equal("WAITING_FOR_RUNNER");
    expect(waitOf(ON_GROUP, [runnerOf(0)])?.status).to.equal("FINISHED");
  });

  // 20,000 tasks without any work behind one of 5 s: none of them within the call of another
  it("4.3 a thread may take any number of tasks that need no time", () => {
    const runner = ON_GROUP;
    const activities = [activityOf("A", { runner, maxActiveInstances: 1 }), activityOf("B", { runner, work: [] })];
    const timesMs = Array.from({ length: 20_000 }, () => ACTIVATION_MS);
    const plan = planOf({ activation: { kind: "times", timesMs }, activities }, { taskRunners: [runnerOf(0)] });
    let ended = 0;
    const observe = (event: ModelEvent) => {
      if (event.kind === "instance" && event.row.componentId === "B" && event.row.status === "FINISHED") ended += 1;
    };
    simulate({ ...plan, horizonMs: ACTIVATION_MS + 100_000 }, { seed: "seed", replication: 0, observers: [observe] });
    expect(ended).to.equal(20_000);
  });

  it("4.1 without runsOn and workerGroup an activity waits for ever", () => {
    const row = waitOf({ kind: "none" }, [runnerOf(0)]);
    expect(row?.status).to.equal("WAITING_FOR_RUNNER");
    expect(row?.reason).to.equal("waits for ever: neither runsOn nor workerGroup is given (4.1)");
  });
});

describe("runners that poll at intervals", () => {
  const every60: Partial<TaskRunnerPlan> = { poll: { kind: "interval", intervalMs: 60_000 } };

  it("4.3 begin at a random phase and poll every interval from the end of their work", () => {
    const records = recordsOf(activatedAt([100, 1000], [runnerOf(0, every60)], 30));
    const [first, second] = attemptsOf(records, "A");
    const firstStart = first?.[0] ?? Number.NaN;
    expect(firstStart).to.be.within(100, 160);
    const idleFrom = firstStart + 30;
    expect(second?.[0]).to.be.closeTo(idleFrom + 60 * Math.ceil((1000 - idleFrom) / 60), 1e-6);
  });

  it("4.3 take the next task at once where one is queued", () => {
    const [first, second] = attemptsOf(recordsOf(activatedAt([100, 101], [runnerOf(0, every60)], 70)), "A");
    expect(second?.[0]).to.equal(first?.[1]);
  });

  it("4.3 poll in phases of their own, so that the first of several comes sooner", () => {
    const runners = Array.from({ length: 40 }, (_, index) => runnerOf(index, every60));
    const [first] = attemptsOf(recordsOf(activatedAt([100], runners)), "A");
    expect(first?.[0]).to.be.within(100, 110);
    const phases = new Set(
      Array.from({ length: 20 }, (_, replication) =>
        attemptsOf(recordsOf(activatedAt([100], [runnerOf(0, every60)]), "seed", replication), "A").join(),
      ),
    );
    expect(phases.size).to.equal(20);
  });

  // polls at its phase, 60 s later, ...: from the phase to the poll that gets the task
  it("4.3 are counted by arithmetic", () => {
    const records = recordsOf(activatedAt([100], [runnerOf(0, every60)], 30));
    const start = attemptsOf(records, "A")[0]?.[0] ?? Number.NaN;
    const phase = start % 60;
    const until = (at(records.endedAtMs) ?? Number.NaN) - (start + 30);
    const expected = 1 + (start - phase) / 60 + 1 + Math.floor(until / 60);
    expect(callsOf(records).PollForTask).to.be.closeTo(expected, 1e-6);
  });
});
