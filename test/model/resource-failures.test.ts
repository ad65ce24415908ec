import { expect } from "chai";
import { runReplication } from "../../src/experiment/run-replication.ts";
import type { ActivityPlan, Ec2ResourcePlan, EmrClusterPlan } from "../../src/model/plan.ts";
import { activityOf, clusterOf, ec2Of, groupOf, itemOf, planOf } from "./plans.ts";
import { at, attemptsOf, every, instancesOf, movesOf, type Recorded, recordsOf } from "./run-plan.ts";

const ON_R = { runner: { kind: "resource", resourceId: "R" } } as const;
const ID = "@R_2012-11-23T00:00:00";
const RETRY = { maximum: 2, delayMs: 600_000 } as const;

/** 60 s of work on R. */
function work(rest: Partial<ActivityPlan> = {}): ActivityPlan {
  return activityOf("A", { ...ON_R, ...rest });
}

/** A host that boots in 100 s and is given up after 60 s. */
function tooSlow(rest: Partial<Ec2ResourcePlan> = {}): Ec2ResourcePlan {
  return ec2Of("R", { initTimeoutMs: 60_000, retry: RETRY, ...rest });
}

/** A host whose first launch, or first two, take too long: boots are drawn from 50 s and 70 s, evenly. */
function atTimesTooSlow(): Ec2ResourcePlan {
  const boot = { kind: "empirical", values: [50_000, 70_000] } as const;
  return tooSlow({ group: groupOf("host", 1, 0, { boot }) });
}

/** The first replication in which R comes up with this attempt. */
function runWhereAttemptServes(number: number, resource: Ec2ResourcePlan) {
  const plan = planOf({ resources: [resource], activities: [work()] });
  for (let replication = 0; replication < 100; replication += 1) {
    const run = runReplication(plan, "seed", replication, true);
    const last = run.records?.resources.at(-1);
    if (run.records?.resources.length === number && last?.status === "FINISHED")
      return { ...run, records: run.records };
  }
  throw new Error("no such replication");
}

const resourceRows = ({ resources }: Recorded) =>
  resources.map((row) => [
    row.resourceId.slice(ID.length),
    row.attempt,
    row.status,
    at(row.requestedAtMs),
    at(row.stoppedAtMs),
    at(row.terminatedAtMs),
  ]);

describe("resources that fail", () => {
  // A, which launched R, is cancelled at 300 since it is late; B is ready at 2000, after C. The retry is due at 660, when
  // nobody needs R: the second attempt is launched at 2000 and given up at 2060, the third comes at 2060 + 600
  it("2.3, 3.6 one is launched again only when an activity is ready to run on it", () => {
    const schedule = every(1, "day", { occurrences: 1 });
    const late = { afterMs: 300_000, terminates: true };
    const C = activityOf("C", {
      schedule,
      runner: { kind: "workerGroup", workerGroup: "wg" },
      work: [itemOf("command", 2000)],
    });
    const B = activityOf("B", { ...ON_R, schedule, dependsOn: [{ activityId: "C", via: "dependsOn" }] });
    const activities = [work({ schedule, late }), B, C];
    const poll = { kind: "long", holdMs: 90_000 } as const;
    const taskRunners = [{ id: "wg/0", workerGroup: "wg", tasks: 2, poll, logUri: null }];
    const records = recordsOf(planOf({ resources: [tooSlow({ schedule })], activities }, { taskRunners }));
    expect(resourceRows(records).map(([, , status, requested]) => [status, requested])).to.deep.equal([
      ["FAILED", 0],
      ["FAILED", 2000],
      ["FAILED", 2660],
    ]);
    expect(instancesOf(records, "A")[0]?.status).to.equal("CANCELED");
    expect(instancesOf(records, "B")[0]?.reason).to.contain("attempt 3 of 3 failed");
  });

  // launched at 0, given up at 60, gone at 360; again at 60 + 600 = 660 and 1320; the last fails at 1380, gone at 1680
  it("3.6 one that is not RUNNING within its initTimeout is launched again, and is FAILED after the last retry", () => {
    const records = recordsOf(planOf({ resources: [tooSlow()], activities: [work()] }));
    expect(resourceRows(records)).to.deep.equal([
      ["", undefined, "FAILED", 0, 60, 360],
      ["_Attempt=2", 2, "FAILED", 660, 720, 1020],
      ["_Attempt=3", 3, "FAILED", 1320, 1380, 1680],
    ]);
    expect(movesOf(records, "instance", ID)).to.deep.equal([
      [0, "WAITING_ON_DEPENDENCIES"],
      [0, "CREATING"],
      [1380, "SHUTTING_DOWN"],
      [1680, "FAILED"],
    ]);
    const [R] = instancesOf(records, "R");
    expect([R?.attempts, at(R?.readyAtMs), R?.startedAtMs, at(R?.endedAtMs)]).to.deep.equal([3, 0, undefined, 1680]);
    const reason = "attempt 3 of 3 failed: it was not RUNNING within its initTimeout";
    expect(R?.reason).to.equal(`${reason} (3.6)`);
    const [A] = instancesOf(records, "A");
    expect([A?.status, at(A?.endedAtMs), A?.attempts]).to.deep.equal(["CANCELED", 1380, 0]);
    expect(A?.reason).to.equal(`its resource ${ID} was stopped: ${reason} (3.5, 3.6)`);
  });

  // each attempt: running at 20, stopped at 60: a started hour each
  it("7.1 every attempt is billed, under a name of its own", () => {
    const records = recordsOf(planOf({ resources: [tooSlow()], activities: [work()] }));
    const names = records.ec2Instances.map((row) => `${row.resourceId.slice(ID.length)} ${row.ec2InstanceId}`);
    expect(names).to.deep.equal([" HOST-0", "_Attempt=2 HOST-0", "_Attempt=3 HOST-0"]);
    expect(records.ec2Instances.map((row) => [at(row.runningAtMs), at(row.shuttingDownAtMs)])).to.deep.equal([
      [20, 60],
      [680, 720],
      [1340, 1380],
    ]);
    expect(records.bill.lines.find(({ kind }) => kind === "EC2")?.quantity).to.equal(3);
  });

  it("3.6 a resource that is RUNNING exactly at its initTimeout has made it", () => {
    const statuses = (initTimeoutMs: number) =>
      recordsOf(planOf({ resources: [tooSlow({ initTimeoutMs })], activities: [work()] })).resources.map(
        (row) => row.status,
      );
    expect(statuses(100_000)).to.deep.equal(["FINISHED"]);
    expect(statuses(99_999)).to.deep.equal(["FAILED", "FAILED", "FAILED"]);
  });

  // launched again at 660, 50 s of boot, 30 s of installation: A runs from 740 to 800
  it("3.6 the activities that wait are queued on the next attempt", () => {
    const { records, measures } = runWhereAttemptServes(2, atTimesTooSlow());
    expect(attemptsOf(records, "A")).to.deep.equal([[740, 800]]);
    expect(records.attempts[0]?.runnerId).to.equal(`${ID}_Attempt=2`);
    expect(instancesOf(records, "R")[0]).to.include({ status: "FINISHED", attempts: 2 });
    // 660 s are lost with the first attempt and its retryDelay: waiting, not boot
    expect(records.attempts[0]?.waitedFor).to.deep.equal({
      bootMs: 50_000,
      bootstrapMs: 0,
      applicationsMs: 0,
      runnerInstallMs: 30_000,
      queueMs: 660_000,
    });
    const value = (name: string) => measures.find((measure) => measure.name === name)?.values;
    expect([value("latency.pipeline"), value("time.waiting"), value("time.boot"), value("boot.R")]).to.deep.equal([
      [800_000],
      [660_000],
      [50_000],
      [50_000],
    ]);
    expect(value("resources.failed")).to.deep.equal([1]);
    // each attempt's runner has a log of its own; the first never had a runner
    const logs = records.logs.filter(({ kind }) => kind === "taskRunner");
    expect(logs.map(({ hostId }) => hostId)).to.deep.equal([`${ID}_Attempt=2`]);
  });

  it("3.6 none is launched later than its retryTimeout after the first", () => {
    const attempts = (timeoutMs: number) =>
      recordsOf(planOf({ resources: [tooSlow({ retry: { ...RETRY, timeoutMs } })], activities: [work()] })).resources;
    expect(attempts(1_320_000)).to.have.length(3);
    expect(attempts(1_319_999)).to.have.length(2);
    const [R] = instancesOf(
      recordsOf(planOf({ resources: [tooSlow({ retry: { ...RETRY, timeoutMs: 1 } })], activities: [work()] })),
      "R",
    );
    expect([R?.status, R?.reason]).to.deep.equal([
      "FAILED",
      "attempt 1 of 3 failed: it was not RUNNING within its initTimeout (3.6); another would come after its retryTimeout (3.6)",
    ]);
  });

  it("3.5 without retries its activities are CANCELED at once, and consumers cascade from there", () => {
    const { retry, ...resource } = tooSlow();
    const dependsOn = [{ activityId: "A", via: "dependsOn" }];
    const B = activityOf("B", { dependsOn, failureAndRerunMode: "cascade" });
    const records = recordsOf(planOf({ resources: [resource], activities: [work(), B] }));
    const endOf = (id: string) => instancesOf(records, id).map((row) => [row.status, at(row.endedAtMs)]);
    expect([endOf("A"), endOf("B"), endOf("R")]).to.deep.equal([
      [["CANCELED", 60]],
      [["CASCADE_FAILED", 60]],
      [["FAILED", 360]],
    ]);
  });

  // TIMEDOUT at 50, before the initTimeout: no retry
  it("3.6 terminateAfter is never retried", () => {
    const records = recordsOf(planOf({ resources: [tooSlow({ terminateAfterMs: 50_000 })], activities: [work()] }));
    expect(resourceRows(records)).to.deep.equal([["", undefined, "TIMEDOUT", 0, 50, 350]]);
  });

  // A, late at 300, is CANCELED between the attempts: nothing needs R any more, and no second one is launched
  it("3.5 a resource that nothing needs while it waits for its next attempt ends with the last one", () => {
    const schedule = every(1, "hour", { occurrences: 1 });
    const A = work({ schedule, late: { afterMs: 200_000, terminates: true } });
    const records = recordsOf(planOf({ resources: [tooSlow({ schedule })], activities: [A] }));
    expect(resourceRows(records)).to.deep.equal([["", undefined, "FAILED", 0, 60, 360]]);
    expect(movesOf(records, "instance", ID).slice(2)).to.deep.equal([
      [200, "SHUTTING_DOWN"],
      [360, "FINISHED"],
    ]);
  });

  // the account may have 1: the second attempt, due at 660, waits for nothing; with a termination of 900 s until 960
  it("2.5 7.3 a failed attempt counts for the account's limit until it is gone", () => {
    const launches = (terminationS: number) => {
      const resource = tooSlow({ termination: { kind: "constant", value: 1000 * terminationS } });
      const plan = planOf({ resources: [resource], activities: [work()] });
      const records = recordsOf({ ...plan, limits: { ...plan.limits, ec2Instances: 1 } });
      return records.resources.map((row) => at(row.launchedAtMs ?? row.requestedAtMs));
    };
    expect(launches(300)).to.deep.equal([0, 660, 1320]);
    expect(launches(900)).to.deep.equal([0, 960, 1920]);
  });
});

describe("launches that fail", () => {
  const certain = { launchFailure: 1, retry: { maximum: 1, delayMs: 120_000 } } as const;

  // pending until 20, then gone; again at 140: gone at 160
  it("3.6 an EC2 instance whose launch fails never runs and costs nothing, and its resource is launched again", () => {
    const records = recordsOf(planOf({ resources: [ec2Of("R", certain)], activities: [work()] }));
    expect(records.ec2Instances.map((row) => [row.state, row.runningAtMs, at(row.terminatedAtMs)])).to.deep.equal([
      ["terminated", undefined, 20],
      ["terminated", undefined, 160],
    ]);
    expect(movesOf(records, "ec2Instance", `${ID}/HOST-0`)).to.deep.equal([
      [0, "pending"],
      [20, "terminated"],
    ]);
    expect(records.resources.map((row) => [row.status, row.reason])).to.deep.equal([
      ["FAILED", `the launch of its host instance ${ID}/HOST-0 failed (3.6)`],
      ["FAILED", `the launch of its host instance ${ID}_Attempt=2/HOST-0 failed (3.6)`],
    ]);
    expect(records.bill.totalMicroUsd).to.equal(0);
  });

  /** A cluster of which, with this seed, some launches fail. */
  function runsOf(rest: Partial<EmrClusterPlan>) {
    const groups = [groupOf("master", 1, 100), groupOf("core", 1, 100), groupOf("task", 2, 100)];
    const cluster = clusterOf("R", { groups, launchFailure: 0.3, ...rest });
    const A = work({ work: [itemOf("step", 60)] });
    const plan = planOf({ resources: [cluster], activities: [A] });
    return Array.from({ length: 30 }, (_, replication) => recordsOf(plan, "seed", replication));
  }
  const failedOf = (records: Recorded) =>
    records.ec2Instances.filter((row) => row.terminatedAtMs !== undefined && row.runningAtMs === undefined);

  it("5.1 a cluster does without a task instance", () => {
    const without = runsOf({}).filter(
      (records) => failedOf(records).length > 0 && failedOf(records).every(({ role }) => role === "task"),
    );
    expect(without).to.not.deep.equal([]);
    for (const records of without) {
      // ready at 160, runner at 190
      expect(attemptsOf(records, "A")).to.deep.equal([[190, 250]]);
      expect(records.resources[0]).to.include({ status: "FINISHED", clusterStatus: "TERMINATED" });
    }
  });

  it("3.6 a cluster that lacks its master or a core instance fails, and what runs of it is billed until then", () => {
    const failed = runsOf({}).filter((records) => failedOf(records).some(({ role }) => role !== "task"));
    expect(failed).to.not.deep.equal([]);
    for (const records of failed) {
      expect(records.resources.map((row) => [row.status, row.clusterStatus, at(row.stoppedAtMs)])).to.deep.equal([
        ["FAILED", "TERMINATED_WITH_ERRORS", 20],
      ]);
      expect(instancesOf(records, "A")[0]).to.include({ status: "CANCELED" });
      for (const row of records.ec2Instances) expect(row.runningAtMs ?? row.terminatedAtMs).to.not.equal(undefined);
    }
  });

  // 4 of 4 fit; a task instance that fails makes room for the host at once, at 20, else it waits for the end of R
  it("2.5 an EC2 instance whose launch failed no longer counts for the account's limit", () => {
    const groups = [groupOf("master", 1, 100), groupOf("core", 1, 100), groupOf("task", 2, 100)];
    const resources = [clusterOf("R", { groups, launchFailure: 0.3 }), ec2Of("H")];
    const activities = [work(), activityOf("B", { runner: { kind: "resource", resourceId: "H" } })];
    const plan = planOf({ resources, activities });
    const limited = { ...plan, limits: { ...plan.limits, ec2Instances: 4 } };
    const launches = Array.from({ length: 30 }, (_, replication) => {
      const records = recordsOf(limited, "seed", replication);
      const H = records.resources.find(({ componentId }) => componentId === "H");
      return `${failedOf(records).length > 0} ${at(H?.launchedAtMs)}`;
    });
    expect([...new Set(launches)].sort()).to.deep.equal(["false 550.25", "true 20"]);
  });

  it("8.2 more launches fail at a higher probability, and the boots of the others stay as they were", () => {
    const boot = { kind: "exponential", mean: 100_000 } as const;
    const bootsOf = (launchFailure: number) => {
      const groups = [groupOf("master", 1, 0, { boot }), groupOf("task", 200, 0, { boot })];
      const plan = planOf({ resources: [clusterOf("R", { groups, launchFailure })], activities: [work()] });
      const records = recordsOf(plan);
      const failed = new Set(failedOf(records).map((row) => row.ec2InstanceId));
      return { failed, boots: new Map(records.ec2Instances.map((row) => [row.ec2InstanceId, row.bootedAtMs])) };
    };
    const few = bootsOf(0.05);
    const many = bootsOf(0.1);
    expect(few.failed.size).to.be.within(3, 20);
    expect(many.failed.size).to.be.greaterThan(few.failed.size);
    expect([...few.failed].filter((id) => !many.failed.has(id))).to.deep.equal([]);
    for (const [id, bootedAtMs] of many.boots) if (!many.failed.has(id)) expect(few.boots.get(id)).to.equal(bootedAtMs);
  });
});

describe("actionOnTaskFailure", () => {
  const failing = work({ failure: { probability: 1, atFraction: { kind: "constant", value: 0.5 } } });
  const B = activityOf("B", { ...ON_R, work: [itemOf("command", 500)] });
  const C = activityOf("C", { ...ON_R, dependsOn: [{ activityId: "B", via: "dependsOn" }] });

  // A fails at 160; with terminate R shuts down then, else it goes on until C is done: 130 + 500 + 60
  it("3.6 terminate shuts the resource down when an activity is FAILED for good, and cancels its others", () => {
    const resources = [ec2Of("R", { actionOnTaskFailure: "terminate" })];
    const records = recordsOf(planOf({ resources, activities: [failing, B, C] }));
    const endOf = (id: string) => instancesOf(records, id).map((row) => [row.status, at(row.endedAtMs)]);
    expect([endOf("A"), endOf("B"), endOf("C")]).to.deep.equal([
      [["FAILED", 160]],
      [["CANCELED", 160]],
      [["CANCELED", 160]],
    ]);
    expect(at(records.resources[0]?.shuttingDownAtMs)).to.equal(160);
    expect(records.resources[0]).to.include({
      status: "FINISHED",
      reason: "an activity on it is FAILED, and actionOnTaskFailure is terminate (3.6)",
    });
  });

  it("3.6 the resource goes on without it", () => {
    const records = recordsOf(planOf({ resources: [ec2Of("R")], activities: [failing, B, C] }));
    expect(instancesOf(records, "C")[0]).to.include({ status: "FINISHED" });
    expect(at(records.resources[0]?.shuttingDownAtMs)).to.equal(690);
  });

  // tried again once, 600 s later: FAILED at 790, not at 160
  it("3.6 an attempt that is tried again shuts nothing down", () => {
    const A = { ...failing, retry: { maximum: 1, delayMs: 600_000 } };
    const resources = [ec2Of("R", { actionOnTaskFailure: "terminate" })];
    const records = recordsOf(planOf({ resources, activities: [A, B, C] }));
    expect(at(records.resources[0]?.shuttingDownAtMs)).to.equal(790);
  });
});
