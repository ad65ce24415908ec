import { expect } from "chai";
import { cli, SMALL } from "./cli.ts";

const RESIZED = JSON.stringify({
  objects: [
    {
      id: "A",
      type: "HiveCopyActivity",
      resizeClusterBeforeRunning: "true",
      runsOn: { ref: "R" },
      input: { ref: "T" },
    },
    { id: "T", type: "DynamoDBDataNode", tableName: "t" },
    { id: "R", type: "EmrCluster", masterInstanceType: "m1.small", keyPair: "k", VolumeSpecification: { ref: "V" } },
  ],
});
const files = { "small.json": SMALL, "resized.json": RESIZED, "cut.json": '{"objects": [{"id": "A" "type": "X"}]}' };

describe("stepcast validate --coverage", () => {
  it("prints a table by type and field, the totals, and why it matters what is left out", async () => {
    const { status, out, err } = await cli(["validate", "resized.json", "--coverage"], { files });
    expect([status, err]).to.deep.equal([0, ""]);
    expect(out.slice(out.indexOf("\nresized.json: what"))).to.equal(`
resized.json: what its fields mean to the simulation
  type              objects  field                       count  meaning
  HiveCopyActivity  1        resizeClusterBeforeRunning  1      not simulated
                             id                          1      simulated
                             type                        1      simulated
                             runsOn                      1      simulated
                             input                       1      simulated
  DynamoDBDataNode  1        id                          1      simulated
                             type                        1      simulated
                             tableName                   1      irrelevant
  EmrCluster        1        VolumeSpecification         1      not simulated
                             id                          1      simulated
                             type                        1      simulated
                             masterInstanceType          1      simulated
                             keyPair                     1      irrelevant

13 fields of 3 objects: 2 not simulated; 9 simulated; 2 irrelevant

Why it matters what is not simulated:
  resizeClusterBeforeRunning: How far the cluster grows follows from the throughput of DynamoDB tables; its type is followed.
  VolumeSpecification: Volumes are billed while they exist; only those of a group's configuration are (7.1).
`);
  });

  it("says nothing of reasons where all is followed", async () => {
    const { out } = await cli(["validate", "small.json", "--coverage"], { files });
    expect(out).to.match(/\n7 fields of 2 objects: 7 simulated\n$/);
  });

  it("--format json has it beside the diagnostics, file by file", async () => {
    const { out } = await cli(["validate", "small.json", "resized.json", "--coverage", "--format", "json"], { files });
    const { diagnostics, coverage } = JSON.parse(out);
    expect(diagnostics.map(({ code }: { code: string }) => code)).to.include("PLAN_NOT_SIMULATED");
    expect(coverage.map(({ file }: { file: string }) => file)).to.deep.equal(["small.json", "resized.json"]);
    expect(coverage[1].types[0].fields[0]).to.include({
      field: "resizeClusterBeforeRunning",
      count: 1,
      meaning: "notSimulated",
    });
    expect(coverage[1].types[0].fields[0].why).to.match(/^How far the cluster grows/);
    expect(coverage[1].totals.byMeaning).to.include({ notSimulated: 2, simulated: 9, irrelevant: 2 });
  });

  it("covers what could be read of a definition with errors, and of a scenario's definition", async () => {
    const bad = await cli(["validate", "cut.json", "--coverage"], { files });
    expect(bad.status).to.equal(2);
    expect(bad.out).to.match(/\n2 fields of 1 object: 2 unknown, not read\n$/);
    const scenario = { ...files, "one.yaml": "pipeline: ./small.json\n" };
    const good = await cli(["validate", "one.yaml", "--coverage"], { files: scenario });
    expect(good.out).to.match(/\n7 fields of 2 objects: 7 simulated\n$/);
  });

  it("a name in the text does not steer the terminal", async () => {
    const hostile = { "bad.json": JSON.stringify([{ id: "A", type: "X\u001b[31m", "f\u202e": "1" }]) };
    const { out } = await cli(["validate", "bad.json", "--coverage"], { files: hostile });
    expect(out).to.include("X [31m");
    expect(out).not.to.include("\u001b");
    expect(out).not.to.include("\u202e");
  });
});
