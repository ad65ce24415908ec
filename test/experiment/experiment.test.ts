import { expect } from "chai";
import fc from "fast-check";
import {
  Experiment,
  type ExperimentOptions,
  type ReplicationRule,
  runExperiment,
} from "../../src/experiment/experiment.ts";
import { runReplication } from "../../src/experiment/run-replication.ts";
import type { Plan } from "../../src/model/plan.ts";
import { activityOf, planOf } from "../model/plans.ts";

const inputs = {
  scenarioDigest: "sha256:0",
  definitionDigests: [],
  catalogDigest: "sha256:0",
  command: "stepcast run",
};

/** One activity of a random length, on the user's own host: latency is its length. */
const PLAN: Plan = planOf(
  {
    activities: [
      activityOf("A", {
        runner: { kind: "workerGroup", workerGroup: "wg" },
        work: [
          {
            role: "command",
            label: "c",
            place: "runner",
            work: { kind: "duration", duration: { kind: "gamma", shape: 4, scale: 25_000 } },
          },
        ],
      }),
    ],
  },
  {
    taskRunners: [{ id: "wg/0", workerGroup: "wg", tasks: 1, poll: { kind: "long", holdMs: 90_000 }, logUri: null }],
  },
);

function optionsOf(rule: ReplicationRule, seed = "seed"): ExperimentOptions {
  return { plan: PLAN, seed, rule, inputs };
}

const PRECISION: ReplicationRule = { kind: "precision", min: 5, max: 200, target: 0.1, of: ["latency.pipeline"] };

describe("an experiment", () => {
  it("8.1 gives the same result in whatever order its replications come (property)", () => {
    const rules: ReplicationRule[] = [
      { kind: "count", count: 12 },
      { ...PRECISION, target: 0.3, max: 12 },
    ];
    const replications = Array.from({ length: 12 }, (_, index) => runReplication(PLAN, "seed", index, index === 0));
    for (const rule of rules) {
      const expected = runExperiment(optionsOf(rule));
      fc.assert(
        fc.property(fc.shuffledSubarray(replications, { minLength: 12 }), (shuffled) => {
          const experiment = new Experiment(optionsOf(rule));
          experiment.nextIndexes(12);
          for (const replication of shuffled) experiment.add(replication);
          expect(experiment.result()).to.deep.equal(expected);
        }),
        { seed: 8, numRuns: 30 },
      );
    }
  });

  it("hands out every index once, in order, and none when it has enough", () => {
    const experiment = new Experiment(optionsOf({ kind: "count", count: 3 }));
    expect(experiment.nextIndexes(2)).to.deep.equal([0, 1]);
    expect(experiment.nextIndexes(2)).to.deep.equal([2]);
    expect(experiment.nextIndexes(2)).to.deep.equal([]);
    expect(experiment.isDone).to.equal(false);
  });

  it("stops at the first number of replications that reaches the precision", () => {
    const { replications, precision, measures } = runExperiment(optionsOf(PRECISION));
    expect(replications).to.be.within(6, 199);
    expect(precision?.met).to.equal(true);
    expect(precision?.reached["latency.pipeline"]).to.be.at.most(0.1);
    const latency = measures["latency.pipeline"];
    expect((latency?.ci95?.halfWidth ?? Number.NaN) / (latency?.mean ?? Number.NaN)).to.be.at.most(0.1);
    const before = runExperiment(optionsOf({ ...PRECISION, max: replications - 1 }));
    expect(before.precision?.met).to.equal(false);
  });

  it("does not stop below the minimum, nor go on above the maximum", () => {
    expect(runExperiment(optionsOf({ ...PRECISION, target: 100 })).replications).to.equal(5);
    const short = runExperiment(optionsOf({ ...PRECISION, target: 0.0001, max: 8 }));
    expect([short.replications, short.precision?.met]).to.deep.equal([8, false]);
  });

  it("a measure that is never observed is not precise", () => {
    const result = runExperiment(optionsOf({ ...PRECISION, max: 6, of: ["boot.Nothing"] }));
    expect([result.replications, result.precision?.met]).to.deep.equal([6, false]);
  });

  // gamma with shape 4 and scale 25 s: mean 100 s, sd 50 s
  it("summarises over replications, and keeps the records of the first", () => {
    const result = runExperiment(optionsOf({ kind: "count", count: 200 }));
    const latency = result.measures["latency.pipeline"];
    expect(latency).to.include({ unit: "ms", n: 200, observations: 200 });
    expect(latency?.mean).to.be.closeTo(100_000, 3 * (50_000 / Math.sqrt(200)));
    expect(latency?.sd).to.be.closeTo(50_000, 10_000);
    expect(latency?.ci95?.halfWidth).to.be.closeTo((1.972 * (latency?.sd ?? 0)) / Math.sqrt(200), 1);
    const order = [latency?.min, latency?.p5, latency?.p25, latency?.p50, latency?.p75, latency?.p95, latency?.max];
    expect(order).to.deep.equal([...order].sort((a, b) => (a ?? 0) - (b ?? 0)));
    expect(result.attempts).to.have.length(1);
    expect(result.certificate.eventsDigest).to.match(/^sha256:[0-9a-f]{64}$/);
    // SCHEDULED, WAITING_FOR_RUNNER, RUNNING, FINISHED, and the attempt's two
    expect(result.certificate.events).to.equal(200 * 6);
  });

  it("8.2 has another digest for another seed, and the same for the same", () => {
    const digest = (seed: string) =>
      runExperiment(optionsOf({ kind: "count", count: 2 }, seed)).certificate.eventsDigest;
    expect(digest("a")).to.equal(digest("a"));
    expect(digest("a")).to.not.equal(digest("b"));
  });

  it("lists what did not finish, with the reason and the rule behind it", () => {
    const activities = [
      activityOf("A", { runner: { kind: "none" } }),
      activityOf("B", { dependsOn: [{ activityId: "A", via: "MyData" }] }),
    ];
    const result = runExperiment({ ...optionsOf({ kind: "count", count: 1 }), plan: planOf({ activities }) });
    expect(
      result.unfinished.map(({ instanceId, status, reason, rule }) => [instanceId, status, reason, rule]),
    ).to.deep.equal([
      [
        "@A_2012-11-23T00:00:00",
        "WAITING_FOR_RUNNER",
        "not over when the simulation ended: waits for ever: neither runsOn nor workerGroup is given (4.1)",
        "4.1",
      ],
      [
        "@B_2012-11-23T00:00:00",
        "WAITING_ON_DEPENDENCIES",
        "not over when the simulation ended: waits for @A_2012-11-23T00:00:00 (3.1)",
        "3.1",
      ],
    ]);
  });
});
