import { expect } from "chai";
import type { ActivityPlan, EmrClusterPlan, WorkItemPlan, WorkPlan } from "../../src/model/plan.ts";
import { ACTIVATION_MS, activityOf, clusterOf, groupOf, itemOf, planOf, seconds } from "./plans.ts";
import { at, attemptsOf, movesOf, recordsOf } from "./run-plan.ts";

const ID = "@R_2012-11-23T00:00:00";

/** A cluster whose runner polls at 190: boot 100, applications 60, runner install 30. */
function onCluster(works: Readonly<Record<string, readonly WorkItemPlan[]>>, cluster: Partial<EmrClusterPlan> = {}) {
  const activities: ActivityPlan[] = Object.entries(works).map(([id, work]) =>
    activityOf(id, { type: "EmrActivity", runner: { kind: "resource", resourceId: "R" }, work }),
  );
  return recordsOf(planOf({ resources: [clusterOf("R", cluster)], activities }));
}

function stepsOf({ steps }: ReturnType<typeof recordsOf>) {
  return [...steps]
    .sort((a, b) => (a.startedAtMs ?? 0) - (b.startedAtMs ?? 0))
    .map((row) => [/@(\w+)_/.exec(row.attemptId)?.[1], at(row.startedAtMs), at(row.endedAtMs)]);
}

const STEPS = [itemOf("step", 100), itemOf("step", 50)];

describe("steps", () => {
  // both threads take their task at 190 and add their steps; the queue runs them in the order in which they were added
  it("4.6 two EmrActivities on one cluster share its step queue", () => {
    const records = onCluster({ A: STEPS, B: STEPS });
    expect(stepsOf(records)).to.deep.equal([
      ["A", 190, 290],
      ["A", 290, 340],
      ["B", 340, 440],
      ["B", 440, 490],
    ]);
    expect([attemptsOf(records, "A"), attemptsOf(records, "B")]).to.deep.equal([[[190, 340]], [[190, 490]]]);
  });

  it("4.6 with a step concurrency of 2 they run side by side, the steps of one attempt still one after another", () => {
    const records = onCluster({ A: STEPS, B: STEPS }, { stepConcurrency: 2 });
    expect(stepsOf(records)).to.deep.equal([
      ["A", 190, 290],
      ["B", 190, 290],
      ["A", 290, 340],
      ["B", 290, 340],
    ]);
  });

  it("4.6 a concurrency that one attempt alone cannot use changes nothing", () => {
    expect(stepsOf(onCluster({ A: STEPS }, { stepConcurrency: 256 }))).to.deep.equal([
      ["A", 190, 290],
      ["A", 290, 340],
    ]);
  });

  // A's preStepCommand takes 30 s on the runner's host: B's steps are added first
  it("4.6 commands before and after run on the runner's host, beside the steps of others", () => {
    const work = [itemOf("preStepCommand", 30), ...STEPS, itemOf("postStepCommand", 20)];
    const records = onCluster({ A: work, B: STEPS });
    expect(stepsOf(records)).to.deep.equal([
      ["B", 190, 290],
      ["B", 290, 340],
      ["A", 340, 440],
      ["A", 440, 490],
    ]);
    expect(attemptsOf(records, "A")).to.deep.equal([[190, 510]]);
  });

  it("4.6 Hadoop work runs side by side, whatever the step concurrency", () => {
    const work = [itemOf("command", 100, "hadoop")];
    const records = onCluster({ A: work, B: work });
    expect([attemptsOf(records, "A"), attemptsOf(records, "B")]).to.deep.equal([[[190, 290]], [[190, 290]]]);
    expect(records.steps).to.deep.equal([]);
  });

  it("5.1 the cluster is RUNNING while a step or Hadoop work runs, else WAITING", () => {
    const records = onCluster({ A: [itemOf("preStepCommand", 30), ...STEPS, itemOf("postStepCommand", 20)] });
    expect(movesOf(records, "cluster", ID)).to.deep.equal([
      [0, "STARTING"],
      [100, "BOOTSTRAPPING"],
      [160, "WAITING"],
      [220, "RUNNING"],
      [370, "WAITING"],
      [390, "TERMINATING"],
      // the log of 200 s is 6,666,667 bytes: 834 ms; then 300 s of termination
      [690.834, "TERMINATED"],
    ]);
  });
});

describe("work that scales", () => {
  function scaling(workS: number, rest: Partial<Extract<WorkPlan, { kind: "scaling" }>> = {}): WorkItemPlan {
    const work = {
      kind: "scaling",
      work: seconds(workS),
      referenceSpeed: 1,
      serialMs: 60_000,
      overheadPerNodeMs: 3000,
      ...rest,
    } as const;
    return { role: "step", label: "scaling", place: "stepQueue", work };
  }
  const master = groupOf("master", 1, 100, { instanceType: "m1.xlarge" });

  function lengthOf(item: WorkItemPlan, groups: EmrClusterPlan["groups"]): number {
    const [step] = onCluster({ A: [item] }, { groups }).steps;
    return ((step?.endedAtMs ?? 0) - (step?.startedAtMs ?? 0)) / 1000;
  }

  it("4.6 takes its serial part, then the work shared by the speeds of the nodes, then the overhead of each", () => {
    // 60 + 2400 / 4 + 4 * 3
    expect(lengthOf(scaling(2400), [master, groupOf("core", 4, 95)])).to.equal(672);
    // two of speed 1 and two of speed 8: 60 + 2400 / 18 + 12 = 205.333...: the started millisecond counts
    const mixed = [master, groupOf("core", 2, 95), groupOf("task", 2, 95, { instanceType: "m1.xlarge" })];
    expect(lengthOf(scaling(2400), mixed)).to.equal(205.334);
    // of a reference twice as fast as m1.small: twice the work
    expect(lengthOf(scaling(2400, { referenceSpeed: 2 }), [master, groupOf("core", 4, 95)])).to.equal(1272);
  });

  // 672 as above; 4 nodes are two doublings, 5 s each; of 320 node-seconds of data each node sends 3/4 of a quarter: 60 s
  it("4.6 takes longer by each doubling of the nodes and by what they send to each other", () => {
    const four = [master, groupOf("core", 4, 95)];
    expect(lengthOf(scaling(2400, { logMs: 5000 }), four)).to.equal(682);
    expect(lengthOf(scaling(2400, { logMs: 5000, communicationMs: 320_000 }), four)).to.equal(742);
    // one node has nobody to send to: 60 + 2400 + 3
    expect(
      lengthOf(scaling(2400, { logMs: 5000, communicationMs: 320_000 }), [master, groupOf("core", 1, 95)]),
    ).to.equal(2463);
  });

  // from 190: serial to 250, 2400 / 4 to 850, 4 * 3 of overhead to 862
  it("4.6 says when the nodes began to share it and when they had done that", () => {
    const { steps } = onCluster({ A: [scaling(2400)] }, { groups: [master, groupOf("core", 4, 95)] });
    const [step] = steps;
    expect([at(step?.startedAtMs), at(step?.sharedAtMs), at(step?.coordinatedAtMs), at(step?.endedAtMs)]).to.deep.equal(
      [190, 250, 850, 862],
    );
    expect(onCluster({ A: STEPS }).steps[0]).not.to.have.any.keys("sharedAtMs", "coordinatedAtMs");
  });

  // all of 742 s half as long again
  it("8.2 the error of the law multiplies all of its time", () => {
    const rest = { logMs: 5000, communicationMs: 320_000, factor: { kind: "constant", value: 1_500_000 } } as const;
    expect(lengthOf(scaling(2400, rest), [master, groupOf("core", 4, 95)])).to.equal(1113);
  });

  it("8.2 the error of the law is the same for all activations of a replication, and another in another", () => {
    const factor = { kind: "lognormal", mu: Math.log(1e6), sigma: 0.5 } as const;
    const item = scaling(2400, { factor });
    const activity = activityOf("A", {
      type: "EmrActivity",
      runner: { kind: "resource", resourceId: "R" },
      work: [item],
    });
    const activation = { kind: "times", timesMs: [ACTIVATION_MS, ACTIVATION_MS + 86_400_000] } as const;
    const plan = planOf({ resources: [clusterOf("R")], activities: [activity], activation });
    const [first, second] = [0, 1].map((replication) => {
      const { steps } = recordsOf(plan, "seed", replication);
      return steps.map((step) => (step.endedAtMs ?? 0) - (step.startedAtMs ?? 0));
    });
    expect(first).to.have.length(2);
    expect(first?.[0]).to.equal(first?.[1]);
    expect(second?.[0]).to.equal(second?.[1]);
    expect(first?.[0]).not.to.equal(second?.[0]);
  });

  it("5.3 the master coordinates; alone it works itself", () => {
    // 60 + 2400 / 8 + 3
    expect(lengthOf(scaling(2400), [master])).to.equal(363);
  });

  // from 190: serial to 250. Four nodes do 210 * 4 = 840 by 460, when two more join (booted at 400, applications to 460);
  // the 1,560 that are left take the six of them 260: 720. Overhead 18: 738 instead of 862
  it("5.1 a task node that joins in the middle of a step shortens it", () => {
    const groups = [master, groupOf("core", 4, 95), groupOf("task", 2, 400)];
    const records = onCluster({ A: [scaling(2400)] }, { groups });
    expect(stepsOf(records)).to.deep.equal([["A", 190, 738]]);
    const busyMs = records.ec2Instances.map((row) => [row.ec2InstanceId, row.busyMs]);
    expect(busyMs).to.deep.include.members([
      ["CORE-0", 548_000],
      ["TASK-0", 278_000],
      ["MASTER-0", 548_000],
    ]);
  });

  // joins at 220, within the serial part: the work is shared by six from its start at 250; 250 + 400 + 18
  it("5.1 one that joins in the serial part is there from the start of the work", () => {
    const groups = [master, groupOf("core", 4, 95), groupOf("task", 2, 160)];
    expect(stepsOf(onCluster({ A: [scaling(2400)] }, { groups }))).to.deep.equal([["A", 190, 668]]);
  });

  it("5.1 Hadoop work is shortened too", () => {
    const groups = [master, groupOf("core", 4, 95), groupOf("task", 2, 400)];
    const records = onCluster({ A: [{ ...scaling(2400), place: "hadoop" }] }, { groups });
    expect(attemptsOf(records, "A")).to.deep.equal([[190, 738]]);
  });

  // seven nodes of speed 1 on a reference of 0.7 make 10: 3,000 take 300 s, not a millisecond more
  it("4.6 is not longer for the noise of a division", () => {
    const item = scaling(3000, { referenceSpeed: 0.7, serialMs: 0, overheadPerNodeMs: 0 });
    expect(lengthOf(item, [master, groupOf("core", 7, 95)])).to.equal(300);
  });
});
