import { expect } from "chai";
import { Experiment, type ExperimentOptions, runExperiment } from "../../src/experiment/experiment.ts";
import { HISTORY_ROWS_MAX, historyRowOf, keepTransition } from "../../src/experiment/history.ts";
import { ruleOfReason } from "../../src/experiment/rule-of-reason.ts";
import { runReplication } from "../../src/experiment/run-replication.ts";
import type { TransitionEvent } from "../../src/model/records.ts";
import { writeSummary } from "../../src/report/text/write-summary.ts";
import { activityOf, clusterOf, itemOf, planOf } from "../model/plans.ts";
import { at } from "../model/run-plan.ts";

const inputs = {
  scenarioDigest: "sha256:0",
  definitionDigests: [],
  catalogDigest: "sha256:0",
  command: "stepcast run",
};

describe("the status history", () => {
  // A cluster of one: pending 0 to 20, booted at 100, applications to 160, runner to 190; a step of 600 s to 790.
  const activity = activityOf("A", { runner: { kind: "resource", resourceId: "R" }, work: [itemOf("step", 600)] });
  const plan = planOf({ activities: [activity], resources: [clusterOf("R")] });
  const result = runExperiment({ plan, seed: "seed", rule: { kind: "count", count: 1 }, inputs });
  const movesOf = (machine: string) =>
    result.history.filter((row) => row.machine === machine).map((row) => [at(row.atMs), row.to, row.rule]);

  it("2.6 has every transition of every machine with its time and the rule behind it", () => {
    expect(movesOf("attempt")).to.deep.equal([
      [190, "RUNNING", "4.3"],
      [790, "FINISHED", "4.6"],
    ]);
    expect(movesOf("step")).to.deep.equal([
      [190, "PENDING", "4.6"],
      [190, "RUNNING", "4.6"],
      [790, "COMPLETED", "4.6"],
    ]);
    const names = ["instance", "attempt", "step", "cluster", "ec2Instance"];
    expect([...new Set(result.history.map(({ machine }) => machine))]).to.have.members(names);
    expect(result.historyCount).to.equal(result.history.length).and.to.equal(result.certificate.events);
  });

  it("2.6 says of each row whose it is: of a step, its cluster", () => {
    const owners = new Set(result.history.map((row) => `${row.machine} of ${row.pipelineId} ${row.componentId}`));
    expect([...owners].sort()).to.deep.equal([
      "attempt of df-TEST A",
      "cluster of df-TEST R",
      "ec2Instance of df-TEST R",
      "instance of df-TEST A",
      "instance of df-TEST R",
      "step of df-TEST R",
    ]);
  });

  // 4 of the activity's instance, 5 of the resource's, 2 of the attempt, 3 of the step, 7 of the cluster, 4 of EC2
  it("2.6 is cut at a bound, and says how many transitions there were", () => {
    const event = {
      kind: "transition",
      machine: "step",
      id: "s",
      from: null,
      to: "PENDING",
      atMs: 0,
      reason: "",
    } as const;
    const kept: TransitionEvent[] = Array.from({ length: HISTORY_ROWS_MAX - 1 }, () => event);
    for (const _ of [1, 2, 3]) keepTransition(kept, event);
    expect(kept).to.have.length(HISTORY_ROWS_MAX);

    const options: ExperimentOptions = { plan, seed: "seed", rule: { kind: "count", count: 1 }, inputs };
    const experiment = new Experiment(options);
    const replication = runReplication(plan, "seed", 0, true);
    experiment.add({ ...replication, events: replication.events + 20 });
    const cut = experiment.result();
    expect(cut.historyCount - cut.history.length).to.equal(20);
    expect(writeSummary(cut).replace(/\s+/g, " ")).to.include("holds the first 25 of 45 transitions.");
  });

  const reasons: readonly (readonly [string, string | undefined])[] = [
    ["taken by wg/0 (4.3)", "4.3"],
    ["its interval is due and the limits allow it (2.2, 2.4)", "2.2"],
    ["its resource R was stopped: it lived longer than its terminateAfter (3.5, 3.6)", "3.5"],
    ["attempt 1 of 3 failed: it ran longer (3.4); tried again", "3.4"],
    ["no rule", undefined],
  ];
  for (const [reason, rule] of reasons) {
    it(`the rule of "${reason}" is ${rule}`, () => expect(ruleOfReason(reason)).to.equal(rule));
  }

  it("a reason that names no rule stands under 2.6", () => {
    const event = { kind: "transition", machine: "step", id: "s", from: null, to: "PENDING", atMs: 0 } as const;
    expect(historyRowOf({ ...event, reason: "so" })).to.deep.equal({
      machine: "step",
      id: "s",
      atMs: 0,
      to: "PENDING",
      reason: "so",
      rule: "2.6",
    });
  });
});
