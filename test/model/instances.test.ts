import { expect } from "chai";
import type { ActivityPlan, Plan } from "../../src/model/plan.ts";
import { ACTIVATION_MS, activityOf, ec2Of, itemOf, planOf } from "./plans.ts";
import { at, attemptsOf, every, instancesOf, recordsOf } from "./run-plan.ts";

const RUNNER = {
  id: "wg/0",
  workerGroup: "wg",
  tasks: 20,
  poll: { kind: "long", holdMs: 90_000 },
  logUri: null,
} as const;
const ON_GROUP = { kind: "workerGroup", workerGroup: "wg" } as const;

/** One activity on a user-managed Task Runner with threads enough. */
function onGroup(activity: Partial<ActivityPlan>, rest: Partial<Plan> = {}): Plan {
  return planOf(
    { activities: [activityOf("A", { runner: ON_GROUP, ...activity })] },
    { taskRunners: [RUNNER], ...rest },
  );
}

function activatedAt(timesS: readonly number[], activity: Partial<ActivityPlan> = {}): Plan {
  const timesMs = timesS.map((timeS) => ACTIVATION_MS + 1000 * timeS);
  const activities = [activityOf("A", { runner: ON_GROUP, ...activity })];
  return planOf({ activation: { kind: "times", timesMs }, activities }, { taskRunners: [RUNNER] });
}

const createdAt = (plan: Plan) => instancesOf(recordsOf(plan), "A").map((row) => at(row.createdAtMs));

describe("instances of components", () => {
  it("2.1 are named after their component and scheduled start, attempts after their instance and number", () => {
    const records = recordsOf(onGroup({ schedule: every(1, "hour", { startS: 3600, occurrences: 1 }) }));
    expect(records.instances[0]?.instanceId).to.equal("@A_2012-11-23T01:00:00");
    expect(records.attempts[0]?.attemptId).to.equal("@A_2012-11-23T01:00:00_Attempt=1");
  });

  it("2.1 activations within one second are told apart by a number", () => {
    const ids = recordsOf(activatedAt([0.1, 0.5, 1.2])).instances.map((row) => row.instanceId);
    expect(ids).to.have.members(["@A_2012-11-23T00:00:00", "@A_2012-11-23T00:00:00_2", "@A_2012-11-23T00:00:01"]);
  });

  it("2.7 without any schedule there is one, at activation", () => {
    expect(createdAt(activatedAt([0]))).to.deep.equal([0]);
  });

  it("2.2 cron is due at the interval's start, timeseries at its end", () => {
    const dueAt = (kind: "cron" | "timeseries") => {
      const schedule = every(1, "hour", { kind, startS: 600, occurrences: 2 });
      return instancesOf(recordsOf(onGroup({ schedule })), "A").map((row) => [at(row.dueAtMs), at(row.createdAtMs)]);
    };
    expect(dueAt("cron")).to.deep.equal([
      [600, 600],
      [4200, 4200],
    ]);
    expect(dueAt("timeseries")).to.deep.equal([
      [4200, 4200],
      [7800, 7800],
    ]);
  });

  it("2.2 the horizon ends a schedule that never ends; nothing begins at the horizon itself", () => {
    const horizonMs = ACTIVATION_MS + 3 * 3_600_000;
    expect(createdAt(onGroup({ schedule: every(1, "hour") }, { horizonMs }))).to.deep.equal([0, 3600, 7200]);
  });

  // ten hours back; each works for 600 s, two at a time: a pair every 600 s
  it("2.4 a start in the past is backfilled at once, oldest first, up to maxActiveInstances", () => {
    const schedule = every(1, "hour", { startS: -36_000, occurrences: 6 });
    const plan = onGroup({ schedule, maxActiveInstances: 2, work: [itemOf("command", 600)] });
    const rows = instancesOf(recordsOf(plan), "A");
    expect(rows.map((row) => at(row.scheduledStartAtMs))).to.deep.equal([
      -36_000, -32_400, -28_800, -25_200, -21_600, -18_000,
    ]);
    expect(rows.map((row) => at(row.createdAtMs))).to.deep.equal([0, 0, 600, 600, 1200, 1200]);
    expect(new Set(rows.map((row) => at(row.dueAtMs)))).to.deep.equal(new Set([0]));
  });

  // work of 720 s: the third has to wait for the end of the first at 720, the fourth for 300 s more, which is when the
  // second ends; the fifth for the end of the third at 1440
  it("2.4 one new instance per object per 5 minutes, and no more than are allowed at a time", () => {
    const schedule = every(1, "hour", { startS: -36_000, occurrences: 5 });
    const limits = { instanceCreationIntervalMs: 300_000, activeInstancesPerObject: null };
    const plan = onGroup({ schedule, maxActiveInstances: 2, work: [itemOf("command", 720)] }, { limits });
    expect(createdAt(plan)).to.deep.equal([0, 300, 720, 1020, 1440]);
  });

  it("2.4 the account's limit holds where it is lower than the object's", () => {
    const schedule = every(1, "hour", { startS: -36_000, occurrences: 3 });
    const limits = { instanceCreationIntervalMs: null, activeInstancesPerObject: 1 };
    expect(createdAt(onGroup({ schedule, maxActiveInstances: 5 }, { limits }))).to.deep.equal([0, 60, 120]);
    expect(createdAt(onGroup({ schedule, maxActiveInstances: null }, { limits }))).to.deep.equal([0, 60, 120]);
  });

  it("2.4 with its limits lifted a backfill begins all at once", () => {
    const schedule = every(1, "hour", { startS: -36_000, occurrences: 5 });
    expect(createdAt(onGroup({ schedule }))).to.deep.equal([0, 0, 0, 0, 0]);
  });

  it("2.4 an activation that comes while the one instance that is allowed runs waits for it, and is late from its own time", () => {
    const [, second] = instancesOf(recordsOf(activatedAt([0, 10], { maxActiveInstances: 1 })), "A");
    expect([at(second?.dueAtMs), at(second?.createdAtMs), at(second?.endedAtMs)]).to.deep.equal([10, 60, 120]);
  });

  // two threads: A and B begin, C waits 10 s for B. B ends first, then C, then A; the next interval begins like the first
  it("8.1 those of one instant are made in the order of the definition, whichever of the last interval ended first", () => {
    const schedule = every(15, "minute", { occurrences: 2 });
    const activities = [60, 10, 10].map((workS, index) =>
      activityOf("ABC"[index] ?? "", { runner: ON_GROUP, schedule, work: [itemOf("command", workS)] }),
    );
    const records = recordsOf(planOf({ activities }, { taskRunners: [{ ...RUNNER, tasks: 2 }] }));
    expect(["A", "B", "C"].map((id) => attemptsOf(records, id))).to.deep.equal([
      [
        [0, 60],
        [900, 960],
      ],
      [
        [0, 10],
        [900, 910],
      ],
      [
        [10, 20],
        [910, 920],
      ],
    ]);
  });

  // the first is cancelled with its resource at 200, which lets the second be created, and so on: no stack of 3,000 calls
  it("3.5 a backfill whose instances end as soon as they are created does not nest", () => {
    const startS = -3000 * 900;
    const resource = ec2Of("R", { schedule: every(60, "day", { startS, occurrences: 1 }), terminateAfterMs: 200_000 });
    const activity = activityOf("A", {
      runner: { kind: "resource", resourceId: "R" },
      schedule: every(15, "minute", { startS, occurrences: 3000 }),
      maxActiveInstances: 1,
      work: [itemOf("command", 600)],
    });
    const rows = instancesOf(recordsOf(planOf({ resources: [resource], activities: [activity] })), "A");
    expect(rows).to.have.length(3000);
    expect(new Set(rows.map((row) => `${row.status} ${at(row.endedAtMs)}`))).to.deep.equal(new Set(["CANCELED 200"]));
  });
});

describe("resource instances", () => {
  const runner = { kind: "resource", resourceId: "R" } as const;

  /** Activities of 20 minutes, 60 s of work each, on a host that boots in 100 s and gets its runner in 30 s. */
  function twoHours(kind: "cron" | "timeseries") {
    const resources = [ec2Of("R", { schedule: every(1, "hour", { occurrences: 2 }) })];
    const activities = [activityOf("A", { runner, schedule: every(20, "minute", { kind, occurrences: 6 }) })];
    return recordsOf(planOf({ resources, activities }));
  }

  // the first waits for the boot until 130; the others find the host there; the last ends at 2460, and it with it
  it("2.3 one with a longer period serves all activities of its interval: one host an hour, not three", () => {
    const records = twoHours("cron");
    expect(attemptsOf(records, "A")).to.deep.equal([
      [130, 190],
      [1200, 1260],
      [2400, 2460],
      [3730, 3790],
      [4800, 4860],
      [6000, 6060],
    ]);
    expect(records.resources.map((row) => [at(row.requestedAtMs), at(row.shuttingDownAtMs)])).to.deep.equal([
      [0, 2460],
      [3600, 6060],
    ]);
    expect(records.ec2Instances).to.have.length(2);
  });

  // the first activity is due at 1200: created at 0, launched at 1200; the third, due at 3600, still belongs to hour 0
  it("2.3 is created at its interval's start whatever the schedule type, and launched when an activity is ready", () => {
    const records = twoHours("timeseries");
    const [first, second] = instancesOf(records, "R");
    expect([at(first?.createdAtMs), at(second?.createdAtMs)]).to.deep.equal([0, 3600]);
    expect(records.resources.map((row) => [at(row.requestedAtMs), at(row.shuttingDownAtMs)])).to.deep.equal([
      [1200, 3660],
      [4800, 7260],
    ]);
  });

  it("2.3 one on which nothing runs is never launched", () => {
    const records = recordsOf(planOf({ resources: [ec2Of("R")], activities: [activityOf("A")] }));
    expect(instancesOf(records, "R")[0]).to.include({ status: "FINISHED", attempts: 0 });
    expect(records.resources).to.deep.equal([]);
  });

  // B has to wait for A, which takes 600 s elsewhere: R is launched at 600
  it("2.3 waits while the activities on it wait for others", () => {
    const A = activityOf("A", { runner: ON_GROUP, work: [itemOf("command", 600)] });
    const B = activityOf("B", { runner, dependsOn: [{ activityId: "A", via: "dependsOn" }] });
    const records = recordsOf(planOf({ resources: [ec2Of("R")], activities: [A, B] }, { taskRunners: [RUNNER] }));
    expect(at(records.resources[0]?.requestedAtMs)).to.equal(600);
    expect(attemptsOf(records, "B")).to.deep.equal([[730, 790]]);
  });

  it("2.3 an activity that starts outside its resource's schedule waits for ever and says so", () => {
    const resources = [ec2Of("R", { schedule: every(1, "hour", { occurrences: 1 }) })];
    const activities = [activityOf("A", { runner, schedule: every(1, "hour", { occurrences: 2 }) })];
    const [, second] = instancesOf(recordsOf(planOf({ resources, activities })), "A");
    expect(second?.status).to.equal("WAITING_ON_DEPENDENCIES");
    expect(second?.reason).to.equal(
      "waits for ever: the schedule of R has no interval that its start falls into (2.3)",
    );
  });

  // the resource's second instance may be created only when the first has ended: at 190 + 0.25 s for its log + 300 s
  it("2.4 an activity waits for a resource instance that the limit holds back", () => {
    const schedule = every(1, "hour", { startS: -36_000, occurrences: 2 });
    const resources = [ec2Of("R", { schedule, maxActiveInstances: 1 })];
    const records = recordsOf(planOf({ resources, activities: [activityOf("A", { runner, schedule })] }));
    expect(instancesOf(records, "R").map((row) => at(row.createdAtMs))).to.deep.equal([0, 490.25]);
    expect(attemptsOf(records, "A")).to.deep.equal([
      [130, 190],
      [620.25, 680.25],
    ]);
  });
});
