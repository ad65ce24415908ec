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

  it("3.4 what is simulated is not warned about; attemptTimeout of a resource is", () => {
    const host = { id: "Host", type: "Ec2Resource", instanceType: "m1.small" };
    const warned = (activity: Readonly<Record<string, unknown>>, resource: Readonly<Record<string, unknown>>) =>
      compile([
        ...shellPipeline({ workerGroup: undefined, runsOn: { ref: "Host" }, ...activity }),
        { ...host, ...resource },
      ])
        .diagnostics.filter(({ code }) => code === "NOT_SIMULATED")
        .map(({ path }) => path);
    expect(warned({ attemptTimeout: "1 hour" }, {})).to.deep.equal([]);
    expect(warned({}, { attemptTimeout: "1 hour" })).to.deep.equal(["Host.attemptTimeout"]);
  });
});
