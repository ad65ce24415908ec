import { expect } from "chai";
import type { ActivityPlan, DataNodePlan, Plan } from "../../src/model/plan.ts";
import { ACTIVATION_MS, activityOf, dataNodeOf, ec2Of, itemOf, planOf, preconditionOf } from "./plans.ts";
import { at, attemptsOf, every, instancesOf, movesOf, recordsOf } from "./run-plan.ts";

const RUNNER = {
  id: "wg/0",
  workerGroup: "wg",
  tasks: 20,
  poll: { kind: "long", holdMs: 90_000 },
  logUri: null,
} as const;
const CASCADE = { failureAndRerunMode: "cascade" } as const;

function onGroup(id: string, rest: Partial<ActivityPlan> = {}): ActivityPlan {
  return activityOf(id, { runner: { kind: "workerGroup", workerGroup: "wg" }, ...rest });
}

function planWith(
  activities: readonly ActivityPlan[],
  dataNodes: readonly DataNodePlan[],
  resources: Plan["pipelines"][number]["resources"] = [],
): Plan {
  return planOf({ activities, dataNodes, resources }, { taskRunners: [RUNNER] });
}

/** A fails: its host, on which it would work until 730, is stopped at 200. */
const DOOMED = activityOf("A", { runner: { kind: "resource", resourceId: "R" }, work: [itemOf("command", 600)] });
const HOST = ec2Of("R", { terminateAfterMs: 200_000 });
const LENGTH = { kind: "exponential", mean: 600_000 } as const;
const WRITTEN = { producers: ["A"] };
const READS_D = { dataNodes: ["D"], dependsOn: [{ activityId: "A", via: "D" }] };

describe("data nodes", () => {
  // A writes D until 60, B reads it until 120
  it("3.1 an input from outside is FINISHED as it is created, an output when those who write it are", () => {
    const A = onGroup("A", { dataNodes: ["In"] });
    const records = recordsOf(planWith([A, onGroup("B", READS_D)], [dataNodeOf("In"), dataNodeOf("D", WRITTEN)]));
    expect(attemptsOf(records, "B")).to.deep.equal([[60, 120]]);
    expect(movesOf(records, "instance", "@In_2012-11-23T00:00:00")).to.deep.equal([
      [0, "SCHEDULED"],
      [0, "FINISHED"],
    ]);
    expect(movesOf(records, "instance", "@D_2012-11-23T00:00:00")).to.deep.equal([
      [0, "SCHEDULED"],
      [0, "WAITING_ON_DEPENDENCIES"],
      [60, "FINISHED"],
    ]);
    const [row] = instancesOf(records, "D");
    expect([row?.type, row?.attempts, at(row?.createdAtMs), at(row?.endedAtMs)]).to.deep.equal([
      "S3DataNode",
      0,
      0,
      60,
    ]);
    expect(records.executions).to.have.length(1);
  });

  // A works for 90 minutes in every hour; D and B of each hour wait for A of that hour alone
  it("3.1 it waits for the instance of the same interval", () => {
    const schedule = every(1, "hour", { occurrences: 2 });
    const A = onGroup("A", { schedule, work: [itemOf("command", 5400)] });
    const D = dataNodeOf("D", { schedule, ...WRITTEN });
    const records = recordsOf(planWith([A, onGroup("B", { schedule, ...READS_D })], [D]));
    expect(instancesOf(records, "D").map((row) => at(row.endedAtMs))).to.deep.equal([5400, 9000]);
    expect(attemptsOf(records, "B").map(([startS]) => startS)).to.deep.equal([5400, 9000]);
  });

  // hours 0 to 2 are written until 60, 3660 and 7260
  it("3.1 a day's data node waits for all hours of its day", () => {
    const A = onGroup("A", { schedule: every(1, "hour", { occurrences: 3 }) });
    const D = dataNodeOf("D", { schedule: every(1, "day", { occurrences: 1 }), ...WRITTEN });
    expect(instancesOf(recordsOf(planWith([A], [D])), "D").map((row) => at(row.endedAtMs))).to.deep.equal([7260]);
  });

  it("3.5 the output of a failed activity, and who reads it, become CASCADE_FAILED", () => {
    const D = dataNodeOf("D", { ...WRITTEN, ...CASCADE });
    const records = recordsOf(planWith([DOOMED, onGroup("B", { ...READS_D, ...CASCADE })], [D], [HOST]));
    const ends = ["A", "D", "B"].map((id) => instancesOf(records, id).map((row) => [row.status, at(row.endedAtMs)]));
    expect(ends).to.deep.equal([[["CANCELED", 200]], [["CASCADE_FAILED", 200]], [["CASCADE_FAILED", 200]]]);
    expect(instancesOf(records, "B")[0]?.reason).to.equal(
      "@D_2012-11-23T00:00:00 is CASCADE_FAILED, and failureAndRerunMode is cascade (3.5)",
    );
  });

  it("3.5 one whose own mode is none waits on for ever, and so does who reads it", () => {
    const records = recordsOf(
      planWith([DOOMED, onGroup("B", { ...READS_D, ...CASCADE })], [dataNodeOf("D", WRITTEN)], [HOST]),
    );
    const [D] = instancesOf(records, "D");
    const [B] = instancesOf(records, "B");
    expect(D?.reason).to.equal(
      "waits for ever: @A_2012-11-23T00:00:00 is CANCELED, and failureAndRerunMode is none (3.5)",
    );
    expect([D?.status, B?.status]).to.deep.equal(["WAITING_ON_DEPENDENCIES", "WAITING_ON_DEPENDENCIES"]);
    expect(B?.reason).to.equal("waits for @D_2012-11-23T00:00:00 (3.1)");
  });

  it("3.4 is late when its lateAfterTimeout has passed; Terminate cancels it, and who reads it fails", () => {
    const schedule = every(1, "day", { occurrences: 1 });
    const A = onGroup("A", { schedule, work: [itemOf("command", 600)] });
    const late = { afterMs: 300_000, terminates: true };
    const D = dataNodeOf("D", { schedule, late, ...WRITTEN });
    const records = recordsOf(planWith([A, onGroup("B", { schedule, ...READS_D, ...CASCADE })], [D]));
    const [row] = instancesOf(records, "D");
    expect([row?.status, at(row?.lateAtMs), at(row?.endedAtMs)]).to.deep.equal(["CANCELED", 300, 300]);
    expect(instancesOf(records, "B").map((one) => [one.status, at(one.endedAtMs)])).to.deep.equal([
      ["CASCADE_FAILED", 300],
    ]);
  });

  // activated twice at 0 and at 1; some runs are done with the last one before the second: the precondition of what is written
  // is named as that is, and not by how many there have been
  it("2.1 preconditions bear the number of the instance that they belong to, whoever comes first", () => {
    const timesMs = [0, 0, 1000].map((timeMs) => ACTIVATION_MS + timeMs);
    const work = [{ ...itemOf("command", 0), work: { kind: "duration", duration: LENGTH } as const }];
    const A = onGroup("A", { work });
    const D = dataNodeOf("D", { ...WRITTEN, preconditions: [preconditionOf("P")] });
    const plan = planOf(
      { activities: [A], dataNodes: [D], activation: { kind: "times", timesMs } },
      { taskRunners: [RUNNER] },
    );
    for (let replication = 0; replication < 10; replication += 1) {
      const records = recordsOf(plan, "seed", replication);
      const endsOf = (id: string) => records.instances.find(({ instanceId }) => instanceId === id)?.endedAtMs ?? 0;
      for (const when of ["00:00", "00:00_2", "00:01"]) {
        const written = endsOf(`@A_2012-11-23T00:${when}`);
        expect(endsOf(`@P_2012-11-23T00:${when}`)).to.equal(written + 3000);
      }
    }
  });
});
