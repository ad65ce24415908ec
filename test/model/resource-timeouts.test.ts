import { expect } from "chai";
import type { ActivityPlan, Ec2ResourcePlan, Plan } from "../../src/model/plan.ts";
import { activityOf, ec2Of, groupOf, itemOf, planOf } from "./plans.ts";
import { at, attemptsOf, every, instancesOf, movesOf, type Recorded, recordsOf } from "./run-plan.ts";

const ON_R = { runner: { kind: "resource", resourceId: "R" } } as const;
const ID = "@R_2012-11-23T00:00:00";
const RETRY = { maximum: 2, delayMs: 600_000 } as const;
const DAILY = every(1, "day", { occurrences: 1 });
const LATE = "it is late by its lateAfterTimeout, and its onLateAction is Terminate (3.4)";

/** A host that is ready at 100 s and has its Task Runner, which logs nothing, at 130 s. */
function planWith(resource: Partial<Ec2ResourcePlan>, ...activities: readonly ActivityPlan[]): Plan {
  const plan = planOf({ resources: [ec2Of("R", resource)], activities });
  return { ...plan, logs: { ...plan.logs, bytesPerMinute: { ...plan.logs.bytesPerMinute, taskRunner: 0 } } };
}

function work(id: string, durationS: number, rest: Partial<ActivityPlan> = {}): ActivityPlan {
  return activityOf(id, { ...ON_R, work: [itemOf("command", durationS)], ...rest });
}

const resourceRows = ({ resources }: Recorded) =>
  resources.map((row) => [row.status, at(row.requestedAtMs), at(row.stoppedAtMs), at(row.terminatedAtMs)]);

describe("attemptTimeout of a resource", () => {
  // A runs from 130; the attempt at R ends at 150, the next ones come 600 s later: 750 and, since A is cancelled with the
  // last of them, no more after 1500 + 150
  it("3.4, 3.6 ends an attempt, which is tried again, with what runs on it", () => {
    const records = recordsOf(planWith({ attemptTimeoutMs: 150_000, retry: RETRY }, work("A", 60, { retry: RETRY })));
    expect(resourceRows(records)).to.deep.equal([
      ["FAILED", 0, 150, 450],
      ["FAILED", 750, 900, 1200],
      ["FAILED", 1500, 1650, 1950],
    ]);
    expect(attemptsOf(records, "A")).to.deep.equal([
      [130, 150],
      [880, 900],
      [1630, 1650],
    ]);
    const statuses = [...records.attempts].sort((a, b) => a.startedAtMs - b.startedAtMs).map(({ status }) => status);
    expect(statuses).to.deep.equal(["FAILED", "FAILED", "CANCELED"]);
    expect(movesOf(records, "instance", ID)).to.deep.equal([
      [0, "WAITING_ON_DEPENDENCIES"],
      [0, "CREATING"],
      [100, "RUNNING"],
      [150, "CREATING"],
      [850, "RUNNING"],
      [900, "CREATING"],
      [1600, "RUNNING"],
      [1650, "SHUTTING_DOWN"],
      [1950, "FAILED"],
    ]);
    const reason = "attempt 3 of 3 failed: the resource ran longer than its attemptTimeout (3.6, 3.4)";
    expect(instancesOf(records, "R")[0]?.reason).to.equal(reason);
  });

  // boots are drawn from 50 s and 100 s, evenly: with 50 s A runs from 80 to 140, with 100 s it would run to 190
  it("3.4, 3.6 the work is done by an attempt that is quick enough", () => {
    const group = groupOf("host", 1, 0, { boot: { kind: "empirical", values: [50_000, 100_000] } });
    const plan = planWith({ attemptTimeoutMs: 150_000, retry: RETRY, group }, work("A", 60, { retry: RETRY }));
    const runs = Array.from({ length: 40 }, (_, replication) => recordsOf(plan, "seed", replication));
    const second = runs.find(({ resources }) => resources.length === 2 && resources.at(-1)?.status === "FINISHED");
    if (second === undefined) throw new Error("no such replication");
    expect(attemptsOf(second, "A")).to.deep.equal([
      [130, 150],
      [830, 890],
    ]);
    expect(instancesOf(second, "A")[0]?.status).to.equal("FINISHED");
  });

  it("3.4 an attempt that is not needed any more exactly then has made it; without retries its end is the resource's", () => {
    const statuses = (attemptTimeoutMs: number) =>
      recordsOf(planWith({ attemptTimeoutMs }, work("A", 60))).instances.map(
        (row) => `${row.componentId} ${row.status}`,
      );
    expect(statuses(190_000)).to.have.members(["A FINISHED", "R FINISHED"]);
    expect(statuses(189_999)).to.have.members(["A CANCELED", "R FAILED"]);
  });

  // its time counts from the launch, not from the wait for A's dependency B, which takes 1000 s elsewhere
  it("3.4 counts from the launch request", () => {
    const B = activityOf("B", { runner: { kind: "workerGroup", workerGroup: "wg" }, work: [itemOf("command", 1000)] });
    const A = work("A", 60, { dependsOn: [{ activityId: "B", via: "dependsOn" }] });
    const poll = { kind: "long", holdMs: 90_000 } as const;
    const taskRunners = [{ id: "wg/0", workerGroup: "wg", tasks: 1, poll, logUri: null }];
    const records = recordsOf({ ...planWith({ attemptTimeoutMs: 190_000 }, A, B), taskRunners });
    expect(attemptsOf(records, "A")).to.deep.equal([[1130, 1190]]);
  });
});

describe("lateAfterTimeout of a resource", () => {
  const late = (afterS: number, terminates = true) => ({ late: { afterMs: 1000 * afterS, terminates } });
  const timed = { schedule: DAILY };

  it("3.4 an SnsAlarm costs no time: it goes on, and is late unless it was to end by then", () => {
    const lateAt = (afterS: number) => {
      const records = recordsOf(planWith({ ...timed, ...late(afterS, false) }, work("A", 60, timed)));
      const [R] = instancesOf(records, "R");
      return [R?.status, at(R?.lateAtMs)];
    };
    expect(lateAt(150)).to.deep.equal(["FINISHED", 150]);
    // it begins to shut down at 190
    expect(lateAt(190)).to.deep.equal(["FINISHED", undefined]);
  });

  // A runs from 130 to 160, B waits for it; the host is gone 300 s later
  it("3.4, 3.5 Terminate cancels it as it runs, and its activities with it", () => {
    const B = work("B", 60, { ...timed, dependsOn: [{ activityId: "A", via: "dependsOn" }] });
    const records = recordsOf(planWith({ ...timed, ...late(160) }, work("A", 60, timed), B));
    expect(resourceRows(records)).to.deep.equal([["CANCELED", 0, 160, 460]]);
    const [R] = instancesOf(records, "R");
    expect([R?.status, R?.reason, at(R?.endedAtMs)]).to.deep.equal(["CANCELED", LATE, 460]);
    const ends = ["A", "B"].map((id) => instancesOf(records, id).map((row) => [row.status, at(row.endedAtMs)]));
    expect(ends).to.deep.equal([[["CANCELED", 160]], [["CANCELED", 160]]]);
    expect(instancesOf(records, "B")[0]?.reason).to.equal(
      `its resource ${ID} was stopped: it is late by its lateAfterTimeout, and its onLateAction is Terminate (3.5, 3.4)`,
    );
  });

  // B takes 1000 s elsewhere; A would wait for it
  it("3.4 Terminate cancels one that waits: it is never launched, and its activities never run", () => {
    const B = activityOf("B", { ...timed, runner: { kind: "workerGroup", workerGroup: "wg" } });
    const A = work("A", 60, { ...timed, dependsOn: [{ activityId: "B", via: "dependsOn" }] });
    const records = recordsOf(planWith({ ...timed, ...late(300) }, A, B));
    expect(records.resources).to.deep.equal([]);
    expect(movesOf(records, "instance", ID)).to.deep.equal([
      [0, "WAITING_ON_DEPENDENCIES"],
      [300, "CANCELED"],
    ]);
    expect(instancesOf(records, "A").map((row) => [row.status, at(row.endedAtMs)])).to.deep.equal([["CANCELED", 300]]);
  });

  // one instance for the whole day; hourly activities from 3600 on find it gone
  it("3.4, 3.5 activities of its interval that come later are cancelled, too", () => {
    const hourly = { schedule: every(1, "hour", { occurrences: 3 }) };
    const records = recordsOf(planWith({ ...timed, ...late(4000) }, work("A", 60, hourly)));
    expect(instancesOf(records, "A").map((row) => [row.status, at(row.endedAtMs)])).to.deep.equal([
      ["FINISHED", 190],
      ["FINISHED", 3660],
      ["CANCELED", 7200],
    ]);
  });

  // given up at 60, due again at 660: cancelled at 300, while the first attempt terminates until 360
  it("3.4 Terminate cancels one that waits for another attempt", () => {
    const resource = { ...timed, ...late(300), initTimeoutMs: 60_000, retry: RETRY };
    const records = recordsOf(planWith(resource, work("A", 60, timed)));
    expect(movesOf(records, "instance", ID)).to.deep.equal([
      [0, "WAITING_ON_DEPENDENCIES"],
      [0, "CREATING"],
      [300, "SHUTTING_DOWN"],
      [360, "CANCELED"],
    ]);
    expect(records.resources.map(({ status }) => status)).to.deep.equal(["FAILED"]);
  });

  // the account has room for one instance, which S has until 90 + 60 + 300 s
  it("2.5, 3.4 Terminate cancels one that waits for room under the limit on EC2 instances", () => {
    const other = activityOf("B", { ...timed, runner: { kind: "resource", resourceId: "S" } });
    const resources = [ec2Of("S", timed), ec2Of("R", { ...timed, ...late(120) })];
    const plan = planOf({ resources, activities: [other, work("A", 60, timed)] });
    const records = recordsOf({ ...plan, limits: { ...plan.limits, ec2Instances: 1 } });
    expect(records.ec2Instances.map(({ componentId }) => componentId)).to.deep.equal(["S"]);
    expect(movesOf(records, "instance", ID).at(-1)).to.deep.equal([120, "CANCELED"]);
    expect(instancesOf(records, "B")[0]?.status).to.equal("FINISHED");
  });

  it("3.4 of a timeseries it counts from the interval's end, when its activities are due", () => {
    const schedule = every(1, "hour", { kind: "timeseries", occurrences: 1 });
    const records = recordsOf(planWith({ schedule, ...late(150, false) }, work("A", 60, { schedule })));
    expect(at(instancesOf(records, "R")[0]?.lateAtMs)).to.equal(3750);
  });
});
