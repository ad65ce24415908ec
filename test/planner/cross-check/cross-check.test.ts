import { expect } from "chai";
import type { Distribution } from "../../../src/engine/distribution.ts";
import { runExperiment } from "../../../src/experiment/experiment.ts";
import type { HadoopNodePlan } from "../../../src/model/map-reduce-plan.ts";
import type { PipelinePlan, Plan } from "../../../src/model/plan.ts";
import { crossCheck } from "../../../src/planner/cross-check/cross-check.ts";
import { cumulativeOf, sumOf } from "../../../src/planner/cross-check/cumulative.ts";
import { meanOfLargest } from "../../../src/planner/cross-check/mean-of-largest.ts";
import { queueLaw } from "../../../src/planner/cross-check/queues.ts";
import { activityOf, clusterOf, groupOf, itemOf, planOf } from "../../model/plans.ts";

const INPUTS = {
  scenarioDigest: "sha256:0",
  definitionDigests: [],
  catalogDigest: "sha256:0",
  command: "stepcast run",
};

function checksOf(plan: Plan, count: number) {
  return crossCheck(plan, runExperiment({ plan, seed: "theory", rule: { kind: "count", count }, inputs: INPUTS }));
}

function of(distribution: Distribution) {
  const cumulative = cumulativeOf(distribution);
  if (cumulative === undefined) throw new Error("it has a distribution function");
  return cumulative;
}

/** Poisson arrivals every 10 min at one Task Runner of a worker group. */
function queue(service: Distribution, tasks: number, rest: Partial<PipelinePlan> = {}): Plan {
  const work = [
    { role: "command", label: "c", place: "runner", work: { kind: "duration", duration: service } },
  ] as const;
  return planOf(
    {
      activation: { kind: "poisson", meanInterarrivalMs: 600_000, count: 800 },
      activities: [activityOf("A", { runner: { kind: "workerGroup", workerGroup: "wg" }, work })],
      ...rest,
    },
    { taskRunners: [{ id: "wg/0", workerGroup: "wg", tasks, poll: { kind: "long", holdMs: 90_000 }, logUri: null }] },
  );
}

describe("exact answers", () => {
  // n exponential draws of mean 1: 1 + 1/2 + ... + 1/n; n uniform ones on 0 to 1: n / (n + 1)
  it("the mean of the largest of n draws is that of the textbooks", () => {
    const exponential = of({ kind: "exponential", mean: 1 });
    expect(meanOfLargest([{ of: exponential, count: 4 }])).to.be.closeTo(25 / 12, 1e-4);
    const uniform = of({ kind: "uniform", min: 0, max: 1 });
    expect(meanOfLargest([{ of: uniform, count: 9 }])).to.be.closeTo(0.9, 1e-6);
    // two dice: 161 / 36
    const die = of({ kind: "empirical", values: [1, 2, 3, 4, 5, 6] });
    expect(meanOfLargest([{ of: die, count: 2 }])).to.be.closeTo(161 / 36, 1e-6);
    // a constant 5 and a uniform draw on 0 to 10: 5 where that is smaller, else 7.5 on average
    const mixed = [
      { of: of({ kind: "constant", value: 5 }), count: 3 },
      { of: of({ kind: "uniform", min: 0, max: 10 }), count: 1 },
    ];
    expect(meanOfLargest(mixed)).to.be.closeTo(6.25, 1e-6);
    // triangular on 0 to 2 with the mode 1, twice: 2 - the integral of F^2: 1 - (1/20 + 1 - 2/3 + ... ) = 1.2333
    expect(meanOfLargest([{ of: of({ kind: "triangular", min: 0, mode: 1, max: 2 }), count: 2 }])).to.be.closeTo(
      37 / 30,
      1e-4,
    );
  });

  // the sum of two uniform draws on 0 to 1 is triangular: P(sum <= 0.5) = 1/8, P(sum <= 1) = 1/2
  it("the distribution of a sum is the convolution", () => {
    const uniform = of({ kind: "uniform", min: 0, max: 1 });
    const sum = sumOf(uniform, uniform);
    expect(sum.below(0.5)).to.be.closeTo(0.125, 1e-4);
    expect(sum.below(1)).to.be.closeTo(0.5, 1e-4);
    expect(sumOf(uniform, of({ kind: "constant", value: 3 })).below(3.25)).to.be.closeTo(0.25, 1e-9);
  });

  // M/M/1 at load 0.8: 4 services; M/D/1 half of that; M/M/2 with an offered load of 1: C = 1/3, a third of a service
  it("4.3 the wait in a queue is Erlang C's or Pollaczek and Khinchine's", () => {
    const service = { mean: 8, variance: 64 };
    const one = { servers: 1, meanInterarrival: 10, service, isExponential: true };
    expect(queueLaw(one)?.meanWait).to.be.closeTo(32, 1e-9);
    expect(queueLaw({ ...one, isExponential: false })?.meanWait).to.be.closeTo(32, 1e-9);
    const constant = queueLaw({ ...one, service: { mean: 8, variance: 0 }, isExponential: false });
    expect(constant?.law).to.equal("M/D/1 (Pollaczek-Khinchine)");
    expect(constant?.meanWait).to.be.closeTo(16, 1e-9);
    const two = { servers: 2, meanInterarrival: 10, service: { mean: 10, variance: 100 }, isExponential: true };
    expect(queueLaw(two)?.meanWait).to.be.closeTo(10 / 3, 1e-9);
    expect(queueLaw({ ...two, isExponential: false }), "M/G/2 has no exact answer").to.equal(undefined);
    expect(queueLaw({ ...one, meanInterarrival: 8 }), "grows for ever").to.equal(undefined);
  });
});

describe("run --cross-check", () => {
  it("4.3 finds the queue at a worker group, within three standard errors of theory", () => {
    const [row, ...others] = checksOf(queue({ kind: "gamma", shape: 2, scale: 180_000 }, 1), 10);
    // load 0.6, (1 + 1/2) / 2 * 0.6 / 0.4 services of 6 min: 6.75 min
    expect(others).to.deep.equal([]);
    expect(row).to.include({
      measure: "wait.runner.A",
      law: "M/G/1 (Pollaczek-Khinchine)",
      low: 405_000,
      high: 405_000,
    });
    expect(Math.abs(row?.distance ?? Number.NaN)).to.be.below(3);
    expect(row?.standardError).to.be.within(1, 60_000);
  });

  it("says nothing of a queue that something else changes", () => {
    const exponential = { kind: "exponential", mean: 360_000 } as const;
    const plain = queue(exponential, 1);
    const withLimit = { ...plain, limits: { ...plain.limits, activeInstancesPerObject: 1 } };
    expect(checksOf(withLimit, 2)).to.deep.equal([]);
    const shared = queue(exponential, 2);
    const [pipeline] = shared.pipelines;
    const [activity] = pipeline?.activities ?? [];
    if (pipeline === undefined || activity === undefined) throw new Error("there is an activity");
    expect(
      checksOf({ ...shared, pipelines: [{ ...pipeline, activities: [activity, { ...activity, id: "B" }] }] }, 2),
    ).to.deep.equal([]);
  });

  // the slowest of 1 + 9 boots uniform on 0 to 100 s is 90.909 s on average; then 60 s of applications
  it("5.1 finds the slowest of n boots", () => {
    const boot = { kind: "uniform", min: 0, max: 100_000 } as const;
    const groups = [groupOf("master", 1, 0, { boot }), groupOf("core", 9, 0, { boot }), groupOf("task", 5, 500)];
    const cluster = clusterOf("R", { groups });
    const activities = [activityOf("A", { runner: { kind: "resource", resourceId: "R" } })];
    const row = checksOf(planOf({ resources: [cluster], activities }), 60).find(({ measure }) => measure === "boot.R");
    expect(row?.law).to.equal("the slowest of 10 boots");
    expect(row?.low).to.be.closeTo(150_909.091, 0.01);
    expect(Math.abs(row?.distance ?? Number.NaN)).to.be.below(3);
    const limited = planOf({ resources: [{ ...cluster, initTimeoutMs: 159_000 }], activities });
    expect(checksOf(limited, 5), "a limit that some launches reach").to.deep.equal([]);
  });

  const slots: HadoopNodePlan = { kind: "slots", slots: { map: 2, reduce: 1 } };
  const maps = (task: Distribution): Plan => {
    const job = {
      map: { count: 10, task, referenceSpeed: 0.5 },
      reduce: { count: 0, task: { kind: "constant", value: 0 }, referenceSpeed: 1 },
      shuffle: { bytes: 0, bytesPerSecond: 1 },
      slowStart: 1,
      faults: { failureProbability: 0, stragglerProbability: 0, stragglerSlowdown: 1, speculation: false },
    } as const;
    const work = [{ ...itemOf("step", 0), work: { kind: "mapreduce", job } as const }];
    const activity = activityOf("A", { type: "EmrActivity", runner: { kind: "resource", resourceId: "R" }, work });
    const groups = [groupOf("master", 1, 100), groupOf("core", 2, 100, { hadoop: slots })];
    return planOf({ resources: [clusterOf("R", { groups })], activities: [activity] });
  };
  const stepsOf = (task: Distribution, count: number) =>
    checksOf(maps(task), count).find(({ measure }) => measure === "time.step");

  // 10 maps of 60 s on 4 slots: 3 waves
  it("5.4 finds ceil(n / k) waves of equal maps", () => {
    const row = stepsOf({ kind: "constant", value: 60_000 }, 2);
    expect(row).to.include({
      low: 180_000,
      high: 180_000,
      simulated: 180_000,
      law: "ceil(n / k) waves of maps: 10 on 4 slots",
    });
  });

  // exponential maps of 60 s: the longest of 10 takes 60 x 2.929 = 175.7 s; 10 x 60 / 4 = 150 s, 9 x 60 / 4 + 175.7 = 310.7 s
  it("5.4 finds random maps within the bounds of greedy schedules", () => {
    const row = stepsOf({ kind: "exponential", mean: 60_000 }, 60);
    expect(row?.low).to.be.closeTo(175_738, 20);
    expect(row?.high).to.be.closeTo(310_738, 20);
    expect(row?.distance).to.equal(0);
  });
});
