import { expect } from "chai";
import { runReplication } from "../../src/experiment/run-replication.ts";
import type { EmrClusterPlan, Plan } from "../../src/model/plan.ts";
import { ACTIVATION_MS, activityOf, clusterOf, groupOf, itemOf, planOf, seconds } from "./plans.ts";

/** The cluster of the excerpt: 1 m1.xlarge master, 10 core and 10 task m1.small, two bootstrap actions. */
function examplePlan(cluster: Partial<EmrClusterPlan> = {}, rest: Partial<Plan> = {}): Plan {
  const action = (name: string, durationS: number) => ({ name, path: name, duration: seconds(durationS) });
  return planOf(
    {
      resources: [
        clusterOf("MyEmrCluster", {
          groups: [
            groupOf("master", 1, 100, { instanceType: "m1.xlarge" }),
            groupOf("core", 10, 95),
            groupOf("task", 10, 95),
          ],
          bootstrapActions: [action("configure-hadoop", 12), action("configure-other-stuff", 8)],
          ...cluster,
        }),
      ],
      activities: [
        activityOf("MyEmrActivity", {
          type: "EmrActivity",
          runner: { kind: "resource", resourceId: "MyEmrCluster" },
          work: [itemOf("preStepCommand", 20), itemOf("step", 600), itemOf("step", 300), itemOf("postStepCommand", 15)],
        }),
      ],
    },
    rest,
  );
}

function run(plan: Plan) {
  const { records } = runReplication(plan, "seed", 0, true);
  if (records === undefined) throw new Error("records were asked for");
  return records;
}

const at = (ms: number | undefined): number | undefined => (ms === undefined ? undefined : (ms - ACTIVATION_MS) / 1000);

describe("the worked example, second by second", () => {
  const records = run(examplePlan());
  const [resource] = records.resources;
  const [attempt] = records.attempts;

  it("5.1 boots 21 instances and is ready when the slowest master or core instance is", () => {
    expect(records.ec2Instances).to.have.length(21);
    expect(new Set(records.ec2Instances.map((row) => at(row.runningAtMs)))).to.deep.equal(new Set([20]));
    expect(at(resource?.bootedAtMs)).to.equal(100);
    expect(at(resource?.bootstrappedAtMs)).to.equal(120);
    expect(at(resource?.readyAtMs)).to.equal(180);
    expect(at(resource?.firstPollAtMs)).to.equal(210);
  });

  it("5.1 runs both bootstrap actions on every instance, in order", () => {
    for (const row of records.ec2Instances) {
      expect(row.bootstrapActions.map(({ name }) => name)).to.deep.equal(["configure-hadoop", "configure-other-stuff"]);
    }
    const core = records.ec2Instances.find((row) => row.role === "core");
    expect(core?.bootstrapActions.map((row) => [at(row.startedAtMs), at(row.endedAtMs)])).to.deep.equal([
      [95, 107],
      [107, 115],
    ]);
  });

  it("4.6 runs preStepCommand, the steps one after another, and postStepCommand in one attempt", () => {
    expect(at(attempt?.startedAtMs)).to.equal(210);
    expect(attempt?.workItems.map((row) => [row.role, at(row.startedAtMs), at(row.endedAtMs)])).to.deep.equal([
      ["preStepCommand", 210, 230],
      ["step", 230, 830],
      ["step", 830, 1130],
      ["postStepCommand", 1130, 1145],
    ]);
    expect(attempt?.waitedFor).to.deep.equal({
      bootMs: 100_000,
      bootstrapMs: 20_000,
      applicationsMs: 60_000,
      runnerInstallMs: 30_000,
      queueMs: 0,
    });
  });

  // the second thread polls at 210 and every 90 s until 1145: 11 calls; the first is answered at once
  it("4.4 reports progress at 210, 270, ... 1110: 16 calls", () => {
    const calls = Object.fromEntries(records.apiCalls.map((row) => [row.operation, row.calls]));
    expect(calls).to.deep.equal({
      PollForTask: 12,
      ReportTaskProgress: 16,
      SetTaskStatus: 1,
      ReportTaskRunnerHeartbeat: 2,
    });
  });

  // 935 s of work at 2 MB a minute are 31,166,667 bytes, which take 3.895833 s at 8 MB/s
  it("6.1 publishes the Task Runner's log before the cluster shuts down", () => {
    const log = records.logs.find((row) => row.kind === "taskRunner");
    expect(log).to.include({ bytes: 31_166_667, status: "published", delayMs: 3896 });
    expect(at(log?.publishedAtMs)).to.equal(1148.896);
    expect(at(resource?.shuttingDownAtMs)).to.equal(1145);
    expect(new Set(records.ec2Instances.map((row) => at(row.shuttingDownAtMs)))).to.deep.equal(new Set([1148.896]));
    expect(at(resource?.terminatedAtMs)).to.equal(1448.896);
  });

  it("7.1, 7.2 bills by the started hour", () => {
    expect(
      records.bill.lines.map((row) => [row.kind, row.instanceType, row.quantity, row.amountMicroUsd]),
    ).to.deep.equal([
      ["EC2", "m1.small", 20, 1_300_000],
      ["EC2", "m1.xlarge", 1, 520_000],
      ["EMR", "m1.small", 20, 300_000],
      ["EMR", "m1.xlarge", 1, 120_000],
    ]);
    expect(records.bill.totalMicroUsd).to.equal(2_240_000);
  });

  // 1128.896 s are 1129 s for each instance
  it("7.1, 7.2 bills by the second, rounded up per instance", () => {
    const { bill } = run(examplePlan({}, { billing: { ...examplePlan().billing, mode: "per-second" } }));
    expect(bill.lines.map((row) => [row.kind, row.instanceType, row.quantity, row.amountMicroUsd])).to.deep.equal([
      ["EC2", "m1.small", 22_580, 407_694],
      ["EC2", "m1.xlarge", 1129, 163_078],
      ["EMR", "m1.small", 22_580, 94_083],
      ["EMR", "m1.xlarge", 1129, 37_633],
    ]);
    expect(bill.totalMicroUsd).to.equal(702_488);
  });

  it("5.1 does not wait for task instances that boot in 400 s", () => {
    const groups = [
      groupOf("master", 1, 100, { instanceType: "m1.xlarge" }),
      groupOf("core", 10, 95),
      groupOf("task", 10, 400),
    ];
    const late = run(examplePlan({ groups }));
    expect(at(late.resources[0]?.readyAtMs)).to.equal(180);
    expect(at(late.executions[0]?.endedAtMs)).to.equal(1145);
    // booted at 400, through at 420, applications until 480
    expect(at(late.ec2Instances.find((row) => row.role === "task")?.readyAtMs)).to.equal(480);
  });

  // ready to install applications at 320 instead of 120: everything after it moves by 200 s
  it("5.1 waits for the one core instance of ten that boots in 300 s", () => {
    const slow = groupOf("core", 10, 95, { instanceBoots: [{ index: 3, boot: seconds(300) }] });
    const groups = [groupOf("master", 1, 100, { instanceType: "m1.xlarge" }), slow, groupOf("task", 10, 95)];
    const late = run(examplePlan({ groups }));
    expect(at(late.resources[0]?.bootstrappedAtMs)).to.equal(320);
    expect(at(late.executions[0]?.endedAtMs)).to.equal(1345);
  });

  // 690 s of work are 23,000,000 bytes: 2.875 s
  it("3.6 stops the cluster at its terminateAfter, and publishes what the runner had written", () => {
    const stopped = run(examplePlan({ terminateAfterMs: 900_000 }));
    expect(stopped.resources[0]).to.include({ status: "TIMEDOUT", clusterStatus: "TERMINATED_WITH_ERRORS" });
    expect(at(stopped.resources[0]?.shuttingDownAtMs)).to.equal(900);
    expect(stopped.attempts[0]).to.include({ status: "CANCELED" });
    expect(stopped.steps.map((row) => row.status)).to.deep.equal(["COMPLETED", "CANCELLED"]);
    expect(stopped.logs[0]).to.include({ kind: "attempt", status: "lost" });
    expect(stopped.logs[1]).to.include({ kind: "taskRunner", bytes: 23_000_000, delayMs: 2875 });
    expect(stopped.executions[0]).to.include({ succeeded: false });
  });
});
