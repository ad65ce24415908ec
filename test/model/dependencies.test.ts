import { expect } from "chai";
import type { ActivityPlan, Plan } from "../../src/model/plan.ts";
import { activityOf, ec2Of, itemOf, planOf } from "./plans.ts";
import { at, attemptsOf, every, instancesOf, recordsOf } from "./run-plan.ts";

const RUNNER = {
  id: "wg/0",
  workerGroup: "wg",
  tasks: 20,
  poll: { kind: "long", holdMs: 90_000 },
  logUri: null,
} as const;
const ON_GROUP = { kind: "workerGroup", workerGroup: "wg" } as const;

function onceDone(...ids: string[]): Pick<ActivityPlan, "dependsOn"> {
  return { dependsOn: ids.map((activityId) => ({ activityId, via: "dependsOn" })) };
}

function onGroup(id: string, rest: Partial<ActivityPlan> = {}): ActivityPlan {
  return activityOf(id, { runner: ON_GROUP, ...rest });
}

function planWith(activities: readonly ActivityPlan[], resources: Plan["pipelines"][number]["resources"] = []): Plan {
  return planOf({ activities, resources }, { taskRunners: [RUNNER] });
}

/** A fails: its host, on which it would work until 730, is stopped at 200. */
const DOOMED = activityOf("A", { runner: { kind: "resource", resourceId: "R" }, work: [itemOf("command", 600)] });
const HOST = ec2Of("R", { terminateAfterMs: 200_000 });

describe("dependencies", () => {
  it("3.1 without links activities run at once and side by side", () => {
    const records = recordsOf(planWith([onGroup("A"), onGroup("B")]));
    expect([attemptsOf(records, "A"), attemptsOf(records, "B")]).to.deep.equal([[[0, 60]], [[0, 60]]]);
  });

  it("3.1 an activity waits for what it depends on, by dependsOn or a data node, and for all of it", () => {
    const A = onGroup("A");
    const B = onGroup("B", { work: [itemOf("command", 100)] });
    const dependsOn = [
      { activityId: "A", via: "dependsOn" },
      { activityId: "A", via: "MyData" },
      { activityId: "B", via: "MyData" },
    ];
    const records = recordsOf(planWith([onGroup("C", { dependsOn }), A, B]));
    expect(attemptsOf(records, "C")).to.deep.equal([[100, 160]]);
    const [row] = instancesOf(records, "C");
    expect([at(row?.createdAtMs), at(row?.readyAtMs)]).to.deep.equal([0, 100]);
    const moves = records.transitions.filter((move) => move.id === row?.instanceId).map((move) => move.to);
    expect(moves).to.deep.equal(["SCHEDULED", "WAITING_ON_DEPENDENCIES", "WAITING_FOR_RUNNER", "RUNNING", "FINISHED"]);
  });

  // A works for 90 minutes in every hour; B of each hour waits for A of that hour alone
  it("3.1 it waits for the instance of the same interval", () => {
    const schedule = every(1, "hour", { occurrences: 2 });
    const A = onGroup("A", { schedule, work: [itemOf("command", 5400)] });
    const records = recordsOf(planWith([A, onGroup("B", { schedule, ...onceDone("A") })]));
    expect(attemptsOf(records, "A")).to.deep.equal([
      [0, 5400],
      [3600, 9000],
    ]);
    expect(attemptsOf(records, "B")).to.deep.equal([
      [5400, 5460],
      [9000, 9060],
    ]);
  });

  // hours 0 to 23 of A are over at 82,860; the day's B, which was due at 0, runs then
  it("3.1 a daily activity waits for all hours of its day", () => {
    const A = onGroup("A", { schedule: every(1, "hour", { occurrences: 24 }) });
    const B = onGroup("B", { schedule: every(1, "day", { occurrences: 1 }), ...onceDone("A") });
    expect(attemptsOf(recordsOf(planWith([A, B])), "B")).to.deep.equal([[82_860, 82_920]]);
  });

  it("3.5 none: consumers of what failed wait on for ever, and say for what", () => {
    const records = recordsOf(planWith([DOOMED, onGroup("B", onceDone("A"))], [HOST]));
    const [B] = instancesOf(records, "B");
    expect(B?.status).to.equal("WAITING_ON_DEPENDENCIES");
    expect(B?.reason).to.equal(
      "waits for ever: @A_2012-11-23T00:00:00 is CANCELED, and failureAndRerunMode is none (3.5)",
    );
    expect(B?.endedAtMs).to.equal(undefined);
    expect(records.executions[0]).to.not.have.property("endedAtMs");
  });

  it("3.5 cascade: consumers become CASCADE_FAILED transitively, up to one whose mode is none", () => {
    const cascade = { failureAndRerunMode: "cascade" } as const;
    const B = onGroup("B", { ...onceDone("A"), ...cascade });
    const C = onGroup("C", { ...onceDone("B"), ...cascade });
    const D = onGroup("D", onceDone("C"));
    const E = onGroup("E", { ...onceDone("D"), ...cascade });
    const records = recordsOf(planWith([DOOMED, B, C, D, E], [HOST]));
    const ends = ["A", "B", "C", "D", "E"].map((id) => {
      const [row] = instancesOf(records, id);
      return [id, row?.status, at(row?.endedAtMs)];
    });
    expect(ends).to.deep.equal([
      ["A", "CANCELED", 200],
      ["B", "CASCADE_FAILED", 200],
      ["C", "CASCADE_FAILED", 200],
      ["D", "WAITING_ON_DEPENDENCIES", undefined],
      ["E", "WAITING_ON_DEPENDENCIES", undefined],
    ]);
  });

  it("3.5 a chain of 5,000 fails link by link, whatever the depth of the stack", () => {
    const links = Array.from({ length: 5000 }, (_, index) =>
      onGroup(`B${index}`, { ...onceDone(index === 0 ? "A" : `B${index - 1}`), failureAndRerunMode: "cascade" }),
    );
    const { instances, executions } = recordsOf(planWith([DOOMED, ...links], [HOST]));
    const failed = instances.filter((row) => row.status === "CASCADE_FAILED" && at(row.endedAtMs) === 200);
    expect([failed.length, failed[0]?.componentId, failed.at(-1)?.componentId]).to.deep.equal([5000, "B0", "B4999"]);
    expect(executions.map((row) => [at(row.endedAtMs), row.succeeded])).to.deep.equal([[200, false]]);
  });

  // B of hour 0 comes to be at 3600, when A of hour 0 has long failed
  it("3.5 a consumer that is created after the failure fails too", () => {
    const A = { ...DOOMED, schedule: every(1, "hour", { occurrences: 1 }) };
    const schedule = every(1, "hour", { kind: "timeseries", occurrences: 1 });
    const B = onGroup("B", { schedule, ...onceDone("A"), failureAndRerunMode: "cascade" });
    const host = ec2Of("R", { schedule: every(1, "hour", { occurrences: 1 }), terminateAfterMs: 200_000 });
    const [row] = instancesOf(recordsOf(planWith([A, B], [host])), "B");
    expect([row?.status, at(row?.createdAtMs), at(row?.endedAtMs)]).to.deep.equal(["CASCADE_FAILED", 3600, 3600]);
  });

  it("3.5 a resource whose activities all ended while it waited FINISHes unlaunched", () => {
    const B = activityOf("B", {
      runner: { kind: "resource", resourceId: "Second" },
      ...onceDone("A"),
      failureAndRerunMode: "cascade",
    });
    const records = recordsOf(planWith([DOOMED, B], [HOST, ec2Of("Second")]));
    const [second] = instancesOf(records, "Second");
    expect([second?.status, at(second?.endedAtMs)]).to.deep.equal(["FINISHED", 200]);
    expect(second?.reason).to.equal("all of its activities ended while it waited: it was never launched (3.5)");
    expect(records.resources.map((row) => row.componentId)).to.deep.equal(["R"]);
  });

  // launched at 0 and stopped at 900, while A of minute 0 works; those of minutes 20 and 40 are created later
  it("3.5 a resource that failed cancels the activities of its interval that come later", () => {
    const host = ec2Of("R", { schedule: every(1, "hour", { occurrences: 2 }), terminateAfterMs: 900_000 });
    const A = { ...DOOMED, schedule: every(20, "minute", { occurrences: 4 }), work: [itemOf("command", 1200)] };
    const rows = instancesOf(recordsOf(planWith([A], [host])), "A");
    expect(rows.map((row) => [row.status, at(row.endedAtMs), row.attempts])).to.deep.equal([
      ["CANCELED", 900, 1],
      ["CANCELED", 1200, 0],
      ["CANCELED", 2400, 0],
      ["CANCELED", 4500, 1],
    ]);
    expect(rows[1]?.reason).to.equal(
      "its resource @R_2012-11-23T00:00:00 was stopped: it lived longer than its terminateAfter (3.5, 3.6)",
    );
  });

  // on R the activities ended: it goes on until its one waiting activity is over, which is never: billed to the horizon
  it("5.5 a resource with an activity that waits for ever is paid for to the horizon", () => {
    const onSecond = { runner: { kind: "resource", resourceId: "Second" } } as const;
    const B = activityOf("B", onSecond);
    const C = activityOf("C", { ...onSecond, ...onceDone("A") });
    const plan = planWith([DOOMED, B, C], [HOST, ec2Of("Second")]);
    const records = recordsOf({ ...plan, horizonMs: plan.activationMs + 10 * 3_600_000 });
    expect(at(records.endedAtMs)).to.equal(36_000);
    const hours = records.bill.lines.find((line) => line.componentId === "Second" && line.kind === "EC2")?.quantity;
    expect(hours).to.equal(10);
  });
});

describe("executions", () => {
  it("2.1 end with the last of their activities, and succeed when all of them did", () => {
    const records = recordsOf(planWith([onGroup("A"), onGroup("B", onceDone("A"))]));
    expect(records.executions.map((row) => [at(row.dueAtMs), at(row.endedAtMs), row.succeeded])).to.deep.equal([
      [0, 120, true],
    ]);
  });

  it("2.1 are told apart by schedule, though they begin together", () => {
    const A = onGroup("A", { schedule: every(1, "hour", { occurrences: 2 }) });
    const B = onGroup("B", { schedule: every(1, "day", { occurrences: 1 }), work: [itemOf("command", 7200)] });
    const records = recordsOf(planWith([A, B]));
    expect(records.executions.map((row) => [at(row.scheduledStartAtMs), at(row.endedAtMs)])).to.deep.equal([
      [0, 60],
      [3600, 3660],
      [0, 7200],
    ]);
  });
});
