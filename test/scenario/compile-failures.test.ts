import { expect } from "chai";
import { compile, planOf, shellPipeline } from "./harness.ts";

function failuresOf(fields: Readonly<Record<string, unknown>>) {
  const plan = planOf(shellPipeline(fields));
  const { attemptTimeoutMs, retry } = plan.pipelines[0]?.activities[0] ?? {};
  const assumptions = plan.assumptions.filter(({ id }) => id.startsWith("attempts."));
  return { attemptTimeoutMs, retry, assumed: assumptions.map(({ id, value }) => `${id} ${value}`) };
}

describe("attempts that fail", () => {
  it("3.3 3.4 attemptTimeout, maximumRetries and retryDelay are the activity's", () => {
    const fields = { attemptTimeout: "1 hour", maximumRetries: "3", retryDelay: "5 minutes" };
    expect(failuresOf(fields)).to.deep.equal({
      attemptTimeoutMs: 3_600_000,
      retry: { maximum: 3, delayMs: 300_000 },
      assumed: [],
    });
  });

  it("3.3 2 retries, 10 minutes apart, are assumptions where an attempt can fail", () => {
    expect(failuresOf({ attemptTimeout: "1 hour" })).to.deep.equal({
      attemptTimeoutMs: 3_600_000,
      retry: { maximum: 2, delayMs: 600_000 },
      assumed: ["attempts.maximumRetries 2", "attempts.retryDelay 10 min"],
    });
  });

  it("3.3 without anything that makes an attempt fail there is nothing to try again", () => {
    const none = { attemptTimeoutMs: undefined, retry: undefined, assumed: [] };
    expect(failuresOf({ maximumRetries: "3", retryDelay: "5 minutes" })).to.deep.equal(none);
  });

  it("3.3 two attempts are never under 2 minutes apart", () => {
    expect(failuresOf({ attemptTimeout: "1 hour", retryDelay: "1 minute" }).retry?.delayMs).to.equal(120_000);
  });

  const failureOf = (yaml: string) => {
    const plan = planOf(shellPipeline(), yaml);
    const { failure, retry } = plan.pipelines[0]?.activities[0] ?? {};
    return { failure, retry, assumed: plan.assumptions.map(({ id }) => id).filter((id) => id.startsWith("attempts.")) };
  };
  const UNIFORM = { kind: "uniform", min: 0, max: 1 };

  it("3.3 the scenario says how likely an attempt fails; where in its work, and the retries, are assumptions", () => {
    expect(failureOf("workloads: { MyShell: { failure: { probability: 2% } } }")).to.deep.equal({
      failure: { probability: 0.02, atFraction: UNIFORM },
      retry: { maximum: 2, delayMs: 600_000 },
      assumed: ["attempts.failureAt", "attempts.maximumRetries", "attempts.retryDelay"],
    });
  });

  const FRACTIONS: readonly (readonly [yaml: string, expected: unknown])[] = [
    ["uniform", UNIFORM],
    ["0.5", { kind: "constant", value: 0.5 }],
    ["50%", { kind: "constant", value: 0.5 }],
    ["{ uniform: { min: 20%, max: 80% } }", { kind: "uniform", min: 0.2, max: 0.8 }],
  ];
  for (const [text, expected] of FRACTIONS) {
    it(`3.3 it fails at ${text}`, () => {
      const yaml = `workloads: { MyShell: { failure: { probability: 100%, atFraction: ${text} } } }`;
      expect(failureOf(yaml).failure).to.deep.equal({ probability: 1, atFraction: expected });
      expect(failureOf(yaml).assumed).to.not.include("attempts.failureAt");
    });
  }

  it("3.3 the most specific pattern counts, and at 0% nothing fails", () => {
    const yaml = `workloads:
  "*": { failure: { probability: 2% } }
  MyShell: { duration: 1 min }
`;
    expect(failureOf(yaml).failure).to.deep.equal({ probability: 0.02, atFraction: UNIFORM });
    const none = `${yaml.replace("1 min }", "1 min, failure: { probability: 0% } }")}`;
    expect(failureOf(none)).to.deep.equal({ failure: undefined, retry: undefined, assumed: [] });
  });

  const runnersOf = (yaml: string, fields: Readonly<Record<string, unknown>> = {}) => {
    const plan = planOf(shellPipeline(fields), yaml);
    const { reportProgressTimeoutMs, retry } = plan.pipelines[0]?.activities[0] ?? {};
    const assumed = plan.assumptions.filter(({ id }) => /^(attempts|taskRunner)/.test(id)).map(({ id }) => id);
    return { runnerFailure: plan.runnerFailure, reportProgressTimeoutMs, retry, assumed };
  };

  it("4.4 Task Runners die where the scenario says so, and reportProgressTimeout, 15 minutes, counts then", () => {
    const fields = { maximumRetries: "1", retryDelay: "5 minutes" };
    const yaml = "failures: { taskRunner: { rate: 1 per 30 days, restart: 10 minutes } }";
    const expected = {
      runnerFailure: { meanTimeToFailureMs: 2_592_000_000, restart: { kind: "constant", value: 600_000 } },
      reportProgressTimeoutMs: 900_000,
      retry: { maximum: 1, delayMs: 300_000 },
      assumed: [],
    };
    expect(runnersOf(yaml, fields)).to.deep.equal(expected);
    const given = runnersOf(yaml, { ...fields, reportProgressTimeout: "1 hour" });
    expect(given).to.deep.equal({ ...expected, reportProgressTimeoutMs: 3_600_000 });
    // reports that are refused make an attempt silent, too (4.5): what the activity says counts whoever dies
    expect(runnersOf("", { ...fields, reportProgressTimeout: "1 hour" })).to.deep.equal({
      runnerFailure: undefined,
      reportProgressTimeoutMs: 3_600_000,
      retry: { maximum: 1, delayMs: 300_000 },
      assumed: [],
    });
  });

  it("4.4 that one of the user's own never comes back is an assumption, where there is one", () => {
    const yaml = "failures: { taskRunner: { rate: 1 per day } }";
    const retries = ["attempts.maximumRetries", "attempts.retryDelay"];
    expect(runnersOf(yaml).assumed).to.deep.equal(retries);
    const own = runnersOf(`${yaml}\ntaskRunners: [{ workerGroup: wg }]`);
    expect(own.assumed).to.deep.equal(["taskRunner.restart", ...retries]);
    expect(own.runnerFailure).to.deep.equal({ meanTimeToFailureMs: 86_400_000 });
  });

  it("3.4 lateAfterTimeout counts for what is scheduled, and Terminate is one of its onLateActions", () => {
    const actions = [
      { id: "Alarm", type: "SnsAlarm", message: "late", subject: "late", topicArn: "arn" },
      { id: "Stop", type: "Terminate" },
    ];
    const schedule = {
      id: "S",
      type: "Schedule",
      period: "1 day",
      startDateTime: "2014-03-01T00:00:00",
      occurrences: "1",
    };
    const lateOf = (fields: Readonly<Record<string, unknown>>) => {
      const timed = { schedule: { ref: "S" }, scheduleType: "cron", lateAfterTimeout: "2 hours", ...fields };
      return planOf([...shellPipeline(timed), ...actions, schedule]).pipelines[0]?.activities[0]?.late;
    };
    expect(lateOf({})).to.deep.equal({ afterMs: 7_200_000, terminates: false });
    expect(lateOf({ onLateAction: { ref: "Alarm" } })).to.deep.equal({ afterMs: 7_200_000, terminates: false });
    expect(lateOf({ onLateAction: [{ ref: "Alarm" }, { ref: "Stop" }] })).to.deep.include({ terminates: true });
    expect(lateOf({ scheduleType: "ondemand", onLateAction: { ref: "Stop" } })).to.equal(undefined);
  });

  it("3.4 3.6 what fails with a resource that has an attemptTimeout is tried again, as activities are", () => {
    const host = { id: "Host", type: "Ec2Resource", instanceType: "m1.small", attemptTimeout: "1 hour" };
    const activity = { workerGroup: undefined, runsOn: { ref: "Host" }, maximumRetries: "3", retryDelay: "5 minutes" };
    const [pipeline] = planOf([...shellPipeline(activity), host]).pipelines;
    expect(pipeline?.activities[0]?.retry).to.deep.equal({ maximum: 3, delayMs: 300_000 });
  });

  it("3.4 what is simulated is not warned about, of activities and resources", () => {
    const host = { id: "Host", type: "Ec2Resource", instanceType: "m1.small" };
    const warned = (activity: Readonly<Record<string, unknown>>, resource: Readonly<Record<string, unknown>>) =>
      compile([
        ...shellPipeline({ workerGroup: undefined, runsOn: { ref: "Host" }, ...activity }),
        { ...host, ...resource },
      ])
        .diagnostics.filter(({ code }) => code === "NOT_SIMULATED")
        .map(({ path }) => path);
    expect(warned({ attemptTimeout: "1 hour", lateAfterTimeout: "2 hours" }, {})).to.deep.equal([]);
    expect(warned({}, { attemptTimeout: "1 hour", lateAfterTimeout: "2 hours" })).to.deep.equal([]);
  });
});
