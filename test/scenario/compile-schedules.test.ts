import { expect } from "chai";
import type { SchedulePlan } from "../../src/model/plan.ts";
import { compile, emrPipeline, planOf, problemsOf, shellPipeline, shortForm, type TestObject } from "./harness.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A shell activity and its Schedule. */
function scheduled(
  schedule: Readonly<Record<string, unknown>>,
  activity: Readonly<Record<string, unknown>> = {},
): TestObject[] {
  return [
    ...shellPipeline({ schedule: { ref: "MySchedule" }, scheduleType: "cron", ...activity }),
    { id: "MySchedule", type: "Schedule", period: "1 hour", startDateTime: "2014-03-01T00:00:00", ...schedule },
  ];
}

function scheduleOf(objects: readonly TestObject[], yaml = ""): SchedulePlan | undefined {
  return planOf(objects, yaml).pipelines[0]?.activities[0]?.schedule;
}

describe("compiled schedules", () => {
  it("2.2 cron and timeseries with start, period and end", () => {
    expect(scheduleOf(scheduled({ occurrences: "12" }))).to.deep.equal({
      kind: "cron",
      scheduleId: "MySchedule",
      startMs: Date.UTC(2014, 2, 1),
      period: { count: 1, unit: "hour" },
      occurrences: 12,
      endMs: null,
    });
    const timeseries = scheduled(
      { period: "1 Month", endDateTime: "2014-06-01T00:00:00" },
      { scheduleType: "TimeSeries" },
    );
    expect(scheduleOf(timeseries)).to.deep.include({
      kind: "timeseries",
      period: { count: 1, unit: "month" },
      occurrences: null,
      endMs: Date.UTC(2014, 5, 1),
    });
  });

  it("2.2 timeseries where a schedule is given without a type, as an assumption", () => {
    const plan = planOf(scheduled({}, { scheduleType: undefined }));
    expect(plan.pipelines[0]?.activities[0]?.schedule.kind).to.equal("timeseries");
    expect(plan.assumptions.map(({ id }) => id)).to.include("schedule.MySchedule.type");
  });

  it("2.2 startAt FIRST_ACTIVATION_DATE_TIME is the activation", () => {
    const objects = scheduled({ startDateTime: undefined, startAt: "FIRST_ACTIVATION_DATE_TIME" });
    expect(scheduleOf(objects, "activation: { at: 2014-05-05T06:00:00 }")).to.deep.include({
      startMs: Date.UTC(2014, 4, 5, 6),
    });
  });

  it("2.2 on demand has no schedule, whatever is inherited", () => {
    expect(scheduleOf(scheduled({}, { scheduleType: "ONDEMAND" }))).to.deep.equal({ kind: "ondemand" });
  });

  it("2.7 without any schedule once at activation, as an assumption", () => {
    const plan = planOf(emrPipeline());
    const { activities = [], resources = [] } = plan.pipelines[0] ?? {};
    expect([...activities, ...resources].map(({ schedule }) => schedule.kind)).to.deep.equal(["ondemand", "ondemand"]);
    expect(plan.assumptions.filter(({ id }) => id === "schedule.none")).to.have.length(1);
    expect(planOf(shellPipeline({ scheduleType: "ondemand" })).assumptions.map(({ id }) => id)).to.not.include(
      "schedule.none",
    );
  });

  it("2.3 a resource keeps its own, longer schedule", () => {
    const objects = [
      ...emrPipeline(
        { schedule: { ref: "Hourly" }, scheduleType: "cron" },
        { schedule: { ref: "Daily" }, scheduleType: "cron" },
      ),
      { id: "Hourly", type: "Schedule", period: "1 hour", startDateTime: "2014-03-01T00:00:00" },
      { id: "Daily", type: "Schedule", period: "1 day", startDateTime: "2014-03-01T00:00:00" },
    ];
    const [pipeline] = planOf(objects).pipelines;
    expect(pipeline?.activities[0]?.schedule).to.deep.include({ scheduleId: "Hourly" });
    expect(pipeline?.resources[0]?.schedule).to.deep.include({ scheduleId: "Daily" });
  });

  it("2.3 a resource without a schedule follows the longest of its activities', as an assumption", () => {
    const [activity = { id: "" }, cluster = { id: "" }] = emrPipeline({
      schedule: { ref: "Hourly" },
      scheduleType: "cron",
    });
    const objects = [
      activity,
      { ...activity, id: "MyDailyActivity", schedule: { ref: "Daily" } },
      cluster,
      { id: "Hourly", type: "Schedule", period: "1 hour", startDateTime: "2014-03-01T00:00:00" },
      { id: "Daily", type: "Schedule", period: "1 day", startDateTime: "2014-03-01T00:00:00" },
    ];
    const plan = planOf(objects);
    expect(plan.pipelines[0]?.resources[0]?.schedule).to.deep.include({ scheduleId: "Daily" });
    const assumed = plan.assumptions.find(({ id }) => id === "schedule.MyCluster");
    expect(assumed).to.include({ rule: "2.3", value: "Daily" });
  });

  it("2.3 an activity without a schedule follows its resource's, but not where it runs on demand", () => {
    const hourly = { id: "Hourly", type: "Schedule", period: "1 hour", startDateTime: "2014-03-01T00:00:00" };
    const kinds = (activity: Readonly<Record<string, unknown>>) => {
      const [pipeline] = planOf([...emrPipeline(activity, { schedule: { ref: "Hourly" } }), hourly]).pipelines;
      return [pipeline?.activities[0]?.schedule.kind, pipeline?.resources[0]?.schedule.kind];
    };
    expect(kinds({ scheduleType: "cron" })).to.deep.equal(["cron", "timeseries"]);
    expect(kinds({ scheduleType: "ondemand" })).to.deep.equal(["ondemand", "timeseries"]);
  });

  it("2.4 warns once of a start over a day back, which AWS blocks", () => {
    const problems = (at: string) =>
      compile(scheduled({ occurrences: "3" }), `activation: { at: ${at} }`)
        .diagnostics.filter(({ code }) => code === "PLAN_BACKFILL")
        .map(shortForm);
    expect(problems("2014-03-02T00:00:00")).to.deep.equal([]);
    expect(problems("2014-03-02T00:00:01")).to.have.length(1);
  });

  it("2.2 refuses a schedule without a period of any length", () => {
    const { plan, diagnostics } = compile(scheduled({ period: "0 days" }));
    expect(plan).to.equal(undefined);
    expect(diagnostics.map(({ path, severity }) => `${severity} ${path}`)).to.include("error MySchedule.period");
  });

  const LIMITS: readonly (readonly [
    title: string,
    fields: Readonly<Record<string, unknown>>,
    yaml: string,
    max: number | null,
  ])[] = [
    ["5 for scheduled components", { scheduleType: "cron" }, "", 5],
    ["1 for on-demand components", { scheduleType: "ondemand" }, "", 1],
    ["the object's own", { maxActiveInstances: "3" }, "account: { limits: none }", 3],
    ["none where the scenario lifts the limit", { scheduleType: "ondemand" }, "account: { limits: none }", null],
    ["the account's where the scenario sets it", {}, "account: { limits: { activeInstancesPerObject: 20 } }", 20],
  ];
  for (const [title, fields, yaml, max] of LIMITS) {
    it(`2.4 active instances of an object: ${title}`, () => {
      expect(planOf(scheduled({}, fields), yaml).pipelines[0]?.activities[0]?.maxActiveInstances).to.equal(max);
    });
  }

  it("2.4 2.5 the account's limits as documented, set or lifted", () => {
    const limits = (yaml: string) => {
      const { calls: _, ...others } = planOf(shellPipeline(), yaml).limits;
      return Object.values(others);
    };
    expect(limits("")).to.deep.equal([300_000, 5]);
    expect(limits("account: { limits: none }")).to.deep.equal([null, null]);
    expect(limits("account: { limits: { instanceCreation: 1 per minute } }")).to.deep.equal([60_000, 5]);
    expect(limits("account: { limits: { instanceCreation: none } }")).to.deep.equal([null, 5]);
    expect(limits("account: { ec2InstanceLimit: 20 }")).to.deep.equal([300_000, 5, 20]);
    expect(limits("account: { ec2InstanceLimit: none }")).to.deep.equal([300_000, 5]);
  });
});

describe("the activation", () => {
  const RULES: readonly (readonly [title: string, objects: readonly TestObject[], yaml: string, at: number])[] = [
    [
      "is the scenario's",
      scheduled({}),
      "activation: { at: 2013-01-01 }\naccount: { prices: 2012-01-01 }",
      Date.UTC(2013, 0, 1),
    ],
    ["else the earliest start of a schedule", scheduled({}), "account: { prices: 2012-01-01 }", Date.UTC(2014, 2, 1)],
    ["else the date of the prices", shellPipeline(), "account: { prices: 2012-01-01 }", Date.UTC(2012, 0, 1)],
    ["else 2012-11-23 for a definition of that time", emrPipeline(), "", Date.UTC(2012, 10, 23)],
    [
      "else 2024-07-01",
      emrPipeline({}, { hadoopVersion: undefined, releaseLabel: "emr-5.9.0" }),
      "",
      Date.UTC(2024, 6, 1),
    ],
    ["else 2024-07-01 for newer types", emrPipeline({}, { coreInstanceType: "m3.xlarge" }), "", Date.UTC(2024, 6, 1)],
    ["else 2024-07-01 for what runs on demand", shellPipeline({ scheduleType: "ondemand" }), "", Date.UTC(2024, 6, 1)],
    ["else 2024-07-01 for cascades", shellPipeline({ failureAndRerunMode: "CASCADE" }), "", Date.UTC(2024, 6, 1)],
    ["else 2024-07-01 for other regions", emrPipeline({}, { region: "eu-west-1" }), "", Date.UTC(2024, 6, 1)],
    ["else 2024-07-01 for PigActivity", emrPipeline({ type: "PigActivity", script: "x" }), "", Date.UTC(2024, 6, 1)],
  ];
  for (const [title, objects, yaml, at] of RULES) {
    it(title, () => expect(planOf(objects, yaml).activationMs).to.equal(at));
  }

  it("2.2 comes again by an arrival process", () => {
    const arrivals = (yaml: string) =>
      planOf(shellPipeline(), `activation: { at: 2014-01-01, arrivals: ${yaml} }`).pipelines[0]?.activation;
    const at = Date.UTC(2014, 0, 1);
    expect(arrivals("{ poisson: { rate: 6 per hour, count: 200 } }")).to.deep.equal({
      kind: "poisson",
      meanInterarrivalMs: 600_000,
      count: 200,
    });
    expect(arrivals("{ every: 10 minutes }")).to.deep.equal({ kind: "every", everyMs: 600_000, count: null });
    expect(arrivals("{ every: 10 minutes, count: 3 }")).to.deep.include({ count: 3 });
    expect(arrivals("{ times: [2 h, 2014-01-01T01:00:00, 0 s] }")).to.deep.equal({
      kind: "times",
      timesMs: [at, at + HOUR_MS, at + 2 * HOUR_MS],
    });
    expect(planOf(shellPipeline(), "activation: { at: 2014-01-01 }").pipelines[0]?.activation).to.deep.equal({
      kind: "times",
      timesMs: [at],
    });
  });
});

describe("the horizon", () => {
  const at = Date.UTC(2014, 2, 1);
  const ENDLESS: readonly (readonly [title: string, objects: readonly TestObject[], yaml: string])[] = [
    ["a schedule without an end", scheduled({}), ""],
    ["arrivals without a count", shellPipeline(), "activation: { at: 2014-03-01, arrivals: { every: 1 h } }"],
  ];
  for (const [title, objects, yaml] of ENDLESS) {
    it(`is a week for ${title}, as an assumption`, () => {
      const plan = planOf(objects, yaml);
      expect(plan.horizonMs).to.equal(at + 7 * DAY_MS);
      expect(plan.assumptions.map(({ id }) => id)).to.include("activation.until");
    });
  }

  it("lies beyond everything that ends", () => {
    const plan = planOf(scheduled({ endDateTime: "2034-03-01T00:00:00" }));
    expect(plan.horizonMs).to.be.greaterThan(Date.UTC(2034, 2, 1));
    expect(plan.assumptions.map(({ id }) => id)).to.not.include("activation.until");
  });

  it("is the scenario's, as an instant or a length of time", () => {
    expect(planOf(scheduled({}), "activation: { until: 2 days }").horizonMs).to.equal(at + 2 * DAY_MS);
    expect(planOf(scheduled({}), "activation: { until: 2014-03-05 }").horizonMs).to.equal(at + 4 * DAY_MS);
  });

  it("2.2 refuses a count of arrivals where it would count for nothing", () => {
    const problems = (arrivals: string) => problemsOf(`activation: { arrivals: ${arrivals} }`);
    expect(problems("{ poisson: { rate: 6/h }, count: 3 }")).to.deep.equal([
      "1:58 error SCENARIO_VALUE activation.arrivals.count",
    ]);
    expect(problems("{ times: [1 h, 2 h], count: 3 }")).to.deep.equal([
      "1:53 error SCENARIO_VALUE activation.arrivals.count",
    ]);
    expect(problems("{ every: 1 h, count: 3 }")).to.deep.equal([]);
  });

  it("2.2 and says which of them the end of the forecast leaves out", () => {
    const warned = (activation: string) =>
      compile(shellPipeline(), `activation: { at: 2014-03-01, ${activation} }`)
        .diagnostics.filter(({ path }) => path === "activation.until")
        .map(({ severity, message }) => `${severity}: ${message}`);
    expect(warned("until: 2 h, arrivals: { times: [1 h, 2 h, 3 h] }")).to.deep.equal([
      "warning: 2 of 3 arrivals come at or after the end of the forecast (2014-03-01T02:00:00Z) and are left out.",
    ]);
    expect(warned("until: 4 h, arrivals: { times: [1 h, 2 h, 3 h] }")).to.deep.equal([]);
  });

  it("and all activations lie after the first one", () => {
    const problems = (activation: string) =>
      compile(shellPipeline(), `activation: { at: 2014-03-01, ${activation} }`)
        .diagnostics.filter(({ severity }) => severity === "error")
        .map(shortForm);
    expect(problems("until: 2014-02-01")).to.deep.equal(["1:38 error SCENARIO_VALUE activation.until"]);
    expect(problems("arrivals: { times: [2014-03-01, 2014-02-01] }")).to.deep.equal([
      "1:63 error SCENARIO_VALUE activation.arrivals.times[1]",
    ]);
  });
});
