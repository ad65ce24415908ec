import { expect } from "chai";
import { activityOf, clusterOf, ec2Of, groupOf, planOf, seconds } from "./plans.ts";
import { at, attemptsOf, movesOf, recordsOf } from "./run-plan.ts";

const ID = "@R_2012-11-23T00:00:00";
const activities = [activityOf("A", { runner: { kind: "resource", resourceId: "R" } })];

describe("an Ec2Resource", () => {
  // pending to 20, booted at 100, runner at 130, work to 190; the log of 2 MB takes 0.25 s; quota free 300 s later
  it("5.1, 5.6, 6.1, 7.3 goes through its whole life", () => {
    const records = recordsOf(planOf({ resources: [ec2Of("R")], activities }));
    expect(movesOf(records, "instance", ID)).to.deep.equal([
      [0, "WAITING_ON_DEPENDENCIES"],
      [0, "CREATING"],
      [100, "RUNNING"],
      [190, "SHUTTING_DOWN"],
      [490.25, "FINISHED"],
    ]);
    expect(movesOf(records, "ec2Instance", `${ID}/HOST-0`)).to.deep.equal([
      [0, "pending"],
      [20, "running"],
      [190.25, "shutting-down"],
      [490.25, "terminated"],
    ]);
    expect(attemptsOf(records, "A")).to.deep.equal([[130, 190]]);
    expect(records.transitions.some((row) => row.machine === "cluster")).to.equal(false);
    expect(records.resources[0]).to.not.have.property("clusterStatus");
    expect(records.ec2Instances[0]).to.include({ emr: false, busyMs: 60_000 });
  });

  it("5.6 is pending for its whole boot where that is shorter than the pending time", () => {
    const resource = ec2Of("R", { group: groupOf("host", 1, 15) });
    const records = recordsOf(planOf({ resources: [resource], activities }));
    const [instance] = records.ec2Instances;
    expect([at(instance?.runningAtMs), at(instance?.bootedAtMs)]).to.deep.equal([15, 15]);
  });
});

describe("a cluster", () => {
  it("5.1, 5.3 of a master only is ready, runs and ends like any other", () => {
    const records = recordsOf(planOf({ resources: [clusterOf("R")], activities }));
    expect(records.ec2Instances.map((row) => row.ec2InstanceId)).to.deep.equal(["MASTER-0"]);
    expect(attemptsOf(records, "A")).to.deep.equal([[190, 250]]);
    expect(records.resources[0]).to.include({ status: "FINISHED", clusterStatus: "TERMINATED" });
  });

  it("5.1 draws each instance's boot of its own, those given one by one included", () => {
    const core = groupOf("core", 3, 95, { instanceBoots: [{ index: 1, boot: seconds(140) }] });
    const records = recordsOf(
      planOf({ resources: [clusterOf("R", { groups: [groupOf("master", 1, 100), core] })], activities }),
    );
    expect(records.ec2Instances.map((row) => [row.ec2InstanceId, at(row.bootedAtMs)])).to.deep.equal([
      ["MASTER-0", 100],
      ["CORE-0", 95],
      ["CORE-1", 140],
      ["CORE-2", 95],
    ]);
    expect(at(records.resources[0]?.bootedAtMs)).to.equal(140);
  });

  // the bootstrap action ends at 120 on the master, at 150 on the task node: it is through after the slowest master or
  // core instance, while applications are installed there until 180, and installs its own until 210
  it("5.1, 5.6 a task node that gets through while applications are installed joins after its own", () => {
    const groups = [groupOf("master", 1, 100), groupOf("core", 1, 95), groupOf("task", 1, 130)];
    const bootstrapActions = [{ name: "configure", path: "configure", duration: seconds(20) }];
    const records = recordsOf(planOf({ resources: [clusterOf("R", { groups, bootstrapActions })], activities }));
    expect(records.ec2Instances.map((row) => [row.ec2InstanceId, at(row.readyAtMs)])).to.deep.equal([
      ["MASTER-0", 180],
      ["CORE-0", 180],
      ["TASK-0", 210],
    ]);
  });

  // the work ends at 250: the task node, whose boot would end at 400, is given up while it boots, billed from 20
  it("5.5 ends though a task node still boots", () => {
    const groups = [groupOf("master", 1, 100), groupOf("task", 1, 400)];
    const records = recordsOf(planOf({ resources: [clusterOf("R", { groups })], activities }));
    const task = records.ec2Instances.find((row) => row.role === "task");
    expect([at(task?.runningAtMs), at(task?.bootedAtMs), at(task?.shuttingDownAtMs)]).to.deep.equal([
      20,
      undefined,
      250.25,
    ]);
    expect(records.resources[0]).to.include({ status: "FINISHED" });
  });

  it("5.6 a boot shorter than the others' does not make it ready before the slowest bootstrap action", () => {
    const groups = [groupOf("master", 1, 10), groupOf("core", 2, 50)];
    const bootstrapActions = [
      { name: "first", path: "first", duration: seconds(5) },
      { name: "second", path: "second", duration: seconds(7) },
    ];
    const records = recordsOf(planOf({ resources: [clusterOf("R", { groups, bootstrapActions })], activities }));
    const [resource] = records.resources;
    expect([at(resource?.bootedAtMs), at(resource?.bootstrappedAtMs), at(resource?.readyAtMs)]).to.deep.equal([
      50, 62, 122,
    ]);
  });
});

describe("the horizon", () => {
  // one step of an hour, stopped after 1,000 s: everything that goes on is recorded as it is
  it("2.6 leaves a record of all that still goes on, and bills it to there", () => {
    const resources = [
      clusterOf("R", { groups: [groupOf("master", 1, 100), groupOf("core", 1, 100)], clusterLogUri: "s3://logs" }),
    ];
    const work = [
      {
        ...activities[0]?.work[0],
        role: "step",
        label: "long",
        place: "stepQueue",
        work: { kind: "duration", duration: seconds(3600) },
      } as const,
    ];
    const activity = activityOf("A", { runner: { kind: "resource", resourceId: "R" }, work });
    const plan = planOf({ resources, activities: [activity] });
    const records = recordsOf({
      ...plan,
      horizonMs: plan.activationMs + 1_000_000,
      billing: { ...plan.billing, mode: "per-second" },
      logs: { ...plan.logs, bytesPerMinute: { taskRunner: 60, attempt: 0, step: 60, node: 60 } },
    });
    expect(at(records.endedAtMs)).to.equal(1000);
    expect(records.attempts[0]).to.include({ status: "RUNNING" });
    expect(
      records.attempts[0]?.workItems.map((row) => [at(row.startedAtMs), at(row.endedAtMs), row.completed]),
    ).to.deep.equal([[190, 1000, false]]);
    expect(records.steps.map((row) => [row.status, at(row.startedAtMs), at(row.endedAtMs)])).to.deep.equal([
      ["RUNNING", 190, 1000],
    ]);
    expect(records.resources[0]).to.include({ status: "RUNNING", clusterStatus: "RUNNING", busyMs: 810_000 });
    expect(records.ec2Instances.map((row) => [row.state, row.busyMs])).to.deep.equal([
      ["running", 810_000],
      ["running", 810_000],
    ]);
    // from 20 to 1000
    expect(records.bill.lines.map((line) => line.quantity)).to.deep.equal([1960, 1960]);
    expect(records.logs.filter((row) => row.status === "open").map((row) => row.kind)).to.deep.equal([
      "taskRunner",
      "node",
      "node",
    ]);
    // at 190, 250, ... 970
    expect(records.apiCalls.find((row) => row.operation === "ReportTaskProgress")?.calls).to.equal(14);
  });
});
