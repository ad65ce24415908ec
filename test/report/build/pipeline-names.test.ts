import { expect } from "chai";
import { runExperiment } from "../../../src/experiment/experiment.ts";
import type { PipelinePlan } from "../../../src/model/plan.ts";
import { buildView } from "../../../src/report/build/build-view.ts";
import { withPipelineNames } from "../../../src/report/build/with-pipeline-names.ts";
import { writeCsvFiles } from "../../../src/report/csv/write-csv-files.ts";
import { readResultJson } from "../../../src/report/json/read-result-json.ts";
import { writeResultJson } from "../../../src/report/json/write-result-json.ts";
import { writeSummary } from "../../../src/report/text/write-summary.ts";
import { writeTrace } from "../../../src/report/trace/write-trace.ts";
import { ACTIVATION_MS, activityOf, clusterOf, itemOf, planOf } from "../../model/plans.ts";

/** Two pipelines of the same components at the same time, and a runner that serves both. */
function resultOfTwo(isNamed = true) {
  const activities = [
    activityOf("Work", { runner: { kind: "resource", resourceId: "Cluster" }, work: [itemOf("step", 60)] }),
    activityOf("Copy", { runner: { kind: "workerGroup", workerGroup: "wg" } }),
    activityOf("Stuck"),
  ];
  const base = planOf({ activities, resources: [clusterOf("Cluster", { clusterLogUri: "s3://logs" })] });
  const pipelineOf = (name: string): PipelinePlan[] =>
    base.pipelines.map((one) => ({ ...one, id: `df-${name}`, name }));
  const plan = {
    ...base,
    horizonMs: ACTIVATION_MS + 86_400_000,
    pipelines: isNamed ? [...pipelineOf("second"), ...pipelineOf("first")] : base.pipelines,
    ...(isNamed ? { pipelinesAreNamed: true as const } : {}),
    billing: { ...base.billing, s3PutNanoUsd: 1_000_000 },
    taskRunners: [
      { id: "wg/0", workerGroup: "wg", tasks: 1, poll: { kind: "long", holdMs: 90_000 } as const, logUri: "s3://own" },
    ],
  };
  const digest = `sha256:${"0".repeat(64)}`;
  const inputs = {
    scenarioDigest: digest,
    definitionDigests: [digest],
    catalogDigest: digest,
    command: "stepcast run x",
  };
  return runExperiment({ plan, seed: "seed", rule: { kind: "count", count: 1 }, inputs });
}

describe("reports of several pipelines", () => {
  const result = resultOfTwo();

  it("tell apart what is called alike", () => {
    const { cost, timeline, logs, attempts, unfinished } = buildView(result);
    expect(cost.resources.map(({ label }) => label)).to.deep.equal([
      "second/Cluster",
      "pipeline second",
      "first/Cluster",
      "pipeline first",
      "Task Runners of your own",
    ]);
    expect(timeline.groups.map(({ label }) => label)).to.deep.equal(["second/Cluster", "first/Cluster", "wg"]);
    expect(logs.groups.rows.map(({ host }) => host)).to.include.members(["first/Cluster", "second/Cluster", "wg/0"]);
    expect(attempts.rows.map(({ attemptId }) => attemptId)).to.include("second/@Copy_2012-11-23T00:00:00_Attempt=1");
    expect(unfinished.rows.map(({ instanceId }) => instanceId)).to.include("first/@Stuck_2012-11-23T00:00:00");
  });

  it("list them with what each costs, in the scenario's order", () => {
    const { pipelines } = buildView(result);
    expect(pipelines.map(({ name, executions }) => [name, executions.total])).to.deep.equal([
      ["second", 1],
      ["first", 1],
    ]);
    expect(writeSummary(result)).to.match(/\nEach {4}2 pipelines\n\n.*\n {2}second .*does not finish.*\n {2}first /);
  });

  it("give the trace a process for each host of each pipeline", () => {
    const { traceEvents } = JSON.parse(writeTrace(result));
    const hosts = traceEvents
      .filter(({ name }: { name: string }) => name === "process_name")
      .map(({ args }: { args: { name: string } }) => args.name);
    expect(hosts.sort()).to.deep.equal([
      "first/@Cluster_2012-11-23T00:00:00",
      "second/@Cluster_2012-11-23T00:00:00",
      "wg/0",
    ]);
  });

  it("name the pipeline of a log, and the pipelines, in CSV files", () => {
    const files = new Map(writeCsvFiles(result).map(({ name, text }) => [name, text]));
    expect(files.get("pipelines.csv")?.replaceAll("\r\n", "\n")).to.equal(
      "\ufeffpipeline_id,name,activated_utc\ndf-second,second,2012-11-23 00:00:00.000\ndf-first,first,2012-11-23 00:00:00.000\n",
    );
    expect(files.get("logs.csv")).to.match(/^\ufeffpipeline_id,kind,/);
    expect(files.get("resources.csv")?.split("\n")[1]).to.match(/^df-\w+,Cluster,EmrCluster,.*,1,2012/);
  });

  it("are the same after the result was written and read", () => {
    const read = readResultJson(writeResultJson(result), "result.json");
    if (read.kind !== "result") throw new Error(JSON.stringify(read.diagnostics));
    expect(buildView(read.result)).to.deep.equal(buildView(result));
  });

  it("6.3 no two logs have one place", () => {
    const places = result.logs.flatMap(({ destination }) => destination ?? []);
    expect(places).to.have.length.above(4);
    expect(new Set(places).size).to.equal(places.length);
  });

  it("of one pipeline stay as they are", () => {
    const one = resultOfTwo(false);
    expect(withPipelineNames(one)).to.equal(one);
    expect(buildView(one).pipelines).to.deep.equal([]);
    expect(writeSummary(one)).not.to.include("pipelines");
    expect(writeCsvFiles(one).map(({ name }) => name)).not.to.include("pipelines.csv");
  });
});
