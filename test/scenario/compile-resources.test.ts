import { expect } from "chai";
import type { EmrClusterPlan, ResourcePlan } from "../../src/model/plan.ts";
import { compile, emrPipeline, planOf, shellPipeline, shortForm, type TestObject } from "./harness.ts";

function clusterOf(objects: readonly TestObject[], yaml = ""): EmrClusterPlan {
  const [resource] = planOf(objects, yaml).pipelines[0]?.resources ?? [];
  if (resource?.kind !== "EmrCluster") throw new Error("no cluster");
  return resource;
}

/** `master 1 m1.xlarge`: role, count and type of each group. */
function groupTexts(resource: ResourcePlan): string[] {
  const groups = resource.kind === "EmrCluster" ? resource.groups : [resource.group];
  return groups.map(({ role, count, instanceType }) => `${role} ${count} ${instanceType}`);
}

function ec2Pipeline(fields: Readonly<Record<string, unknown>> = {}): TestObject[] {
  return [
    ...shellPipeline({ workerGroup: undefined, runsOn: { ref: "MyHost" } }),
    { id: "MyHost", type: "Ec2Resource", ...fields },
  ];
}

describe("compiled resources", () => {
  const GROUPS: readonly (readonly [
    title: string,
    fields: Readonly<Record<string, unknown>>,
    groups: readonly string[],
  ])[] = [
    [
      "5.3 master, core and task in this order",
      { taskInstanceType: "m1.large", taskInstanceCount: "3" },
      ["master 1 m1.xlarge", "core 2 m1.small", "task 3 m1.large"],
    ],
    [
      "1.7 m1.small where no type is named, one core instance where no count is",
      { masterInstanceType: undefined, coreInstanceType: undefined, coreInstanceCount: undefined },
      ["master 1 m1.small", "core 1 m1.small"],
    ],
    [
      "one task instance where only its type is named",
      { taskInstanceType: "m1.large" },
      ["master 1 m1.xlarge", "core 2 m1.small", "task 1 m1.large"],
    ],
    [
      "no group of no instances",
      { taskInstanceType: "m1.large", taskInstanceCount: "0" },
      ["master 1 m1.xlarge", "core 2 m1.small"],
    ],
  ];
  for (const [title, fields, groups] of GROUPS) {
    it(title, () => expect(groupTexts(clusterOf(emrPipeline({}, fields)))).to.deep.equal(groups));
  }

  it("1.7 takes t2.small in a region that never sold m1", () => {
    const plan = planOf(ec2Pipeline(), "account: { region: eu-central-1, prices: 2022-07-07 }");
    expect(plan.pipelines[0]?.resources.flatMap(groupTexts)).to.deep.equal(["host 1 t2.small"]);
    expect(plan.assumptions.find(({ id }) => id === "instanceType.MyHost")?.value).to.equal("t2.small");
  });

  it("an Ec2Resource is one instance", () => {
    const [resource] = planOf(ec2Pipeline({ instanceType: "m1.large" })).pipelines[0]?.resources ?? [];
    expect(resource && groupTexts(resource)).to.deep.equal(["host 1 m1.large"]);
    expect(resource).to.deep.include({ tasks: 2, terminateAfterMs: null, runnerLogUri: null, ebsGbPerInstance: 8 });
  });

  it("3.6 terminateAfter in milliseconds", () => {
    expect(clusterOf(emrPipeline({}, { terminateAfter: "2 Hours" })).terminateAfterMs).to.equal(7_200_000);
  });

  it("5.1 bootstrap actions in order, matched by the script's own name", () => {
    const bootstrapAction = [
      "s3://elasticmapreduce/libs/ba/configure-hadoop,a,b",
      "s3://code/install.sh",
      "s3://code/x",
    ];
    const { bootstrapActions } = clusterOf(
      emrPipeline({}, { bootstrapAction }),
      "bootstrapActions: { configure-hadoop: 12 s, '*.sh': 90 s }",
    );
    expect(bootstrapActions).to.deep.equal([
      {
        name: "configure-hadoop",
        path: "s3://elasticmapreduce/libs/ba/configure-hadoop",
        duration: { kind: "constant", value: 12_000 },
      },
      { name: "install.sh", path: "s3://code/install.sh", duration: { kind: "constant", value: 90_000 } },
      { name: "x", path: "s3://code/x", duration: { kind: "constant", value: 10_000 } },
    ]);
  });

  it("5.2 bootstrap actions that fail, and how many instances are then replaced", () => {
    const failuresOf = (yaml: string, coreInstanceCount = "2") => {
      const bootstrapAction = ["s3://code/install.sh", "s3://code/x"];
      const objects = emrPipeline({}, { bootstrapAction, coreInstanceCount });
      const { bootstrapActions, bootstrapReplacements, retry } = clusterOf(objects, yaml);
      const assumed = planOf(objects, yaml).assumptions.filter(
        ({ rule, id }) => rule === "5.2" || id.includes("install"),
      );
      return {
        actions: bootstrapActions.map(({ name, failureProbability }) => [name, failureProbability]),
        bootstrapReplacements,
        tries: retry?.maximum,
        assumed: assumed.map(({ value, override }) => [value, override]),
      };
    };
    const some = [
      ["install.sh", 0.01],
      ["x", undefined],
    ];
    const yaml = "bootstrapActions: { install.sh: { duration: 90 s, failure: 1% }, x: { duration: 5 s, failure: 0% } }";
    const id = "MyCluster";
    expect(failuresOf(yaml)).to.deep.equal({
      actions: some,
      bootstrapReplacements: 1,
      tries: 2,
      assumed: [["1", `clusters: { ${id}: { bootstrapReplacements: 1 } }`]],
    });
    expect(failuresOf(yaml, "38").bootstrapReplacements).to.equal(3);
    expect(failuresOf(`${yaml}\nclusters: { "*": { bootstrapReplacements: 5 } }`)).to.deep.equal({
      actions: some,
      bootstrapReplacements: 5,
      tries: 2,
      assumed: [],
    });
    // the duration and the failure of an action may stand at different patterns
    expect(failuresOf('bootstrapActions: { "*": { failure: 1% }, x: 5 s }')).to.deep.equal({
      actions: [
        ["install.sh", 0.01],
        ["x", 0.01],
      ],
      bootstrapReplacements: 1,
      tries: 2,
      assumed: [
        ["10 s", "bootstrapActions: { install.sh: { duration: 10 s } }"],
        ["1", `clusters: { ${id}: { bootstrapReplacements: 1 } }`],
      ],
    });
    expect(failuresOf("bootstrapActions: { install.sh: 90 s }")).to.deep.equal({
      actions: [
        ["install.sh", undefined],
        ["x", undefined],
      ],
      bootstrapReplacements: undefined,
      tries: undefined,
      assumed: [],
    });
  });

  it("warns of a bootstrap action that no cluster has", () => {
    const { diagnostics } = compile(
      emrPipeline({}, { bootstrapAction: "s3://a/install.sh" }),
      "bootstrapActions: { instal.sh: 3 s }",
    );
    expect(diagnostics.map(shortForm)).to.include('1:32 warning SCENARIO_NO_MATCH bootstrapActions["instal.sh"]');
  });

  it("7.1 an EBS root volume only where the image has one, and what the groups attach", () => {
    const gb = (fields: Readonly<Record<string, unknown>>, more: readonly TestObject[] = [], yaml = "") =>
      clusterOf([...emrPipeline({}, fields), ...more], yaml).ebsGbPerInstance;
    const release = {
      hadoopVersion: undefined,
      releaseLabel: "emr-5.9.0",
      masterInstanceType: "m4.large",
      coreInstanceType: "m4.large",
    };
    expect(gb({})).to.equal(0);
    expect(gb({ hadoopVersion: undefined, amiVersion: "2.4.2" })).to.equal(0);
    expect(gb(release)).to.equal(10);
    expect(gb({}, [], "account: { rootVolume: 20 GB }")).to.equal(20);
    // 2 volumes of 50 GB on each of 2 core instances of 3 in all: 200 / 3 GB an instance on average, and the root.
    const volumes = [
      { id: "Ebs", type: "EbsConfiguration", ebsBlockDeviceConfig: { ref: "Device" } },
      { id: "Device", type: "EbsBlockDeviceConfig", volumesPerInstance: "2", volumeSpecification: { ref: "Volume" } },
      { id: "Volume", type: "VolumeSpecification", sizeInGB: "50", volumeType: "gp2" },
    ];
    expect(gb({ ...release, coreEbsConfiguration: { ref: "Ebs" } }, volumes)).to.be.closeTo(10 + 200 / 3, 1e-9);
  });

  it("2.3 leaves out a resource that no activity runs on", () => {
    const objects = [...emrPipeline(), { id: "Idle", type: "Ec2Resource" }];
    const { plan, diagnostics } = compile(objects);
    expect(plan?.pipelines[0]?.resources.map(({ id }) => id)).to.deep.equal(["MyCluster"]);
    expect(diagnostics.map(({ code, path }) => `${code} ${path}`)).to.include("PLAN_RUNNER Idle");
    expect(plan?.assumptions.some(({ what }) => what.includes("Idle"))).to.equal(false);
  });

  // 1 master and 2 core instances
  it("2.5 refuses a resource that alone needs more EC2 instances than the account may have", () => {
    const { plan, diagnostics } = compile(emrPipeline(), "account: { ec2InstanceLimit: 2 }");
    expect(plan).to.equal(undefined);
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    expect(errors.map(({ code, path, file }) => `${code} ${path} ${file}`)).to.deep.equal([
      "PLAN_RUNNER MyCluster pipeline.json",
    ]);
    expect(compile(emrPipeline(), "account: { ec2InstanceLimit: 3 }").plan?.limits.ec2Instances).to.equal(3);
  });

  it("refuses an instance type that does not exist, with the nearest", () => {
    const { plan, diagnostics } = compile(emrPipeline({}, { coreInstanceType: "m1.smal" }));
    const problem = diagnostics.find(({ code }) => code === "PLAN_INSTANCE_TYPE");
    expect(plan).to.equal(undefined);
    expect(problem).to.deep.include({ path: "MyCluster.coreInstanceType", file: "pipeline.json" });
    expect(problem?.hint).to.match(/`m1\.small`/);
  });

  it("5.3 a cluster that is resized for DynamoDB tables has m3.xlarge, and as many instances as it names", () => {
    const compiled = (activity: Readonly<Record<string, unknown>>, yaml = "account: { prices: 2016-06-01 }") =>
      compile(
        [
          ...emrPipeline(
            {
              resizeClusterBeforeRunning: "TRUE",
              resizeClusterMaxInstances: "9",
              input: { ref: "Table" },
              ...activity,
            },
            { releaseLabel: "emr-4.7.0", hadoopVersion: undefined },
          ),
          { id: "Table", type: "DynamoDBDataNode", tableName: "t" },
          { id: "Folder", type: "S3DataNode", directoryPath: "s3://b/d" },
        ],
        yaml,
      );
    const groups = ({ plan }: ReturnType<typeof compile>) => {
      const [cluster] = plan?.pipelines[0]?.resources ?? [];
      return cluster?.kind === "EmrCluster" ? cluster.groups.map((one) => `${one.count} ${one.instanceType}`) : [];
    };
    const resized = compiled({});
    expect(groups(resized)).to.deep.equal(["1 m3.xlarge", "2 m3.xlarge"]);
    const warning = resized.diagnostics.find(({ code }) => code === "PLAN_NOT_SIMULATED");
    expect([warning?.path, warning?.message]).to.deep.equal([
      "MyActivity.resizeClusterBeforeRunning",
      "How many instances AWS adds to MyCluster, at most 9, follows from the throughput of DynamoDB tables, which no definition says: it has those that it names.",
    ]);
    expect(resized.plan?.assumptions.find(({ id }) => id === "resizedType.MyCluster")?.value).to.equal("m3.xlarge");
    // not without a table, not where it is switched off, and not before EMR had the type
    const own = ["1 m1.xlarge", "2 m1.small"];
    for (const rest of [{ input: { ref: "Folder" } }, { resizeClusterBeforeRunning: "false" }]) {
      const left = compiled(rest);
      expect(groups(left)).to.deep.equal(own);
      expect(left.diagnostics.map(({ code }) => code)).to.not.include.members(["NOT_SIMULATED", "PLAN_NOT_SIMULATED"]);
    }
    expect(groups(compiled({ releaseLabel: undefined }, "account: { prices: 2012-11-23 }"))).to.deep.equal(own);
  });
});
