import { expect } from "chai";
import type { EmrClusterPlan } from "../../src/model/plan.ts";
import { activityOf, clusterOf, ec2Of, groupOf, itemOf, planOf, seconds } from "./plans.ts";
import { at, attemptsOf, instancesOf, movesOf, recordsOf } from "./run-plan.ts";

const ID = "@R_2012-11-23T00:00:00";
const runner = { kind: "resource", resourceId: "R" } as const;

/**
 * A cluster on the clock: pending to 20, booted at 100, bootstrap action until 120, applications until 180, Task Runner
 * at 210, two steps until 510.
 */
function stoppedAt(terminateAfterS: number, rest: Partial<EmrClusterPlan> = {}) {
  const cluster = clusterOf("R", {
    groups: [groupOf("master", 1, 100), groupOf("core", 2, 95)],
    bootstrapActions: [{ name: "configure", path: "configure", duration: seconds(20) }],
    terminateAfterMs: 1000 * terminateAfterS,
    ...rest,
  });
  const work = [itemOf("step", 100), itemOf("step", 200)];
  return recordsOf(planOf({ resources: [cluster], activities: [activityOf("A", { runner, work })] }));
}

describe("terminateAfter", () => {
  it("3.6 while all instances are pending: nothing is billed", () => {
    const records = stoppedAt(10);
    expect(records.resources[0]).to.include({ status: "TIMEDOUT", clusterStatus: "TERMINATED_WITH_ERRORS" });
    expect(records.ec2Instances.map((row) => row.runningAtMs)).to.deep.equal([undefined, undefined, undefined]);
    expect(records.bill.lines).to.deep.equal([]);
  });

  it("3.6 during boot: billed from running to the stop, no log, the activity cancelled before it ran", () => {
    const records = stoppedAt(50);
    const [instance] = records.ec2Instances;
    expect([at(instance?.runningAtMs), at(instance?.shuttingDownAtMs), at(instance?.terminatedAtMs)]).to.deep.equal([
      20, 50, 350,
    ]);
    expect(instance).to.not.have.property("bootedAtMs");
    expect(records.logs).to.deep.equal([]);
    expect(instancesOf(records, "A")[0]).to.include({ status: "CANCELED", attempts: 0 });
    expect(movesOf(records, "cluster", ID)).to.deep.equal([
      [0, "STARTING"],
      [50, "TERMINATING"],
      [350, "TERMINATED_WITH_ERRORS"],
    ]);
    expect(movesOf(records, "instance", ID)).to.deep.equal([
      [0, "WAITING_ON_DEPENDENCIES"],
      [0, "CREATING"],
      [50, "SHUTTING_DOWN"],
      [350, "TIMEDOUT"],
    ]);
  });

  it("3.6 during a bootstrap action: it does not end any more", () => {
    const records = stoppedAt(110);
    expect(records.ec2Instances.map((row) => [at(row.bootedAtMs), row.bootstrapActions.length])).to.deep.equal([
      [100, 0],
      [95, 0],
      [95, 0],
    ]);
    expect(records.resources[0]).to.not.have.property("readyAtMs");
  });

  it("3.6 while applications are installed: the cluster is never ready, and nothing happens afterwards", () => {
    const records = stoppedAt(150, { termination: seconds(0) });
    expect(at(records.resources[0]?.bootstrappedAtMs)).to.equal(120);
    expect(records.resources[0]).to.not.have.property("readyAtMs");
    expect(at(records.endedAtMs)).to.equal(150);
  });

  it("3.6 while Task Runner is installed: it never polls and leaves no log, the nodes leave theirs", () => {
    const records = stoppedAt(190, { termination: seconds(0) });
    expect(at(records.resources[0]?.readyAtMs)).to.equal(180);
    expect(records.resources[0]).to.not.have.property("firstPollAtMs");
    expect(records.logs.map((row) => row.kind)).to.deep.equal(["node", "node", "node"]);
    expect(at(records.endedAtMs)).to.equal(190);
  });

  it("3.6 in the second step: the first is complete, the second and the attempt are cancelled", () => {
    const records = stoppedAt(400);
    expect(records.steps.map((row) => [row.status, at(row.startedAtMs), at(row.endedAtMs)])).to.deep.equal([
      ["COMPLETED", 210, 310],
      ["CANCELLED", 310, 400],
    ]);
    expect(records.attempts[0]).to.include({ status: "CANCELED" });
    expect(records.attempts[0]?.workItems.map((row) => row.completed)).to.deep.equal([true, false]);
  });

  // two attempts share the step queue: when the first is given up, the second one's step must not begin
  it("3.6 lets no step begin while it stops the others", () => {
    const cluster = clusterOf("R", { terminateAfterMs: 300_000 });
    const activities = ["A", "B"].map((id) => activityOf(id, { runner, work: [itemOf("step", 600)] }));
    const records = recordsOf(planOf({ resources: [cluster], activities }));
    expect(records.steps.map((row) => [row.status, at(row.startedAtMs)])).to.deep.equal([
      ["CANCELLED", 190],
      ["CANCELLED", undefined],
    ]);
  });

  // A works until 190, B waits for C, which takes 1,000 s elsewhere: R idles when it is stopped at 500
  it("3.6 while it is idle: what waits for it is cancelled, the log holds what was worked", () => {
    const group = { kind: "workerGroup", workerGroup: "wg" } as const;
    const activities = [
      activityOf("A", { runner }),
      activityOf("B", { runner, dependsOn: [{ activityId: "C", via: "dependsOn" }] }),
      activityOf("C", { runner: group, work: [itemOf("command", 1000)] }),
    ];
    const poll = { kind: "long", holdMs: 90_000 } as const;
    const taskRunners = [{ id: "wg/0", workerGroup: "wg", tasks: 1, poll, logUri: null }];
    const resources = [ec2Of("R", { terminateAfterMs: 500_000 })];
    const records = recordsOf(planOf({ resources, activities }, { taskRunners }));
    expect(attemptsOf(records, "A")).to.deep.equal([[130, 190]]);
    const [B] = instancesOf(records, "B");
    expect([B?.status, at(B?.endedAtMs), B?.attempts]).to.deep.equal(["CANCELED", 500, 0]);
    expect(records.resources[0]).to.include({ status: "TIMEDOUT", busyMs: 60_000 });
    const log = records.logs.find((row) => row.writerId === `TaskRunner@${ID}`);
    expect(log).to.include({ bytes: 2_000_000, status: "published" });
    expect([at(log?.writtenFromAtMs), at(log?.writtenToAtMs), at(log?.publishedAtMs)]).to.deep.equal([
      130, 190, 500.25,
    ]);
  });

  it("3.6 exactly at the end of the work: it has not lived longer, all is well", () => {
    const plan = (terminateAfterMs: number) =>
      planOf({ resources: [ec2Of("R", { terminateAfterMs })], activities: [activityOf("A", { runner })] });
    expect(recordsOf(plan(190_000)).resources[0]).to.include({ status: "FINISHED" });
    expect(recordsOf(plan(189_999)).resources[0]).to.include({ status: "TIMEDOUT" });
  });
});
