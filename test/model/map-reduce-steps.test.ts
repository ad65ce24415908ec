import { expect } from "chai";
import type { HadoopNodePlan, MapReducePlan } from "../../src/model/map-reduce-plan.ts";
import type { ActivityPlan, EmrClusterPlan, WorkItemPlan } from "../../src/model/plan.ts";
import { activityOf, clusterOf, groupOf, itemOf, planOf, seconds } from "./plans.ts";
import { at, movesOf, recordsOf } from "./run-plan.ts";

/** m1.small as Hadoop 1 has it: speed 1, two map slots of a half, one reduce slot. */
const SLOTS: HadoopNodePlan = { kind: "slots", slots: { map: 2, reduce: 1 } };

/** Equal maps that take so long in a slot of m1.small, and nothing else. */
function jobItem(maps: number, mapS: number, rest: Partial<MapReducePlan> = {}): WorkItemPlan {
  const job: MapReducePlan = {
    map: { count: maps, task: seconds(mapS), referenceSpeed: 0.5 },
    reduce: { count: 0, task: seconds(0), referenceSpeed: 1 },
    shuffle: { bytes: 0, bytesPerSecond: 1 },
    slowStart: 1,
    faults: { failureProbability: 0, stragglerProbability: 0, stragglerSlowdown: 1, speculation: false },
    ...rest,
  };
  return { ...itemOf("step", 0), work: { kind: "mapreduce", job } };
}

/** A cluster whose runner polls at 190: boot 100, applications 60, runner install 30; master and two core instances. */
function onCluster(
  works: Readonly<Record<string, readonly WorkItemPlan[]>>,
  cluster: Partial<EmrClusterPlan> = {},
  rest: Partial<ActivityPlan> = {},
) {
  const activities = Object.entries(works).map(([id, work]) =>
    activityOf(id, { type: "EmrActivity", runner: { kind: "resource", resourceId: "R" }, work, ...rest }),
  );
  const groups = [groupOf("master", 1, 100), groupOf("core", 2, 100, { hadoop: SLOTS })];
  return recordsOf(planOf({ resources: [clusterOf("R", { groups, ...cluster })], activities }));
}

const stepsOf = ({ steps }: ReturnType<typeof recordsOf>) =>
  steps.map((row) => [row.status, at(row.startedAtMs), at(row.endedAtMs)]);

describe("steps that are MapReduce jobs", () => {
  // 4 slots: 10 maps of 60 s are 3 waves; the next step follows
  it("5.4 take ceil(n/k) waves over the slots of the core instances", () => {
    expect(stepsOf(onCluster({ A: [jobItem(10, 60), itemOf("step", 50)] }))).to.deep.equal([
      ["COMPLETED", 190, 370],
      ["COMPLETED", 370, 420],
    ]);
  });

  // m1.xlarge has speed 8 and here 8 slots: a slot of 1, twice as fast as one of m1.small: 10 maps on 16 slots in 30 s
  it("5.4 take less time on a faster type for the reason that its slots are more and faster", () => {
    const hadoop: HadoopNodePlan = { kind: "slots", slots: { map: 8, reduce: 3 } };
    const groups = [groupOf("master", 1, 100), groupOf("core", 2, 100, { instanceType: "m1.xlarge", hadoop })];
    expect(stepsOf(onCluster({ A: [jobItem(10, 60)] }, { groups }))).to.deep.equal([["COMPLETED", 190, 220]]);
  });

  // 8 s around the tasks, then 4 maps on 4 slots: 190 + 8 + 60
  it("5.4 begin after their setup", () => {
    const setup = { setup: seconds(8) };
    expect(stepsOf(onCluster({ A: [jobItem(4, 60, setup)] }))).to.deep.equal([["COMPLETED", 190, 258]]);
    expect(stepsOf(onCluster({ A: [jobItem(0, 60, setup)] }))).to.deep.equal([["COMPLETED", 190, 198]]);
  });

  // four slots: maps of 10, 20, 30, 40 s, and the fifth of 50 s in the slot that is free at 10 s: until 60 s
  it("5.4 take the measured times of their tasks where there are any", () => {
    const measuredMs = [10_000, 20_000, 30_000, 40_000, 50_000];
    const map = { count: 5, task: seconds(999), measuredMs, referenceSpeed: 0.5 };
    expect(stepsOf(onCluster({ A: [jobItem(5, 0, { map })] }))).to.deep.equal([["COMPLETED", 190, 250]]);
  });

  // one core instance: 2 slots, 4 maps of 60 s from 190 on. A task instance boots until 160 and installs the applications
  // until 220: the other two maps run there from 220 to 280
  it("5.3 use a task instance that joins late", () => {
    const groups = [
      groupOf("master", 1, 100),
      groupOf("core", 1, 100, { hadoop: SLOTS }),
      groupOf("task", 1, 160.001, { hadoop: SLOTS }),
    ];
    expect(stepsOf(onCluster({ A: [jobItem(4, 60)] }, { groups }))).to.deep.equal([["COMPLETED", 190, 280.001]]);
  });

  it("5.3 run on the master of a cluster that has no others", () => {
    const groups = [groupOf("master", 1, 100, { hadoop: SLOTS })];
    expect(stepsOf(onCluster({ A: [jobItem(4, 60)] }, { groups }))).to.deep.equal([["COMPLETED", 190, 310]]);
  });

  // every attempt at a task fails: the job is given up with the fourth, the step FAILED, the one behind it CANCELLED,
  // and the attempt is tried again once
  it("4.6 fail with their job, and their attempt with them", () => {
    const faults = { failureProbability: 1, stragglerProbability: 0, stragglerSlowdown: 1, speculation: false };
    const records = onCluster(
      { A: [jobItem(1, 60, { faults }), itemOf("step", 50)] },
      {},
      { retry: { maximum: 1, delayMs: 120_000 } },
    );
    expect(records.steps.map(({ status }) => status)).to.deep.equal(["FAILED", "CANCELLED", "FAILED", "CANCELLED"]);
    expect(records.attempts.map(({ status }) => status)).to.deep.equal(["FAILED", "FAILED"]);
    expect(records.instances.find(({ componentId }) => componentId === "A")?.status).to.equal("FAILED");
  });

  // 4 slots; A's job of 8 maps and B's of 8 come at 190. First come first served: 2 waves each, one after the other. Fair:
  // A has taken all 4 slots at 190; from 250 on each has two: A's last 4 maps end at 370, B's 8 then at 370 + 60
  it("4.6 share the slots as the cluster's scheduler says", () => {
    const works = { A: [jobItem(8, 60)], B: [jobItem(8, 60)] };
    expect(stepsOf(onCluster(works, { stepConcurrency: 2 }))).to.deep.equal([
      ["COMPLETED", 190, 310],
      ["COMPLETED", 190, 430],
    ]);
    const fair = { stepConcurrency: 2, hadoopScheduler: { kind: "fair", queues: [] } } as const;
    expect(stepsOf(onCluster(works, fair))).to.deep.equal([
      ["COMPLETED", 190, 370],
      ["COMPLETED", 190, 430],
    ]);
  });

  // terminateAfter 300 s: at 300 the job is stopped with its tasks, and nothing of it happens later
  it("3.6 are stopped with their cluster", () => {
    const records = onCluster({ A: [jobItem(100, 60)] }, { terminateAfterMs: 300_000 });
    expect(stepsOf(records)).to.deep.equal([["CANCELLED", 190, 300]]);
    expect(movesOf(records, "cluster", "@R_2012-11-23T00:00:00").at(-1)?.[1]).to.equal("TERMINATED_WITH_ERRORS");
  });

  // 8.2: task 7 takes as long on any number of nodes, so that more nodes never make equal draws longer in sum
  it("8.2 draw the same tasks on clusters of different sizes", () => {
    const task = { kind: "uniform", min: 10_000, max: 90_000 } as const;
    const job = jobItem(40, 0, { map: { count: 40, task, referenceSpeed: 0.5 } });
    const lengths = [1, 2, 40].map((count) => {
      const groups = [groupOf("master", 1, 100), groupOf("core", count, 100, { hadoop: SLOTS })];
      const [step] = onCluster({ A: [job] }, { groups }).steps;
      return (step?.endedAtMs ?? 0) - (step?.startedAtMs ?? 0);
    });
    const [one = 0, two = 0, all = 0] = lengths;
    // with a slot for each map only the longest counts; on 2 and 4 slots the same sum is divided, within a task's length
    expect(all).to.be.within(80_000, 90_000);
    expect(one).to.be.within(2 * two - 90_000, 2 * two + 90_000);
  });
});
