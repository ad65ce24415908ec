import { expect } from "chai";
import type { EmrClusterPlan, Plan } from "../../src/model/plan.ts";
import { applyOverrides } from "../../src/scenario/overrides/apply-overrides.ts";
import {
  compile,
  emrPipeline,
  planOf,
  problemsOf,
  scenarioOf,
  shortForm,
  sourceOf,
  type TestObject,
} from "./harness.ts";

const HADOOP = { type: "HadoopActivity", step: undefined, jarUri: "s3://code/a.jar" };

/** Two HadoopActivities on one cluster. */
function twoJobs(
  first: Readonly<Record<string, unknown>> = {},
  second: Readonly<Record<string, unknown>> = {},
  cluster: Readonly<Record<string, unknown>> = {},
): TestObject[] {
  const [activity, resource] = emrPipeline(HADOOP, cluster);
  if (activity === undefined || resource === undefined) throw new Error("an activity and a cluster");
  return [{ ...activity, ...first }, { ...activity, id: "MySecond", ...second }, resource];
}

function clusterOf(plan: Plan): EmrClusterPlan {
  const [cluster] = plan.pipelines[0]?.resources ?? [];
  if (cluster?.kind !== "EmrCluster") throw new Error("no cluster");
  return cluster;
}

const sharing = (objects: readonly TestObject[], yaml = "") => clusterOf(planOf(objects, yaml)).hadoopScheduler;

/** Ids of the assumptions of rule 4.6. */
const assumed = (objects: readonly TestObject[], yaml = "") =>
  planOf(objects, yaml).assumptions.flatMap(({ id, rule }) => (rule === "4.6" ? [id] : []));

const FAIR = { hadoopSchedulerType: "parallel_fair_scheduling" };
const CAPACITY = { hadoopSchedulerType: "PARALLEL_CAPACITY_SCHEDULING" };
const RELEASE = { hadoopVersion: undefined, releaseLabel: "emr-5.28.0" };

describe("how activities share a cluster", () => {
  it("4.6 follows hadoopSchedulerType, in any case; without it, first come, first served", () => {
    expect(sharing(twoJobs())).to.equal(undefined);
    expect(sharing(twoJobs({}, {}, { hadoopSchedulerType: "DEFAULT_SCHEDULER" }))).to.equal(undefined);
    expect(sharing(twoJobs({}, {}, FAIR))).to.deep.equal({ kind: "fair", queues: [] });
    expect(sharing(twoJobs({}, {}, CAPACITY))).to.deep.equal({ kind: "capacity", queues: [] });
  });

  it("4.6 sends a job to its hadoopQueue, whose part the scenario gives", () => {
    const objects = twoJobs({ hadoopQueue: "production" }, { hadoopQueue: "adhoc" }, CAPACITY);
    const yaml = "clusters: { My*: { queues: { production: 70%, adhoc: 12.5% } } }";
    const plan = planOf(objects, yaml);
    expect(plan.pipelines[0]?.activities.map(({ work }) => work[0]?.queue)).to.deep.equal(["production", "adhoc"]);
    expect(clusterOf(plan).hadoopScheduler?.queues).to.deep.equal([
      { name: "production", weight: 7000 },
      { name: "adhoc", weight: 1250 },
    ]);
    // the other schedulers know no capacities
    for (const hadoopSchedulerType of ["PARALLEL_FAIR_SCHEDULING", "DEFAULT_SCHEDULER"]) {
      const { plan: other, diagnostics } = compile(twoJobs({}, {}, { hadoopSchedulerType }), yaml);
      expect(other === undefined ? [] : (clusterOf(other).hadoopScheduler?.queues ?? [])).to.deep.equal([]);
      expect(diagnostics.map(shortForm)).to.include("1:28 warning PLAN_WORK clusters.My*.queues");
    }
    // queues without a scheduler type are those of EMR's own CapacityScheduler
    expect(sharing(twoJobs(), "clusters: { MyCluster: { queues: { default: 60% } } }")?.kind).to.equal("capacity");
  });

  it("4.6 takes the capacities that a bootstrap action sets, as the guide's examples do", () => {
    const bootstrapAction =
      "s3://elasticmapreduce/bootstrap-actions/configure-hadoop,-z,yarn.scheduler.capacity.root.queues=low\\\\,high,-z,yarn.scheduler.capacity.root.high.capacity=40,-z,yarn.scheduler.capacity.root.low.capacity=60";
    const objects = twoJobs({ hadoopQueue: "high" }, { hadoopQueue: "low" }, { ...CAPACITY, bootstrapAction });
    const high = { name: "high", weight: 4000 };
    expect(sharing(objects)?.queues).to.deep.equal([high, { name: "low", weight: 6000 }]);
    const own = sharing(objects, "clusters: { MyCluster: { queues: { high: 90% } } }");
    expect(own?.queues).to.deep.equal([
      { name: "high", weight: 9000 },
      { name: "low", weight: 1000 },
    ]);
  });

  it("4.6 takes the capacities and the scheduler of EmrConfigurations, which win over those of bootstrap actions", () => {
    const property = (id: string, key: string, value: string) => ({ id, type: "Property", key, value });
    const root = "yarn.scheduler.capacity.root";
    const classified = (id: string, classification: string, ...properties: readonly string[]) => ({
      id,
      type: "EmrConfiguration",
      classification,
      property: properties.map((ref) => ({ ref })),
    });
    const configured = (fields: Readonly<Record<string, unknown>>, second = "Queues") => [
      ...twoJobs({ hadoopQueue: "nightly" }, { hadoopQueue: "adhoc" }, { ...RELEASE, ...fields }),
      classified("Queues", "capacity-scheduler", "P", "N", "D", "A", "Q"),
      classified("Site", "yarn-site", "C"),
      property("P", `${root}.production.capacity`, "60"),
      property("N", `${root}.production.nightly.capacity`, "75"),
      property("D", `${root}.production.daily.capacity`, "25"),
      property("A", `${root}.adhoc.capacity`, "40"),
      property("Q", `${root}.queues`, "production,adhoc"),
      property("C", "yarn.resourcemanager.scheduler.class", `org.apache.hadoop.yarn.${second}`),
    ];
    // 75% and 25% of the 60% above them
    const queues = [
      { name: "adhoc", weight: 4000 },
      { name: "nightly", weight: 4500 },
      { name: "daily", weight: 1500 },
    ];
    const sorted = (objects: readonly TestObject[]) => [...(sharing(objects)?.queues ?? [])];
    expect(sorted(configured({ configuration: { ref: "Queues" } }))).to.have.deep.members(queues);
    expect(sorted(configured({ masterGroupConfiguration: { ref: "Queues" } }))).to.have.deep.members(queues);
    const bootstrapAction = `s3://b/configure-hadoop,-z,${root}.adhoc.capacity=90`;
    const both = { configuration: { ref: "Queues" }, bootstrapAction };
    expect(sorted(configured(both))).to.have.deep.members(queues);
    const own = "clusters: { MyCluster: { queues: { adhoc: 90% } } }";
    expect(sharing(configured(both), own)?.queues).to.deep.include({ name: "adhoc", weight: 9000 });
    // the class is that of the scheduler where hadoopSchedulerType says nothing
    const site = { configuration: [{ ref: "Queues" }, { ref: "Site" }] };
    expect(sharing(configured(site, "FairScheduler"))).to.deep.equal({ kind: "fair", queues: [] });
    expect(sharing(configured(site, "FifoScheduler"))).to.equal(undefined);
    expect(sharing(configured({ ...site, ...CAPACITY }, "FairScheduler"))?.kind).to.equal("capacity");
  });

  it("4.6 says whose queues they are where no scheduler is named, and warns that Hadoop 1 has none by itself", () => {
    const yaml = "clusters: { MyCluster: { queues: { default: 60% } } }";
    expect(assumed(twoJobs({}, {}, RELEASE), yaml)).to.include("hadoopScheduler.MyCluster");
    const warning = "1:34 warning PLAN_WORK clusters.MyCluster.queues";
    expect(compile(twoJobs(), yaml).diagnostics.map(shortForm)).to.include(warning);
    expect(compile(twoJobs({}, {}, RELEASE), yaml).diagnostics.map(shortForm)).to.not.include(warning);
    expect(compile(twoJobs({}, {}, CAPACITY), yaml).diagnostics.map(shortForm)).to.not.include(warning);
  });

  it("4.6 gives queues that are not named what is left in equal parts, and warns where nothing is", () => {
    const objects = twoJobs({ hadoopQueue: "a" }, {}, CAPACITY);
    const queues = sharing(objects, "clusters: { MyCluster: { queues: { production: 40% } } }")?.queues;
    expect(queues).to.deep.equal([
      { name: "production", weight: 4000 },
      { name: "a", weight: 3000 },
      { name: "default", weight: 3000 },
    ]);
    const { plan, diagnostics } = compile(objects, "clusters: { MyCluster: { queues: { a: 100% } } }");
    expect(diagnostics.map(shortForm)).to.include("1:34 warning PLAN_WORK clusters.MyCluster.queues");
    expect(plan === undefined ? [] : clusterOf(plan).hadoopScheduler?.queues).to.deep.include({
      name: "default",
      weight: 1,
    });
    expect(assumed(objects)).to.include("queues.MyCluster");
  });

  it("4.6 names what it assumes only where two can be side by side", () => {
    const both = ["hadoopScheduler.MyCluster", "work.beside.MyCluster"];
    expect(assumed(twoJobs())).to.deep.equal(both);
    expect(assumed(twoJobs({}, { dependsOn: { ref: "MyActivity" } }))).to.deep.equal([]);
    expect(assumed(twoJobs({}, {}, FAIR))).to.deep.equal(["work.beside.MyCluster"]);
    const scaling = "workloads: { '*': { scaling: { work: 1 node-hour, reference: m1.small } } }";
    expect(assumed(twoJobs(), scaling)).to.deep.equal(["hadoopScheduler.MyCluster"]);
    expect(assumed(emrPipeline())).to.deep.equal([]);
    const steps = [...emrPipeline({}, RELEASE), { ...emrPipeline()[0], id: "B" }];
    expect(assumed(steps)).to.deep.equal([]);
    expect(assumed(steps, "clusters: { MyCluster: { stepConcurrency: 2 } }")).to.deep.equal(both);
  });

  it("4.6 a cluster that outlives its activities' intervals can have one job beside the next interval's", () => {
    const schedule = (id: string, period: string) => ({
      id,
      type: "Schedule",
      period,
      startDateTime: "2012-11-23T00:00:00",
    });
    const objects = (own: string) => [
      ...emrPipeline({ ...HADOOP, schedule: { ref: "Hour" } }, { schedule: { ref: own } }),
      schedule("Hour", "1 hour"),
      schedule("Day", "1 day"),
    ];
    expect(assumed(objects("Day"))).to.include("hadoopScheduler.MyCluster");
    expect(assumed(objects("Hour"))).to.not.include("hadoopScheduler.MyCluster");
  });
});

describe("step concurrency", () => {
  const FOUR = "clusters: { MyCluster: { stepConcurrency: 4 } }";

  it("4.6 comes from the scenario and can be set", () => {
    expect(clusterOf(planOf(emrPipeline({}, RELEASE))).stepConcurrency).to.equal(1);
    expect(clusterOf(planOf(emrPipeline({}, RELEASE), FOUR)).stepConcurrency).to.equal(4);
    const { definition } = sourceOf(emrPipeline({}, RELEASE));
    const set = applyOverrides(scenarioOf(""), definition, ["clusters.MyCluster.stepConcurrency=4"]);
    expect(set.diagnostics).to.deep.equal([]);
    expect(set.scenario.clusters[0]?.value.stepConcurrency?.value).to.equal(4);
  });

  const OLDER: readonly (readonly [title: string, cluster: Readonly<Record<string, unknown>>, isRefused: boolean])[] = [
    ["emr-5.27.0", { ...RELEASE, releaseLabel: "emr-5.27.0" }, true],
    ["emr-4.9.1", { ...RELEASE, releaseLabel: "emr-4.9.1" }, true],
    ["an AMI", { hadoopVersion: undefined, amiVersion: "3.8.0" }, true],
    ["Hadoop 0.20", {}, true],
    ["emr-5.28.0", RELEASE, false],
    ["emr-6.3.0", { ...RELEASE, releaseLabel: "emr-6.3.0" }, false],
  ];
  for (const [title, cluster, isRefused] of OLDER) {
    it(`4.6 is ${isRefused ? "refused" : "taken"} with ${title}`, () => {
      const found = compile(emrPipeline({}, cluster), FOUR).diagnostics.map(shortForm);
      const refusal = "1:43 error SCENARIO_VALUE clusters.MyCluster.stepConcurrency";
      expect(found.includes(refusal)).to.equal(isRefused);
    });
  }

  it("reports what is no number of steps and what is no part", () => {
    expect(problemsOf("clusters: { A: { stepConcurrency: 257 } }")).to.deep.equal([
      "1:35 error SCENARIO_VALUE clusters.A.stepConcurrency",
    ]);
    expect(problemsOf("clusters: { A: { queues: { a: 70%, b: 40% } } }")).to.deep.equal([
      "1:26 error SCENARIO_VALUE clusters.A.queues",
    ]);
    expect(problemsOf("clusters: { A: { queues: { a: 0% } } }")).to.deep.equal([
      "1:31 error SCENARIO_VALUE clusters.A.queues.a",
    ]);
    expect(problemsOf("clusters: { A: { steps: 3 } }")).to.deep.equal([
      "1:18 error SCENARIO_UNKNOWN_KEY clusters.A.steps",
    ]);
  });

  it("warns of a cluster that is not there", () => {
    const { diagnostics } = compile(emrPipeline(), "clusters: { MyClustr: { stepConcurrency: 1 } }");
    expect(diagnostics.map(shortForm)).to.include("1:23 warning SCENARIO_NO_MATCH clusters.MyClustr");
  });
});
