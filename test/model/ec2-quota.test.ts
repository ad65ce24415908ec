import { expect } from "chai";
import { runReplication } from "../../src/experiment/run-replication.ts";
import type { ActivityPlan, Plan, ResourcePlan } from "../../src/model/plan.ts";
import { simulate } from "../../src/model/simulate.ts";
import { activityOf, clusterOf, ec2Of, groupOf, planOf } from "./plans.ts";
import { at, attemptsOf, every, instancesOf, movesOf, recordsOf } from "./run-plan.ts";

/** 60 s of work on a resource of its own. */
function activityOn(resourceId: string, rest: Partial<ActivityPlan> = {}): ActivityPlan {
  return activityOf(`On${resourceId}`, { runner: { kind: "resource", resourceId }, ...rest });
}

/** A host: launched, polls after 130 s, works until 190, log published at 190.25, gone at 490.25. */
function planWith(ec2Instances: number | undefined, ...resources: readonly ResourcePlan[]): Plan {
  const plan = planOf({ resources, activities: resources.map(({ id }) => activityOn(id)) });
  return { ...plan, limits: { ...plan.limits, ...(ec2Instances === undefined ? {} : { ec2Instances }) } };
}

describe("the account's limit on EC2 instances", () => {
  it("2.5 there is none unless it is given", () => {
    const records = recordsOf(planWith(undefined, ec2Of("A"), ec2Of("B")));
    expect(attemptsOf(records, "OnB")).to.deep.equal([[130, 190]]);
    expect(records.resources.map((row) => row.launchedAtMs)).to.deep.equal([undefined, undefined]);
  });

  // B is launched when A is terminated, not when A's bill ends: 490.25; then 130 s until it polls
  it("2.5 7.3 a launch that would pass it waits in CREATING until instances are terminated", () => {
    const plan = planWith(1, ec2Of("A"), ec2Of("B"));
    const records = recordsOf(plan);
    expect(attemptsOf(records, "OnA")).to.deep.equal([[130, 190]]);
    expect(attemptsOf(records, "OnB")).to.deep.equal([[620.25, 680.25]]);
    const B = records.resources.find(({ componentId }) => componentId === "B");
    expect([B?.requestedAtMs, B?.launchedAtMs, B?.readyAtMs].map(at)).to.deep.equal([0, 490.25, 590.25]);
    expect(movesOf(records, "instance", "@B_2012-11-23T00:00:00").slice(0, 3)).to.deep.equal([
      [0, "WAITING_ON_DEPENDENCIES"],
      [0, "CREATING"],
      [590.25, "RUNNING"],
    ]);
    const host = records.ec2Instances.find(({ componentId }) => componentId === "B");
    expect([at(host?.requestedAtMs), at(host?.runningAtMs)]).to.deep.equal([490.25, 510.25]);
  });

  // 490.25 s until there is room, 100 s of boot, 30 s of installation, 60 s of work
  it("2.5 the time that a launch waits counts as waiting, not as boot", () => {
    const { measures, records } = runReplication(planWith(1, ec2Of("A"), ec2Of("B")), "seed", 0, true);
    const waited = records?.attempts.find(({ componentId }) => componentId === "OnB")?.waitedFor;
    expect(waited).to.deep.include({ queueMs: 490_250, bootMs: 100_000, runnerInstallMs: 30_000 });
    const value = (name: string) => measures.find((measure) => measure.name === name)?.values;
    expect([value("latency.pipeline"), value("time.waiting"), value("boot.B")]).to.deep.equal([
      [680_250],
      [490_250],
      [100_000],
    ]);
  });

  // of 3, A has 2; the cluster B of 2 waits for A's, and C of 1, which there would be room for, waits behind B
  it("2.5 first come, first served: a small launch does not overtake a large one", () => {
    const groups = [groupOf("master", 1, 100), groupOf("core", 1, 100)];
    const records = recordsOf(planWith(3, clusterOf("A", { groups }), clusterOf("B", { groups }), ec2Of("C")));
    const launches = records.resources.map((row) => [row.componentId, at(row.launchedAtMs)]);
    // a cluster polls after 190 s, has worked at 250, shuts down at 250.25 and is gone at 550.25
    expect(launches.sort()).to.deep.equal([
      ["A", undefined],
      ["B", 550.25],
      ["C", 550.25],
    ]);
  });

  it("2.5 all pipelines of the account share it", () => {
    const plan = planWith(1, ec2Of("A"));
    const [pipeline] = plan.pipelines;
    const two = pipeline === undefined ? [] : [pipeline, { ...pipeline, id: "df-OTHER", name: "other" }];
    const records = recordsOf({ ...plan, pipelines: two });
    expect(records.resources.map((row) => [row.pipelineId, at(row.launchedAtMs)])).to.deep.equal([
      ["df-TEST", undefined],
      ["df-OTHER", 490.25],
    ]);
  });

  // B is launched at 490.25 and stopped 100 s later, not 100 s after its request
  it("3.6 terminateAfter counts from the launch", () => {
    const records = recordsOf(planWith(1, ec2Of("A"), ec2Of("B", { terminateAfterMs: 100_000 })));
    const B = records.resources.find(({ componentId }) => componentId === "B");
    expect([B?.status, at(B?.shuttingDownAtMs)]).to.deep.equal(["TIMEDOUT", 590.25]);
  });

  // B's activity is cancelled at 300, before there is room for B; C, behind it, is launched when A is gone
  it("2.5 3.5 a resource that nothing needs any more leaves the line, and is never launched", () => {
    const schedule = every(1, "hour", { occurrences: 1 });
    const late = { afterMs: 300_000, terminates: true };
    const resources = ["A", "B", "C"].map((id) => ec2Of(id, { schedule }));
    const activities = [
      activityOn("A", { schedule }),
      activityOn("B", { schedule, late }),
      activityOn("C", { schedule }),
    ];
    const plan = planOf({ resources, activities });
    const records = recordsOf({ ...plan, limits: { ...plan.limits, ec2Instances: 1 } });
    const [B] = instancesOf(records, "B");
    expect([B?.status, at(B?.endedAtMs), B?.attempts]).to.deep.equal(["FINISHED", 300, 0]);
    const C = records.resources.find(({ componentId }) => componentId === "C");
    expect(at(C?.launchedAtMs)).to.equal(490.25);
    expect(records.ec2Instances.filter(({ componentId }) => componentId === "B")).to.deep.equal([]);
  });

  // A is needed to the horizon, by an activity whose producer never comes: B waits as long
  it("2.5 says why a resource is not launched", () => {
    const stuck = activityOf("Stuck", { runner: { kind: "none" } });
    const waiting = activityOn("A", { id: "Waiting", dependsOn: [{ activityId: "Stuck", via: "dependsOn" }] });
    const plan = planOf({
      resources: [ec2Of("A"), ec2Of("B")],
      activities: [activityOn("A"), stuck, waiting, activityOn("B")],
    });
    const records = recordsOf({
      ...plan,
      horizonMs: plan.activationMs + 3_600_000,
      limits: { ...plan.limits, ec2Instances: 1 },
    });
    const [B] = instancesOf(records, "B");
    expect([B?.status, B?.reason]).to.deep.equal([
      "CREATING",
      "waits until the account's limit on EC2 instances (1) leaves room for 1 (2.5)",
    ]);
    expect(records.bill.lines.some(({ componentId }) => componentId === "B")).to.equal(false);
  });

  it("2.5 a plan whose resource alone passes it is refused by the compiler, and is a bug here", () => {
    const plan = planWith(1, clusterOf("A", { groups: [groupOf("master", 1, 100), groupOf("core", 1, 100)] }));
    expect(() => simulate(plan, { seed: "seed", replication: 0, observers: [] })).to.throw(/than the account may have/);
  });
});
