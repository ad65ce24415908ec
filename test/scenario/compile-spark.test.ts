import { expect } from "chai";
import type { EmrClusterPlan, Plan } from "../../src/model/plan.ts";
import type { SparkPlan } from "../../src/model/spark-plan.ts";
import { compile, emrPipeline, planOf, problemsOf, shortForm, type TestObject } from "./harness.ts";

/** Two nodes of m4.xlarge: 4 vCPU, 13 ECU, 12,288 MB for YARN in multiples of 32 MB (release 5). */
const CLUSTER = {
  hadoopVersion: undefined,
  releaseLabel: "emr-5.36.0",
  masterInstanceType: "m4.xlarge",
  coreInstanceType: "m4.xlarge",
};

const STEP = "command-runner.jar,spark-submit,s3://code/job.py";

const workloads = (application: string) => `workloads: { MyActivity: { steps: [{ spark: { ${application} } }] } }`;

function pipeline(step = STEP, cluster = {}, more: readonly TestObject[] = []): TestObject[] {
  return [...emrPipeline({ step }, { ...CLUSTER, ...cluster }), ...more];
}

/** EmrConfiguration objects of the cluster, one for each classification. */
function configured(classifications: Readonly<Record<string, Readonly<Record<string, string>>>>): TestObject[] {
  const objects = Object.entries(classifications).flatMap(([classification, properties], index) => {
    const keys = Object.entries(properties);
    const property = keys.map((_, at) => ({ ref: `Property${index}-${at}` }));
    return [
      { id: `Configuration${index}`, type: "EmrConfiguration", classification, property },
      ...keys.map(([key, value], at) => ({ id: `Property${index}-${at}`, type: "Property", key, value })),
    ];
  });
  const configuration = Object.keys(classifications).map((_, index) => ({ ref: `Configuration${index}` }));
  return pipeline(STEP, { configuration }, objects);
}

function sparkOf(plan: Plan): SparkPlan {
  const work = plan.pipelines[0]?.activities[0]?.work[0]?.work;
  if (work?.kind !== "spark") throw new Error("no Spark work");
  return work.application;
}

const STAGES = "stages: [{ tasks: 4, task: 1 min }]";
const sparkFrom = (objects: TestObject[], rest = "") => sparkOf(planOf(objects, workloads(`${STAGES}, ${rest}`)));

const assumed = (objects: TestObject[], application = STAGES) =>
  planOf(objects, workloads(application)).assumptions.filter(({ id }) => /spark/.test(id));

describe("Spark work", () => {
  // m4.large: 6.5 ECU for 2 vCPU. 60 GB in partitions of 128 MiB: 447.03, so 448. The join reads what the two before it write
  it("5.4 has stages with tasks, in the order in which they wait for one another", () => {
    const { stages } = sparkOf(
      planOf(
        pipeline(),
        workloads(`reference: m4.large, stages: [
          { name: scan, input: 60 GB, task: 8 s, shuffleWrite: 12 GB, cache: 20 GB },
          { name: lookup, tasks: 10, task: 5 s, shuffleWrite: 1 GB },
          { name: join, tasks: 50, task: 20 s, after: [scan, 1], memory: 900 MB, driver: 3 s, cached: { of: 0, slowdown: 4 } }
        ]`),
      ),
    );
    expect(stages[0]).to.deep.include({
      name: "scan",
      count: 448,
      after: [],
      shuffleWriteBytes: 12e9,
      cacheBytes: 20e9,
    });
    expect(stages[0]?.referenceSpeed).to.equal(6.5 / 2);
    expect(stages[2]).to.deep.equal({
      name: "join",
      after: [0, 1],
      count: 50,
      task: { kind: "constant", value: 20_000 },
      referenceSpeed: 3.25,
      shuffleReadBytes: 13e9,
      shuffleWriteBytes: 0,
      driver: { kind: "constant", value: 3000 },
      memory: { kind: "constant", value: 900e6 },
      cached: { of: 0, slowdown: 4 },
    });
  });

  // 8 GiB and a tenth, 819: 9,011 MB, in multiples of 32: 9,024. Of the heap less 300 MB six tenths are for execution and
  // storage, half of those for storage
  it("5.4 takes executors and driver as the scenario gives them", () => {
    const plan = sparkFrom(
      pipeline(),
      `executor: { cores: 4, memory: 8 GiB, count: 6, start: 5 s, failures: 2 per hour }, driver: { mode: cluster, memory: 3 GiB, cores: 2, start: 7 s },
       spill: { slowdown: 3, outOfMemoryAt: 8 }, shuffle: { rate: 40 MB/s, service: false }, maxFailures: 5, speculation: true, taskFailure: 1%,
       stragglers: { probability: 2%, slowdown: 3 }`,
    );
    const { stages: _, ...rest } = plan;
    const unifiedBytes = Math.floor((8192 - 300) * 0.6 * 1024 * 1024);
    expect(rest).to.deep.equal({
      master: {
        container: { memoryMb: 3072 + 384, vcores: 2 },
        start: { kind: "constant", value: 7000 },
        attempts: 2,
      },
      executor: {
        container: { memoryMb: 9024, vcores: 4 },
        cores: 4,
        start: { kind: "constant", value: 5000 },
        meanTimeToFailureMs: 1_800_000,
      },
      allocation: { kind: "static", count: 6 },
      shuffleBytesPerSecond: 40e6,
      externalShuffle: false,
      memory: {
        unifiedBytes,
        storageBytes: Math.floor(unifiedBytes / 2),
        spillSlowdown: 3,
        outOfMemoryAt: 8,
      },
      faults: {
        failureProbability: 0.01,
        attemptsMax: 5,
        stragglerProbability: 0.02,
        stragglerSlowdown: 3,
        speculation: { quantile: 0.75, multiplier: 1.5 },
      },
    });
  });

  it("5.4 reads them from the step's arguments", () => {
    const step =
      "command-runner.jar,spark-submit,--deploy-mode,cluster,--executor-memory,4g,--executor-cores=2,--num-executors,5,--driver-memory,1g,--conf,spark.dynamicAllocation.enabled=false,--conf,spark.yarn.executor.memoryOverhead=512,--class,Main,s3://code/job.jar,--executor-memory,9g";
    const { executor, master, allocation } = sparkFrom(pipeline(step));
    expect(executor).to.deep.include({ cores: 2, container: { memoryMb: 4608, vcores: 2 } });
    expect(master.container).to.deep.equal({ memoryMb: 1024 + 384, vcores: 1 });
    expect(allocation).to.deep.equal({ kind: "static", count: 5 });
  });

  it("5.4 reads them from the cluster's spark-defaults, unless step or scenario say otherwise", () => {
    const objects = configured({
      "spark-defaults": {
        "spark.executor.memory": "5G",
        "spark.executor.cores": "3",
        "spark.dynamicAllocation.minExecutors": "2",
        "spark.dynamicAllocation.maxExecutors": "9",
        "spark.dynamicAllocation.executorIdleTimeout": "90s",
        "spark.shuffle.service.enabled": "false",
        "spark.task.maxFailures": "8",
      },
    });
    const plan = sparkFrom(objects);
    expect(plan.executor).to.deep.include({ cores: 3, container: { memoryMb: 5632, vcores: 3 } });
    expect(plan.externalShuffle).to.equal(false);
    expect(plan.faults.attemptsMax).to.equal(8);
    expect(plan.allocation).to.deep.equal({
      kind: "dynamic",
      initial: 2,
      min: 2,
      max: 9,
      backlogMs: 1000,
      sustainedBacklogMs: 1000,
      idleMs: 90_000,
    });
    expect(sparkFrom(objects, "executor: { cores: 1 }").executor.cores).to.equal(1);
  });

  // EMR leaves a twelfth of a node to others, and 0.1875 of the heap is overhead: 12,288 * 11/12 = 11,264 MB
  it("5.4 sizes executors as EMR does where nobody says, with dynamic allocation from 4.4 on", () => {
    const { executor, allocation } = sparkFrom(pipeline());
    expect(executor).to.deep.include({ cores: 4, container: { memoryMb: 11_264, vcores: 4 } });
    expect(allocation).to.deep.include({ kind: "dynamic", initial: 0, min: 0 });
    expect(assumed(pipeline()).map(({ id }) => id)).to.deep.equal([
      "spark.MyCluster.executor.cores",
      "spark.MyCluster.executor.memory.4",
      "spark.MyCluster.executor.memoryOverhead.emr",
      "work.spark.reference",
      "work.spark.driver.start",
      "work.spark.executor.start",
      "spark.MyCluster.dynamicAllocation",
    ]);
    const values = assumed(pipeline(STEP, { coreInstanceType: "r5.xlarge" })).map(({ value }) => value);
    // what clusters of r5.xlarge show
    expect(values).to.include("18971 MiB");
    expect(sparkFrom(pipeline(STEP, { releaseLabel: "emr-4.2.0" })).allocation).to.deep.equal({
      kind: "static",
      count: 2,
    });
  });

  // a node less an application master of 512 + 384 MB: 11,392, of which the heap is 10,356
  it("5.4 gives each node one executor where resource allocation is maximized", () => {
    const { executor, allocation } = sparkFrom(configured({ spark: { maximizeResourceAllocation: "true" } }));
    expect(executor).to.deep.include({ cores: 4, container: { memoryMb: 11_392, vcores: 4 } });
    expect(allocation).to.deep.equal({ kind: "static", count: 2 });
  });

  it("5.4 gives nodes their processors, and vcores and memory as YARN is configured", () => {
    const coreOf = (objects: TestObject[]) => {
      const [cluster] = planOf(objects, workloads(STAGES)).pipelines[0]?.resources ?? [];
      return (cluster as EmrClusterPlan).groups[1]?.hadoop;
    };
    const containerMb = { applicationMaster: 3072, map: 1536, reduce: 3072 };
    expect(coreOf(pipeline())).to.deep.equal({ kind: "memory", memoryMb: 12_288, containerMb, processors: 4 });
    const yarn = {
      "yarn-site": { "yarn.nodemanager.resource.memory-mb": "12800" },
      "capacity-scheduler": {
        "yarn.scheduler.capacity.resource-calculator":
          "org.apache.hadoop.yarn.util.resource.DominantResourceCalculator",
      },
    };
    expect(coreOf(configured(yarn))).to.deep.include({ memoryMb: 12_800, processors: 4, vcores: 4 });
  });

  it("5.4 runs as a HadoopActivity, too", () => {
    const job = {
      id: "MyActivity",
      type: "HadoopActivity",
      runsOn: { ref: "MyCluster" },
      jarUri: "command-runner.jar",
      argument: ["spark-submit", "--executor-memory", "2g"],
    };
    const [, cluster] = pipeline();
    const plan = planOf(
      [job, ...(cluster === undefined ? [] : [cluster])],
      `workloads: { MyActivity: { command: { spark: { ${STAGES} } } } }`,
    );
    expect(sparkOf(plan).executor.container.memoryMb).to.equal(2432);
  });

  const NEVER: readonly (readonly [what: string, objects: TestObject[], application: string, message: RegExp])[] = [
    [
      "executors that no node has room for",
      pipeline(),
      "executor: { memory: 12 GiB }",
      /an executor needs 13536 MB of memory, more than the 12288 MB that the largest node of MyCluster offers/,
    ],
    [
      "an application master that no node has room for",
      pipeline(),
      "driver: { mode: cluster, memory: 20 GiB }",
      /the application master needs 22528 MB/,
    ],
    [
      "an executor beside the application master on the only node",
      pipeline(STEP, { coreInstanceCount: "1" }),
      "executor: { memory: 10.8 GiB }",
      /the application master and one executor need/,
    ],
    [
      "nodes with slots",
      pipeline(STEP, { releaseLabel: undefined, amiVersion: "2.4.2", coreInstanceType: "m1.large" }),
      "reference: m1.small",
      /Spark needs YARN/,
    ],
  ];
  for (const [what, objects, application, message] of NEVER) {
    it(`refuses ${what}`, () => {
      const { plan, diagnostics } = compile(objects, workloads(`${STAGES}, ${application}`));
      expect(plan).to.equal(undefined);
      expect(diagnostics.map(({ code, message: text }) => `${code} ${text}`).join("\n")).to.match(message);
    });
  }

  it("refuses work on no cluster", () => {
    const { diagnostics } = compile(
      [{ id: "MyActivity", type: "ShellCommandActivity", command: "a", workerGroup: "wg" }],
      `workloads: { MyActivity: { command: { spark: { ${STAGES} } } } }`,
    );
    expect(diagnostics.map(shortForm).join("\n")).to.match(/error PLAN_WORK workloads\.MyActivity\.command\.spark/);
  });

  const at = "workloads.MyActivity.steps[0].spark";
  const WRONG: readonly (readonly [application: string, problem: string])[] = [
    ["executor: { cores: 2 }", `error SCENARIO_VALUE ${at}`],
    ["stages: []", `error SCENARIO_VALUE ${at}.stages`],
    ["stages: [{ task: 1 min }]", `error SCENARIO_VALUE ${at}.stages[0]`],
    ["stages: [{ tasks: 3 }]", `error SCENARIO_VALUE ${at}.stages[0]`],
    ["stages: [{ tasks: 3, input: 1 GB, task: 1 min }]", `error SCENARIO_VALUE ${at}.stages[0].input`],
    ["stages: [{ tasks: 3, task: 1 min, after: [0] }]", `error SCENARIO_VALUE ${at}.stages[0].after[0]`],
    [
      "stages: [{ tasks: 3, task: 1 min, cached: { of: scan, slowdown: 2 } }]",
      `error SCENARIO_VALUE ${at}.stages[0].cached.of`,
    ],
    [
      "stages: [{ tasks: 3, task: 1 min, name: a }, { tasks: 3, task: 1 min, name: a }]",
      `error SCENARIO_VALUE ${at}.stages[1]`,
    ],
    [`${STAGES}, executor: { memory: 8 }`, `error SCENARIO_UNIT ${at}.executor.memory`],
    [`${STAGES}, spill: { slowdown: 0.5 }`, `error SCENARIO_VALUE ${at}.spill.slowdown`],
    [`${STAGES}, driver: { mode: local }`, `error SCENARIO_VALUE ${at}.driver.mode`],
  ];
  for (const [application, problem] of WRONG) {
    it(`refuses { ${application} }`, () => {
      expect(problemsOf(workloads(application)).map((one) => one.replace(/^\S+ /, ""))).to.include(problem);
    });
  }
});
