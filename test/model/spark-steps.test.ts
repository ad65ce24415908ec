import { expect } from "chai";
import type { HadoopNodePlan } from "../../src/model/map-reduce-plan.ts";
import type { WorkItemPlan } from "../../src/model/plan.ts";
import { activityOf, clusterOf, groupOf, itemOf, planOf } from "./plans.ts";
import { at, recordsOf } from "./run-plan.ts";
import { sparkOf, stageOf } from "./spark/run-spark.ts";

/** m1.small of speed 1 with two processors of a half each, and room for two executors. */
const NODE: HadoopNodePlan = {
  kind: "memory",
  memoryMb: 512 + 2048,
  containerMb: { applicationMaster: 512, map: 1024, reduce: 1024 },
  processors: 2,
};

/** A cluster whose runner polls at 190: boot 100, applications 60, runner install 30; master and two core instances. */
function onCluster(work: readonly WorkItemPlan[], type = "EmrActivity") {
  const activity = activityOf("A", { type, runner: { kind: "resource", resourceId: "R" }, work });
  const groups = [groupOf("master", 1, 100), groupOf("core", 2, 100, { hadoop: NODE })];
  return recordsOf(planOf({ resources: [clusterOf("R", { groups })], activities: [activity] }));
}

describe("steps that are Spark applications", () => {
  const application = sparkOf([stageOf(8, 30, { name: "read" }), stageOf(4, 30, { name: "join", after: [0] })], 4);

  // 4 cores of a half: a task takes 60 s: two waves and one, 190 to 370; the next step follows
  it("5.4 run on the executors that the core instances have room for, and tell of their stages", () => {
    const records = onCluster([{ ...itemOf("step", 0), work: { kind: "spark", application } }, itemOf("step", 50)]);
    expect(records.steps.map((row) => [row.status, at(row.startedAtMs), at(row.endedAtMs)])).to.deep.equal([
      ["COMPLETED", 190, 370],
      ["COMPLETED", 370, 420],
    ]);
    const [step] = records.steps;
    expect(
      records.sparkStages?.map((row) => [row.workId, row.name, row.tasks, at(row.submittedAtMs), at(row.endedAtMs)]),
    ).to.deep.equal([
      [step?.stepId, "read", 8, 190, 310],
      [step?.stepId, "join", 4, 310, 370],
    ]);
  });

  it("4.6 run as jobs of the Hadoop scheduler, too, whose attempt they name", () => {
    const item: WorkItemPlan = { ...itemOf("command", 0, "hadoop"), work: { kind: "spark", application } };
    const records = onCluster([item], "HadoopActivity");
    expect(records.attempts.map((row) => at(row.endedAtMs))).to.deep.equal([370]);
    expect(records.sparkStages?.map(({ workId }) => workId)).to.deep.equal(
      Array.from({ length: 2 }, () => records.attempts[0]?.attemptId),
    );
  });

  it("leave a result as it is where there are none", () => {
    expect(onCluster([itemOf("step", 50)])).not.to.have.property("sparkStages");
  });

  // the attempt fails when half of its work is done: 6 of the 12 tasks, two waves
  it("3.3 do their first part when their attempt fails", () => {
    const failure = { probability: 1, atFraction: { kind: "constant", value: 0.5 } } as const;
    const work: WorkItemPlan[] = [{ ...itemOf("step", 0), work: { kind: "spark", application } }];
    const runner = { kind: "resource", resourceId: "R" } as const;
    const activity = activityOf("A", { type: "EmrActivity", runner, work, failure });
    const groups = [groupOf("master", 1, 100), groupOf("core", 2, 100, { hadoop: NODE })];
    const { steps } = recordsOf(planOf({ resources: [clusterOf("R", { groups })], activities: [activity] }));
    expect(steps.map((row) => [row.status, at(row.endedAtMs)])).to.deep.equal([["FAILED", 310]]);
  });
});

describe("Spark applications whose nodes are lost", () => {
  // two nodes with two executors each, 4 tasks of 60 s from 190 on (as above). CORE-0 lives for 30 s less than CORE-1 ...
  // running since 20, it is lost at 230: its two tasks begin again at 250, when CORE-1 is free: 310. Without the 40 s
  // that the first attempts had, nothing is left of the lost node
  it("5.3 go on with those that are left", () => {
    const application = sparkOf([stageOf(4, 30)], 4);
    const work: WorkItemPlan[] = [{ ...itemOf("step", 0), work: { kind: "spark", application } }];
    const activity = activityOf("A", { type: "EmrActivity", runner: { kind: "resource", resourceId: "R" }, work });
    const core = groupOf("core", 1, 100, { hadoop: NODE });
    const lost = { ...core, role: "task", timeToFailure: { kind: "constant", value: 210_000 } } as const;
    const groups = [groupOf("master", 1, 100), core, lost];
    const records = recordsOf(planOf({ resources: [clusterOf("R", { groups })], activities: [activity] }));
    expect(records.steps.map((row) => [row.status, at(row.endedAtMs)])).to.deep.equal([["COMPLETED", 310]]);
  });
});
