import { expect } from "chai";
import fc from "fast-check";
import { divide, policyOf } from "../../src/model/emr/hadoop-scheduler.ts";
import type {
  ActivityPlan,
  EmrClusterPlan,
  HadoopSchedulerPlan,
  WorkItemPlan,
  WorkPlan,
} from "../../src/model/plan.ts";
import { activityOf, clusterOf, groupOf, itemOf, planOf, seconds } from "./plans.ts";
import { at, type Recorded, recordsOf } from "./run-plan.ts";

const FAIR: HadoopSchedulerPlan = { kind: "fair", queues: [] };
const CAPACITY: HadoopSchedulerPlan = {
  kind: "capacity",
  queues: [
    { name: "production", weight: 7000 },
    { name: "adhoc", weight: 3000 },
  ],
};

type Scaling = Partial<Extract<WorkPlan, { kind: "scaling" }>>;

/** A Hadoop job of so many node-seconds, without a serial part or overhead. */
function job(workS: number, queue?: string, rest: Scaling = {}): WorkItemPlan {
  const work = {
    kind: "scaling",
    work: seconds(workS),
    referenceSpeed: 1,
    serialMs: 0,
    overheadPerNodeMs: 0,
    ...rest,
  } as const;
  return { role: "command", label: "job", place: "hadoop", ...(queue === undefined ? {} : { queue }), work };
}

/** Ten core nodes of speed 1, whose Task Runner takes up to five tasks from 190 on. */
function onCluster(
  items: Readonly<Record<string, WorkItemPlan>>,
  cluster: Partial<EmrClusterPlan> = {},
  rest: Readonly<Record<string, Partial<ActivityPlan>>> = {},
): Recorded {
  const activities = Object.entries(items).map(([id, item]) =>
    activityOf(id, { runner: { kind: "resource", resourceId: "R" }, work: [item], ...rest[id] }),
  );
  const groups = [groupOf("master", 1, 100), groupOf("core", 10, 95)];
  return recordsOf(planOf({ resources: [clusterOf("R", { groups, tasks: 5, ...cluster })], activities }));
}

/** The end of each activity's only attempt, in seconds. */
function endsOf(records: Recorded): Record<string, number | undefined> {
  return Object.fromEntries(records.attempts.map(({ componentId, endedAtMs }) => [componentId, at(endedAtMs)]));
}

describe("jobs side by side on one cluster", () => {
  // 1,000 / 10 = 100 s each, one after the other
  it("4.6 first come, first served: the first has everything, whatever their queues", () => {
    const items = { A: job(1000), B: job(1000, "x"), C: job(1000) };
    expect(endsOf(onCluster(items))).to.deep.equal({ A: 290, B: 390, C: 490 });
  });

  // A is serial to 250: B has done 600 by then. A has all of it to 350, then 10 * 3 of overhead; B's last 400 from 350
  it("4.6 first come, first served: the next has what the first leaves, in its serial part and its overhead", () => {
    const items = { A: job(1000, undefined, { serialMs: 60_000, overheadPerNodeMs: 3000 }), B: job(1000) };
    expect(endsOf(onCluster(items))).to.deep.equal({ A: 380, B: 390 });
  });

  // 5 each: A's 1,000 in 200 s; B has 1,000 of its 2,000 left, which the ten do in 100 s
  it("4.6 PARALLEL_FAIR_SCHEDULING: all have as much, and what ends leaves its part to the others", () => {
    const records = onCluster({ A: job(1000), B: job(2000) }, { hadoopScheduler: FAIR });
    expect(endsOf(records)).to.deep.equal({ A: 390, B: 490 });
  });

  // C alone in its queue has 5, A and B 2.5 each: C's 1,000 in 200 s, A and B have 500 of 1,000 left, then at 5: 100 s
  it("4.6 PARALLEL_FAIR_SCHEDULING: queues have as much each, and the jobs within one", () => {
    const items = { A: job(1000, "x"), B: job(1000, "x"), C: job(1000, "y") };
    expect(endsOf(onCluster(items, { hadoopScheduler: FAIR }))).to.deep.equal({ A: 490, B: 490, C: 390 });
  });

  // 7 and 3: A's 2,100 in 300 s; B has done 900 of 1,900, the last 1,000 at 10: 100 s
  it("4.6 PARALLEL_CAPACITY_SCHEDULING: queues by their capacities; unused capacity goes to the others", () => {
    const items = { A: job(2100, "production"), B: job(1900, "adhoc") };
    expect(endsOf(onCluster(items, { hadoopScheduler: CAPACITY }))).to.deep.equal({ A: 490, B: 590 });
  });

  // A 700 at 7 to 290, then B 700 at 7 to 390; C 3 * 200 = 600 by then, its last 400 at 10: 40 s
  it("4.6 PARALLEL_CAPACITY_SCHEDULING: first come, first served within a queue", () => {
    const items = { A: job(700, "production"), B: job(700, "production"), C: job(1000, "adhoc") };
    expect(endsOf(onCluster(items, { hadoopScheduler: CAPACITY }))).to.deep.equal({ A: 290, B: 390, C: 430 });
  });

  it("4.6 work of a stated length takes as long as it says and leaves the speed to the others", () => {
    for (const kind of ["fifo", "fair", "capacity"] as const) {
      const items = { A: itemOf("command", 300, "hadoop"), B: job(1000) };
      const records = onCluster(items, { hadoopScheduler: { kind, queues: [] } });
      expect(endsOf(records)).to.deep.equal({ A: 490, B: 290 });
    }
  });

  // 5 each to 460, when 1,350 are done of each and ten more nodes join: the 1,650 left of each at 10 take 165 s
  it("5.1 nodes that join are shared, too", () => {
    const groups = [groupOf("master", 1, 100), groupOf("core", 10, 95), groupOf("task", 10, 400)];
    const records = onCluster({ A: job(3000), B: job(3000) }, { groups, hadoopScheduler: FAIR });
    expect(endsOf(records)).to.deep.equal({ A: 625, B: 625 });
  });

  // A holds the cluster to its timeout at 250, then B does its 300 with all of it
  it("3.4 a job that is given up leaves its part at once", () => {
    const records = onCluster({ A: job(9000), B: job(300) }, {}, { A: { attemptTimeoutMs: 60_000 } });
    expect(endsOf(records)).to.deep.equal({ A: 250, B: 280 });
  });
});

describe("steps side by side", () => {
  const step = (workS: number): WorkItemPlan => ({ ...job(workS), role: "step", place: "stepQueue" });

  // 5 each: the first ends at 390, the second has 1,000 left
  it("4.6 with a step concurrency of 2 share the cluster as jobs do", () => {
    const records = onCluster({ A: step(1000), B: step(2000) }, { stepConcurrency: 2, hadoopScheduler: FAIR });
    expect(endsOf(records)).to.deep.equal({ A: 390, B: 490 });
    const firstCome = onCluster({ A: step(1000), B: step(2000) }, { stepConcurrency: 2 });
    expect(endsOf(firstCome)).to.deep.equal({ A: 290, B: 490 });
  });

  // the step goes to the queue `default`, which weighs 1 as no other is named: 5 each
  it("4.6 share it with jobs, too", () => {
    const records = onCluster({ A: step(1000), B: job(2000, "x") }, { hadoopScheduler: FAIR });
    expect(endsOf(records)).to.deep.equal({ A: 390, B: 490 });
  });
});

const SCHEDULERS: readonly HadoopSchedulerPlan[] = [{ kind: "fifo", queues: [] }, FAIR, CAPACITY];

describe("every scheduler", () => {
  const queues = fc.array(fc.constantFrom("production", "adhoc", "default", "__proto__"), {
    minLength: 1,
    maxLength: 9,
  });

  it("4.6 gives all of the cluster away, exactly", () => {
    const greatest = (a: bigint, b: bigint): bigint => (b === 0n ? a : greatest(b, a % b));
    fc.assert(
      fc.property(fc.constantFrom(...SCHEDULERS), queues, (scheduler, names) => {
        let [parts, of] = [0n, 1n];
        for (const share of divide(policyOf(scheduler), names)) {
          expect(share.parts).to.be.at.least(0);
          parts = parts * BigInt(share.of) + BigInt(share.parts) * of;
          of *= BigInt(share.of);
          const divisor = greatest(parts, of);
          [parts, of] = [parts / divisor, of / divisor];
        }
        expect([parts, of]).to.deep.equal([1n, 1n]);
      }),
      { seed: 46, numRuns: 300 },
    );
  });

  // five jobs end at five instants, each rounded up to a millisecond in which its part is idle
  it("4.6 keeps the cluster busy: the last job ends when all of the work is done, whoever comes first", () => {
    const jobs = fc.array(
      fc.tuple(fc.integer({ min: 1, max: 5000 }), fc.constantFrom("production", "adhoc", "default")),
      {
        minLength: 1,
        maxLength: 5,
      },
    );
    fc.assert(
      fc.property(fc.constantFrom(...SCHEDULERS), jobs, (hadoopScheduler, all) => {
        const items = Object.fromEntries(all.map(([workS, queue], index) => [`A${index}`, job(workS, queue)]));
        const lastMs = Math.max(...onCluster(items, { hadoopScheduler }).attempts.map(({ endedAtMs }) => endedAtMs));
        const workMs = 100 * all.reduce((sum, [workS]) => sum + workS, 0);
        expect(1000 * (at(lastMs) ?? 0) - 190_000).to.be.within(workMs, workMs + 5);
      }),
      { seed: 46, numRuns: 60 },
    );
  });
});
