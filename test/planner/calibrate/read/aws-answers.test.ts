import { expect } from "chai";
import { placesOf, readHistory } from "./read-history.ts";

const STEPS = JSON.stringify({
  Steps: [
    {
      Id: "s-1",
      Name: "Aggregate",
      Config: { Jar: "command-runner.jar" },
      Status: {
        State: "COMPLETED",
        Timeline: { CreationDateTime: 1433199926.597, StartDateTime: 1433200404.959, EndDateTime: 1433200470.481 },
      },
    },
    {
      Id: "s-2",
      Name: "Aggregate",
      Status: {
        State: "FAILED",
        Timeline: { StartDateTime: "2015-06-01T23:14:31+00:00", EndDateTime: "2015-06-01T16:15:31-07:00" },
      },
    },
    { Id: "s-3", Name: "Aggregate", Status: { State: "PENDING", Timeline: { CreationDateTime: 1433200500 } } },
  ],
});

/** From 23:05:56 to 23:30 on 1 June 2015: both steps that ended lie in it. */
const CLUSTER = JSON.stringify({
  Cluster: {
    Id: "j-A",
    Status: {
      State: "TERMINATED",
      Timeline: { CreationDateTime: 1433199956, ReadyDateTime: 1433200300, EndDateTime: 1433201400 },
    },
    InstanceGroups: [
      { Id: "ig-M", InstanceGroupType: "MASTER", InstanceType: "m1.medium", RequestedInstanceCount: 1 },
      { Id: "ig-C", InstanceGroupType: "CORE", InstanceType: "m1.large", RequestedInstanceCount: 4 },
      { Id: "ig-T", InstanceGroupType: "TASK", InstanceType: "m1.large", RequestedInstanceCount: 2 },
    ],
  },
});

const INSTANCES = JSON.stringify({
  Instances: [
    {
      Ec2InstanceId: "i-1",
      InstanceGroupId: "ig-C",
      Status: { State: "TERMINATED", Timeline: { CreationDateTime: 1433199960.152, ReadyDateTime: 1433200400.03 } },
    },
    {
      Ec2InstanceId: "i-2",
      InstanceType: "c3.xlarge",
      Status: { State: "TERMINATED", Timeline: { CreationDateTime: 1433199960, EndDateTime: 1433199990 } },
    },
  ],
});

describe("answers of aws emr", () => {
  // 1433200470.481 - 1433200404.959 = 65.522 s; the second runs from 23:14:31 to 23:15:31 UTC
  it("give steps their times, as seconds or as dates with an offset", () => {
    const { runs, diagnostics } = readHistory({ "steps.json": STEPS });
    expect(runs.map(({ name, status, durationMs }) => [name, status, durationMs])).to.deep.equal([
      ["Aggregate", "succeeded", 65_522],
      ["Aggregate", "failed", 60_000],
    ]);
    expect(diagnostics.map(({ message }) => message)).to.deep.equal([
      "Left out: 1 × step that was PENDING without a start and an end.",
    ]);
  });

  it("give steps the core and task nodes of the only cluster that was there", () => {
    const { runs } = readHistory({ "steps.json": STEPS, "cluster.json": CLUSTER });
    for (const { clusterId, cluster } of runs) {
      expect(clusterId).to.equal("j-A");
      expect(cluster).to.deep.equal({ nodes: 6, instanceType: "m1.large" });
    }
  });

  it("leave open on which of two clusters a step ran, unless its file is called after one", () => {
    const other = CLUSTER.replace("j-A", "j-B").replace('"RequestedInstanceCount":4', '"RequestedInstanceCount":9');
    const files = { "a.json": CLUSTER, "b.json": other };
    expect(readHistory({ ...files, "steps.json": STEPS }).runs[0]).to.not.have.property("cluster");
    expect(readHistory({ ...files, "steps-j-B.json": STEPS }).runs[0]?.cluster?.nodes).to.equal(11);
  });

  it("give boots the type of their group, and one that never was ready no end", () => {
    const { boots } = readHistory({ "cluster.json": CLUSTER, "instances.json": INSTANCES });
    expect(boots.map(({ instanceType, requestedMs, readyMs }) => [instanceType, requestedMs, readyMs])).to.deep.equal([
      ["m1.large", 1_433_199_960_152, 1_433_200_400_030],
      ["c3.xlarge", 1_433_199_960_000, undefined],
    ]);
  });

  it("are refused where they are questions", () => {
    const reading = readHistory({ "groups.json": '[{"InstanceGroupType":"CORE","InstanceCount":2}]' });
    expect(placesOf(reading)).to.deep.equal(["1 error HISTORY_FORMAT"]);
    expect(reading.diagnostics[0]?.message).to.include("what EMR is asked to make, not what ran");
  });
});

/** An object as describe-objects has it. */
function objectOf(id: string, fields: Readonly<Record<string, string | readonly string[]>>): object {
  const list = Object.entries(fields).flatMap(([key, values]) =>
    [values].flat().map((stringValue) => ({ key, stringValue })),
  );
  return { id, name: id, fields: list };
}

const TIMES = { "@status": "FINISHED", type: "ShellCommandActivity", "@sphere": "INSTANCE" };

describe("answers of aws datapipeline", () => {
  // B is taken up with A at 00:00:10 and waits for A's end at 00:10:10; its own time is the 5 minutes after that
  it("give an activity the time after what it depended on", () => {
    const pipelineObjects = [
      objectOf("@A_2014-01-01T00:00:00", {
        ...TIMES,
        "@componentParent": "A",
        "@actualStartTime": "2014-01-01T00:00:10",
        "@actualEndTime": "2014-01-01T00:10:10",
      }),
      objectOf("@B_2014-01-01T00:00:00", {
        ...TIMES,
        "@componentParent": "B",
        dependsOn: ["@A_2014-01-01T00:00:00"],
        "@actualStartTime": "2014-01-01T00:00:10",
        "@actualEndTime": "2014-01-01T00:15:10",
      }),
    ];
    const { runs } = readHistory({ "objects.json": JSON.stringify({ pipelineObjects, hasMoreResults: false }) });
    expect(runs.map(({ name, durationMs }) => [name, durationMs])).to.deep.equal([
      ["A", 600_000],
      ["B", 300_000],
    ]);
  });

  it("give way to their attempts, the failed ones too", () => {
    const times = (start: string, end: string) => ({
      "@actualStartTime": `2014-01-01T00:${start}`,
      "@actualEndTime": `2014-01-01T00:${end}`,
    });
    const pipelineObjects = [
      objectOf("@A_1", { ...TIMES, "@componentParent": "A", "@attemptCount": "2", ...times("00:00", "20:00") }),
      objectOf("@A_1_Attempt=1", {
        ...TIMES,
        "@status": "FAILED",
        "@componentParent": "A",
        ...times("00:00", "02:00"),
      }),
      objectOf("@A_1_Attempt=2", { ...TIMES, "@componentParent": "A", ...times("12:00", "20:00") }),
    ];
    const { runs } = readHistory({ "objects.json": JSON.stringify({ pipelineObjects }) });
    expect(runs.map(({ status, durationMs }) => [status, durationMs])).to.deep.equal([
      ["failed", 120_000],
      ["succeeded", 480_000],
    ]);
  });

  const TABLES = {
    "one line a run": `    Name        Scheduled Start        Status      ID                           Started                Ended
    ---------------------------------------------------------------------------------------------------------
1.  My Report   2015-04-12T17:33:02    FINISHED    @MyReport_2015-04-12T17:33:02    2015-04-12T17:33:09    2015-04-12T17:40:09
2.  Other       2015-04-12T17:33:02    FAILED      @Other_2015-04-12T17:33:02       2015-04-12T17:33:09    2015-04-12T17:34:09`,
    "two lines a run, in a comment": `$ aws datapipeline list-runs --pipeline-id df-1
#       Name                           Scheduled Start      Status
#       ID                             Started              Ended
#-----------------------------------------------------------------
#   1.  My Report                      2015-04-12T17:33:02  FINISHED
#       @MyReport_2015-04-12T17:33:02  2015-04-12T17:33:09  2015-04-12T17:40:09
#
#   2.  Other                          2015-04-12T17:33:02  FAILED
#       @Other_2015-04-12T17:33:02     2015-04-12T17:33:09  2015-04-12T17:34:09`,
  };
  for (const [form, text] of Object.entries(TABLES)) {
    it(`are read as the table of list-runs, ${form}`, () => {
      const { runs, diagnostics } = readHistory({ "runs.txt": text });
      expect(runs.map(({ name, status, durationMs }) => [name, status, durationMs])).to.deep.equal([
        ["My Report", "succeeded", 420_000],
        ["Other", "failed", 60_000],
      ]);
      expect(diagnostics).to.deep.equal([]);
    });
  }
});
