import { expect } from "chai";
import type { ActivityPlan, WorkItemPlan } from "../../src/model/plan.ts";
import { compile, emrPipeline, planOf, shellPipeline, shortForm, type TestObject } from "./harness.ts";

function activityOf(objects: readonly TestObject[], yaml = ""): ActivityPlan {
  const [activity] = planOf(objects, yaml).pipelines[0]?.activities ?? [];
  if (activity === undefined) throw new Error("no activity");
  return activity;
}

/** `step first.jar stepQueue 600000`: role, label, place and constant duration of a work item. */
function itemText({ role, label, place, work }: WorkItemPlan): string {
  const amount = work.kind === "duration" && work.duration.kind === "constant" ? work.duration.value : work.kind;
  return `${role} ${label} ${place} ${amount}`;
}

describe("the work of activities", () => {
  it("4.6 an EmrActivity is its commands on the runner's host around its steps in the cluster's queue", () => {
    const objects = emrPipeline({ preStepCommand: ["mkdir a", "cp x y"], postStepCommand: "rm -r a" });
    const { work } = activityOf(
      objects,
      "workloads: { MyActivity: { preStepCommand: [1 s, 2 s], steps: [10 min, 5 min], postStepCommand: 3 s } }",
    );
    expect(work.map(itemText)).to.deep.equal([
      "preStepCommand mkdir a runner 1000",
      "preStepCommand cp x y runner 2000",
      "step first.jar stepQueue 600000",
      "step second.jar stepQueue 300000",
      "postStepCommand rm -r a runner 3000",
    ]);
  });

  const PLACES: readonly (readonly [type: string, fields: Readonly<Record<string, unknown>>, item: string])[] = [
    ["ShellCommandActivity", { command: "run.sh" }, "command run.sh runner 60000"],
    ["ShellCommandActivity", { scriptUri: "s3://code/load.sh" }, "command load.sh runner 60000"],
    ["SqlActivity", { script: "select 1" }, "command select 1 runner 60000"],
    ["CopyActivity", {}, "command CopyActivity runner 60000"],
    ["RedshiftCopyActivity", {}, "command RedshiftCopyActivity runner 60000"],
    ["HiveCopyActivity", {}, "command HiveCopyActivity runner 60000"],
    ["HadoopActivity", { jarUri: "s3://code/a.jar" }, "command a.jar hadoop 60000"],
    ["HiveActivity", { scriptUri: "s3://code/a.q" }, "command a.q hadoop 60000"],
    ["PigActivity", { script: "a = load 'b';" }, "command a = load 'b'; hadoop 60000"],
  ];
  for (const [type, fields, item] of PLACES) {
    it(`4.6 places a ${type} on a cluster`, () => {
      const objects = emrPipeline({ type, step: undefined, ...fields });
      const { plan, diagnostics } = compile(objects, "workloads: { MyActivity: { command: 1 min } }");
      const errors = diagnostics.filter(({ severity }) => severity === "error").map(({ code }) => code);
      const [activity] = plan?.pipelines[0]?.activities ?? [];
      expect(errors).to.deep.equal([]);
      expect(activity?.work.map(itemText)).to.deep.equal([item]);
    });
  }

  it("4.6 steps without a cluster run on the runner's host", () => {
    const objects = shellPipeline({ type: "EmrActivity", command: undefined, step: "s3://code/a.jar" });
    expect(activityOf(objects).work.map(itemText)).to.deep.equal(["step a.jar runner 600000"]);
  });

  it("4.8 takes a named placeholder for what nobody described: 10 minutes a step, 5 s for commands around them", () => {
    const plan = planOf(emrPipeline({ preStepCommand: "cp x y" }));
    expect(plan.pipelines[0]?.activities[0]?.work.map(itemText)).to.deep.equal([
      "preStepCommand cp x y runner 5000",
      "step first.jar stepQueue 600000",
      "step second.jar stepQueue 600000",
    ]);
    expect(plan.placeholders).to.deep.equal(["MyActivity"]);
    const rows = plan.assumptions.filter(({ rule }) => rule === "4.8").map(({ id, override }) => `${id}: ${override}`);
    expect(rows).to.deep.equal([
      "work.MyActivity.steps: workloads: { MyActivity: { steps: [10 min, 10 min] } }",
      "work.MyActivity.preStepCommand: workloads: { MyActivity: { preStepCommand: 5 s } }",
    ]);
  });

  it("4.8 calls a plan described when only the commands around its steps are not", () => {
    const plan = planOf(emrPipeline({ preStepCommand: "cp x y" }), "workloads: { MyActivity: { duration: 1 min } }");
    expect(plan.placeholders).to.deep.equal([]);
    expect(plan.assumptions.some(({ id }) => id === "work.MyActivity.preStepCommand")).to.equal(true);
  });

  it("4.8 takes the placeholder only for the steps that are left", () => {
    const plan = planOf(emrPipeline(), "workloads: { MyActivity: { steps: [1 min] } }");
    expect(plan.pipelines[0]?.activities[0]?.work.map(itemText)).to.deep.equal([
      "step first.jar stepQueue 60000",
      "step second.jar stepQueue 600000",
    ]);
    expect(plan.assumptions.find(({ rule }) => rule === "4.8")?.id).to.equal("work.MyActivity.duration");
  });

  it("takes each part of the work from the most specific pattern that gives it", () => {
    const { work } = activityOf(
      emrPipeline({ preStepCommand: "a", postStepCommand: "b" }),
      `workloads:
  "*": { duration: 9 min, preStepCommand: 1 s, postStepCommand: 2 s }
  My*: { preStepCommand: 3 s }
  MyActivity: { steps: [4 min] }
`,
    );
    expect(work.map(itemText)).to.deep.equal([
      "preStepCommand a runner 3000",
      "step first.jar stepQueue 240000",
      "step second.jar stepQueue 540000",
      "postStepCommand b runner 2000",
    ]);
  });

  it("resolves work that scales against the speed of its reference type", () => {
    const yaml = `workloads:
  MyActivity:
    steps:
      - scaling: { work: 40 node-hours, reference: m1.xlarge, serial: 4 minutes, overheadPerNode: 3 s }
      - scaling: { work: { exponential: { mean: 1 node-hour } } }
`;
    const { work } = activityOf(emrPipeline(), yaml);
    // m1.xlarge has 8 ECU, m1.small has 1.
    expect(work.map((item) => item.work)).to.deep.equal([
      {
        kind: "scaling",
        work: { kind: "constant", value: 144_000_000 },
        referenceSpeed: 8,
        serialMs: 240_000,
        overheadPerNodeMs: 3000,
      },
      {
        kind: "scaling",
        work: { kind: "exponential", mean: 3_600_000 },
        referenceSpeed: 1,
        serialMs: 0,
        overheadPerNodeMs: 0,
      },
    ]);
    const assumption = planOf(emrPipeline(), yaml).assumptions.find(({ id }) => id === "work.scaling.reference");
    expect(assumption?.value).to.equal("m1.small");
  });

  it("reads measured durations from the file that the scenario names", () => {
    const yaml = "workloads: { MyActivity: { duration: { empirical: ./runs.csv } } }";
    const { plan } = compile(emrPipeline(), yaml, (path) => (path === "./runs.csv" ? "10 s\n20 s\n" : undefined));
    expect(plan?.pipelines[0]?.activities[0]?.work[0]?.work).to.deep.equal({
      kind: "duration",
      duration: { kind: "empirical", values: [10_000, 20_000] },
    });
  });

  const REFUSED: readonly (readonly [title: string, yaml: string, problem: string])[] = [
    [
      "more steps than there are",
      "workloads: { MyActivity: { steps: [1 s, 1 s, 1 s] } }",
      "1:35 error SCENARIO_VALUE workloads.MyActivity.steps",
    ],
    [
      "a preStepCommand that is not there",
      "workloads: { MyActivity: { preStepCommand: 1 s } }",
      "1:44 error SCENARIO_VALUE workloads.MyActivity.preStepCommand",
    ],
    [
      "one command for an EmrActivity",
      "workloads: { MyActivity: { command: 1 s } }",
      "1:26 error SCENARIO_VALUE workloads.MyActivity.command",
    ],
    [
      "a reference type that does not exist",
      "workloads: { MyActivity: { scaling: { work: 1 node-hour, reference: m1.smal } } }",
      "1:69 error PLAN_INSTANCE_TYPE workloads.MyActivity.scaling.reference",
    ],
    [
      "a file that cannot be read",
      "workloads: { MyActivity: { duration: { empirical: a.csv } } }",
      "1:38 error SCENARIO_FILE workloads.MyActivity.duration",
    ],
    [
      "work of no activity",
      "workloads: { MyActivty: { duration: 1 s } }",
      "1:25 warning SCENARIO_NO_MATCH workloads.MyActivty",
    ],
  ];
  for (const [title, yaml, problem] of REFUSED) {
    it(`reports ${title}`, () => expect(compile(emrPipeline(), yaml).diagnostics.map(shortForm)).to.include(problem));
  }

  it("refuses work that scales where there is no cluster", () => {
    const { diagnostics } = compile(shellPipeline(), "workloads: { MyShell: { scaling: { work: 1 node-hour } } }");
    expect(diagnostics.map(shortForm)).to.include("1:34 error PLAN_WORK workloads.MyShell.scaling");
  });

  it("warns of an EmrActivity without a step", () => {
    const { diagnostics } = compile(emrPipeline({ step: undefined }));
    expect(diagnostics.map(({ code }) => code)).to.include("PLAN_WORK");
  });
});
