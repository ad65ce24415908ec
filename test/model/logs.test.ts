import { expect } from "chai";
import type { ActivityPlan, EmrClusterPlan, LogKind, Plan } from "../../src/model/plan.ts";
import { ACTIVATION_MS, activityOf, clusterOf, ec2Of, groupOf, itemOf, planOf } from "./plans.ts";
import { at, type Recorded, recordsOf } from "./run-plan.ts";

const ID = "@R_2012-11-23T00:00:00";
const ON_R = { kind: "resource", resourceId: "R" } as const;

/** 8 MB/s up; a minute of work writes these megabytes. */
function logsOf(mbPerMinute: Partial<Record<LogKind, number>>, rest: Partial<Plan["logs"]> = {}): Plan["logs"] {
  const bytesPerMinute = { taskRunner: 0, attempt: 0, step: 0, node: 0 };
  for (const [kind, mb] of Object.entries(mbPerMinute)) bytesPerMinute[kind as LogKind] = 1_000_000 * mb;
  return { ...planOf({}).logs, bytesPerMinute, ...rest };
}

function rowsOf({ logs }: Recorded, kind: LogKind) {
  return logs
    .filter((row) => row.kind === kind)
    .map((row) => [
      at(row.writtenFromAtMs),
      at(row.writtenToAtMs),
      at(row.publishedAtMs),
      row.bytes,
      row.putRequests,
      row.status,
    ]);
}

describe("Task Runner's log", () => {
  const host = ec2Of("R", { runnerLogUri: "s3://logs/" });
  const working = (workS: number) => activityOf("A", { runner: ON_R, work: [itemOf("command", workS)] });

  // the first poll is at 130: pushes at 3730, 7330, 10930. An hour writes 120 MB, which take 15 s. The work ends at 12730:
  // 1,800 s are 60 MB, 7.5 s
  it("6.2 is a file an hour, pushed every hour, and the rest at the end", () => {
    const records = recordsOf(
      planOf({ resources: [host], activities: [working(12_600)] }, { logs: logsOf({ taskRunner: 2 }) }),
    );
    expect(rowsOf(records, "taskRunner")).to.deep.equal([
      [130, 3730, 3745, 120_000_000, 1, "published"],
      [3730, 7330, 7345, 120_000_000, 1, "published"],
      [7330, 10930, 10945, 120_000_000, 1, "published"],
      [10930, 12730, 12737.5, 60_000_000, 1, "published"],
    ]);
    const files = records.logs.filter((row) => row.kind === "taskRunner");
    expect(files.map((row) => row.delayMs)).to.deep.equal([15_000, 15_000, 15_000, 7500]);
    expect(files[0]?.destination).to.equal(`s3://logs/${ID}/TaskRunner.log.2012-11-23T00:02:10`);
    // billed through the upload: from 20 to 12737.5
    expect(at(records.ec2Instances[0]?.shuttingDownAtMs)).to.equal(12737.5);
  });

  // three hours to the millisecond: the end of the work at 10930 comes with the third push; one file for both
  it("6.2 work that ends with the hour is not pushed twice", () => {
    const records = recordsOf(
      planOf({ resources: [host], activities: [working(10_800)] }, { logs: logsOf({ taskRunner: 2 }) }),
    );
    expect(rowsOf(records, "taskRunner").map((row) => row[1])).to.deep.equal([3730, 7330, 10930]);
  });

  it("6.1 of a runner that never worked is empty, and there", () => {
    const waiting = activityOf("B", {
      runner: ON_R,
      dependsOn: [{ activityId: "C", via: "dependsOn" }],
    });
    const starter = activityOf("A", { runner: ON_R, work: [itemOf("command", 0)] });
    const plan = planOf(
      { resources: [ec2Of("R", { terminateAfterMs: 500_000 })], activities: [starter, waiting, activityOf("C")] },
      { logs: logsOf({ taskRunner: 2 }) },
    );
    expect(rowsOf(recordsOf(plan), "taskRunner")).to.deep.equal([[130, 130, 500, 0, 1, "published"]]);
  });

  function userManaged(rest: { readonly logUri: string | null; readonly attemptLogUri?: string }): Recorded {
    const activity = activityOf("A", {
      runner: { kind: "workerGroup", workerGroup: "wg" },
      logUri: rest.attemptLogUri ?? null,
    });
    const timesMs = [ACTIVATION_MS, ACTIVATION_MS + 10_800_000];
    const poll = { kind: "long", holdMs: 90_000 } as const;
    return recordsOf(
      planOf(
        { activation: { kind: "times", timesMs }, activities: [activity] },
        {
          taskRunners: [{ id: "wg/0", workerGroup: "wg", tasks: 1, poll, logUri: rest.logUri }],
          logs: logsOf({ taskRunner: 2, attempt: 1 }),
        },
      ),
    );
  }

  // one activity of an hour: the push at 3600 finds all of it, and nothing is left for another file
  it("6.2 pushes no empty file for work that ends exactly with an hour", () => {
    const activity = activityOf("A", {
      runner: { kind: "workerGroup", workerGroup: "wg" },
      work: [itemOf("command", 3600)],
    });
    const poll = { kind: "long", holdMs: 90_000 } as const;
    const runner = { id: "wg/0", workerGroup: "wg", tasks: 1, poll, logUri: "s3://mine" };
    const records = recordsOf(
      planOf({ activities: [activity] }, { taskRunners: [runner], logs: logsOf({ taskRunner: 1 }) }),
    );
    expect(rowsOf(records, "taskRunner").map(([from, to]) => [from, to])).to.deep.equal([[0, 3600]]);
  });

  // works from 0 to 60 and from 10800 to 10860: pushed at 3600 and at 14400, nothing in the idle hours between; the second
  // file begins with its first byte
  it("6.2 on a user-managed host is pushed at the full hour after it was written, and not in idle hours", () => {
    expect(rowsOf(userManaged({ logUri: "s3://mine" }), "taskRunner")).to.deep.equal([
      [0, 60, 3600.25, 2_000_000, 1, "published"],
      [10800, 10860, 14400.25, 2_000_000, 1, "published"],
    ]);
  });

  it("6.2 on a user-managed host without a logUri stays on its disk, attempt logs too: nothing is lost", () => {
    const records = userManaged({ logUri: null });
    expect(new Set(records.logs.map((row) => row.status))).to.deep.equal(new Set(["kept on the host"]));
    expect(records.logs.map((row) => row.putRequests)).to.deep.equal([0, 0, 0, 0]);
  });

  // 1 MB takes 0.125 s
  it("6.3 the attempt logs of a user-managed host go up when the attempt ends", () => {
    const records = userManaged({ logUri: null, attemptLogUri: "s3://attempts" });
    expect(rowsOf(records, "attempt")).to.deep.equal([
      [0, 60, 60.125, 1_000_000, 3, "published"],
      [10800, 10860, 10860.125, 1_000_000, 3, "published"],
    ]);
    expect(records.logs[0]?.destination).to.equal(
      "s3://attempts/df-TEST/A/@A_2012-11-23T00:00:00/@A_2012-11-23T00:00:00_Attempt=1",
    );
  });
});

describe("a cluster's logs", () => {
  /** Ready at 160, so that EMR archives at 460, 760, 1060, ...; the runner polls at 190. */
  function cluster(stepsS: readonly number[], logs: Plan["logs"], rest: Partial<EmrClusterPlan> = {}): Recorded {
    const resource = clusterOf("R", { clusterLogUri: "s3://emr", runnerLogUri: "s3://logs", ...rest });
    const work = stepsS.map((lengthS) => itemOf("step", lengthS));
    const activity: ActivityPlan = activityOf("A", { type: "EmrActivity", runner: ON_R, work });
    return recordsOf(planOf({ resources: [resource], activities: [activity] }, { logs }));
  }

  // a second of work writes 0.1 MB. Step 1, 190 to 390: 20 MB, all of it pushed at 460 in 2.5 s. Step 2, 390 to 1000: 61 MB
  // in three pieces, at 460, 760 and the last, of 240 s, 24 MB, at termination, after the runner's log of 27 MB (810 s at
  // 2 MB a minute) is up at 1003.375: 1006.375. Pushes count where they found something.
  it("6.4 are archived every 5 minutes while it runs, and the rest at termination", () => {
    const records = cluster([200, 610], logsOf({ taskRunner: 2, step: 6 }));
    expect(rowsOf(records, "taskRunner")).to.deep.equal([[190, 1000, 1003.375, 27_000_000, 1, "published"]]);
    expect(rowsOf(records, "step")).to.deep.equal([
      [190, 390, 462.5, 20_000_000, 1, "published"],
      [390, 1000, 1006.375, 61_000_000, 3, "published"],
    ]);
    expect(records.logs.filter((row) => row.kind === "step").map((row) => row.delayMs)).to.deep.equal([72_500, 6375]);
    expect(at(records.ec2Instances[0]?.shuttingDownAtMs)).to.equal(1006.375);
  });

  // a step that ends exactly at a push, 460, is archived by it: 27 MB in 3.375 s; the one from there on waits for 760
  it("6.4 a step that ends with a push waits for no other, one that ends just after it waits for 5 minutes", () => {
    const records = cluster([270, 0.001, 800], logsOf({ step: 6 }));
    const delays = records.logs.filter((row) => row.kind === "step").map((row) => row.delayMs);
    // its 100 bytes take a started millisecond: from 460.001 to 760.001
    expect(delays.slice(0, 2)).to.deep.equal([3375, 300_000]);
  });

  // nodes write from 160 on; 0.1 MB/s. The work ends at 290: core and master each have one piece of 13 MB: 1.625 s
  it("6.4 of its nodes go up from each node", () => {
    const groups = [groupOf("master", 1, 100), groupOf("core", 2, 95)];
    const records = cluster([100], logsOf({ node: 6 }), { groups });
    expect(rowsOf(records, "node")).to.deep.equal([1, 2, 3].map(() => [160, 290, 291.625, 13_000_000, 1, "published"]));
    expect(records.logs.filter((row) => row.kind === "node").map((row) => row.writerId)).to.deep.equal([
      `${ID}/MASTER-0`,
      `${ID}/CORE-0`,
      `${ID}/CORE-1`,
    ]);
  });

  // the push at 460 of 27 MB is still going up, until 463.375, when the cluster is terminated at 461
  it("6.1 it does not shut down before a push that is under way is through", () => {
    const records = cluster([270, 1], logsOf({ step: 6 }));
    expect(rowsOf(records, "step")[0]?.[2]).to.equal(463.375);
    expect(at(records.ec2Instances[0]?.shuttingDownAtMs)).to.be.at.least(463.375);
  });

  // no log URI anywhere: 100 s of step and attempt, nodes from 160 to 290; the runner's goes where the service chooses
  it("6.3 without a log URI attempt, step and node logs are lost, the Task Runner's is not", () => {
    const none = { clusterLogUri: null, runnerLogUri: null };
    const records = cluster([100], logsOf({ taskRunner: 3, attempt: 3, step: 3, node: 3 }), none);
    expect(records.logs.map((row) => [row.kind, row.status, row.bytes, row.bytesPublished])).to.deep.equal([
      ["attempt", "lost", 5_000_000, 0],
      ["taskRunner", "published", 5_000_000, 5_000_000],
      ["step", "lost", 5_000_000, 0],
      ["node", "lost", 6_500_000, 0],
    ]);
    expect(records.logs[1]?.destination).to.match(/^s3:\/\/service-default\//);
    expect(records.logs[0]?.reason).to.include("set pipelineLogUri");
  });

  it("6.3 with logs.defaultUri none the Task Runner's is lost too", () => {
    const none = { clusterLogUri: null, runnerLogUri: null };
    const records = cluster([100], logsOf({ taskRunner: 3 }, { defaultUri: null }), none);
    const log = records.logs.find((row) => row.kind === "taskRunner");
    expect(log).to.include({ status: "lost", bytes: 5_000_000, bytesPublished: 0 });
    expect(log?.reason).to.equal("logs.defaultUri is none and no pipelineLogUri is given (6.3)");
    expect(at(records.ec2Instances[0]?.shuttingDownAtMs)).to.equal(290);
  });
});
