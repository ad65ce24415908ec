import { expect } from "chai";
import type { InstanceGroupPlan, Plan } from "../../src/model/plan.ts";
import { compile, emrPipeline, planOf, problemsOf, shortForm, type TestObject } from "./harness.ts";

const HOUR_MS = 3_600_000;
const exponential = (hours: number) => ({ kind: "exponential", mean: hours * HOUR_MS });

/** A cluster of a master, six core and two task instances. */
const CLUSTER = {
  masterInstanceType: "m1.large",
  coreInstanceType: "m1.small",
  coreInstanceCount: "6",
  taskInstanceType: "m1.small",
  taskInstanceCount: "2",
};
const PIPELINE = emrPipeline({}, CLUSTER);

function groupsOf(plan: Plan): readonly InstanceGroupPlan[] {
  const [resource] = plan.pipelines[0]?.resources ?? [];
  return resource?.kind === "EmrCluster" ? resource.groups : [];
}

const timesOf = (yaml: string) => groupsOf(planOf(PIPELINE, yaml)).map(({ timeToFailure }) => timeToFailure);

function hdfsOf(yaml: string, coreInstanceCount = "6") {
  const plan = planOf(emrPipeline({}, { ...CLUSTER, coreInstanceCount }), yaml);
  const [resource] = plan.pipelines[0]?.resources ?? [];
  const assumed = plan.assumptions.filter(({ id }) => /^hdfs|^withoutCore/.test(id));
  return {
    hdfs: resource?.kind === "EmrCluster" ? resource.hdfs : undefined,
    assumed: assumed.map(({ id, value, rule, override }) => `${id} ${value} (${rule}) ${override}`),
  };
}

describe("failures of nodes", () => {
  it("5.3 a rate holds for all nodes, or for those of a role, type, resource or group, the narrowest first", () => {
    expect(timesOf("failures: { nodes: 1 per 90 days }")).to.deep.equal(new Array(3).fill(exponential(2160)));
    expect(timesOf("failures: { nodes: { core: 1 per 10 hours } }")).to.deep.equal([
      undefined,
      exponential(10),
      undefined,
    ]);
    const nodes =
      "{ '*': 1 per 1 hour, core: 1 per 2 hours, m1.small: 1 per 3 hours, My*: 1 per 4 hours, master: none }";
    expect(timesOf(`failures: { nodes: ${nodes} }`)).to.deep.equal([undefined, exponential(3), exponential(3)]);
    const group = "{ MyCluster: 1 per 5 hours, MyCluster.task: { weibull: { shape: 0.7, scale: 60 days } } }";
    expect(timesOf(`failures: { nodes: ${group} }`)).to.deep.equal([
      exponential(5),
      exponential(5),
      { kind: "weibull", shape: 0.7, scale: 60 * 24 * HOUR_MS },
    ]);
  });

  it("5.3 one instance may fail at a time of its own", () => {
    const groups = groupsOf(planOf(PIPELINE, "failures: { nodes: { 'MyCluster.core[3]': 40 minutes } }"));
    expect(groups.map(({ timeToFailure, instanceFailures }) => timeToFailure ?? instanceFailures)).to.deep.equal([
      undefined,
      [{ index: 3, timeToFailure: { kind: "constant", value: 2_400_000 } }],
      undefined,
    ]);
  });

  it("5.3 what a lost core instance takes with it is assumed only where one can be lost", () => {
    expect(hdfsOf("")).to.deep.equal({ hdfs: undefined, assumed: [] });
    expect(hdfsOf("failures: { nodes: { task: 1 per 90 days } }")).to.deep.equal({ hdfs: undefined, assumed: [] });
    expect(hdfsOf("failures: { nodes: 1 per 90 days }")).to.deep.equal({
      hdfs: { replication: 2, recoveryMs: 900_000, lossFails: 1 },
      assumed: [
        "hdfs.replication.MyCluster 2 (5.3) clusters: { MyCluster: { hdfs: { replication: 2 } } }",
        "hdfs.recovery.MyCluster 15 min (5.3) clusters: { MyCluster: { hdfs: { recovery: 15 min } } }",
        "hdfs.lossFails.MyCluster 100% (5.3) clusters: { MyCluster: { hdfs: { lossFails: 100% } } }",
        "withoutCoreNodes.MyCluster fails (5.3) clusters: { MyCluster: { withoutCoreNodes: fails } }",
      ],
    });
    const clusters =
      "clusters: { My*: { hdfs: { replication: 3, recovery: 1 h, lossFails: 0% }, withoutCoreNodes: waits } }";
    expect(hdfsOf(`{ failures: { nodes: 1 per 90 days }, ${clusters} }`)).to.deep.equal({
      hdfs: { replication: 3, recoveryMs: HOUR_MS, lossFails: 0, outlivesCore: true },
      assumed: [],
    });
  });

  // EMR Release Guide, HDFS configuration
  it("5.3 EMR keeps as many copies as the core instances let it", () => {
    const copies = ["1", "3", "4", "9", "10"].map((count) => hdfsOf("failures: { nodes: 1 per 90 days }", count));
    expect(copies.map(({ hdfs }) => hdfs?.replication)).to.deep.equal([1, 1, 2, 2, 3]);
  });

  it("3.3, 3.6, 4.4 what runs on nodes that fail is tried again, and so are they", () => {
    const plan = planOf(PIPELINE, "failures: { nodes: 1 per 90 days }");
    const [pipeline] = plan.pipelines;
    expect(pipeline?.activities[0]).to.deep.include({
      retry: { maximum: 2, delayMs: 600_000 },
      reportProgressTimeoutMs: 900_000,
    });
    expect(pipeline?.resources[0]?.retry).to.deep.equal({ maximum: 2, delayMs: 600_000 });
    const calm = planOf(PIPELINE, "failures: { nodes: { host: 1 per 90 days } }").pipelines[0];
    expect([calm?.activities[0]?.retry, calm?.resources[0]?.retry]).to.deep.equal([undefined, undefined]);
  });

  it("3.3 an activity whose tasks can fail is tried again", () => {
    const retryOf = (faults: string) => {
      const yaml = `workloads: { MyActivity: { steps: [{ mapreduce: { maps: 4, mapTask: 1 min${faults} } }] } }`;
      return planOf(PIPELINE, yaml).pipelines[0]?.activities[0]?.retry;
    };
    expect(retryOf("")).to.equal(undefined);
    expect(retryOf(", taskFailure: 1%")).to.deep.equal({ maximum: 2, delayMs: 600_000 });
  });

  it("says what is wrong with a rate, and what would be right", () => {
    expect(problemsOf("failures: { nodes: 7 }")).to.deep.equal(["1:20 error SCENARIO_UNIT failures.nodes"]);
    expect(problemsOf("failures: { nodes: often }")).to.deep.equal(["1:20 error SCENARIO_UNIT failures.nodes"]);
    expect(problemsOf("failures: { nodes: { core: 0 per hour } }")).to.deep.equal([
      "1:28 error SCENARIO_UNIT failures.nodes.core",
    ]);
    for (const often of ["2 per minute", "30 s", "{ exponential: { mean: 30 s } }"]) {
      expect(problemsOf(`failures: { nodes: { core: ${often} } }`), often).to.deep.equal([
        "1:28 error SCENARIO_VALUE failures.nodes.core",
      ]);
    }
  });

  it("refuses places that there are none of", () => {
    const problemOf = (key: string, objects: readonly TestObject[] = PIPELINE) =>
      compile(objects, `failures: { nodes: { ${key}: 1 per 90 days } }`)
        .diagnostics.filter(({ severity }) => severity === "error")
        .map((problem) => [shortForm(problem), problem.hint]);
    expect(problemOf("MyClutser")).to.deep.equal([
      ["1:33 error SCENARIO_VALUE failures.nodes.MyClutser", "Did you mean `MyCluster`?"],
    ]);
    expect(problemOf("'MyCluster.core[6]'")).to.have.length(1);
    expect(problemOf("nobody*")).to.have.length(1);
    expect(problemOf("m1.xlarge")).to.deep.equal([]);
  });
});
