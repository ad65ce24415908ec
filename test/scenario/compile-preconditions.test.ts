import { expect } from "chai";
import type { PreconditionPlan } from "../../src/model/precondition-plan.ts";
import { compile, planOf, problemsOf, scenarioOf, shortForm, type TestObject } from "./harness.ts";

const SCHEDULES: readonly TestObject[] = [
  { id: "Daily", type: "Schedule", period: "1 day", startDateTime: "2014-01-01T00:00:00", occurrences: "2" },
  { id: "Hourly", type: "Schedule", period: "1 hour", startDateTime: "2014-01-01T00:00:00", occurrences: "2" },
];
const ON_DAILY = { scheduleType: "cron", schedule: { ref: "Daily" } };

/** A shell activity of a worker group. */
function activity(id: string, fields: Readonly<Record<string, unknown>> = {}): TestObject {
  return { id, type: "ShellCommandActivity", workerGroup: "wg", command: "x", ...fields };
}

function node(id: string, fields: Readonly<Record<string, unknown>> = {}): TestObject {
  return { id, type: "S3DataNode", directoryPath: "s3://a/b", ...fields };
}

function keyExists(id: string, fields: Readonly<Record<string, unknown>> = {}): TestObject {
  return { id, type: "S3KeyExists", role: "r", s3Key: "s3://a/b/_SUCCESS", ...fields };
}

function pipelineOf(objects: readonly TestObject[], yaml = "") {
  const [pipeline] = planOf(objects, yaml).pipelines;
  if (pipeline === undefined) throw new Error("no pipeline");
  return pipeline;
}

/** The one precondition of A, an activity of a worker group. */
function preconditionOf(fields: Readonly<Record<string, unknown>>, yaml = ""): PreconditionPlan {
  const objects = [activity("A", { precondition: { ref: "P" } }), keyExists("P", fields)];
  const [precondition] = pipelineOf(objects, yaml).activities[0]?.preconditions ?? [];
  if (precondition === undefined) throw new Error("no precondition");
  return precondition;
}

describe("3.1 data nodes", () => {
  it("are those that activities read, write or depend on, with who writes them and what they depend on", () => {
    const { activities, dataNodes } = pipelineOf([
      activity("A", { output: { ref: "Data" } }),
      activity("B"),
      activity("C", { input: [{ ref: "Data" }, { ref: "In" }], dependsOn: [{ ref: "B" }, { ref: "More" }] }),
      node("Data"),
      node("In"),
      node("More", { dependsOn: { ref: "B" } }),
      node("Unused"),
    ]);
    expect(dataNodes?.map(({ id, type, producers }) => [id, type, producers])).to.deep.equal([
      ["Data", "S3DataNode", ["A"]],
      ["In", "S3DataNode", []],
      ["More", "S3DataNode", ["B"]],
    ]);
    const [A, , C] = activities;
    expect(A).to.not.have.property("dataNodes");
    expect(C?.dataNodes).to.deep.equal(["Data", "In", "More"]);
    expect(C?.dependsOn).to.deep.equal([
      { activityId: "B", via: "dependsOn" },
      { activityId: "A", via: "Data" },
    ]);
  });

  it("leave no key where there are none", () => {
    const plan = pipelineOf([activity("A")]);
    expect(plan).to.not.have.property("dataNodes");
    expect(plan.activities[0]).to.not.have.any.keys("dataNodes", "preconditions");
  });

  it("that an activity both reads and writes do not make it wait for itself", () => {
    const objects = [
      activity("A", { input: { ref: "Data" }, output: { ref: "Data" } }),
      activity("B", { output: { ref: "Data" } }),
      node("Data"),
    ];
    const { activities, dataNodes } = pipelineOf(objects);
    expect(dataNodes?.[0]?.producers).to.deep.equal(["A", "B"]);
    expect(activities[0]).to.not.have.property("dataNodes");
    expect(activities[0]?.dependsOn).to.deep.equal([{ activityId: "B", via: "Data" }]);
  });

  it("in a circle with activities are refused as one", () => {
    const objects = [
      activity("A", { input: { ref: "Data" } }),
      activity("B", { dependsOn: { ref: "A" } }),
      node("Data", { dependsOn: { ref: "B" } }),
    ];
    const { diagnostics } = compile(objects);
    expect(diagnostics.map(({ code }) => code)).to.include("PLAN_DEPENDENCY_CYCLE");
  });

  it("follow their own schedule, or that of who uses them where they name no other", () => {
    const scheduleOf = (fields: Readonly<Record<string, unknown>>) => {
      const plan = pipelineOf([
        activity("A", { ...ON_DAILY, input: { ref: "Data" } }),
        node("Data", fields),
        ...SCHEDULES,
      ]);
      const schedule = plan.dataNodes?.[0]?.schedule;
      return schedule?.kind === "ondemand" ? schedule.kind : `${schedule?.kind} ${schedule?.scheduleId}`;
    };
    expect(scheduleOf({})).to.equal("cron Daily");
    expect(scheduleOf({ schedule: { ref: "Daily" } })).to.equal("cron Daily");
    expect(scheduleOf({ schedule: { ref: "Daily" }, scheduleType: "timeseries" })).to.equal("timeseries Daily");
    expect(scheduleOf({ schedule: { ref: "Hourly" } })).to.equal("timeseries Hourly");
    expect(scheduleOf({ scheduleType: "ondemand" })).to.equal("ondemand");
  });

  it("have their own mode, limit and deadline", () => {
    const fields = {
      ...ON_DAILY,
      failureAndRerunMode: "CASCADE",
      maxActiveInstances: "3",
      lateAfterTimeout: "1 hour",
      onLateAction: { ref: "Stop" },
    };
    const objects = [activity("A", { ...ON_DAILY, input: { ref: "Data" } }), node("Data", fields), ...SCHEDULES];
    const plan = pipelineOf([...objects, { id: "Stop", type: "Terminate" }]);
    const [data] = plan.dataNodes ?? [];
    expect([data?.failureAndRerunMode, data?.maxActiveInstances, data?.late]).to.deep.equal([
      "cascade",
      3,
      { afterMs: 3_600_000, terminates: true },
    ]);
  });
});

describe("3.2 preconditions", () => {
  it("are those of `precondition` and of `dependsOn`, on the schedule of who uses them", () => {
    const objects = [
      activity("A", { ...ON_DAILY, precondition: { ref: "P" }, dependsOn: [{ ref: "Q" }, { ref: "P" }] }),
      keyExists("P"),
      keyExists("Q", { schedule: { ref: "Hourly" } }),
      ...SCHEDULES,
    ];
    const { activities } = pipelineOf(objects);
    expect(activities[0]?.dependsOn).to.deep.equal([]);
    const preconditions = activities[0]?.preconditions ?? [];
    expect(preconditions.map(({ id, type, instanceName }) => [id, type, instanceName])).to.deep.equal([
      ["P", "S3KeyExists", "P"],
      ["Q", "S3KeyExists", "Q"],
    ]);
    for (const { schedule } of preconditions) expect(schedule).to.deep.equal(activities[0]?.schedule);
  });

  it("of several users are named by each", () => {
    const objects = [
      activity("A", { precondition: { ref: "P" }, input: { ref: "Data" } }),
      node("Data", { precondition: { ref: "P" } }),
      keyExists("P"),
    ];
    const { activities, dataNodes } = pipelineOf(objects);
    const names = [...activities, ...(dataNodes ?? [])].map(({ preconditions }) => preconditions?.[0]?.instanceName);
    expect(names).to.deep.equal(["P_A", "P_Data"]);
  });

  it("are checked by the service, or by the runner of the activity that uses them", () => {
    const cluster = { id: "C", type: "EmrCluster", hadoopVersion: "0.20" };
    const runnerOf = (type: string) => {
      const objects = [
        activity("Writer", { output: { ref: "Data" } }),
        activity("Reader", { workerGroup: undefined, runsOn: { ref: "C" }, input: { ref: "Data" } }),
        node("Data", { precondition: { ref: "P" } }),
        { id: "P", type, role: "r", s3Key: "k", s3Prefix: "p", tableName: "t", command: "x" },
        cluster,
      ];
      return pipelineOf(objects).dataNodes?.[0]?.preconditions?.[0]?.runner;
    };
    const service = [
      "DynamoDBDataExists",
      "DynamoDBTableExists",
      "S3KeyExists",
      "S3PrefixNotEmpty",
      "RdsSqlPrecondition",
    ];
    for (const type of service) expect(runnerOf(type)).to.deep.equal({ kind: "service" });
    for (const type of ["Exists", "ShellCommandPrecondition"]) {
      expect(runnerOf(type)).to.deep.equal({ kind: "resource", resourceId: "C" });
    }
  });

  it("have their own timeouts and delay, which is never under two minutes", () => {
    const plan = preconditionOf({
      preconditionTimeout: "1 hour",
      retryDelay: "5 minutes",
    });
    expect([plan.timeoutMs, plan.retryDelayMs]).to.deep.equal([3_600_000, 300_000]);
    expect(preconditionOf({ attemptTimeout: "10 minutes" }).attemptTimeoutMs).to.equal(600_000);
    expect(preconditionOf({ retryDelay: "1 minute" }).retryDelayMs).to.equal(120_000);
    expect(preconditionOf({}).retryDelayMs).to.equal(600_000);
    expect(preconditionOf({})).to.not.have.any.keys("timeoutMs", "attemptTimeoutMs", "late");
  });

  it("are met when the scenario says", () => {
    const satisfied = (entry: string) => preconditionOf({}, `preconditions: { P: ${entry} }`).satisfied;
    expect(satisfied("{ satisfiedAfter: 20 minutes }")).to.deep.equal({
      kind: "after",
      delay: { kind: "constant", value: 1_200_000 },
    });
    expect(satisfied("{ satisfiedAfter: { exponential: { mean: 1 h } } }")).to.deep.equal({
      kind: "after",
      delay: { kind: "exponential", mean: 3_600_000 },
    });
    expect(satisfied("{ satisfiedAt: 06:30 }")).to.deep.equal({ kind: "clock", timeOfDayMs: 23_400_000 });
    expect(satisfied("{ satisfiedAt: '6:30:15' }")).to.deep.equal({ kind: "clock", timeOfDayMs: 23_415_000 });
    expect(satisfied("{ satisfiedAt: 2014-01-01T06:30:00Z }")).to.deep.equal({
      kind: "at",
      instantMs: Date.UTC(2014, 0, 1, 6, 30),
    });
    expect(satisfied("{ probability: 80% }")).to.deep.equal({ kind: "chance", probability: 0.8 });
    for (const never of ["never", "{ never }", "{ never: true }", "{ probability: 0% }"]) {
      expect(satisfied(never)).to.deep.equal({ kind: "never" });
    }
  });

  it("have each part from the most specific pattern that has it", () => {
    const yaml = "preconditions: { '*': { check: 9 s, satisfiedAfter: 1 h }, 'P*': never, P: { check: 4 s } }";
    const { check, satisfied } = preconditionOf({}, yaml);
    expect([check, satisfied]).to.deep.equal([{ kind: "constant", value: 4000 }, { kind: "never" }]);
  });

  it("that nobody described are met at the first check, as an assumption each", () => {
    const objects = [activity("A", { precondition: [{ ref: "P" }, { ref: "Q" }] }), keyExists("P"), keyExists("Q")];
    const about = (yaml: string) =>
      planOf(objects, yaml)
        .assumptions.filter(({ id }) => id.startsWith("preconditions."))
        .map(({ id, rule, value, override }) => [id, rule, value, override]);
    expect(about("")).to.deep.equal([
      ["preconditions.P", "3.2", "at its first check", "preconditions: { P: { satisfiedAfter: 0 s } }"],
      ["preconditions.check", "3.2", "3 s", 'preconditions: { "*": { check: 3 s } }'],
      ["preconditions.Q", "3.2", "at its first check", "preconditions: { Q: { satisfiedAfter: 0 s } }"],
    ]);
    expect(about("preconditions: { '*': { check: 1 s, probability: 50% } }")).to.deep.equal([
      ["preconditions.retryDelay", "3.2", "10 min", "`retryDelay` in the definition"],
    ]);
  });

  it("of no such name are warned about", () => {
    const objects = [activity("A", { precondition: { ref: "InputReady" } }), keyExists("InputReady")];
    const { diagnostics } = compile(objects, "preconditions: { InputRaedy: never }");
    const [problem] = diagnostics.filter(({ code }) => code === "SCENARIO_NO_MATCH");
    expect([problem?.message, problem?.hint]).to.deep.equal([
      "`InputRaedy` matches no precondition of the definition.",
      "Did you mean `InputReady`?",
    ]);
  });

  it("of a wrong form are refused at their place", () => {
    expect(problemsOf("preconditions: { P: { satisfiedAfter: 5 } }")).to.deep.equal([
      "1:39 error SCENARIO_UNIT preconditions.P.satisfiedAfter",
    ]);
    expect(problemsOf("preconditions: { P: { satisfiedAt: 25:00 } }")).to.deep.equal([
      "1:36 error SCENARIO_UNIT preconditions.P.satisfiedAt",
    ]);
    expect(problemsOf("preconditions: { P: { probability: 120% } }")).to.deep.equal([
      "1:36 error SCENARIO_UNIT preconditions.P.probability",
    ]);
    expect(problemsOf("preconditions: { P: { never: true, satisfiedAt: 06:30 } }")).to.deep.equal([
      "1:36 error SCENARIO_VALUE preconditions.P.satisfiedAt",
    ]);
    expect(problemsOf("preconditions: { P: always }")).to.deep.equal(["1:21 error SCENARIO_VALUE preconditions.P"]);
    expect(problemsOf("preconditions: { P: { never: false } }")).to.deep.equal([
      "1:30 error SCENARIO_SCHEMA preconditions.P.never",
    ]);
    expect(problemsOf("preconditions: { P: { satisfied: never } }")).to.deep.equal([
      "1:23 error SCENARIO_UNKNOWN_KEY preconditions.P.satisfied",
    ]);
    expect(scenarioOf("preconditions: { P: }").preconditions).to.deep.equal([]);
  });

  it("and data nodes give no warning of what is not simulated", () => {
    const objects = [
      activity("A", { precondition: { ref: "P" }, input: { ref: "Data" } }),
      node("Data", { precondition: { ref: "Q" }, dependsOn: { ref: "B" }, attemptTimeout: "1 hour" }),
      activity("B"),
      keyExists("P", { preconditionTimeout: "1 hour", attemptTimeout: "1 hour" }),
      keyExists("Q"),
    ];
    const { diagnostics } = compile(objects, "taskRunners: [{ workerGroup: wg }]");
    expect(diagnostics.map(shortForm)).to.deep.equal([]);
  });
});
