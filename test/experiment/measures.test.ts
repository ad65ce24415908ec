import { expect } from "chai";
import { runReplication } from "../../src/experiment/run-replication.ts";
import type { Plan } from "../../src/model/plan.ts";
import { activityOf, clusterOf, ec2Of, groupOf, itemOf, planOf } from "../model/plans.ts";

function measuresOf(plan: Plan): Map<string, readonly number[]> {
  return new Map(runReplication(plan, "seed", 0, false).measures.map(({ name, values }) => [name, values]));
}

const onR = { runner: { kind: "resource", resourceId: "R" } } as const;

describe("measures of a replication", () => {
  // host: requested at 0, running from 20, booted at 100, runner at 130, work until 190, log of 2 MB up at 190.25
  it("are costs, latencies, waits, boots, utilisation and logs", () => {
    const measures = measuresOf(planOf({ resources: [ec2Of("R")], activities: [activityOf("A", onR)] }));
    expect([...measures.keys()]).to.deep.equal([...measures.keys()].sort());
    expect(Object.fromEntries(measures)).to.deep.include({
      "cost.total": [0.065],
      "cost.ec2": [0.065],
      "cost.emr": [0],
      "latency.pipeline": [190_000],
      "latency.activity.A": [190_000],
      "wait.dependencies.A": [0],
      "wait.runner.A": [130_000],
      "boot.R": [100_000],
      "logs.publishDelay": [250],
      "time.logPublication": [250],
      "attempts.failed": [0],
    });
    // 60 s of work in 170.25 billed
    expect(measures.get("utilisation.R.host")?.[0]).to.be.closeTo(60 / 170.25, 1e-12);
    // the attempt's log, lost with the host, holds no byte here
    expect(measures.get("logs.lostBytes")).to.deep.equal([0]);
  });

  // ready at 160, a step from 190 to 290, stopped at 290 + 0.417 s: 3,333,333 bytes. Billed from 20: 270.417 s
  it("take the utilisation of a cluster's groups over all of their nodes", () => {
    const groups = [groupOf("master", 1, 100), groupOf("core", 2, 100)];
    const activities = [activityOf("A", { ...onR, work: [itemOf("step", 100)] })];
    const measures = measuresOf(planOf({ resources: [clusterOf("R", { groups })], activities }));
    expect(measures.get("utilisation.R.core")?.[0]).to.be.closeTo(100 / 270.417, 1e-12);
    expect(measures.get("utilisation.R.master")?.[0]).to.be.closeTo(100 / 270.417, 1e-12);
  });

  it("leave out the latency of an execution that did not succeed, and count its attempts and lost bytes", () => {
    const plan = planOf({ resources: [ec2Of("R", { terminateAfterMs: 160_000 })], activities: [activityOf("A", onR)] });
    const measures = measuresOf({
      ...plan,
      logs: { ...plan.logs, bytesPerMinute: { ...plan.logs.bytesPerMinute, attempt: 1_000_000 } },
    });
    expect(measures.get("latency.pipeline")).to.deep.equal([]);
    expect(measures.get("latency.activity.A")).to.deep.equal([]);
    expect(measures.get("attempts.failed")).to.deep.equal([1]);
    // half a minute, from 130 to 160
    expect(measures.get("logs.lostBytes")).to.deep.equal([500_000]);
  });
});
