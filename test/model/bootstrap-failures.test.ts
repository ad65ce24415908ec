import { expect } from "chai";
import type { ActivityPlan, BootstrapActionPlan, EmrClusterPlan, Plan } from "../../src/model/plan.ts";
import { activityOf, clusterOf, ec2Of, groupOf, itemOf, planOf, seconds } from "./plans.ts";
import { at, attemptsOf, instancesOf, movesOf, type Recorded, recordsOf } from "./run-plan.ts";

const ID = "@R_2012-11-23T00:00:00";
const GROUPS = [groupOf("master", 1, 100), groupOf("core", 2, 100)];

function actionOf(name: string, durationS: number, failureProbability: number): BootstrapActionPlan {
  return { name, path: name, duration: seconds(durationS), failureProbability };
}

/** Instances boot in 100 s and have one bootstrap action of 12 s; the applications take 60 s, the Task Runner 30 s. */
function cluster(failureProbability: number, rest: Partial<EmrClusterPlan> = {}): EmrClusterPlan {
  const bootstrapActions = [actionOf("configure", 12, failureProbability)];
  return clusterOf("R", { groups: GROUPS, bootstrapActions, bootstrapReplacements: 1, ...rest });
}

function step(durationS = 60, rest: Partial<ActivityPlan> = {}): ActivityPlan {
  return activityOf("A", {
    runner: { kind: "resource", resourceId: "R" },
    work: [itemOf("step", durationS)],
    ...rest,
  });
}

function failedOf(records: Recorded): string[] {
  return records.ec2Instances
    .filter(({ bootstrapActions }) => bootstrapActions.some(({ failed }) => failed === true))
    .map((row) => row.ec2InstanceId)
    .sort();
}

/** The first replication in which the bootstrap actions of these instances fail, and of no others. */
function runWhere(plan: Plan, failed: readonly string[]): Recorded {
  for (let replication = 0; replication < 500; replication += 1) {
    const records = recordsOf(plan, "seed", replication);
    if (failedOf(records).join() === failed.join()) return records;
  }
  throw new Error("no such replication");
}

/** Name, launch request, `running`, `shutting-down` and `terminated` of each instance. */
const livesOf = ({ ec2Instances }: Recorded) =>
  [...ec2Instances]
    .sort((a, b) => (a.ec2InstanceId < b.ec2InstanceId ? -1 : 1))
    .map((row) => [
      row.ec2InstanceId,
      at(row.requestedAtMs),
      at(row.runningAtMs),
      at(row.shuttingDownAtMs),
      at(row.terminatedAtMs),
    ]);

describe("bootstrap actions that fail", () => {
  // booted at 100, failed at 112, gone 300 later; again 120 after that: 232, 344, 644. An hour of EC2 and EMR each
  it("5.2 on the master end the cluster, which is tried again as after any failure", () => {
    const R = cluster(1, { groups: [groupOf("master", 1, 100)], retry: { maximum: 1, delayMs: 120_000 } });
    const records = recordsOf(planOf({ resources: [R], activities: [step()] }));
    expect(
      records.resources.map((row) => [row.status, row.clusterStatus, at(row.stoppedAtMs), row.reason]),
    ).to.deep.equal([
      [
        "FAILED",
        "TERMINATED_WITH_ERRORS",
        112,
        `a bootstrap action failed on its master instance ${ID}/MASTER-0 (5.2)`,
      ],
      [
        "FAILED",
        "TERMINATED_WITH_ERRORS",
        344,
        `a bootstrap action failed on its master instance ${ID}_Attempt=2/MASTER-0 (5.2)`,
      ],
    ]);
    expect(livesOf(records)).to.deep.equal([
      ["MASTER-0", 0, 20, 112, 412],
      ["MASTER-0", 232, 252, 344, 644],
    ]);
    expect(records.ec2Instances[0]?.bootstrapActions.map(({ name, failed }) => [name, failed])).to.deep.equal([
      ["configure", true],
    ]);
    expect(instancesOf(records, "A")[0]).to.include({ status: "CANCELED" });
    expect(records.bill.totalMicroUsd).to.equal(2 * 80_000);
  });

  // CORE-0 fails at 112 and is gone at 412; CORE-2: requested 112, running 132, booted 212, through 224; applications
  // until 284, the Task Runner until 314. Four instances of an hour each
  it("5.2 on a core instance end it, and the cluster waits for the one that replaces it", () => {
    const records = runWhere(planOf({ resources: [cluster(0.3)], activities: [step()] }), ["CORE-0"]);
    const [R] = records.resources;
    expect([R?.bootedAtMs, R?.bootstrappedAtMs, R?.readyAtMs].map(at)).to.deep.equal([212, 224, 284]);
    expect(attemptsOf(records, "A")).to.deep.equal([[314, 374]]);
    const stopped = at(R?.stoppedAtMs);
    const gone = at(R?.terminatedAtMs);
    expect(livesOf(records)).to.deep.equal([
      ["CORE-0", 0, 20, 112, 412],
      ["CORE-1", 0, 20, stopped, gone],
      ["CORE-2", 112, 132, stopped, gone],
      ["MASTER-0", 0, 20, stopped, gone],
    ]);
    expect(movesOf(records, "ec2Instance", `${ID}/CORE-0`)).to.deep.equal([
      [0, "pending"],
      [20, "running"],
      [112, "shutting-down"],
      [412, "terminated"],
    ]);
    expect(records.attempts[0]?.waitedFor).to.deep.equal({
      bootMs: 212_000,
      bootstrapMs: 12_000,
      applicationsMs: 60_000,
      runnerInstallMs: 30_000,
      queueMs: 0,
    });
    expect(records.bill.totalMicroUsd).to.equal(4 * 80_000);
  });

  // CORE-0 is replaced at 112; CORE-1, at the same instant, is one too many: CORE-2, still pending, is never billed
  it("5.2 on too many instances end the cluster", () => {
    const records = runWhere(planOf({ resources: [cluster(0.5)], activities: [step()] }), ["CORE-0", "CORE-1"]);
    expect(records.resources[0]).to.include({
      status: "FAILED",
      clusterStatus: "TERMINATED_WITH_ERRORS",
      reason: "bootstrap actions failed on 2 of its instances, and it replaces 1 (5.2)",
    });
    expect(livesOf(records)).to.deep.equal([
      ["CORE-0", 0, 20, 112, 412],
      ["CORE-1", 0, 20, 112, 412],
      ["CORE-2", 112, undefined, 112, 412],
      ["MASTER-0", 0, 20, 112, 412],
    ]);
    expect(records.bill.totalMicroUsd).to.equal(3 * 80_000);
  });

  // of three instances allowed CORE-0 is one until 412: CORE-2 then boots until 512; through 524, ready 584, runner 614
  it("2.5, 5.2 a replacement waits for room under the account's limit, in front of all others", () => {
    const B = activityOf("B", { runner: { kind: "resource", resourceId: "H" } });
    const plan = planOf({ resources: [cluster(0.3), ec2Of("H")], activities: [step(), B] });
    const records = runWhere({ ...plan, limits: { ...plan.limits, ec2Instances: 3 } }, ["CORE-0"]);
    const [R, H] = ["R", "H"].map((id) => records.resources.find(({ componentId }) => componentId === id));
    const core = records.ec2Instances.find(({ ec2InstanceId }) => ec2InstanceId === "CORE-2");
    expect([at(core?.requestedAtMs), at(core?.bootedAtMs), at(R?.readyAtMs)]).to.deep.equal([412, 512, 584]);
    expect(attemptsOf(records, "A")).to.deep.equal([[614, 674]]);
    expect(H?.launchedAtMs).to.equal(R?.terminatedAtMs);
  });

  // ready at 172, runner at 202; the task instance, booted at 900, fails at 912
  it("5.2 on a task instance of a cluster that runs do not end it", () => {
    const groups = [groupOf("master", 1, 100), groupOf("task", 1, 900)];
    const runOf = (bootstrapReplacements: number) => {
      const plan = planOf({ resources: [cluster(0.3, { groups, bootstrapReplacements })], activities: [step(2000)] });
      return runWhere(plan, ["TASK-0"]);
    };
    for (const records of [runOf(0), runOf(1)]) {
      expect(attemptsOf(records, "A")).to.deep.equal([[202, 2202]]);
      expect(records.resources[0]).to.include({ status: "FINISHED", clusterStatus: "TERMINATED" });
      expect(livesOf(records)).to.deep.include(["TASK-0", 0, 20, 912, 1212]);
    }
    expect(runOf(0).ec2Instances).to.have.length(2);
    // another boots until 1812, is through at 1824 and has its applications at 1884
    const second = runOf(1).ec2Instances.find(({ ec2InstanceId }) => ec2InstanceId === "TASK-1");
    expect([at(second?.requestedAtMs), at(second?.readyAtMs)]).to.deep.equal([912, 1884]);
  });

  // failed at 112, initTimeout at 200: CORE-0, which takes 300 to terminate, is gone with the cluster at 500 at the latest
  it("7.3 no instance outlives its cluster, and a replacement that waits is given up with it", () => {
    const plan = planOf({ resources: [cluster(0.3, { initTimeoutMs: 200_000 })], activities: [step()] });
    const records = runWhere({ ...plan, limits: { ...plan.limits, ec2Instances: 3 } }, ["CORE-0"]);
    expect(records.resources[0]).to.include({ status: "FAILED" });
    expect(livesOf(records)).to.deep.equal([
      ["CORE-0", 0, 20, 112, 412],
      ["CORE-1", 0, 20, 200, 500],
      ["MASTER-0", 0, 20, 200, 500],
    ]);
  });

  it("5.1 the actions behind one that fails do not run", () => {
    const bootstrapActions = [actionOf("first", 5, 1), actionOf("second", 5, 0)];
    const records = recordsOf(planOf({ resources: [cluster(0, { bootstrapActions })], activities: [step()] }));
    const names = records.ec2Instances.flatMap((row) => row.bootstrapActions.map(({ name }) => name));
    expect([...new Set(names)]).to.deep.equal(["first"]);
  });

  it("8.2 more instances fail at a higher probability, and what the others draw stays as it was", () => {
    const boot = { kind: "exponential", mean: 100_000 } as const;
    const runOf = (failureProbability: number) => {
      const groups = [groupOf("master", 1, 0), groupOf("task", 200, 0, { boot })];
      const R = cluster(failureProbability, { groups, bootstrapReplacements: 1000 });
      const records = recordsOf(planOf({ resources: [R], activities: [step(2000)] }), "seed", 1);
      const first = records.ec2Instances.filter(({ requestedAtMs }) => at(requestedAtMs) === 0);
      return {
        failed: new Set(failedOf({ ...records, ec2Instances: first })),
        boots: new Map(first.map((row) => [row.ec2InstanceId, row.bootedAtMs])),
      };
    };
    const few = runOf(0.05);
    const many = runOf(0.1);
    expect(few.failed.size).to.be.within(3, 20);
    expect(many.failed.size).to.be.greaterThan(few.failed.size);
    expect([...few.failed].filter((id) => !many.failed.has(id))).to.deep.equal([]);
    expect(many.boots).to.deep.equal(few.boots);
  });
});
