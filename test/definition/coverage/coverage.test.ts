import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect } from "chai";
import { type Coverage, coverageOf } from "../../../src/definition/coverage/coverage.ts";
import { whyItMatters } from "../../../src/definition/coverage/why-it-matters.ts";
import { OBJECT_TYPES } from "../../../src/definition/object-types/known-types.ts";
import { read } from "../read.ts";

const CORPUS = "../shared/corpus/pipeline-definitions";

/** `HiveActivity.resizeClusterBeforeRunning 1 notSimulated`, one line a row. */
function rows({ types }: Coverage): string[] {
  return types.flatMap(({ type, fields }) => fields.map((row) => `${type}.${row.field} ${row.count} ${row.meaning}`));
}

const activity = (id: string, fields: object) => ({ id, type: "HiveActivity", hiveScript: "run", ...fields });

const TABLE = { id: "T", type: "DynamoDBDataNode", tableName: "t" };
const RESIZES = { resizeClusterBeforeRunning: "true", input: { ref: "T" } };

describe("coverage", () => {
  it("counts each field by type and meaning, what is left out first", () => {
    const objects = [
      activity("A", {
        ...RESIZES,
        scriptVariable: "A=1",
        myNote: "x",
        "@status": "FINISHED",
        nope: "1",
      }),
      activity("B", { scriptVariable: "A=1" }),
      TABLE,
    ];
    expect(rows(coverageOf(read({ objects })))).to.deep.equal([
      "HiveActivity.resizeClusterBeforeRunning 1 notSimulated",
      "HiveActivity.nope 1 unknown",
      "HiveActivity.id 2 simulated",
      "HiveActivity.type 2 simulated",
      "HiveActivity.hiveScript 2 simulated",
      "HiveActivity.input 1 simulated",
      "HiveActivity.scriptVariable 2 irrelevant",
      "HiveActivity.myNote 1 userDefined",
      "HiveActivity.@status 1 setByService",
      "DynamoDBDataNode.id 1 simulated",
      "DynamoDBDataNode.type 1 simulated",
      "DynamoDBDataNode.tableName 1 irrelevant",
    ]);
  });

  it("1.3 counts a field where it stands, not where it is inherited", () => {
    const objects = [{ id: "Default", scheduleType: "ondemand", role: "R" }, activity("A", {}), { id: "P", role: "S" }];
    expect(rows(coverageOf(read({ objects })))).to.deep.equal([
      "Default.id 1 simulated",
      "Default.scheduleType 1 simulated",
      "Default.role 1 irrelevant",
      "HiveActivity.id 1 simulated",
      "HiveActivity.type 1 simulated",
      "HiveActivity.hiveScript 1 simulated",
      "(no type).id 1 simulated",
      "(no type).role 1 irrelevant",
    ]);
  });

  it("takes a value that asks for what happens anyway as simulated", () => {
    const objects = [
      activity("A", { resizeClusterBeforeRunning: "False" }),
      activity("B", RESIZES),
      // no cluster is resized without a table
      activity("C", { resizeClusterBeforeRunning: "true" }),
      TABLE,
      { id: "V", type: "VolumeSpecification", volumeType: "gp2" },
      { id: "W", type: "VolumeSpecification", volumeType: "io1" },
    ];
    const found = rows(coverageOf(read({ objects }))).filter((row) => /resize|volumeType/.test(row));
    expect(found).to.deep.equal([
      "HiveActivity.resizeClusterBeforeRunning 1 notSimulated",
      "HiveActivity.resizeClusterBeforeRunning 2 simulated",
      "VolumeSpecification.volumeType 1 notSimulated",
      "VolumeSpecification.volumeType 1 simulated",
    ]);
  });

  it("1.1 reads nothing of an object of an unknown type", () => {
    const objects = [{ id: "A", type: "EmrClustr", masterInstanceType: "m1.small", myNote: "x" }];
    expect(rows(coverageOf(read({ objects })))).to.deep.equal([
      "EmrClustr.id 1 unknown",
      "EmrClustr.type 1 unknown",
      "EmrClustr.masterInstanceType 1 unknown",
      "EmrClustr.myNote 1 userDefined",
    ]);
  });

  // 3 of A, 5 of B: id, type, hiveScript; input, and resizeClusterBeforeRunning, which is left out. 3 of the table.
  it("adds up to the totals", () => {
    const { totals } = coverageOf(read({ objects: [activity("A", {}), activity("B", RESIZES), TABLE] }));
    expect(totals).to.deep.equal({
      objects: 3,
      fields: 11,
      byMeaning: { notSimulated: 1, unknown: 0, simulated: 9, irrelevant: 1, userDefined: 0, setByService: 0 },
    });
  });

  it("has a sentence for every field that is relevant and not simulated", () => {
    const fields = [...OBJECT_TYPES.values()].flatMap(({ fields }) => fields);
    const left = fields.filter(({ use }) => use === "notSimulated").map(({ key }) => key);
    for (const key of left) expect(whyItMatters(key), key).to.match(/^[A-Z].*\.$/);
    expect(left).to.include("iops");
    expect(whyItMatters("command")).to.equal(undefined);
  });

  it(`knows every field that people write but two (skipped where ${CORPUS} is missing)`, function () {
    if (!existsSync(CORPUS)) this.skip();
    const unknown = readdirSync(CORPUS).flatMap((name) => {
      const definition = read(readFileSync(`${CORPUS}/${name}`, "utf8"));
      const coverage = coverageOf(definition);
      const own = definition.objects.flatMap(({ fields }) => [...fields.values()].filter((f) => !f.inheritedFrom));
      expect(coverage.totals.fields, name).to.equal(own.length);
      expect(coverage.totals.objects, name).to.equal(definition.objects.length);
      return rows(coverage).filter((row) => row.endsWith(" unknown"));
    });
    // The same two as in the test of false alarms.
    expect(unknown).to.have.members(["Schedule.maxActiveInstances 1 unknown", "RedshiftDatabase.password 1 unknown"]);
  });
});
