import { expect } from "chai";
import { compile, emrPipeline, planOf, shellPipeline, type TestObject } from "./harness.ts";

describe("7.1 prices and billing", () => {
  it("come from the catalog by type, region and date, and are assumptions then", () => {
    const plan = planOf(emrPipeline(), "account: { prices: 2012-11-23 }");
    expect(plan.instanceTypes["m1.small"]).to.deep.include({
      speed: 1,
      ec2NanoUsdPerHour: 65e6,
      emrNanoUsdPerHour: 15e6,
    });
    expect(plan.instanceTypes["m1.xlarge"]).to.deep.include({
      speed: 8,
      ec2NanoUsdPerHour: 520e6,
      emrNanoUsdPerHour: 120e6,
    });
    expect(plan.assumptions.find(({ id }) => id === "price.ec2.m1.small")?.override).to.equal(
      "prices: { ec2: { m1.small: 0.065 USD } }",
    );
  });

  it("come from the scenario where it has them", () => {
    const plan = planOf(
      emrPipeline(),
      `prices:
  ec2: { m1.small: 0.01 USD, m1.xlarge: 0.02 USD }
  emr: { m1.small: 0.03 USD, m1.xlarge: 0.04 USD }
  s3Put: 0.006 USD
  s3Storage: 0.02 USD
  ebs: 0.3 USD
  dataPipeline: 0 USD
logs: { upload: { m1.small: 1 MB/s, "*": 2 MB/s } }
`,
    );
    const small = plan.instanceTypes["m1.small"];
    const xlarge = plan.instanceTypes["m1.xlarge"];
    expect([small?.ec2NanoUsdPerHour, small?.emrNanoUsdPerHour, small?.uploadBytesPerSecond]).to.deep.equal([
      10e6, 30e6, 1e6,
    ]);
    expect([xlarge?.ec2NanoUsdPerHour, xlarge?.emrNanoUsdPerHour, xlarge?.uploadBytesPerSecond]).to.deep.equal([
      20e6, 40e6, 2e6,
    ]);
    // 0.006 USD per 1,000 requests.
    expect(plan.billing).to.deep.include({
      s3PutNanoUsd: 6000,
      s3StorageNanoUsdPerGbMonth: 20e6,
      ebsNanoUsdPerGbMonth: 300e6,
    });
    expect(plan.assumptions.filter(({ id }) => /^(price|upload)\./.test(id))).to.deep.equal([]);
  });

  it("EMR's surcharge only for what a cluster uses", () => {
    const objects = [
      ...shellPipeline({ workerGroup: undefined, runsOn: { ref: "MyHost" } }),
      { id: "MyHost", type: "Ec2Resource", instanceType: "m1.small" },
    ];
    expect(planOf(objects).instanceTypes["m1.small"]?.emrNanoUsdPerHour).to.equal(0);
    expect(planOf([...objects, ...emrPipeline()]).instanceTypes["m1.small"]?.emrNanoUsdPerHour).to.equal(15e6);
  });

  const MODES: readonly (readonly [yaml: string, mode: string])[] = [
    ["account: { prices: 2017-10-01 }", "hourly"],
    ["account: { prices: 2017-10-02 }", "per-second"],
    ["account: { prices: 2012-11-23, billing: per-second }", "per-second"],
    ["account: { prices: 2020-01-01, billing: hourly }", "hourly"],
    ["account: { prices: 2020-01-01, billing: auto }", "per-second"],
  ];
  for (const [yaml, mode] of MODES) {
    it(`bills ${mode} with ${yaml}`, () => {
      expect(planOf(emrPipeline(), yaml).billing.mode).to.equal(mode);
    });
  }

  it("EMR's surcharge counts from the instance's own start unless the scenario says from ready", () => {
    expect(planOf(emrPipeline()).billing.emrBillingFrom).to.equal("running");
    expect(planOf(emrPipeline(), "account: { emrBillingFrom: ready }").billing.emrBillingFrom).to.equal("ready");
  });

  it("takes the region that a resource names, and warns where prices are another's", () => {
    const objects = emrPipeline({}, { region: "eu-west-1" });
    expect(planOf(objects).region).to.equal("eu-west-1");
    const { plan, diagnostics } = compile(objects, "account: { region: us-east-1 }");
    expect(plan?.region).to.equal("us-east-1");
    expect(diagnostics.map(({ code, path }) => `${code} ${path}`)).to.include("PLAN_NOT_SIMULATED MyCluster.region");
  });

  it("refuses a region without prices, with the nearest, and says nothing more of it", () => {
    const { plan, diagnostics } = compile(emrPipeline(), "account: { region: us-east-9 }");
    expect(plan).to.equal(undefined);
    expect(diagnostics.map(({ code, path }) => `${code} ${path}`)).to.deep.equal(["PLAN_PRICE account.region"]);
    expect(diagnostics[0]?.hint).to.match(/us-east-1/);
  });

  it("refuses a type that EMR never had, unless the scenario has its price", () => {
    const objects = emrPipeline({}, { coreInstanceType: "m3.medium" });
    const codes = (yaml: string) => compile(objects, yaml).diagnostics.map(({ code, path }) => `${code} ${path}`);
    expect(codes("")).to.deep.equal(["PLAN_PRICE MyCluster"]);
    expect(codes("prices: { emr: { m3.medium: 0.017 USD } }")).to.deep.equal([]);
  });
});

describe("7.1 AWS Data Pipeline's fee", () => {
  const SCHEDULES: readonly TestObject[] = [
    { id: "Daily", type: "Schedule", period: "1 day", startDateTime: "2014-03-01T00:00:00", occurrences: "2" },
    { id: "Hourly", type: "Schedule", period: "12 hours", startDateTime: "2014-03-01T00:00:00", occurrences: "2" },
  ];
  const on = (schedule: string) => ({ schedule: { ref: schedule }, scheduleType: "cron" });
  const fee = (objects: readonly TestObject[], yaml = "") => planOf(objects, yaml).pipelines[0]?.feeMicroUsdPerMonth;

  it("is low up to once a day and on demand, high above, dearer on a worker group", () => {
    const host: TestObject = { id: "MyHost", type: "Ec2Resource", instanceType: "m1.small" };
    const managed = (fields: Readonly<Record<string, unknown>>) => [
      ...shellPipeline({ workerGroup: undefined, runsOn: { ref: "MyHost" }, ...fields }),
      host,
      ...SCHEDULES,
    ];
    expect(fee(managed({}))).to.equal(600_000);
    expect(fee(managed(on("Daily")))).to.equal(600_000);
    expect(fee(managed(on("Hourly")))).to.equal(1_000_000);
    expect(fee([...shellPipeline(on("Daily")), ...SCHEDULES])).to.equal(1_500_000);
    expect(fee([...shellPipeline(on("Hourly")), ...SCHEDULES])).to.equal(2_500_000);
  });

  it("counts activities and preconditions, those of data nodes too, each once", () => {
    const objects = [
      ...emrPipeline({ precondition: { ref: "Ready" }, input: { ref: "Data" } }),
      {
        id: "Second",
        type: "EmrActivity",
        runsOn: { ref: "MyCluster" },
        step: "a.jar",
        precondition: { ref: "Ready" },
      },
      { id: "Data", type: "S3DataNode", directoryPath: "s3://a/b", precondition: { ref: "There" } },
      { id: "Ready", type: "S3KeyExists", s3Key: "s3://a/b/c" },
      { id: "There", type: "S3PrefixNotEmpty", s3Prefix: "s3://a/b" },
    ];
    // 2 activities and 2 preconditions at 0.60 USD.
    expect(fee(objects)).to.equal(2_400_000);
    expect(fee(objects, "prices: { dataPipeline: 0.10 USD }")).to.equal(400_000);
    expect(fee(objects, "prices: { dataPipeline: { low: 0.20 USD, high: 9 USD } }")).to.equal(800_000);
  });

  it("counts a precondition on premises where a worker group's runner checks it", () => {
    const withType = (type: string) => [
      ...shellPipeline({ dependsOn: [{ ref: "Ready" }] }),
      { id: "Ready", type, role: "r", s3Key: "s3://a/b/c" },
    ];
    expect(fee(withType("S3KeyExists"))).to.equal(1_500_000 + 600_000);
    expect(fee(withType("Exists"))).to.equal(1_500_000 + 1_500_000);
  });
});
