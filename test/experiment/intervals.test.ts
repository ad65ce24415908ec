import { expect } from "chai";
import type { Distribution } from "../../src/engine/distribution.ts";
import { type ReplicationRule, runExperiment } from "../../src/experiment/experiment.ts";
import { MeasureSummary } from "../../src/experiment/summarise.ts";
import type { Plan } from "../../src/model/plan.ts";
import { activityOf, planOf } from "../model/plans.ts";

const INPUTS = {
  scenarioDigest: "sha256:0",
  definitionDigests: [],
  catalogDigest: "sha256:0",
  command: "stepcast run",
};

/** One activity on one thread of the user's own host. */
function planWith(
  duration: Distribution,
  activation?: { readonly interarrivalMs: number; readonly horizonMs: number },
): Plan {
  const activity = activityOf("A", {
    runner: { kind: "workerGroup", workerGroup: "wg" },
    work: [{ role: "command", label: "c", place: "runner", work: { kind: "duration", duration } }],
  });
  const plan = planOf(
    { activities: [activity] },
    {
      taskRunners: [{ id: "wg/0", workerGroup: "wg", tasks: 1, poll: { kind: "long", holdMs: 90_000 }, logUri: null }],
    },
  );
  if (activation === undefined) return plan;
  const [pipeline] = plan.pipelines;
  if (pipeline === undefined) throw new Error("a plan has a pipeline");
  return {
    ...plan,
    horizonMs: plan.activationMs + activation.horizonMs,
    pipelines: [
      { ...pipeline, activation: { kind: "poisson", meanInterarrivalMs: activation.interarrivalMs, count: null } },
    ],
  };
}

function run(plan: Plan, rule: ReplicationRule) {
  return runExperiment({ plan, seed: "intervals", rule, inputs: INPUTS });
}

describe("intervals of a measure", () => {
  const observations = (...values: readonly number[]) => ({ name: "m", unit: "ms" as const, values: [...values] });

  // one observation each: the ranks of the binomial distribution for n = 10, p = 0.5 are 2 and 9
  it("gives the quantiles of replications with one observation each the ranks of the binomial distribution", () => {
    const summary = new MeasureSummary(observations());
    for (let value = 1; value <= 10; value++) summary.add(observations(value));
    const { quantileCi95 } = summary.finish(false);
    expect(quantileCi95?.p50).to.deep.equal({ low: 2, high: 9 });
    expect(quantileCi95?.p99).to.deep.equal({ low: 9, high: null });
  });

  // ten replications of a hundred equal observations each are worth no more than ten (9, by the variance of the share at
  // most 5.5): ranks 2 and 8 of 9, the 223rd and 889th of all; taken for independent they would be 469 and 531
  it("does not take the observations of one replication for independent", () => {
    const summary = new MeasureSummary(observations());
    for (let value = 1; value <= 10; value++) summary.add(observations(...Array.from({ length: 100 }, () => value)));
    const { p50 } = summary.finish(false).quantileCi95 ?? {};
    expect(p50).to.deep.equal({ low: 3, high: 9 });
  });

  // Wilson's interval of 10 of 10: low = 10 / (10 + 1.95996^2) = 0.722467; Student's would be 1 to 1
  it("gives a probability Wilson's interval", () => {
    const summary = new MeasureSummary({ name: "p", unit: "fraction", isProbability: true, values: [] });
    for (let index = 0; index < 10; index++) summary.add({ name: "p", unit: "fraction", values: [1] });
    const { ci95, isProbability } = summary.finish(false);
    expect(isProbability).to.equal(true);
    expect(ci95).to.deep.equal({ low: 0.722467, high: 1, halfWidth: 0.138766 });
  });

  it("says nothing of quantiles after a single replication", () => {
    const summary = new MeasureSummary(observations());
    summary.add(observations(1, 2, 3));
    expect(summary.finish(false)).not.to.have.property("quantileCi95");
  });
});

describe("precision of a quantile", () => {
  const rule = { kind: "precision", min: 5, max: 3000, target: 0.1, of: ["latency.pipeline.p95"] } as const;
  const { replications, measures, precision } = run(planWith({ kind: "exponential", mean: 60_000 }), rule);
  const latency = measures["latency.pipeline"];

  it("goes on until the interval of the quantile is as narrow as asked for", () => {
    expect(precision?.met).to.equal(true);
    expect(replications).to.be.within(72, 2999);
    const { low, high } = latency?.quantileCi95?.p95 ?? {};
    expect(((high ?? Number.NaN) - (low ?? Number.NaN)) / 2 / (latency?.p95 ?? Number.NaN)).to.be.at.most(0.1);
  });

  // the 95th percentile of an exponential variable is ln 20 = 2.9957 means
  it("has the true quantile inside", () => {
    const { low, high } = latency?.quantileCi95?.p95 ?? {};
    expect(low).to.be.below(2.9957 * 60_000);
    expect(high).to.be.above(2.9957 * 60_000);
  });
});

describe("steady state", () => {
  // M/M/1 with 6 arrivals and 10 services an hour: 1 / (10 - 6) h = 15 min from arrival to end
  const plan = planWith(
    { kind: "exponential", mean: 360_000 },
    { interarrivalMs: 600_000, horizonMs: 25 * 86_400_000 },
  );

  it("is told by batches of one long run, the warm-up left out, and agrees with M/M/1", () => {
    const steady = run(plan, { kind: "count", count: 1 }).measures["latency.pipeline"]?.steadyState;
    expect(steady).to.include({ method: "batch means" });
    expect(steady?.low).to.be.below(900_000);
    expect(steady?.high).to.be.above(900_000);
    expect(steady?.high).to.be.below(1_200_000);
  });

  it("is told by several runs, the warm-up of each left out, and agrees with M/M/1", () => {
    const steady = run(plan, { kind: "count", count: 6 }).measures["latency.pipeline"]?.steadyState;
    expect(steady).to.include({ method: "replication deletion", groups: 6 });
    expect(steady?.low).to.be.below(900_000);
    expect(steady?.high).to.be.above(900_000);
    expect(steady?.high).to.be.below(1_050_000);
  });

  it("is not told where nothing runs on, nor of a short run", () => {
    expect(
      run(planWith({ kind: "constant", value: 1 }), { kind: "count", count: 2 }).measures["latency.pipeline"],
    ).not.to.have.property("steadyState");
    const short = { ...plan, horizonMs: plan.activationMs + 3_600_000 };
    expect(run(short, { kind: "count", count: 1 }).measures["latency.pipeline"]).not.to.have.property("steadyState");
  });
});
