import { expect } from "chai";
import { compilePlan } from "../../src/scenario/compile/compile-plan.ts";
import { applyOverrides, type Overridden } from "../../src/scenario/overrides/apply-overrides.ts";
import { readScenario } from "../../src/scenario/read-scenario.ts";
import { emrPipeline, scenarioOf, shellPipeline, sourceOf, type TestObject } from "./harness.ts";

const YAML = `account: { region: us-east-1, billing: hourly }
boot: { m1.small: 95 s }
workloads: { MyActivity: { steps: [600 s, 300 s] } }
`;

function override(
  overrides: readonly string[],
  yaml = YAML,
  objects: readonly TestObject[] = emrPipeline(),
): Overridden {
  return applyOverrides(scenarioOf(yaml), sourceOf(objects).definition, overrides);
}

/** The plan with overrides, which must be right. */
function planWith(overrides: readonly string[], yaml = YAML, objects: readonly TestObject[] = emrPipeline()) {
  const { scenario, definition, diagnostics } = override(overrides, yaml, objects);
  expect(diagnostics).to.deep.equal([]);
  const { plan } = compilePlan({ scenario, source: { ...sourceOf(objects), definition } });
  if (plan === undefined) throw new Error("no plan");
  return plan;
}

/** Problems as `CODE path: hint`. */
function problems(overrides: readonly string[], yaml = YAML): string[] {
  return override(overrides, yaml).diagnostics.map(({ file, code, path, hint }) => `${file} ${code} ${path}: ${hint}`);
}

describe("overrides", () => {
  it("reach keys of the scenario, typed as the scenario is", () => {
    const plan = planWith(["account.billing=per-second", "account.region = us-west-2", "seed=7"]);
    expect([plan.billing.mode, plan.region]).to.deep.equal(["per-second", "us-west-2"]);
  });

  it("reach fields of objects of the definition", () => {
    const plan = planWith(["MyCluster.coreInstanceCount=20", "MyCluster.coreInstanceType=m1.large"]);
    const [resource] = plan.pipelines[0]?.resources ?? [];
    expect(resource?.kind === "EmrCluster" && resource.groups[1]).to.deep.include({
      count: 20,
      instanceType: "m1.large",
    });
  });

  it("reach one step of a workload, a list's next item, and a part of a distribution", () => {
    const { scenario } = override([
      "workloads.MyActivity.steps[0].duration=5 min",
      "workloads.MyActivity.steps[1]={ lognormal: { mean: 5 min, cv: 0.2 } }",
      "workloads.MyActivity.steps[1].lognormal.cv=0.4",
      "taskRunners[0].workerGroup=wg",
    ]);
    const steps = scenario.workloads[0]?.value.steps?.value ?? [];
    expect(steps.map((step) => step.kind === "duration" && step.duration.value)).to.deep.equal([
      { kind: "constant", value: 300_000 },
      { kind: "lognormal", mu: Math.log(300_000) - Math.log1p(0.4 ** 2) / 2, sigma: Math.sqrt(Math.log1p(0.4 ** 2)) },
    ]);
    expect(scenario.taskRunners[0]?.value.workerGroup).to.equal("wg");
  });

  const OPEN_KEYS: readonly (readonly [override: string, place: string])[] = [
    ["boot.m1.small=80 s", "m1.small"],
    ["boot.m1.xlarge=80 s", "m1.xlarge"],
    ['boot["m1.xlarge"]=80 s', "m1.xlarge"],
    ["boot.m1.xlarge.constant=80 s", "m1.xlarge"],
    ["boot.MyCluster.core[1]=80 s", "MyCluster.core[1]"],
    ["boot.MyCluster.task=80 s", "MyCluster.task"],
  ];
  for (const [text, place] of OPEN_KEYS) {
    it(`${text} sets the boot time of ${place}`, () => {
      const { scenario, diagnostics } = override([text]);
      expect(diagnostics).to.deep.equal([]);
      expect(scenario.boot.byPlace.get(place)?.value.value).to.deep.equal({ kind: "constant", value: 80_000 });
    });
  }

  it("reach prices and parameters whose names have dots", () => {
    const { scenario } = override([
      "prices.ec2.m1.small=0.5 USD",
      "parameters.my.bucket=s3://a/b",
      "logs.upload.m1.small=9 MB/s",
    ]);
    expect(scenario.prices.ec2.get("m1.small")).to.equal(500_000_000);
    expect(scenario.parameters.get("my.bucket")).to.deep.equal(["s3://a/b"]);
    expect(scenario.logs.upload[0]).to.include({ pattern: "m1.small", value: 9_000_000 });
  });

  it("take a value away", () => {
    expect(override(["account.billing="]).scenario.account.billing).to.equal(undefined);
  });

  it("apply in order, the last one counting", () => {
    expect(planWith(["seed=1", "account.billing=per-second", "account.billing=hourly"]).billing.mode).to.equal(
      "hourly",
    );
  });

  it("leave what they were given as it was", () => {
    const scenario = scenarioOf(YAML);
    const { definition } = sourceOf(emrPipeline());
    const before = JSON.stringify([scenario.account, definition.objects.map(({ fields }) => [...fields])]);
    applyOverrides(scenario, definition, ["account.billing=per-second", "MyCluster.coreInstanceCount=20"]);
    expect(JSON.stringify([scenario.account, definition.objects.map(({ fields }) => [...fields])])).to.equal(before);
  });

  it("keep the identity of the pipeline, so that a what-if differs only in what it says", () => {
    const plain = planWith([]);
    const changed = planWith(["MyCluster.coreInstanceCount=2"]);
    expect(changed).to.deep.equal(plain);
  });

  it("1.3 reach the objects that inherit the field", () => {
    const objects: TestObject[] = [
      { id: "Default", pipelineLogUri: "s3://old" },
      ...shellPipeline(),
      { id: "Other", type: "ShellCommandActivity", workerGroup: "wg", command: "x", pipelineLogUri: "s3://own" },
    ];
    const uris = (text: string) => planWith([text], "", objects).pipelines[0]?.activities.map(({ logUri }) => logUri);
    expect(uris("Default.pipelineLogUri=s3://new")).to.deep.equal(["s3://new", "s3://own"]);
    const plan = planWith(["Default.maxActiveInstances=3"], "", objects);
    expect(plan.pipelines[0]?.activities.map(({ maxActiveInstances }) => maxActiveInstances)).to.deep.equal([3, 3]);
  });

  it("change one value of a field, all of them, and references", () => {
    const labels = (text: string) => planWith([text]).pipelines[0]?.activities[0]?.work.map(({ label }) => label);
    expect(labels("MyActivity.step[1]=s3://a/third.jar")).to.deep.equal(["first.jar", "third.jar"]);
    expect(labels("MyActivity.step=[a.jar, b.jar]")).to.deep.equal(["a.jar", "b.jar"]);
    const objects = [...emrPipeline(), { id: "Host", type: "Ec2Resource", instanceType: "m1.small" }];
    const plan = planWith(["MyActivity.runsOn=Host"], "", objects);
    expect(plan.pipelines[0]?.resources.map(({ id }) => id)).to.deep.equal(["Host"]);
  });

  const REFUSED: readonly (readonly [override: string, problem: string])[] = [
    ["acount.billing=hourly", "--set SCENARIO_OVERRIDE acount.billing: Did you mean `account`?"],
    ["MyClustr.coreInstanceCount=3", "--set SCENARIO_OVERRIDE MyClustr.coreInstanceCount: Did you mean `MyCluster`?"],
    [
      "MyCluster.coreInstanceCuont=3",
      "--set SCENARIO_OVERRIDE MyCluster.coreInstanceCuont: Did you mean `coreInstanceCount` or `coreInstanceType`?",
    ],
    ["account.biling=hourly", "--set SCENARIO_UNKNOWN_KEY account.biling: Did you mean `billing`?"],
    ["account.billing=weekly", "--set SCENARIO_VALUE account.billing: undefined"],
    ["boot.pending=20", "--set SCENARIO_UNIT boot.pending: undefined"],
    ["MyCluster.coreInstanceCount=many", "--set SCENARIO_OVERRIDE MyCluster.coreInstanceCount: undefined"],
    ["MyCluster.terminateAfter=soon", "--set SCENARIO_OVERRIDE MyCluster.terminateAfter: undefined"],
    ["MyActivity.step[5]=a.jar", "--set SCENARIO_OVERRIDE MyActivity.step[5]: undefined"],
    ["MyActivity.step={ a: b }", "--set SCENARIO_OVERRIDE MyActivity.step: undefined"],
    ["workloads.MyActivity.steps[7]=1 s", "--set SCENARIO_OVERRIDE workloads.MyActivity.steps[7]: undefined"],
    ["account[0]=a", "--set SCENARIO_OVERRIDE account[0]: undefined"],
    ["account.billing=[", "--set SCENARIO_OVERRIDE account.billing: undefined"],
  ];
  for (const [text, problem] of REFUSED) {
    it(`refuses ${text}`, () => expect(problems([text])).to.include(problem));
  }

  for (const text of ["account.billing", "=3", ""]) {
    it(`refuses "${text}", which is no path=value`, () => {
      expect(problems([text])[0]).to.match(/^--set SCENARIO_OVERRIDE undefined: For example/);
    });
  }

  it("say nothing of what was wrong with the scenario's own text", () => {
    const { scenario } = readScenario("boot: { pending: 20 }\nnmae: a", { file: "scenario.yaml" });
    const { diagnostics } = applyOverrides(scenario, sourceOf(emrPipeline()).definition, ["seed=1", "boot.pendng=3 s"]);
    expect(diagnostics).to.deep.equal([]);
  });

  it("report every wrong override at once", () => {
    expect(problems(["a=1", "b=2", "boot.pending=3"])).to.have.length(3);
  });
});
