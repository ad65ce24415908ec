import { expect } from "chai";
import { bootTime } from "../../src/catalog/boot-time.ts";
import type { Distribution } from "../../src/engine/distribution.ts";
import type { EmrClusterPlan } from "../../src/model/plan.ts";
import { CREATION_TO_READY, MEAN_OF_MAX_OF_THREE } from "../../src/scenario/defaults.ts";
import { compile, emrPipeline, planOf, shortForm } from "./harness.ts";

function clusterOf(yaml: string, fields: Readonly<Record<string, unknown>> = {}): EmrClusterPlan {
  const [resource] = planOf(emrPipeline({}, fields), yaml).pipelines[0]?.resources ?? [];
  if (resource?.kind !== "EmrCluster") throw new Error("no cluster");
  return resource;
}

function constant(value: number): Distribution {
  return { kind: "constant", value };
}

describe("5.6 boot times", () => {
  const TASKS = { taskInstanceType: "m1.small", taskInstanceCount: "4" };

  it("come from the catalog by type, and are assumptions then", () => {
    const plan = planOf(emrPipeline());
    const [resource] = plan.pipelines[0]?.resources ?? [];
    const boots = resource?.kind === "EmrCluster" ? resource.groups.map(({ boot }) => boot) : [];
    expect(boots).to.deep.equal([
      { kind: "normal", mean: 100_000, sd: 7000 },
      { kind: "normal", mean: 100_000, sd: 5000 },
    ]);
    expect(plan.assumptions.find(({ id }) => id === "boot.m1.small")).to.deep.include({
      rule: "5.6",
      value: "normal, mean 100 s, sd 5 s",
      override: "boot: { m1.small: { normal: { mean: 100 s, sd: 5 s } } }",
    });
  });

  it("come from the closest place that the scenario names: instance, group, resource, type", () => {
    const { groups } = clusterOf(
      `boot:
  m1.small: 95 s
  m1.xlarge: 99 s
  MyCluster.task: 400 s
  MyCluster.core[1]: 300 s
`,
      TASKS,
    );
    expect(groups.map(({ role, boot, instanceBoots }) => [role, boot, instanceBoots])).to.deep.equal([
      ["master", constant(99_000), []],
      ["core", constant(95_000), [{ index: 1, boot: constant(300_000) }]],
      ["task", constant(400_000), []],
    ]);
    const all = clusterOf("boot: { MyCluster: 50 s, m1.small: 95 s }").groups.map(({ boot }) => boot);
    expect(all).to.deep.equal([constant(50_000), constant(50_000)]);
  });

  it("are no assumption where the scenario gives every instance", () => {
    const plan = planOf(emrPipeline(), "boot: { m1.xlarge: 9 s, 'MyCluster.core[0]': 1 s, 'MyCluster.core[1]': 2 s }");
    expect(plan.assumptions.filter(({ id }) => id.startsWith("boot.m1"))).to.deep.equal([]);
  });

  it("take the phases after them from the scenario", () => {
    const cluster = clusterOf("boot: { pending: 10 s, applications: 60 s, runnerInstall: 30 s, termination: 5 min }");
    expect(cluster.pending).to.deep.equal(constant(10_000));
    expect(cluster.applications).to.deep.equal(constant(60_000));
    expect(cluster.runnerInstall).to.deep.equal(constant(30_000));
    expect(cluster.termination).to.deep.equal(constant(300_000));
  });

  it("refuse a key that is neither a type nor a place", () => {
    const problems = (yaml: string) => compile(emrPipeline(), yaml).diagnostics.map(shortForm);
    expect(problems("boot: { m1.smal: 9 s }")).to.include('1:18 error SCENARIO_VALUE boot["m1.smal"]');
    expect(problems("boot: { 'MyCluster.core[2]': 9 s }")).to.include(
      '1:30 error SCENARIO_VALUE boot["MyCluster.core[2]"]',
    );
    expect(problems("boot: { c1.medium: 9 s }").filter((problem) => problem.includes("error"))).to.deep.equal([]);
  });
});

describe("5.6 the default for the applications", () => {
  /** Creation to ready on average: the slowest of three boots, and the applications. */
  function meanReadySeconds(type: string, dateMs: number, applications: Distribution): number {
    const boot = bootTime(type, dateMs);
    if (boot === undefined || applications.kind !== "normal") throw new Error("no times");
    return boot.meanS + MEAN_OF_MAX_OF_THREE * boot.sdS + applications.mean / 1000;
  }

  it("makes a small m1.small cluster of the AMI era ready when it was measured: after 240 to 296 s", () => {
    // 100 + 0.8463 * 5 = 104.2 s of boot; 268 - 104.2 = 163.8, rounded to 164 s.
    const { applications } = clusterOf("", { masterInstanceType: "m1.small" });
    expect(applications).to.deep.equal({ kind: "normal", mean: 164_000, sd: 14_000 });
    const ready = meanReadySeconds("m1.small", Date.UTC(2012, 10, 23), applications);
    expect(ready).to.be.closeTo((240 + 296) / 2, 0.5);
    expect([ready - 2 * 14, ready + 2 * 14].map(Math.round)).to.deep.equal([240, 296]);
  });

  it("makes a cluster with a release label ready after the median of all that were measured", () => {
    for (const [type, prices] of [
      ["m3.xlarge", "2016-01-01"],
      ["m5.xlarge", "2022-01-01"],
    ] as const) {
      const fields = {
        hadoopVersion: undefined,
        releaseLabel: "emr-5.9.0",
        masterInstanceType: type,
        coreInstanceType: type,
      };
      const { applications } = clusterOf(`account: { prices: ${prices} }`, fields);
      expect(meanReadySeconds(type, Date.parse(prices), applications), type).to.be.closeTo(359, 0.5);
    }
  });

  it("rests on figures that stand in the catalog's data", async () => {
    const { bootTimesCsv } = await import("../../src/catalog/generated/boot-times.ts");
    const seconds = bootTimesCsv
      .split("\n")
      .filter((line) => line.startsWith("emr cluster creation to ready,"))
      .map((line) => Number(/^emr cluster creation to ready,(?:"[^"]*"|[^,]*),([\d.]+),/.exec(line)?.[1]))
      .sort((a, b) => a - b);
    // 26 clusters: the median is the mean of the 13th and the 14th, 355.8 and 362.3 s.
    expect(seconds).to.have.length(26);
    expect(((seconds[12] ?? 0) + (seconds[13] ?? 0)) / 2).to.be.closeTo(CREATION_TO_READY.release.meanMs / 1000, 0.1);
    // Their spread: the sample standard deviation of 355.6, 355.8, 375.9 and 426.3 s.
    const alike = [355.6, 355.8, 375.9, 426.3];
    const mean = alike.reduce((sum, value) => sum + value, 0) / alike.length;
    const sd = Math.sqrt(alike.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (alike.length - 1));
    expect(sd * 1000).to.be.closeTo(CREATION_TO_READY.release.sdMs, 500);
    for (const value of alike) expect(seconds).to.include(value);
  });

  it("5.6 takes an unversioned cluster as of the AMI era before July 2015 only", () => {
    const mean = (prices: string) => {
      const { applications } = clusterOf(`account: { prices: ${prices} }`, { hadoopVersion: undefined });
      return applications.kind === "normal" ? applications.sd : 0;
    };
    expect([mean("2015-07-20"), mean("2015-07-21")]).to.deep.equal([14_000, 33_000]);
  });
});
