import { expect } from "chai";
import { PHASES, type Phase } from "../../src/experiment/critical-path.ts";
import { runReplication } from "../../src/experiment/run-replication.ts";
import type { Plan } from "../../src/model/plan.ts";
import { ACTIVATION_MS, activityOf, clusterOf, ec2Of, itemOf, planOf, seconds } from "../model/plans.ts";
import { every } from "../model/run-plan.ts";

/** The observations of one measure, in seconds. */
function secondsOf(plan: Plan, name: string): number[] {
  const { measures } = runReplication(plan, "seed", 0, false);
  return measures.find((measure) => measure.name === name)?.values.map((value) => value / 1000) ?? [];
}

/** The phases of the first execution that are not 0, in seconds. */
function phasesOf(plan: Plan): Partial<Record<Phase, number>> {
  const phases = PHASES.map((phase) => [phase, secondsOf(plan, `time.${phase}`)[0] ?? 0] as const);
  return Object.fromEntries(phases.filter(([, value]) => value > 0));
}

const onR = { runner: { kind: "resource", resourceId: "R" } } as const;
const onGroup = { runner: { kind: "workerGroup", workerGroup: "wg" } } as const;
const taskRunners = [
  { id: "wg/0", workerGroup: "wg", tasks: 1, poll: { kind: "long", holdMs: 90_000 }, logUri: null },
] as const;
const onceDone = (activityId: string) => ({ dependsOn: [{ activityId, via: "dependsOn" }] });

describe("where the time of an execution goes", () => {
  it("is boot, bootstrap, applications, install and the commands of the one activity", () => {
    const bootstrapActions = [{ name: "b", path: "b", duration: seconds(20) }];
    const work = [itemOf("preStepCommand", 5), itemOf("step", 50), itemOf("step", 60), itemOf("postStepCommand", 7)];
    const plan = planOf({
      resources: [clusterOf("R", { bootstrapActions })],
      activities: [activityOf("A", { ...onR, work })],
    });
    expect(phasesOf(plan)).to.deep.equal({
      boot: 100,
      bootstrap: 20,
      applications: 60,
      runnerInstall: 30,
      preStepCommand: 5,
      step: 110,
      postStepCommand: 7,
    });
    expect(secondsOf(plan, "latency.pipeline")).to.deep.equal([332]);
  });

  // A, 130 to 190, then B on the same host, 190 to 390; C, which ends at 40, holds nobody up
  it("follows the dependency that held the last activity up", () => {
    const activities = [
      activityOf("A", onR),
      activityOf("B", {
        ...onR,
        dependsOn: [...onceDone("A").dependsOn, ...onceDone("C").dependsOn],
        work: [itemOf("command", 200)],
      }),
      activityOf("C", { ...onGroup, work: [itemOf("command", 40)] }),
    ];
    const plan = planOf({ resources: [ec2Of("R")], activities }, { taskRunners });
    expect(phasesOf(plan)).to.deep.equal({ boot: 100, runnerInstall: 30, command: 260 });
    expect(secondsOf(plan, "latency.pipeline")).to.deep.equal([390]);
  });

  // two attempts share a step queue: B's step waits from 190 to 290 for A's
  it("counts steps that wait behind those of another activity as waiting", () => {
    const activities = ["A", "B"].map((id) => activityOf(id, { ...onR, work: [itemOf("step", 100)] }));
    const plan = planOf({ resources: [clusterOf("R")], activities });
    expect(phasesOf(plan)).to.deep.equal({ boot: 100, applications: 60, runnerInstall: 30, step: 100, waiting: 100 });
  });

  // one thread: 0 to 60, 60 to 120, 120 to 180; two of the activations come in the same millisecond
  it("tells executions apart that begin in the same millisecond", () => {
    const timesMs = [ACTIVATION_MS, ACTIVATION_MS, ACTIVATION_MS + 1000];
    const plan = planOf(
      { activation: { kind: "times", timesMs }, activities: [activityOf("A", onGroup)] },
      { taskRunners },
    );
    expect(secondsOf(plan, "latency.pipeline")).to.deep.equal([60, 120, 179]);
    expect(secondsOf(plan, "time.waiting")).to.deep.equal([0, 60, 119]);
    expect(secondsOf(plan, "time.command")).to.deep.equal([60, 60, 60]);
  });

  // hourly A takes 60 s, daily B 7,200 s; both begin at 0, with threads enough
  it("tells executions of two schedules apart that begin together", () => {
    const activities = [
      activityOf("A", { ...onGroup, schedule: every(1, "hour", { occurrences: 2 }) }),
      activityOf("B", {
        ...onGroup,
        schedule: every(1, "day", { occurrences: 1 }),
        work: [itemOf("step", 7200, "runner")],
      }),
    ];
    const plan = planOf({ activities }, { taskRunners: [{ ...taskRunners[0], tasks: 5 }] });
    expect(secondsOf(plan, "latency.pipeline")).to.deep.equal([60, 60, 7200]);
    expect(secondsOf(plan, "time.command")).to.deep.equal([60, 60, 0]);
    expect(secondsOf(plan, "time.step")).to.deep.equal([0, 0, 7200]);
  });

  it("keeps two pipelines with activities of one name apart", () => {
    const one = planOf({ activities: [activityOf("A", onGroup)] }, { taskRunners: [{ ...taskRunners[0], tasks: 5 }] });
    const [pipeline] = one.pipelines;
    if (pipeline === undefined) throw new Error("there is a pipeline");
    const other = {
      ...pipeline,
      id: "df-OTHER",
      name: "other",
      activities: [activityOf("A", { ...onGroup, work: [itemOf("step", 90, "runner")] })],
    };
    const both = { ...one, pipelines: [pipeline, other] };
    expect(secondsOf(both, "latency.pipeline")).to.deep.equal([60, 90]);
    expect(secondsOf(both, "time.step")).to.deep.equal([0, 90]);
  });
});
