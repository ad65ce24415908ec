import { existsSync, readFileSync } from "node:fs";
import { expect } from "chai";
import { parse } from "csv-parse/sync";
import type { Result } from "../../../src/experiment/result.ts";
import { type Run, runsOf } from "../../../src/report/aws/runs.ts";
import { writeRunsCsv } from "../../../src/report/aws/write-runs-csv.ts";
import { runsTable, writeRunsText } from "../../../src/report/aws/write-runs-text.ts";
import { hostileResult } from "../hostile-result.ts";
import { workedExample } from "../worked-example.ts";

/** What the command line of AWS printed for others, kept beside the repository where there is one. */
const LIST_RUNS = "../shared/corpus/dp-cli-output/awslabs-data-pipeline-samples__list-runs_InvokeLambda_6.txt";

const at = "2016-03-23T18:40:31";
const SEEN: readonly Run[] = [
  {
    ...{ name: "Invoke_Lambda_Activity", id: `@Invoke_Lambda_Activity_${at}`, status: "WAITING_FOR_RUNNER" },
    ...{ pipelineId: "df-1", scheduledStart: at, started: "2016-03-23T18:40:35", ended: undefined },
  },
  {
    ...{ name: "New_EC2Instance", id: `@New_EC2Instance_${at}`, status: "CREATING" },
    ...{ pipelineId: "df-1", scheduledStart: at, started: "2016-03-23T18:40:36", ended: undefined },
  },
];

describe("runs as AWS lists them", () => {
  it("2.6 has the very layout of list-runs, to the blank at the end of a line", function () {
    if (!existsSync(LIST_RUNS)) {
      this.test && Object.assign(this.test, { title: `${this.test.title} (skipped: no ${LIST_RUNS} here)` });
      this.skip();
    }
    expect(runsTable(SEEN)).to.equal(readFileSync(LIST_RUNS, "utf8"));
  });

  // created at 0, done at 1145; the cluster requested at 0, gone at 1448.896
  it("2.3 an activity has started when it was created, a resource when its launch was requested", () => {
    expect(
      writeRunsText(workedExample)
        .split("\n")
        .map((line) => line.trimEnd()),
    ).to.deep.equal([
      "       Name                                                Scheduled Start      Status",
      "       ID                                                  Started              Ended",
      "-".repeat(99),
      "   1.  MyEmrActivity                                       2012-11-23T00:00:00  FINISHED",
      "       @MyEmrActivity_2012-11-23T00:00:00                  2012-11-23T00:00:00  2012-11-23T00:19:05",
      "",
      "   2.  MyEmrCluster                                        2012-11-23T00:00:00  FINISHED",
      "       @MyEmrCluster_2012-11-23T00:00:00                   2012-11-23T00:00:00  2012-11-23T00:24:08",
      "",
      "",
    ]);
  });

  it("2.3 a resource that was never launched has not started", () => {
    const instances = workedExample.instances.map(({ readyAtMs, ...row }) => row);
    expect(runsOf({ instances }).map(({ name, started }) => [name, started])).to.deep.equal([
      ["MyEmrActivity", "2012-11-23T00:00:00"],
      ["MyEmrCluster", undefined],
    ]);
  });

  it("sorts by scheduled start, then by name", () => {
    const [activity, cluster] = workedExample.instances;
    if (activity === undefined || cluster === undefined) throw new Error("the example has two instances");
    const later = { ...activity, scheduledStartAtMs: activity.scheduledStartAtMs + 86_400_000 };
    const names = runsOf({ instances: [later, cluster, activity] }).map(
      ({ name, scheduledStart }) => name + scheduledStart,
    );
    expect(names).to.deep.equal([
      "MyEmrActivity2012-11-23T00:00:00",
      "MyEmrCluster2012-11-23T00:00:00",
      "MyEmrActivity2012-11-24T00:00:00",
    ]);
  });

  it("cuts names at the width of the column as AWS does; the CSV file has them whole", () => {
    const [activity] = workedExample.instances;
    if (activity === undefined) throw new Error("the example has an activity");
    const componentId = "x".repeat(60);
    const instances = [{ ...activity, componentId, instanceId: `@${componentId}_2012-11-23T00:00:00` }];
    expect(writeRunsText({ instances })).to.include(`   1.  ${"x".repeat(50)}  2012`);
    const [row] = parse(writeRunsCsv({ instances }), { bom: true, columns: true });
    expect(row).to.deep.equal({
      Name: componentId,
      "Scheduled Start": "2012-11-23T00:00:00",
      Status: "FINISHED",
      ID: `'@${componentId}_2012-11-23T00:00:00`,
      Started: "2012-11-23T00:00:00",
      Ended: "2012-11-23T00:19:05",
      "Pipeline ID": activity.pipelineId,
    });
  });

  it("has one table for each of several pipelines", () => {
    const [activity, cluster] = workedExample.instances;
    if (activity === undefined || cluster === undefined) throw new Error("the example has two instances");
    const result: Pick<Result, "instances" | "pipelines"> = {
      instances: [activity, { ...cluster, pipelineId: "df-2" }],
      pipelines: [
        { id: activity.pipelineId, name: "nightly", activationAtMs: 0 },
        { id: "df-2", name: "hourly", activationAtMs: 0 },
      ],
    };
    const numbered = writeRunsText(result)
      .split("\n")
      .filter((line) => /^ +\d|\(df/.test(line));
    expect(numbered.map((line) => line.trim().split(/ {2,}/).slice(0, 2).join(" "))).to.deep.equal([
      `nightly (${activity.pipelineId})`,
      "1. MyEmrActivity",
      "hourly (df-2)",
      "1. MyEmrCluster",
    ]);
  });

  it("no name breaks the table", () => {
    for (const line of writeRunsText(hostileResult).trimEnd().split("\n")) {
      expect(line).to.match(/^( {7}|-+$| *\d+\. {2}|$)/);
    }
  });
});
