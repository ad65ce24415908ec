import { expect } from "chai";
import { compile, emrPipeline, planOf, shellPipeline, shortForm } from "./harness.ts";

describe("compiled logs", () => {
  it("6.3 pipelineLogUri for attempts and Task Runners, emrLogUri for the cluster where it is set", () => {
    const places = (activity: Readonly<Record<string, unknown>>, cluster: Readonly<Record<string, unknown>>) => {
      const { activities = [], resources = [] } = planOf(emrPipeline(activity, cluster)).pipelines[0] ?? {};
      const [resource] = resources;
      if (resource?.kind !== "EmrCluster") throw new Error("no cluster");
      return [activities[0]?.logUri, resource.runnerLogUri, resource.clusterLogUri];
    };
    const uri = { pipelineLogUri: "s3://logs/p" };
    expect(places({}, {})).to.deep.equal([null, null, null]);
    expect(places(uri, uri)).to.deep.equal(["s3://logs/p", "s3://logs/p", "s3://logs/p"]);
    expect(places({}, { ...uri, emrLogUri: "s3://logs/emr" })).to.deep.equal([null, "s3://logs/p", "s3://logs/emr"]);
  });

  it("6.3 a place that the service chooses where none is given, as an assumption, or none", () => {
    const plan = planOf(emrPipeline());
    expect(plan.logs.defaultUri).to.match(/^s3:/);
    expect(plan.assumptions.map(({ id }) => id)).to.include("logs.defaultUri");
    expect(planOf(emrPipeline(), "logs: { defaultUri: none }").logs.defaultUri).to.equal(null);
    expect(planOf(emrPipeline(), "logs: { defaultUri: s3://x }").logs.defaultUri).to.equal("s3://x");
    const located = planOf(emrPipeline({}, { pipelineLogUri: "s3://logs" }));
    expect(located.assumptions.map(({ id }) => id)).to.not.include("logs.defaultUri");
  });

  it("6.6 a size alone is the Task Runner's log, a map is by kind", () => {
    const bytes = (yaml: string) => Object.values(planOf(emrPipeline(), yaml).logs.bytesPerMinute);
    expect(bytes("")).to.deep.equal([2e6, 1e5, 5e5, 1e6]);
    expect(bytes("logs: { perMinuteOfWork: 3 MB }")).to.deep.equal([3e6, 1e5, 5e5, 1e6]);
    expect(bytes("logs: { perMinuteOfWork: { attempt: 0 B, node: 7 B } }")).to.deep.equal([2e6, 0, 5e5, 7]);
  });

  it("6.6 assumes only sizes of logs that somebody writes", () => {
    const kinds = (plan: ReturnType<typeof planOf>) =>
      plan.assumptions.flatMap(({ id }) => /^logs\.perMinuteOfWork\.(.*)$/.exec(id)?.[1] ?? []);
    expect(kinds(planOf(emrPipeline()))).to.deep.equal(["taskRunner", "attempt", "step", "node"]);
    expect(kinds(planOf(shellPipeline()))).to.deep.equal(["attempt"]);
    expect(kinds(planOf(shellPipeline(), "taskRunners: [{ workerGroup: wg }]"))).to.deep.equal([
      "taskRunner",
      "attempt",
    ]);
  });

  it("6.2 6.4 documented intervals unless the scenario has others", () => {
    const { logs, billing } = planOf(emrPipeline());
    expect([logs.emrPushIntervalMs, logs.runnerPushIntervalMs]).to.deep.equal([300_000, 3_600_000]);
    expect(billing.logRetentionMs).to.equal(30 * 86_400_000);
    const own = planOf(emrPipeline(), "logs: { emrPushInterval: 1 min, runnerPushInterval: 2 h, retention: 1 d }");
    expect([own.logs.emrPushIntervalMs, own.logs.runnerPushIntervalMs]).to.deep.equal([60_000, 7_200_000]);
    expect(own.billing.logRetentionMs).to.equal(86_400_000);
  });

  it("6.6 an upload rate of machines of the user's own", () => {
    const rate = (yaml: string) => planOf(shellPipeline(), yaml).logs.uploadBytesPerSecond;
    expect(rate("logs: { upload: { userManaged: 3 MB/s, '*': 4 MB/s } }")).to.equal(3e6);
    expect(rate("logs: { upload: 5 MB/s }")).to.equal(5e6);
    expect(rate("logs: { upload: { user*: 6 MB/s, '*': 4 MB/s } }")).to.equal(6e6);
    expect(rate("")).to.equal(8e6);
  });

  it("6.6 warns of an upload rate for an instance type that there is none of", () => {
    const { diagnostics } = compile(shellPipeline(), "logs: { upload: { m1.smal: 1 MB/s, m1.*: 2 MB/s } }");
    const found = diagnostics.filter(({ code }) => code === "SCENARIO_NO_MATCH");
    expect(found.map(shortForm)).to.deep.equal(['1:28 warning SCENARIO_NO_MATCH logs.upload["m1.smal"]']);
    expect(found[0]?.hint).to.contain("`m1.small`");
  });
});
