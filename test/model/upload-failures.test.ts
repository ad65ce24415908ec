import { expect } from "chai";
import { RandomStreams } from "../../src/engine/random-streams.ts";
import { Simulation } from "../../src/engine/simulation.ts";
import { UploadChannel } from "../../src/model/logs/upload-channel.ts";
import type { ActivityPlan, EmrClusterPlan, Plan, UploadFailurePlan } from "../../src/model/plan.ts";
import { World } from "../../src/model/world.ts";
import { ACTIVATION_MS, activityOf, clusterOf, ec2Of, groupOf, itemOf, planOf } from "./plans.ts";
import { at, recordsOf } from "./run-plan.ts";

const WAITS = { firstWaitMs: 100, longestWaitMs: 20_000 } as const;

function withUploads(
  plan: Plan,
  uploadFailure: UploadFailurePlan,
  bytes: Partial<Plan["logs"]["bytesPerMinute"]>,
): Plan {
  const bytesPerMinute = { taskRunner: 0, attempt: 0, step: 0, node: 0, ...bytes };
  return { ...plan, logs: { ...plan.logs, bytesPerMinute, uploadFailure } };
}

const CLUSTER: Partial<EmrClusterPlan> = { groups: [groupOf("master", 1, 100)], clusterLogUri: "s3://logs" };

function onR(rest: Partial<ActivityPlan> = {}): ActivityPlan {
  return activityOf("A", { runner: { kind: "resource", resourceId: "R" }, logUri: "s3://logs", ...rest });
}

describe("uploads that fail", () => {
  // 8 MB at 8 MB/s take a second a try; waits of 100, 200, 400 ms between four tries
  it("6.6 are tried again, and given up after so many tries", () => {
    const world = (probability: number, tries: number) => {
      const plan = withUploads(planOf({}), { probability, tries, ...WAITS }, {});
      return new World(plan, new Simulation({ startMs: ACTIVATION_MS }), new RandomStreams("seed", 0), []);
    };
    const upload = new UploadChannel(world(1, 4), 8_000_000, "host").send(8_000_000);
    expect(upload).to.deep.equal({ endMs: ACTIVATION_MS + 4700, isLost: true });
    // 100, 200, ... 12,800 ms, then 20 s each: 25.5 s for eight waits, and two more
    const many = new UploadChannel(world(1, 11), 8_000_000, "host").send(0);
    expect(many).to.deep.equal({ endMs: ACTIVATION_MS + 25_500 + 2 * 20_000, isLost: true });
  });

  // of p = 0.3 a third try is needed with 0.09, and 0.027 fail three times: 270 +- 3 * 16.2 of 10,000
  it("6.6 as often as the probability says", () => {
    const plan = withUploads(planOf({}), { probability: 0.3, tries: 3, ...WAITS }, {});
    const world = new World(plan, new Simulation({ startMs: ACTIVATION_MS }), new RandomStreams("seed", 0), []);
    const channel = new UploadChannel(world, 8_000_000, "host");
    const lost = Array.from({ length: 10_000 }, () => channel.send(1)).filter(({ isLost }) => isLost).length;
    expect(lost).to.be.within(221, 319);
  });

  it("6.6 an attempt's log that cannot be pushed is lost with its host, and stays on one of the user's own", () => {
    const failure = { probability: 1, tries: 4, ...WAITS };
    const managed = recordsOf(
      withUploads(planOf({ resources: [ec2Of("R")], activities: [onR()] }), failure, { attempt: 8_000_000 }),
    );
    const log = managed.logs.find(({ kind }) => kind === "attempt");
    expect(log).to.include({ status: "lost", reason: "no try to upload it succeeded (6.6)", bytes: 8_000_000 });
    expect(log).to.include({ bytesPublished: 0, putRequests: 0 });
    // the host is billed until the tries are over: 190 + 4.7 s, and its Task Runner's empty log 0.7 s
    expect(at(managed.resources[0]?.stoppedAtMs)).to.equal(195.4);
    const own = planOf(
      { activities: [activityOf("A", { runner: { kind: "workerGroup", workerGroup: "wg" }, logUri: "s3://logs" })] },
      {
        taskRunners: [
          { id: "wg/0", workerGroup: "wg", tasks: 1, poll: { kind: "long", holdMs: 90_000 }, logUri: null },
        ],
      },
    );
    const kept = recordsOf(withUploads(own, failure, { attempt: 8_000_000 })).logs.find(
      ({ kind }) => kind === "attempt",
    );
    expect(kept).to.include({
      status: "kept on the host",
      reason: "no try to upload it succeeded (6.6): it stays on disk",
    });
  });

  // ready at 160, archived at 460, 760, 1060; the step ends at 690 and would go up at 760. All regular pushes of its last
  // piece fail, and so does the one at termination: what was written from 460 on is lost
  it("6.4, 6.6 what a cluster cannot archive goes with the next push, and with none is lost", () => {
    const R = clusterOf("R", CLUSTER);
    const A = onR({ work: [itemOf("step", 500), itemOf("postStepCommand", 600)], logUri: null });
    const plan = planOf({ resources: [R], activities: [A] });
    const records = recordsOf(withUploads(plan, { probability: 1, tries: 1, ...WAITS }, { step: 6_000_000 }));
    const log = records.logs.find(({ kind }) => kind === "step");
    expect(log).to.include({ status: "lost", bytes: 50_000_000, bytesPublished: 27_000_000, putRequests: 1 });
    expect([log?.writtenFromAtMs, log?.lostFromAtMs, log?.writtenToAtMs].map(at)).to.deep.equal([190, 460, 690]);
  });

  // as above; the first replication in which only the push at 760 fails has it at 1060 + 23 MB / 8 MB/s
  it("6.4 a piece that failed is in S3 with a later push", () => {
    const R = clusterOf("R", CLUSTER);
    const A = onR({ work: [itemOf("step", 500), itemOf("postStepCommand", 600)], logUri: null });
    const plan = withUploads(
      planOf({ resources: [R], activities: [A] }),
      { probability: 0.5, tries: 1, ...WAITS },
      { step: 6_000_000 },
    );
    const ends = new Set<number | undefined>();
    for (let replication = 0; replication < 60; replication += 1) {
      const log = recordsOf(plan, "seed", replication).logs.find(({ kind }) => kind === "step");
      ends.add(at(log?.publishedAtMs));
    }
    // 760 and 1060 are pushes; 1290 is the termination, and then it may be lost
    expect([...ends].sort()).to.deep.equal([1062.875, 1292.875, 762.875, undefined]);
  });
});

describe("steps that fail on their own", () => {
  const runOf = (first: number, second: number, attempts = 1) => {
    const half = { kind: "constant", value: 0.5 } as const;
    const failing = (durationS: number, probability: number) => ({
      ...itemOf("step", durationS),
      ...(probability === 0 ? {} : { failure: { probability, atFraction: half } }),
    });
    const A = onR({
      work: [failing(100, first), failing(60, second)],
      retry: { maximum: attempts - 1, delayMs: 120_000 },
    });
    return recordsOf(planOf({ resources: [clusterOf("R", CLUSTER)], activities: [A] }));
  };

  // steps from 190 on: the first half of the second one is over at 290 + 30
  it("4.6 the attempt fails with the step, and the ones behind it are cancelled", () => {
    const second = runOf(0, 1);
    expect(second.steps.map(({ status, endedAtMs }) => [status, at(endedAtMs)])).to.deep.equal([
      ["COMPLETED", 290],
      ["FAILED", 320],
    ]);
    expect(second.attempts[0]).to.include({ status: "FAILED", reason: "its step failed (3.3)" });
    expect(runOf(1, 1).steps.map(({ status, endedAtMs }) => [status, at(endedAtMs)])).to.deep.equal([
      ["FAILED", 240],
      ["CANCELLED", 240],
    ]);
  });

  it("3.3 each attempt draws anew", () => {
    expect(runOf(0, 1, 3).attempts.map(({ status }) => status)).to.deep.equal(["FAILED", "FAILED", "FAILED"]);
  });
});
