import { expect } from "chai";
import { runReplication } from "../../src/experiment/run-replication.ts";
import type { ActivityPlan, PipelinePlan, Plan, ResourcePlan, TaskRunnerPlan } from "../../src/model/plan.ts";
import { ACTIVATION_MS, activityOf, clusterOf, ec2Of, itemOf, planOf } from "./plans.ts";
import { at, attemptsOf, every, recordsOf } from "./run-plan.ts";

interface PipelineParts {
  readonly activities?: readonly ActivityPlan[];
  readonly resources?: readonly ResourcePlan[];
  readonly feeMicroUsdPerMonth?: number;
  /** After the plan's activation. */
  readonly atS?: number;
}

function pipelineOf(name: string, { atS = 0, ...parts }: PipelineParts): PipelinePlan {
  const activationMs = ACTIVATION_MS + 1000 * atS;
  const [pipeline] = planOf(parts).pipelines;
  if (pipeline === undefined) throw new Error("there is a pipeline");
  return {
    ...pipeline,
    id: `df-${name}`,
    name,
    activationMs,
    activation: { kind: "times", timesMs: [activationMs] },
  };
}

function planOfAll(pipelines: readonly PipelinePlan[], rest: Partial<Plan> = {}): Plan {
  return { ...planOf({}, rest), pipelines, pipelinesAreNamed: true };
}

/** An activity on a host of its own: polls after 130 s, has worked at 190, log published at 190.25, gone at 490.25. */
function onHost(name: string, rest: Partial<ActivityPlan> = {}): PipelineParts {
  const runner = { kind: "resource", resourceId: name } as const;
  return { resources: [ec2Of(name)], activities: [activityOf(`On${name}`, { runner, ...rest })] };
}

const RUNNER: TaskRunnerPlan = {
  id: "wg/0",
  workerGroup: "wg",
  tasks: 1,
  poll: { kind: "long", holdMs: 90_000 },
  logUri: "s3://runners",
};

const ON_GROUP = { kind: "workerGroup", workerGroup: "wg" } as const;

function valuesOf(plan: Plan, name: string): readonly number[] | undefined {
  const { measures } = runReplication(plan, "seed", 0, false);
  return measures.find((measure) => measure.name === name)?.values;
}

describe("several pipelines of one account", () => {
  // A has its host until 490.25; B asks for one at 60, polls 130 s after it got it, and works for 60 s
  it("2.5 a launch waits for room that another pipeline takes", () => {
    const plan = planOfAll([pipelineOf("a", onHost("A")), pipelineOf("b", { ...onHost("B"), atS: 60 })]);
    const records = recordsOf({ ...plan, limits: { ...plan.limits, ec2Instances: 1 } });
    expect(attemptsOf(records, "OnA")).to.deep.equal([[130, 190]]);
    expect(attemptsOf(records, "OnB")).to.deep.equal([[620.25, 680.25]]);
    expect(records.executions.map((row) => [row.pipelineId, at(row.dueAtMs), at(row.endedAtMs)])).to.deep.equal([
      ["df-a", 0, 190],
      ["df-b", 60, 680.25],
    ]);
  });

  // one thread: A from 0 to 60; B, due at 30, from 60 to 105; C, due at 40, behind it
  it("4.1 4.3 a worker group serves them in the order in which their tasks were queued", () => {
    const on = (id: string, workS: number) => ({
      activities: [activityOf(id, { runner: ON_GROUP, work: [itemOf("command", workS)] })],
    });
    const pipelines = [
      pipelineOf("c", { ...on("C", 10), atS: 40 }),
      pipelineOf("a", on("A", 60)),
      pipelineOf("b", { ...on("B", 45), atS: 30 }),
    ];
    const plan = planOfAll(pipelines, { taskRunners: [RUNNER] });
    const records = recordsOf(plan);
    expect(["A", "B", "C"].map((id) => attemptsOf(records, id)[0])).to.deep.equal([
      [0, 60],
      [60, 105],
      [105, 115],
    ]);
    expect(["a", "b", "c"].map((name) => valuesOf(plan, `latency.pipeline.${name}`))).to.deep.equal([
      [60_000],
      [75_000],
      [75_000],
    ]);
    expect(valuesOf(plan, "latency.pipeline")).to.deep.equal([60_000, 75_000, 75_000]);
  });

  it("8.2 one that shares nothing leaves the events of another as they are, to the byte", () => {
    const duration = { kind: "exponential", mean: 60_000 } as const;
    const work = [{ ...itemOf("command", 0), work: { kind: "duration", duration } as const }];
    const schedule = every(1, "hour", { occurrences: 4 });
    const first = pipelineOf("first", { activities: [activityOf("A", { runner: ON_GROUP, work, schedule })] });
    const second = pipelineOf("second", { ...onHost("B", { work, schedule }), atS: 1800 });
    const ofFirst = (plan: Plan) => {
      const { transitions, attempts, logs, executions } = recordsOf(plan);
      return {
        transitions: transitions.filter(({ id }) => id.startsWith("@A_")),
        attempts: attempts.filter(({ pipelineId }) => pipelineId === "df-first"),
        logs: logs.filter(({ pipelineId }) => pipelineId === "df-first"),
        executions: executions.filter(({ pipelineId }) => pipelineId === "df-first"),
      };
    };
    const alone = ofFirst(planOfAll([first], { taskRunners: [RUNNER] }));
    expect(alone.transitions).to.have.length.above(10);
    expect(ofFirst(planOfAll([first, second], { taskRunners: [RUNNER] }))).to.deep.equal(alone);
    expect(ofFirst(planOfAll([second, first], { taskRunners: [RUNNER] }))).to.deep.equal(alone);
  });

  // Two-sample Kolmogorov-Smirnov: 1.95 * sqrt(2 / n) is passed once in a thousand where the distributions are one
  it("8.2 two copies of one pipeline each draw for themselves, from the distribution of one alone", () => {
    const runs = 300;
    const work = [
      { ...itemOf("command", 0), work: { kind: "duration", duration: { kind: "exponential", mean: 6e5 } } as const },
    ];
    const copy = (name: string) => pipelineOf(name, onHost("Host", { work }));
    const both = planOfAll([copy("one"), copy("two")]);
    const alone = planOfAll([copy("alone")]);
    const sample = (plan: Plan, name: string) =>
      Array.from({ length: runs }, (_, index) => {
        const { measures } = runReplication(plan, "seed", index, false);
        return measures.find((measure) => measure.name === `latency.pipeline.${name}`)?.values[0] ?? Number.NaN;
      });
    const [one, two, reference] = [sample(both, "one"), sample(both, "two"), sample(alone, "alone")];
    expect(one).not.to.deep.equal(two);
    for (const own of [one, two]) expect(largestGap(own, reference)).to.be.below(1.95 * Math.sqrt(2 / runs));
  });

  it("2.2 arrivals of each count from its own activation", () => {
    const parts = { activities: [activityOf("A")] };
    const startsOf = (activation: PipelinePlan["activation"], atS: number) =>
      recordsOf(planOfAll([{ ...pipelineOf("a", { ...parts, atS }), activation }])).instances.map((row) =>
        at(row.scheduledStartAtMs),
      );
    expect(startsOf({ kind: "every", everyMs: 60_000, count: 3 }, 100)).to.deep.equal([100, 160, 220]);
    const poisson = { kind: "poisson", meanInterarrivalMs: 60_000, count: 3 } as const;
    const [first = 0, ...rest] = startsOf(poisson, 0);
    expect(startsOf(poisson, 100)).to.deep.equal(
      [first, ...rest].map((s) => Math.round(1000 * ((s ?? 0) + 100)) / 1000),
    );
  });
});

describe("measures and bill of several pipelines", () => {
  const runner = { kind: "resource", resourceId: "Host" } as const;
  const cluster = { kind: "resource", resourceId: "Cluster" } as const;
  const nightly = pipelineOf("nightly", {
    resources: [ec2Of("Host")],
    activities: [activityOf("Load", { runner })],
    feeMicroUsdPerMonth: 730 * 3600,
  });
  const hourly = pipelineOf("hourly", {
    resources: [clusterOf("Cluster"), ec2Of("Host")],
    activities: [
      activityOf("Load", { runner, dependsOn: [{ activityId: "Step", via: "dependsOn" }] }),
      activityOf("Step", { runner: cluster, work: [itemOf("step", 60)] }),
      activityOf("Own", { runner: ON_GROUP }),
    ],
    feeMicroUsdPerMonth: 730 * 3600,
    atS: 100,
  });
  const billing = { ...planOf({}).billing, s3PutNanoUsd: 1_000_000 };
  const plan = planOfAll([nightly, hourly], { taskRunners: [RUNNER], billing });

  it("carry the pipeline's name before the component's", () => {
    const { measures } = runReplication(plan, "seed", 0, false);
    const names = measures.map(({ name }) => name);
    expect(names).to.include.members([
      "latency.pipeline",
      "latency.pipeline.hourly",
      "latency.pipeline.nightly",
      "executions.succeeded.hourly",
      "latency.activity.hourly.Load",
      "latency.activity.nightly.Load",
      "wait.dependencies.hourly.Load",
      "wait.runner.nightly.Load",
      "boot.hourly.Host",
      "boot.nightly.Host",
      "utilisation.hourly.Host.host",
      "utilisation.nightly.Host.host",
      "cost.pipeline.hourly",
      "cost.pipeline.nightly",
    ]);
    expect(names.filter((name) => /(Load|Host|Cluster)/.test(name) && !/(hourly|nightly)\./.test(name))).to.deep.equal(
      [],
    );
  });

  it("7.2 what the pipelines cost adds up to the total, but for the runners that serve them all", () => {
    const { bill } = recordsOf(plan);
    const own = ["nightly", "hourly"].flatMap((name) => valuesOf(plan, `cost.pipeline.${name}`) ?? []);
    const shared = bill.lines.filter(({ pipelineId }) => pipelineId === undefined);
    expect(shared.map(({ kind, quantity }) => [kind, quantity])).to.deep.equal([["S3 requests", 1]]);
    const sum = own.reduce((total, usd) => total + usd, 0);
    expect(Math.round(1e6 * sum) + (shared[0]?.amountMicroUsd ?? 0)).to.equal(bill.totalMicroUsd);
  });

  // nightly: one Task Runner log. hourly: those of its two resources
  it("6.1 7.1 the requests of a log are paid by the pipeline whose resource wrote it", () => {
    const { bill, logs, steps } = recordsOf(plan);
    const requests = bill.lines.filter(({ kind }) => kind === "S3 requests");
    expect(requests.map(({ pipelineId, quantity }) => [pipelineId, quantity])).to.deep.equal([
      ["df-nightly", 1],
      ["df-hourly", 2],
      [undefined, 1],
    ]);
    expect(logs.filter(({ hostId }) => hostId === "wg/0").map((row) => [row.kind, row.pipelineId])).to.deep.equal([
      ["attempt", "df-hourly"],
      ["taskRunner", undefined],
    ]);
    expect(steps.map(({ pipelineId }) => pipelineId)).to.deep.equal(["df-hourly"]);
  });

  // nightly ends at 190. hourly: its step ends 250 s after 100, its other host then takes 190 s
  it("7.1 the fee of each counts from its own activation to its own end", () => {
    const fees = recordsOf(plan).bill.lines.filter(({ kind }) => kind === "Data Pipeline");
    expect(fees.map(({ pipelineId, quantity }) => [pipelineId, quantity])).to.deep.equal([
      ["df-nightly", 190],
      ["df-hourly", 440],
    ]);
  });
});

/** The largest distance between two empirical distribution functions. */
function largestGap(a: readonly number[], b: readonly number[]): number {
  const share = (sample: readonly number[], value: number) =>
    sample.filter((one) => one <= value).length / sample.length;
  return Math.max(...[...a, ...b].map((value) => Math.abs(share(a, value) - share(b, value))));
}
