import { expect } from "chai";
import type { CallLimitsPlan } from "../../src/model/plan.ts";
import { planOf, shellPipeline } from "./harness.ts";

function callsOf(limits: string): CallLimitsPlan | undefined {
  return planOf(shellPipeline(), `account: { limits: ${limits} }`).limits.calls;
}

const rowsOf = (limits: string) =>
  callsOf(limits)?.operations.map(({ operation, intervalUs, burst }) => [operation, intervalUs, burst]);

describe("the account's limits on calls", () => {
  // microseconds between two calls: 2/s, 10/s, 10/s and 1/s
  it("4.5 are the documented ones", () => {
    expect(rowsOf("{}")).to.deep.equal([
      ["PollForTask", 500_000, 100],
      ["ReportTaskProgress", 100_000, 100],
      ["SetTaskStatus", 100_000, 100],
      ["ReportTaskRunnerHeartbeat", 1_000_000, 100],
    ]);
    expect(callsOf("{}")?.backOff).to.deep.equal({ firstMs: 1000, longestMs: 60_000 });
  });

  // a third of a second is rounded up to a whole microsecond: never faster than asked for
  it("4.5 are those that the scenario sets or lifts", () => {
    const limits = "{ PollForTask: { rate: 3/s }, ReportTaskProgress: { burst: 5 }, SetTaskStatus: none }";
    expect(rowsOf(limits)).to.deep.equal([
      ["PollForTask", 333_334, 100],
      ["ReportTaskProgress", 100_000, 5],
      ["ReportTaskRunnerHeartbeat", 1_000_000, 100],
    ]);
    expect(callsOf("none")).to.equal(undefined);
    const operations = ["PollForTask", "ReportTaskProgress", "SetTaskStatus", "ReportTaskRunnerHeartbeat"];
    expect(callsOf(`{ ${operations.map((name) => `${name}: none`).join(", ")} }`)).to.equal(undefined);
  });

  it("4.5 the back-off is the scenario's, and never ends below where it begins", () => {
    expect(callsOf("{ backOff: { first: 2 s, longest: 20 s } }")?.backOff).to.deep.equal({
      firstMs: 2000,
      longestMs: 20_000,
    });
    expect(callsOf("{ backOff: { longest: 100 ms } }")?.backOff).to.deep.equal({ firstMs: 100, longestMs: 100 });
    expect(callsOf("{ backOff: { first: 2 min } }")?.backOff).to.deep.equal({ firstMs: 120_000, longestMs: 120_000 });
  });

  it("4.4 lost answers are the scenario's, and none unless it says so", () => {
    expect(planOf(shellPipeline(), "failures: { lostAnswers: 1% }").lostAnswers).to.equal(0.01);
    expect(planOf(shellPipeline(), "failures: { lostAnswers: 0% }")).not.to.have.property("lostAnswers");
    expect(planOf(shellPipeline())).not.to.have.property("lostAnswers");
  });

  it("4.4 ends a forecast after 7 days where every answer is lost: tasks are handed out again for ever", () => {
    const plan = planOf(shellPipeline(), "failures: { lostAnswers: 100% }");
    expect(plan.horizonMs - plan.activationMs).to.equal(7 * 24 * 3_600_000);
    expect(plan.assumptions.map(({ id }) => id)).to.include("activation.until");
  });

  it("4.5 name what the user did not give, with the key that changes it", () => {
    const assumed = callsOf("{ PollForTask: { rate: 4/s } }")?.assumptions.map(({ assumption }) => assumption.override);
    expect(assumed).to.deep.equal([
      "account: { limits: { ReportTaskProgress: { rate: 10/s, burst: 100 } } }",
      "account: { limits: { SetTaskStatus: { rate: 10/s, burst: 100 } } }",
      "account: { limits: { ReportTaskRunnerHeartbeat: { rate: 1/s, burst: 100 } } }",
      "account: { limits: { backOff: { first: 1 s, longest: 1 min } } }",
      "account: { limits: { callJitter: 100 ms } }",
    ]);
    expect(callsOf("{ backOff: { first: 1 s, longest: 60 s } }")?.assumptions).to.have.length(5);
    expect(callsOf("{ callJitter: 0 s }")?.assumptions).to.have.length(5);
  });
});
