import { expect } from "chai";
import { runExperiment } from "../../src/experiment/experiment.ts";
import type { NotificationPlan, Plan } from "../../src/model/plan.ts";
import { writeSummary } from "../../src/report/text/write-summary.ts";
import { activityOf, ec2Of, itemOf, planOf } from "../model/plans.ts";
import { at, every } from "../model/run-plan.ts";

const inputs = {
  scenarioDigest: "sha256:0",
  definitionDigests: [],
  catalogDigest: "sha256:0",
  command: "stepcast run",
};
const RUNNER = {
  id: "wg/0",
  workerGroup: "wg",
  tasks: 3,
  poll: { kind: "long", holdMs: 90_000 },
  logUri: null,
} as const;
const ON_GROUP = { runner: { kind: "workerGroup", workerGroup: "wg" } } as const;
const EVENTS = ["onSuccess", "onFail", "onLateAction"] as const;

/** Every event of these components has an alarm of its own. */
function alarmsOf(...ids: readonly string[]): NotificationPlan[] {
  return ids.flatMap((componentId) => EVENTS.map((event) => ({ componentId, actionId: `${event} alarm`, event })));
}

function resultOf(plan: Plan, count = 1) {
  return runExperiment({ plan, seed: "seed", rule: { kind: "count", count }, inputs });
}

function sentBy(plan: Plan) {
  return resultOf(plan).notifications.map(({ componentId, event, atMs }) => [at(atMs), componentId, event]);
}

const NO_RETRY = { retry: { maximum: 0, delayMs: 120_000 } };

describe("notifications", () => {
  // A times out at 50 and takes B with it; C is done at 60
  it("3.4 3.5 are sent as an instance finishes, fails, or is failed by a cascade", () => {
    const activities = [
      activityOf("A", { ...ON_GROUP, attemptTimeoutMs: 50_000, ...NO_RETRY }),
      activityOf("B", {
        ...ON_GROUP,
        dependsOn: [{ activityId: "A", via: "dependsOn" }],
        failureAndRerunMode: "cascade",
      }),
      activityOf("C", ON_GROUP),
    ];
    const plan = planOf({ activities, notifications: alarmsOf("A", "B", "C") }, { taskRunners: [RUNNER] });
    expect(sentBy(plan)).to.have.deep.members([
      [50, "A", "onFail"],
      [50, "B", "onFail"],
      [60, "C", "onSuccess"],
    ]);
  });

  // of two hours A's work takes the first 1000 s, late after 300; B is cancelled as it becomes late
  it("3.4 are sent as an instance becomes late; one that is cancelled sends no other", () => {
    const schedule = every(1, "hour", { occurrences: 1 });
    const late = { afterMs: 300_000, terminates: false };
    const A = activityOf("A", { ...ON_GROUP, schedule, late, work: [itemOf("command", 1000)] });
    const B = activityOf("B", { schedule, late: { ...late, terminates: true } });
    const plan = planOf({ activities: [A, B], notifications: alarmsOf("A", "B") }, { taskRunners: [RUNNER] });
    expect(sentBy(plan)).to.deep.equal([
      [300, "B", "onLateAction"],
      [300, "A", "onLateAction"],
      [1000, "A", "onSuccess"],
    ]);
  });

  // launched at 0, stopped at 400 for a command of 1000 s, gone 300 s later
  it("3.6 are sent for a resource that outlives its terminateAfter", () => {
    const A = activityOf("A", { runner: { kind: "resource", resourceId: "R" }, work: [itemOf("command", 1000)] });
    const resources = [ec2Of("R", { terminateAfterMs: 400_000 })];
    const [sent] = sentBy(planOf({ activities: [A], resources, notifications: alarmsOf("R") }));
    expect(sent?.slice(1)).to.deep.equal(["R", "onFail"]);
    expect(sent?.[0]).to.be.at.least(700);
  });

  it("3.4 1.4 say in their subject what the run knows, and leave the rest as it is written", () => {
    const subject = [
      { kind: "text", text: "A of " },
      ...["@scheduledStartTime", "@actualEndTime", "@status", "@id", "@pipelineId", "errorMessage", "hostname"].flatMap(
        (name) => [{ kind: "field", name } as const, { kind: "text", text: " " } as const],
      ),
      { kind: "field", name: "@actualEndTime", format: "dd.MM.YYYY HH:mm" },
    ] as const;
    const notifications = [{ componentId: "A", actionId: "Alarm", event: "onSuccess", subject }] as const;
    const plan = planOf({ activities: [activityOf("A", ON_GROUP)], notifications }, { taskRunners: [RUNNER] });
    expect(resultOf(plan).notifications).to.deep.equal([
      {
        pipelineId: "df-TEST",
        componentId: "A",
        instanceId: "@A_2012-11-23T00:00:00",
        actionId: "Alarm",
        event: "onSuccess",
        atMs: Date.UTC(2012, 10, 23, 0, 1),
        subject:
          "A of 2012-11-23T00:00:00 2012-11-23T00:01:00 FINISHED @A_2012-11-23T00:00:00 df-TEST all of its work is done (4.6) #{node.hostname} 23.11.2012 00:01",
      },
    ]);
  });

  it("3.4 are measured and counted in the summary, but only where there are alarms", () => {
    const activities = [activityOf("A", ON_GROUP)];
    const plan = planOf({ activities, notifications: alarmsOf("A") }, { taskRunners: [RUNNER] });
    expect(resultOf(plan, 3).measures.notifications).to.include({ unit: "count", n: 3, mean: 1 });
    expect(writeSummary(resultOf(plan))).to.match(/^Alarms {2}1 notification {2}onSuccess 1$/m);
    expect(writeSummary(resultOf(plan, 3))).to.match(/^Alarms {2}1 notification a run$/m);
    const silent = resultOf(planOf({ activities }, { taskRunners: [RUNNER] }));
    expect(silent.measures.notifications).to.equal(undefined);
    expect(writeSummary(silent)).to.not.include("Alarms");
    expect(silent.notifications).to.deep.equal([]);
  });
});
