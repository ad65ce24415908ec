import { expect } from "chai";
import type {
  ActivityPlan,
  EmrClusterPlan,
  HdfsPlan,
  InstanceGroupPlan,
  Plan,
  WorkItemPlan,
} from "../../src/model/plan.ts";
import { activityOf, clusterOf, ec2Of, groupOf, itemOf, planOf, seconds } from "./plans.ts";
import { at, attemptsOf, instancesOf, movesOf, type Recorded, recordsOf } from "./run-plan.ts";

const ID = "@R_2012-11-23T00:00:00";
const RETRY = { maximum: 1, delayMs: 120_000 } as const;

/** Instances of this group fail so many seconds after they are `running`, or not within the run. */
function failing(group: InstanceGroupPlan, ...lifeS: readonly number[]): InstanceGroupPlan {
  const values = [...lifeS, 1e7].map((value) => 1000 * value);
  return { ...group, timeToFailure: { kind: "empirical", values } };
}

/** The instance with this index fails at so many seconds: it is `running` since 20. */
const failsAt = (index: number, atS: number) => ({ index, timeToFailure: seconds(atS - 20) });

/** Booted at 100, ready at 160; the Task Runner polls from 190 on. */
function cluster(groups: readonly InstanceGroupPlan[], rest: Partial<EmrClusterPlan> = {}): EmrClusterPlan {
  return clusterOf("R", { groups, ...rest });
}

function onR(work: readonly WorkItemPlan[], rest: Partial<ActivityPlan> = {}): ActivityPlan {
  return activityOf("A", { runner: { kind: "resource", resourceId: "R" }, work, ...rest });
}

const scaling = (workS: number): WorkItemPlan => ({
  ...itemOf("step", 0),
  work: { kind: "scaling", work: seconds(workS), referenceSpeed: 1, serialMs: 0, overheadPerNodeMs: 0 },
});

const maps = (count: number, taskS: number): WorkItemPlan => ({
  ...itemOf("step", 0),
  work: {
    kind: "mapreduce",
    job: {
      map: { count, task: seconds(taskS), referenceSpeed: 1 },
      reduce: { count: 0, task: seconds(0), referenceSpeed: 1 },
      shuffle: { bytes: 0, bytesPerSecond: 1 },
      slowStart: 1,
      faults: { failureProbability: 0, stragglerProbability: 0, stragglerSlowdown: 1, speculation: false },
    },
  },
});

const SLOT = { hadoop: { kind: "slots", slots: { map: 1, reduce: 0 } } } as const;

const lostOf = ({ ec2Instances }: Recorded) =>
  ec2Instances
    .filter(({ lost }) => lost !== undefined)
    .map((row) => `${row.resourceId.slice(ID.length)}${row.ec2InstanceId}`);

/** The first replication in which exactly these instances are lost. */
function runWhere(plan: Plan, lost: readonly string[]): Recorded {
  for (let replication = 0; replication < 500; replication += 1) {
    const records = recordsOf(plan, "seed", replication);
    if (lostOf(records).join() === lost.join()) return records;
  }
  throw new Error("no such replication");
}

describe("EC2 instances that are lost", () => {
  // three nodes of speed 1 from 190 on; CORE-0, running since 20, is lost at 390: 3 * 200 = 600 of 1800 are done. Two
  // nodes until CORE-3 has joined: requested 390, booted 490, applications 550: 2 * 160 = 320. The last 880 on three
  // nodes take 293.334 s: 843.334
  it("5.3 a core node takes its share of the speed with it, and another one joins late", () => {
    const groups = [groupOf("master", 1, 100), failing(groupOf("core", 3, 100), 370)];
    const records = runWhere(planOf({ resources: [cluster(groups)], activities: [onR([scaling(1800)])] }), ["CORE-0"]);
    expect(attemptsOf(records, "A")).to.deep.equal([[190, 843.334]]);
    expect(movesOf(records, "ec2Instance", `${ID}/CORE-0`)).to.deep.equal([
      [0, "pending"],
      [20, "running"],
      [390, "terminated"],
    ]);
    const [first, replacement] = ["CORE-0", "CORE-3"].map((name) =>
      records.ec2Instances.find(({ ec2InstanceId }) => ec2InstanceId === name),
    );
    expect(first).to.deep.include({
      lost: { cause: "failure", reason: "what it ran on failed" },
      busyMs: 200_000,
      state: "terminated",
    });
    expect([at(first?.shuttingDownAtMs), at(first?.terminatedAtMs)]).to.deep.equal([390, 390]);
    expect([at(replacement?.requestedAtMs), at(replacement?.readyAtMs)]).to.deep.equal([390, 550]);
    // an hour each of EC2 and EMR, also of the one that was lost
    expect(records.bill.totalMicroUsd).to.equal(5 * 80_000);
  });

  // eight maps of 100 s on four slots: 190 to 290, 290 to 390. TASK-1 is lost at 340 with half a map: that runs again
  // from 390 on, when a slot is free: 490. Its replacement comes at 500, too late
  it("5.3 runs the tasks of a lost task node again elsewhere", () => {
    const groups = [
      groupOf("master", 1, 100),
      groupOf("core", 2, 100, SLOT),
      failing(groupOf("task", 2, 100, SLOT), 320),
    ];
    const records = runWhere(planOf({ resources: [cluster(groups)], activities: [onR([maps(8, 100)])] }), ["TASK-1"]);
    expect(attemptsOf(records, "A")).to.deep.equal([[190, 490]]);
  });

  // MASTER-0, running since 20, is lost at 400: the attempt fails with it, the cluster ends then and there, and with it
  // CORE-0. R may be launched again from 520 on, and is at 1000, when A's own retry is due: ready at 1160, polls at 1190.
  // The Task Runner's log of 500 s at 2 MB a minute goes up in 2.084 s
  it("3.6, 5.3 a cluster that has lost its master ends with errors, and is tried again", () => {
    const groups = [failing(groupOf("master", 1, 100), 380), groupOf("core", 1, 100)];
    const R = cluster(groups, { retry: RETRY });
    const A = onR([itemOf("step", 500)], { retry: { maximum: 2, delayMs: 600_000 } });
    const records = runWhere(planOf({ resources: [R], activities: [A] }), ["MASTER-0"]);
    const why = `its master instance ${ID}/MASTER-0 was lost: what it ran on failed (5.3)`;
    expect(
      records.resources.map((row) => [row.status, row.clusterStatus, at(row.stoppedAtMs), row.reason]),
    ).to.deep.equal([
      ["FAILED", "TERMINATED_WITH_ERRORS", 400, why],
      ["FINISHED", "TERMINATED", 1692.084, "no more activity instance needs it (5.5)"],
    ]);
    expect(attemptsOf(records, "A")).to.deep.equal([
      [190, 400],
      [1190, 1690],
    ]);
    expect(records.attempts.map(({ status, reason }) => [status, reason])).to.deep.equal([
      ["FAILED", why],
      ["FINISHED", "all of its work is done (4.6)"],
    ]);
    expect(records.steps.map(({ status }) => status)).to.deep.equal(["CANCELLED", "COMPLETED"]);
    expect(movesOf(records, "instance", ID)).to.deep.equal([
      [0, "WAITING_ON_DEPENDENCIES"],
      [0, "CREATING"],
      [160, "RUNNING"],
      [400, "CREATING"],
      [1160, "RUNNING"],
      [1690, "SHUTTING_DOWN"],
      [1992.084, "FINISHED"],
    ]);
    expect(instancesOf(records, "A")[0]).to.include({ status: "FINISHED", attempts: 2 });
  });

  it("3.5 a resource that has lost its host for the last time cancels its activities", () => {
    const R = cluster([failing(groupOf("master", 1, 100), 380)]);
    const B = activityOf("B", { dependsOn: [{ activityId: "A", via: "dependsOn" }], failureAndRerunMode: "cascade" });
    const records = runWhere(planOf({ resources: [R], activities: [onR([itemOf("step", 500)]), B] }), ["MASTER-0"]);
    expect(instancesOf(records, "A")[0]).to.include({ status: "CANCELED" });
    expect(instancesOf(records, "B")[0]).to.include({ status: "CASCADE_FAILED" });
  });

  // booted at 100, polls at 130, heartbeats at 130 and 1030. HOST-0 is lost at 400: the service misses a heartbeat at
  // 1030. The attempt, silent since 370 (the last report before 400), fails at 370 + 300 = 670, and its retry is due at
  // 790: it waits for the second attempt at R, which is launched at 1030 + 120 and polls at 1280
  it("4.4, 5.3 the service learns by a missing heartbeat that an Ec2Resource is gone", () => {
    const R = ec2Of("R", { retry: RETRY, group: failing(groupOf("host", 1, 100), 380) });
    const A = onR([itemOf("command", 500)], {
      retry: { maximum: 1, delayMs: 120_000 },
      reportProgressTimeoutMs: 300_000,
    });
    const records = runWhere(planOf({ resources: [R], activities: [A] }), ["HOST-0"]);
    expect(attemptsOf(records, "A")).to.deep.equal([
      [130, 670],
      [1280, 1780],
    ]);
    expect(records.attempts[0]?.reason).to.equal(
      "no progress was reported for its reportProgressTimeout: its host was lost (4.4)",
    );
    expect(records.resources.map((row) => [row.status, at(row.requestedAtMs), at(row.shuttingDownAtMs)])).to.deep.equal(
      [
        ["FAILED", 0, 1030],
        ["FINISHED", 1150, 1780],
      ],
    );
    // the bill of the lost host ends when it was lost
    expect(records.ec2Instances.map((row) => at(row.shuttingDownAtMs))).to.deep.equal([400, 1782.084]);
  });

  // CORE-1 is lost at 50, before it has booted: the cluster waits for CORE-2, requested 50, booted 150, ready 210
  it("5.1, 5.3 a cluster that starts waits for what replaces a lost core instance", () => {
    const groups = [groupOf("master", 1, 100), failing(groupOf("core", 2, 100), 30)];
    const records = runWhere(planOf({ resources: [cluster(groups)], activities: [onR([itemOf("step", 60)])] }), [
      "CORE-1",
    ]);
    const [R] = records.resources;
    expect([R?.bootedAtMs, R?.bootstrappedAtMs, R?.readyAtMs].map(at)).to.deep.equal([150, 150, 210]);
  });

  // ready at 160, so that logs are archived at 460, 760, ...; CORE-0 is lost at 900: what it wrote from 760 on is lost,
  // 140 of its 740 s at 60 kB a minute: 600 kB of 740 kB are in S3
  it("6.5 what a lost node had not archived is lost, with the window in which it was written", () => {
    const groups = [groupOf("master", 1, 100), failing(groupOf("core", 2, 100), 880)];
    const plan = planOf({
      resources: [cluster(groups, { clusterLogUri: "s3://logs" })],
      activities: [onR([itemOf("step", 1000)])],
    });
    const bytesPerMinute = { taskRunner: 0, attempt: 0, step: 0, node: 60_000 };
    const records = runWhere({ ...plan, logs: { ...plan.logs, bytesPerMinute } }, ["CORE-0"]);
    const log = records.logs.find(({ kind, status }) => kind === "node" && status === "lost");
    expect(log).to.include({
      writerId: `${ID}/CORE-0`,
      reason: "its host was lost before it was pushed (6.5)",
      bytes: 740_000,
      bytesPublished: 600_000,
      putRequests: 2,
      destination: `s3://logs/${ID}/node/${ID}/CORE-0`,
    });
    expect([log?.writtenFromAtMs, log?.lostFromAtMs, log?.writtenToAtMs].map(at)).to.deep.equal([160, 760, 900]);
  });

  // A works from 130 to 190 and writes 64 MB, which take 8 s at 8 MB/s: readable at 198. The host is lost at 197, or at 199
  it("6.5 what was on its way to S3 when its host was lost is lost", () => {
    const logOf = (lostAtS: number) => {
      const R = ec2Of("R", { group: groupOf("host", 1, 100, { instanceFailures: [failsAt(0, lostAtS)] }) });
      const A = onR([itemOf("command", 60)], { logUri: "s3://logs" });
      const B = activityOf("B", { runner: A.runner, work: [itemOf("command", 600)] });
      const plan = planOf({ resources: [R], activities: [A, B] });
      const bytesPerMinute = { taskRunner: 0, attempt: 64_000_000, step: 0, node: 0 };
      const { logs } = recordsOf({ ...plan, logs: { ...plan.logs, bytesPerMinute } });
      return logs.find(({ kind, writerId }) => kind === "attempt" && writerId.startsWith("@A_"));
    };
    expect(logOf(197)).to.include({
      status: "lost",
      reason: "its host was lost while it was uploaded (6.5)",
      bytes: 64_000_000,
      bytesPublished: 0,
      putRequests: 0,
    });
    expect([logOf(197)?.publishedAtMs, logOf(197)?.destination]).to.deep.equal([undefined, undefined]);
    expect(logOf(199)).to.include({ status: "published", bytesPublished: 64_000_000, delayMs: 8000 });
  });

  // the Task Runner works from 190; MASTER-0 is lost at 400, before the first hour is over: 210 s at 2 MB a minute
  it("6.5 with the master the Task Runner's log and the running attempt's are lost", () => {
    const R = cluster([failing(groupOf("master", 1, 100), 380)]);
    const plan = planOf({ resources: [R], activities: [onR([itemOf("step", 500)], { logUri: "s3://logs" })] });
    const bytesPerMinute = { taskRunner: 2_000_000, attempt: 60_000, step: 0, node: 0 };
    const records = runWhere({ ...plan, logs: { ...plan.logs, bytesPerMinute } }, ["MASTER-0"]);
    const lost = records.logs.filter(({ kind }) => kind === "taskRunner" || kind === "attempt");
    expect(
      lost.map((row) => [row.kind, row.status, row.bytes, at(row.writtenToAtMs), row.reason]).sort(),
    ).to.deep.equal([
      ["attempt", "lost", 210_000, 400, "its host was lost before it was pushed (6.5)"],
      ["taskRunner", "lost", 7_000_000, 400, "its host was lost before it was pushed (6.5)"],
    ]);
  });

  // all have booted at 100 and applications are installed until 160. What comes for the one that is lost at 120 boots until 220:
  // nobody waits for it
  it("5.1 5.3 a core instance that is lost while applications are installed moves nothing of the start", () => {
    const core = groupOf("core", 2, 100, { instanceFailures: [failsAt(0, 120)] });
    const R = cluster([groupOf("master", 1, 100), core]);
    const { resources, attempts } = recordsOf(planOf({ resources: [R], activities: [onR([itemOf("command", 600)])] }));
    const [row] = resources;
    expect([row?.bootedAtMs, row?.bootstrappedAtMs, row?.readyAtMs].map(at)).to.deep.equal([100, 100, 160]);
    expect(attempts[0]?.waitedFor).to.deep.equal({
      bootMs: 100_000,
      bootstrapMs: 0,
      applicationsMs: 60_000,
      runnerInstallMs: 30_000,
      queueMs: 0,
    });
  });

  // two of two core nodes are lost at 400 and 500: the first is replaced (requested 400, joins at 560), with the second
  // no core node is there
  it("5.3 a cluster that has lost its last core instance fails, unless it is to wait for another one", () => {
    const core = groupOf("core", 2, 100, { instanceFailures: [failsAt(0, 400), failsAt(1, 500)] });
    const runOf = (rest: Partial<HdfsPlan>) => {
      const hdfs = { replication: 2, recoveryMs: 0, lossFails: 1, ...rest };
      const R = cluster([groupOf("master", 1, 100), core], { hdfs });
      return recordsOf(planOf({ resources: [R], activities: [onR([scaling(1200)])] }));
    };
    expect(runOf({}).resources[0]).to.include({
      status: "FAILED",
      clusterStatus: "TERMINATED_WITH_ERRORS",
      reason: `its core instance ${ID}/CORE-1 was lost: what it ran on failed, and no core instance is left (5.3)`,
    });
    // 2 * 210 + 100 = 520 node-seconds until 500, nothing until 560, then one node for 100 s: 620. Two from 660 on: 290 s
    expect(attemptsOf(runOf({ outlivesCore: true }), "A")).to.deep.equal([[190, 950]]);
  });

  // replication 2, recovery 100 s. 400 and 550 are too far apart, 550 and 600 are not: what runs then fails at 600, and is
  // tried again 120 s later
  it("5.3 HDFS loses data when as many core instances as hold a block are lost one soon after another", () => {
    const lifes = [failsAt(0, 400), failsAt(1, 550), failsAt(2, 600)];
    const hdfs = { replication: 2, recoveryMs: 100_000, lossFails: 1 };
    const R = cluster([groupOf("master", 1, 100), groupOf("core", 4, 100, { instanceFailures: lifes })], { hdfs });
    const A = onR([itemOf("step", 500), itemOf("step", 10)], { retry: RETRY });
    const records = recordsOf(planOf({ resources: [R], activities: [A] }));
    expect(attemptsOf(records, "A")).to.deep.equal([
      [190, 600],
      [720, 1230],
    ]);
    const why = "HDFS lost data with 2 core instances one soon after another, at a replication of 2";
    expect(records.attempts[0]).to.include({ status: "FAILED", reason: `its step failed: ${why} (3.3, 5.3)` });
    expect(records.steps.map(({ status }) => status)).to.deep.equal(["FAILED", "CANCELLED", "COMPLETED", "COMPLETED"]);
    expect(records.resources.map(({ status }) => status)).to.deep.equal(["FINISHED"]);
  });

  it("5.3 what needs nothing of what HDFS has lost goes on", () => {
    const hdfs = { replication: 1, recoveryMs: 100_000, lossFails: 0 };
    const R = cluster([groupOf("master", 1, 100), groupOf("core", 2, 100, { instanceFailures: [failsAt(0, 400)] })], {
      hdfs,
    });
    const records = recordsOf(planOf({ resources: [R], activities: [onR([itemOf("step", 500)])] }));
    expect(attemptsOf(records, "A")).to.deep.equal([[190, 690]]);
  });

  // Hadoop jobs of HadoopActivities fail as steps do: both at 400
  it("5.3 all that runs side by side fails when HDFS loses data", () => {
    const hdfs = { replication: 1, recoveryMs: 0, lossFails: 1 };
    const R = cluster([groupOf("master", 1, 100), groupOf("core", 2, 100, { instanceFailures: [failsAt(0, 400)] })], {
      hdfs,
    });
    const hadoop = itemOf("command", 500, "hadoop");
    const activities = [onR([itemOf("step", 500)]), { ...onR([hadoop]), id: "B", name: "B" }];
    const records = recordsOf(planOf({ resources: [R], activities }));
    expect(records.attempts.map(({ status, endedAtMs }) => [status, at(endedAtMs)])).to.deep.equal([
      ["FAILED", 400],
      ["FAILED", 400],
    ]);
  });

  // A is FAILED with the host at 400: no retries, and nothing else needs R
  it("3.6 a resource is not launched again for activities that failed with it", () => {
    const R = cluster([groupOf("master", 1, 100, { instanceFailures: [failsAt(0, 400)] })], { retry: RETRY });
    const records = recordsOf(planOf({ resources: [R], activities: [onR([itemOf("step", 500)])] }));
    expect(instancesOf(records, "A")[0]).to.include({ status: "FAILED", attempts: 1 });
    expect(records.resources).to.have.length(1);
    expect(movesOf(records, "instance", ID).slice(-3)).to.deep.equal([
      [400, "CREATING"],
      [400, "SHUTTING_DOWN"],
      [700, "FINISHED"],
    ]);
  });

  // the second loses nothing: an hour was begun by each; in seconds 380 s of EC2 and EMR for the one that was lost
  it("7.1 the bill of a lost instance ends when it was lost: a started hour, or its seconds", () => {
    const R = cluster([groupOf("master", 1, 100, { instanceFailures: [failsAt(0, 400)] })]);
    const plan = planOf({ resources: [R], activities: [onR([itemOf("step", 500)])] });
    const billOf = (mode: "hourly" | "per-second") =>
      recordsOf({ ...plan, billing: { ...plan.billing, mode } }).bill.lines.map(({ kind, quantity }) => [
        kind,
        quantity,
      ]);
    expect(billOf("hourly")).to.deep.equal([
      ["EC2", 1],
      ["EMR", 1],
    ]);
    expect(billOf("per-second")).to.deep.equal([
      ["EC2", 380],
      ["EMR", 380],
    ]);
  });
});
