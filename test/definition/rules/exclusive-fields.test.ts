import { expect } from "chai";
import { read } from "../read.ts";

/** The paths of what has a field too many. */
function excess(...objects: readonly object[]): (string | undefined)[] {
  return read({ objects }).diagnostics.flatMap(({ code, path }) => (code === "EXCLUSIVE_FIELDS" ? [path] : []));
}

describe("fields of which AWS takes one", () => {
  it("1.1 are those that say one thing in two ways", () => {
    const database = { id: "D", type: "RedshiftDatabase", clusterId: "c", connectionString: "jdbc:redshift://c" };
    const node = { id: "N", type: "S3DataNode", filePath: "s3://b/f", directoryPath: "s3://b/d" };
    const hive = { id: "H", type: "HiveActivity", scriptUri: "s3://b/q", hiveScript: "show tables" };
    const starts = { startAt: "FIRST_ACTIVATION_DATE_TIME", startDateTime: "2026-02-13T02:00:00" };
    const schedule = { id: "S", type: "Schedule", period: "1 day", ...starts };
    expect(excess(database, node, hive, schedule)).to.deep.equal([
      "D.clusterId",
      "N.filePath",
      "H.scriptUri",
      "S.startDateTime",
    ]);
  });

  it("1.1 are told of where the second one stands, also where a parent has the first", () => {
    const parent = { id: "P", command: "ls" };
    const child = { id: "A", type: "ShellCommandActivity", parent: { ref: "P" }, scriptUri: "s3://b/run.sh" };
    expect(excess(parent, child)).to.deep.equal(["A.scriptUri"]);
    const alone = { id: "A", type: "ShellCommandActivity", command: "ls" };
    expect(excess(alone, { id: "N", type: "S3DataNode", manifestFilePath: "m", filePath: "f" })).to.deep.equal([]);
  });
});

describe("DynamoDB fields", () => {
  it("1.1 a part of a table's throughput is from 0.1 to 1, HiveCopyActivity copies tables and S3", () => {
    const table = { id: "T", type: "DynamoDBDataNode", tableName: "t", readThroughputPercent: "25" };
    const database = { id: "M", type: "MySqlDataNode", table: "m" };
    const copy = { id: "A", type: "HiveCopyActivity", input: { ref: "T" }, output: { ref: "M" }, workerGroup: "w" };
    const messages = read({ objects: [table, database, copy] }).diagnostics.map(({ message }) => message);
    expect(messages).to.deep.equal([
      '"readThroughputPercent" is "25", not a number from 0.1 to 1.',
      '"output" refers to "M", a MySqlDataNode, where a DynamoDBDataNode or an S3DataNode belongs.',
    ]);
  });
});
