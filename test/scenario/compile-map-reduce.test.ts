import { expect } from "chai";
import type { MapReducePlan } from "../../src/model/map-reduce-plan.ts";
import type { EmrClusterPlan, Plan } from "../../src/model/plan.ts";
import { compile, emrPipeline, planOf, problemsOf, shortForm, type TestObject } from "./harness.ts";

const ONE_STEP = { step: "s3://code/job.jar" };

const workloads = (job: string) => `workloads: { MyActivity: { steps: [{ mapreduce: { ${job} } }] } }`;

function jobOf(plan: Plan): MapReducePlan {
  const work = plan.pipelines[0]?.activities[0]?.work[0]?.work;
  if (work?.kind !== "mapreduce") throw new Error("no MapReduce work");
  return work.job;
}

function clusterOf(plan: Plan): EmrClusterPlan {
  const [cluster] = plan.pipelines[0]?.resources ?? [];
  if (cluster?.kind !== "EmrCluster") throw new Error("no cluster");
  return cluster;
}

const jobFrom = (job: string, cluster = {}) => jobOf(planOf(emrPipeline(ONE_STEP, cluster), workloads(job)));
const assumed = (job: string, cluster = {}) =>
  planOf(emrPipeline(ONE_STEP, cluster), workloads(job)).assumptions.filter(({ rule }) => rule === "5.4");

describe("MapReduce work", () => {
  // m1.small has 1 ECU; under Hadoop 0.20 (AMI 1.0) it has 2 map slots and 1 reduce slot: half of its speed, and all of it
  it("5.4 counts tasks and knows the speed of the slot that they were measured in", () => {
    const job = jobFrom(
      "maps: 480, mapTask: 55 s, reduces: 20, reduceTask: 90 s, shuffle: { bytes: 12 GB, rate: 20 MB/s }",
    );
    expect(job).to.deep.equal({
      map: { count: 480, task: { kind: "constant", value: 55_000 }, referenceSpeed: 0.5 },
      reduce: { count: 20, task: { kind: "constant", value: 90_000 }, referenceSpeed: 1 },
      shuffle: { bytes: 12e9, bytesPerSecond: 20e6 },
      slowStart: 0.05,
      faults: { failureProbability: 0, stragglerProbability: 0, stragglerSlowdown: 1, speculation: true },
    });
  });

  // 30e9 / 64e6 = 468.75 and 30e9 / (64 * 2^20) = 447.03: a started split is a map
  it("5.4 makes a map of each started split", () => {
    expect(jobFrom("input: 30 GB, splitSize: 64 MB, mapTask: 1 min").map.count).to.equal(469);
    expect(jobFrom("input: 30 GB, mapTask: 1 min").map.count).to.equal(448);
    expect(assumed("input: 30 GB, mapTask: 1 min").map(({ id }) => id)).to.include("work.mapreduce.splitSize");
  });

  it("5.4 gives the nodes that work the slots or the memory of their version", () => {
    const groups = (cluster = {}) =>
      clusterOf(planOf(emrPipeline(ONE_STEP, cluster), workloads("maps: 1, mapTask: 1 min"))).groups;
    expect(groups().map(({ role, hadoop }) => [role, hadoop])).to.deep.equal([
      ["master", undefined],
      ["core", { kind: "slots", slots: { map: 2, reduce: 1 } }],
    ]);
    const release = { hadoopVersion: undefined, releaseLabel: "emr-5.20.0", coreInstanceType: "m1.xlarge" };
    expect(groups(release)[1]?.hadoop).to.deep.equal({
      kind: "memory",
      memoryMb: 12_288,
      containerMb: { applicationMaster: 2048, map: 768, reduce: 2048 },
    });
  });

  it("5.4 leaves groups alone where no task-level work is", () => {
    const plan = planOf(emrPipeline(ONE_STEP), "workloads: { MyActivity: { steps: [10 min] } }");
    expect(clusterOf(plan).groups.every((group) => !("hadoop" in group))).to.equal(true);
  });

  it("names what nobody gave: version, reference, rate of the shuffle, slots", () => {
    const job = "maps: 4, mapTask: 1 min, reduces: 1, reduceTask: 1 min, shuffle: { bytes: 1 GB }";
    const ids = assumed(job, { hadoopVersion: undefined, amiVersion: "latest" }).map(({ id }) => id);
    expect(ids.sort()).to.deep.equal([
      "hadoop.2.4.m1.small",
      "hadoop.MyCluster",
      "work.mapreduce.reference",
      "work.mapreduce.shuffle.rate",
    ]);
  });

  describe("5.4 with what the definition sets for Hadoop", () => {
    const JOB = "maps: 4, mapTask: 1 min, reduces: 1, reduceTask: 1 min";
    const RELEASE = { hadoopVersion: undefined, releaseLabel: "emr-5.20.0", coreInstanceType: "m1.xlarge" };
    const classified = (id: string, classification: string, key: string, value: string) => [
      { id, type: "EmrConfiguration", classification, property: { ref: `${id}Property` } },
      { id: `${id}Property`, type: "Property", key, value },
    ];
    const coreOf = (cluster: Readonly<Record<string, unknown>>, others: readonly TestObject[] = []) =>
      clusterOf(planOf([...emrPipeline(ONE_STEP, cluster), ...others], workloads(JOB))).groups[1]?.hadoop;

    // EMR's row of m1.xlarge: 12,288 MB; maps of 768, reduces and application masters of 2048 MB
    it("takes the sizes of containers from mapred-site, in multiples of YARN's smallest one", () => {
      const map = classified("Map", "mapred-site", "mapreduce.map.memory.mb", "6144");
      expect(coreOf({ ...RELEASE, configuration: { ref: "Map" } }, map)).to.deep.include({
        memoryMb: 12_288,
        containerMb: { applicationMaster: 2048, map: 6144, reduce: 2048 },
      });
      // 768 and 2048 up to multiples of 1500: 1500 and 3000; 6144 to 7500
      const least = classified("Least", "yarn-site", "yarn.scheduler.minimum-allocation-mb", "1500");
      const both = { ...RELEASE, configuration: [{ ref: "Map" }, { ref: "Least" }] };
      expect(coreOf(both, [...map, ...least])).to.deep.include({
        containerMb: { applicationMaster: 3000, map: 7500, reduce: 3000 },
      });
    });

    it("takes them from the arguments of bootstrap actions, the last of them, and from mapred-site first", () => {
      const bootstrapAction = [
        "s3://b/configure-hadoop,-m,mapreduce.reduce.memory.mb=1024,-y,yarn.nodemanager.resource.memory-mb=9000",
        "s3://b/configure-hadoop,-m,mapreduce.reduce.memory.mb=4096,-m,mapreduce.map.memory.mb=512",
      ];
      const map = classified("Map", "mapred-site", "mapreduce.map.memory.mb", "1024");
      const core = coreOf({ ...RELEASE, bootstrapAction, configuration: { ref: "Map" } }, map);
      expect(core).to.deep.include({
        memoryMb: 9000,
        containerMb: { applicationMaster: 2048, map: 1024, reduce: 4096 },
      });
    });

    // m1.small under Hadoop 0.20: 2 map slots and 1 reduce slot
    it("takes the slots of Hadoop 1 from the arguments of bootstrap actions", () => {
      const bootstrapAction = "s3://b/configure-hadoop,-m,mapred.tasktracker.map.tasks.maximum=5";
      expect(coreOf({ bootstrapAction })).to.deep.equal({ kind: "slots", slots: { map: 5, reduce: 1 } });
    });

    const problemsWith = (property: readonly TestObject[], job = JOB) =>
      compile([...emrPipeline(ONE_STEP, { ...RELEASE, configuration: { ref: "Own" } }), ...property], workloads(job))
        .diagnostics.filter(({ code }) => code === "PLAN_WORK")
        .map(({ message }) => message);

    it("refuses containers that no node has room for, of those kinds alone that the job has", () => {
      const reduces = classified("Own", "mapred-site", "mapreduce.reduce.memory.mb", "12289");
      expect(problemsWith(reduces)).to.have.length(1);
      expect(problemsWith(reduces)[0]).to.contain("a reduce needs 12289 MB, more than any node of MyCluster offers");
      expect(problemsWith(reduces, "maps: 4, mapTask: 1 min")).to.deep.equal([]);
      expect(problemsWith(classified("Own", "mapred-site", "mapreduce.reduce.memory.mb", "12288"))).to.deep.equal([]);
    });

    it("refuses containers that are larger than YARN's largest one", () => {
      const largest = (mb: string) => classified("Own", "yarn-site", "yarn.scheduler.maximum-allocation-mb", mb);
      expect(problemsWith(largest("2047"))[0]).to.contain("its application master needs 2048 MB");
      expect(problemsWith(largest("2048"))).to.deep.equal([]);
    });
  });

  it("refuses a type that EMR has no slots or memory for, and work on no cluster", () => {
    const without = compile(
      emrPipeline(ONE_STEP, { hadoopVersion: undefined, releaseLabel: "emr-5.20.0" }),
      workloads("maps: 1, mapTask: 1 min"),
    );
    expect(without.diagnostics.map(shortForm).join("\n")).to.match(/error PLAN_WORK MyCluster/);
    const off = compile(
      [{ id: "MyActivity", type: "ShellCommandActivity", command: "a", workerGroup: "wg" }],
      "workloads: { MyActivity: { command: { mapreduce: { maps: 1, mapTask: 1 min } } } }",
    );
    const problem = off.diagnostics.find(({ code }) => code === "PLAN_WORK");
    expect(problem?.message).to.contain("runs on no cluster");
    expect(problem?.path).to.equal("workloads.MyActivity.command.mapreduce");
  });

  const WRONG: readonly (readonly [job: string, problem: string])[] = [
    ["mapTask: 1 min", "error SCENARIO_VALUE workloads.MyActivity.steps[0].mapreduce"],
    ["maps: 2, input: 1 GB, mapTask: 1 min", "error SCENARIO_VALUE workloads.MyActivity.steps[0].mapreduce.input"],
    ["maps: 0, mapTask: 1 min", "error SCENARIO_VALUE workloads.MyActivity.steps[0].mapreduce.maps"],
    ["maps: 1", "error SCENARIO_VALUE workloads.MyActivity.steps[0].mapreduce"],
    ["maps: 1, mapTask: 1 min, reduces: 2", "error SCENARIO_VALUE workloads.MyActivity.steps[0].mapreduce"],
    [
      "maps: 1, mapTask: 1 min, stragglers: { probability: 1%, slowdown: 0.5 }",
      "error SCENARIO_VALUE workloads.MyActivity.steps[0].mapreduce.stragglers.slowdown",
    ],
    [
      "maps: 1, mapTask: 1 min, speculation: maybe",
      "error SCENARIO_VALUE workloads.MyActivity.steps[0].mapreduce.speculation",
    ],
    [
      "maps: 1, mapTask: 1 min, shuffle: { rate: 3 }",
      "error SCENARIO_UNIT workloads.MyActivity.steps[0].mapreduce.shuffle.rate",
    ],
  ];
  for (const [job, problem] of WRONG) {
    it(`refuses { ${job} }`, () => {
      expect(problemsOf(workloads(job)).map((one) => one.replace(/^\S+ /, ""))).to.include(problem);
    });
  }
});
