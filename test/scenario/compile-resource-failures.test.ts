import { expect } from "chai";
import { compile, planOf, type TestObject } from "./harness.ts";

/** One activity on a host; fields can be added to both. */
function hostPipeline(
  host: Readonly<Record<string, unknown>>,
  activity: Readonly<Record<string, unknown>> = {},
): TestObject[] {
  return [
    { id: "MyShell", type: "ShellCommandActivity", runsOn: { ref: "Host" }, command: "run.sh", ...activity },
    { id: "Host", type: "Ec2Resource", instanceType: "m1.small", ...host },
  ];
}

function failuresOf(
  host: Readonly<Record<string, unknown>>,
  yaml = "",
  activity: Readonly<Record<string, unknown>> = {},
) {
  const plan = planOf(hostPipeline(host, activity), yaml);
  const [resource] = plan.pipelines[0]?.resources ?? [];
  const { initTimeoutMs, launchFailure, retry, actionOnTaskFailure } = resource ?? {};
  const assumed = plan.assumptions.filter(({ id }) => id.startsWith("resources."));
  const given = { initTimeoutMs, launchFailure, retry, actionOnTaskFailure };
  return { ...given, assumed: assumed.map(({ id, rule, value }) => `${id} ${value} (${rule})`) };
}

const NONE = {
  initTimeoutMs: undefined,
  launchFailure: undefined,
  retry: undefined,
  actionOnTaskFailure: undefined,
  assumed: [],
};

describe("resources that fail", () => {
  it("3.6 what follows a failure is the resource's", () => {
    const fields = {
      initTimeout: "20 minutes",
      maximumRetries: "3",
      retryDelay: "5 minutes",
      retryTimeout: "1 hour",
      actionOnResourceFailure: "retryAll",
      actionOnTaskFailure: "TERMINATE",
    };
    expect(failuresOf(fields)).to.deep.equal({
      initTimeoutMs: 1_200_000,
      launchFailure: undefined,
      retry: { maximum: 3, delayMs: 300_000, timeoutMs: 3_600_000 },
      actionOnTaskFailure: "terminate",
      assumed: [],
    });
  });

  it("3.6 retries, their delay and retryAll are assumptions where a resource can fail", () => {
    expect(failuresOf({}, "boot: { launchFailure: 1% }")).to.deep.equal({
      ...NONE,
      launchFailure: 0.01,
      retry: { maximum: 2, delayMs: 600_000 },
      assumed: [
        "resources.actionOnResourceFailure retryAll (3.6)",
        "resources.maximumRetries 2 (3.6)",
        "resources.retryDelay 10 min (3.6)",
      ],
    });
  });

  it("3.4 an attemptTimeout is the resource's, and may be followed by another attempt", () => {
    const fields = { attemptTimeout: "1 hour", maximumRetries: "1", retryDelay: "5 minutes" };
    const { attemptTimeoutMs, retry } = planOf(hostPipeline(fields)).pipelines[0]?.resources[0] ?? {};
    expect([attemptTimeoutMs, retry]).to.deep.equal([3_600_000, { maximum: 1, delayMs: 300_000 }]);
  });

  it("3.4 a resource is late by its own schedule, and never on demand", () => {
    const schedule = { id: "S", type: "Schedule", period: "1 day", startDateTime: "2012-11-23T00:00:00" };
    const stop = { id: "Stop", type: "Terminate" };
    const lateOf = (scheduleType: string) => {
      const timed = { schedule: { ref: "S" }, scheduleType };
      const host = { ...timed, lateAfterTimeout: "2 hours", onLateAction: { ref: "Stop" } };
      return planOf([...hostPipeline(host, timed), schedule, stop]).pipelines[0]?.resources[0]?.late;
    };
    expect(lateOf("cron")).to.deep.equal({ afterMs: 7_200_000, terminates: true });
    expect(lateOf("ondemand")).to.equal(undefined);
  });

  it("3.6 where nothing can fail there is nothing to assume", () => {
    expect(failuresOf({ maximumRetries: "3", retryTimeout: "1 hour" })).to.deep.equal(NONE);
    expect(failuresOf({}, "boot: { launchFailure: 0% }")).to.deep.equal(NONE);
  });

  it("3.6 two attempts are never under 2 minutes apart", () => {
    expect(failuresOf({ initTimeout: "1 hour", retryDelay: "1 minute" }).retry?.delayMs).to.equal(120_000);
  });

  it("3.5 retryNone leaves nothing to be tried again", () => {
    const fields = { initTimeout: "1 hour", actionOnResourceFailure: "retrynone" };
    expect(failuresOf(fields)).to.deep.equal({ ...NONE, initTimeoutMs: 3_600_000 });
  });

  it("3.6 that a resource goes on when an activity on it is FAILED is an assumption where one can be", () => {
    const assumed = (host: Readonly<Record<string, unknown>>) =>
      failuresOf(host, "", { attemptTimeout: "1 hour", maximumRetries: "1", retryDelay: "5 minutes" }).assumed;
    expect(assumed({})).to.deep.equal(["resources.actionOnTaskFailure continue (3.6)"]);
    expect(assumed({ actionOnTaskFailure: "continue" })).to.deep.equal([]);
  });

  it("1.5 a wrong value is a warning, and the default holds", () => {
    const objects = hostPipeline({ initTimeout: "1 hour", actionOnResourceFailure: "terminate", maximumRetries: "x" });
    const { plan, diagnostics } = compile(objects);
    expect(diagnostics.map(({ severity, code, path }) => `${severity} ${code} ${path}`)).to.deep.equal([
      "warning FIELD_VALUE Host.actionOnResourceFailure",
      "warning FIELD_VALUE Host.maximumRetries",
    ]);
    expect(plan?.pipelines[0]?.resources[0]?.retry).to.deep.equal({ maximum: 2, delayMs: 600_000 });
  });

  it("5.1 launchFailure is no place", () => {
    const { diagnostics } = compile(hostPipeline({}), "boot: { launchFailur: 1 s }");
    expect(diagnostics.map(({ hint }) => hint).join()).to.contain("`launchFailure`");
  });
});
