import { spawnSync } from "node:child_process";
import { expect } from "chai";
import { parse } from "csv-parse/sync";
import { writeCsvFiles } from "../../../src/report/csv/write-csv-files.ts";
import { HOSTILE_NAMES } from "../hostile-names.ts";
import { hostileResult } from "../hostile-result.ts";
import { workedExample } from "../worked-example.ts";

function fileOf(result: typeof workedExample, name: string): string {
  const file = writeCsvFiles(result).find((one) => one.name === name);
  if (file === undefined) throw new Error(`no file ${name}`);
  return file.text;
}

function rowsOf(text: string): Record<string, string>[] {
  return parse(text, { bom: true, columns: true, relax_column_count: false });
}

/** What a cell holds: names that look like a formula have an apostrophe in front. */
const shown = (name: string) => (/^[=+\-@\t\r]/.test(name) ? `'${name}` : name);

describe("the CSV files of a result", () => {
  it("begin with a byte-order mark and end their lines with CRLF", () => {
    for (const { name, text } of writeCsvFiles(workedExample)) {
      expect(text.charCodeAt(0), name).to.equal(0xfeff);
      expect(text.replaceAll("\r\n", ""), name).to.not.match(/[\r\n]/);
      expect(text.endsWith("\r\n"), name).to.equal(true);
    }
  });

  // 20 + 1 instance-hours of EC2 and of EMR: 1.30 + 0.52 + 0.30 + 0.12 = 2.24
  it("7.2 gives a bill whose amounts add up to the total", () => {
    const rows = rowsOf(fileOf(workedExample, "bill.csv"));
    expect(
      rows.map((row) => [row.kind, row.instance_type, row.quantity, row.unit, row.price, row.amount_usd]),
    ).to.deep.equal([
      ["EC2", "m1.small", "20", "instance-hour", "USD 0.065 per hour", "1.3"],
      ["EC2", "m1.xlarge", "1", "instance-hour", "USD 0.52 per hour", "0.52"],
      ["EMR", "m1.small", "20", "instance-hour", "USD 0.015 per hour", "0.3"],
      ["EMR", "m1.xlarge", "1", "instance-hour", "USD 0.12 per hour", "0.12"],
    ]);
  });

  // due at 0, started at 210 s, ended at 1145 s
  it("writes times as a spreadsheet reads them, and lengths in seconds", () => {
    const [activity] = rowsOf(fileOf(workedExample, "activities.csv"));
    expect(activity).to.include({
      instance_id: "'@MyEmrActivity_2012-11-23T00:00:00",
      started_utc: "2012-11-23 00:03:30.000",
      ended_utc: "2012-11-23 00:19:05.000",
      waited_for_dependencies_s: "0",
      waited_for_runner_s: "210",
      ran_s: "935",
      latency_s: "1145",
    });
    const [log] = rowsOf(fileOf(workedExample, "logs.csv")).slice(1);
    expect(log).to.include({ bytes: "31166667", delay_s: "3.896", published_utc: "2012-11-23 00:19:08.896" });
  });

  it("has one row per activity, resource and EC2 instance, and leaves empty what did not happen", () => {
    expect(rowsOf(fileOf(workedExample, "activities.csv"))).to.have.length(1);
    expect(rowsOf(fileOf(workedExample, "resources.csv"))[0]).to.include({ ec2_instances: "21" });
    expect(rowsOf(fileOf(workedExample, "ec2-instances.csv"))).to.have.length(21);
    expect(rowsOf(fileOf(workedExample, "logs.csv"))[0]).to.include({ status: "lost", published_utc: "", delay_s: "" });
  });

  it("keeps hostile names in their cells, formulas disarmed", () => {
    const resources = rowsOf(fileOf(hostileResult, "resources.csv"));
    expect(resources.map((row) => row.component_id)).to.deep.equal(HOSTILE_NAMES.map(shown));
  });

  it("has its header alone where there are no rows", () => {
    const text = fileOf({ ...workedExample, logs: [] }, "logs.csv");
    expect(text).to.match(/^\uFEFFkind,writer_id,[a-z_,]+\r\n$/);
  });

  it("reads the same in Python's csv module", function () {
    const text = fileOf(hostileResult, "logs.csv");
    const script =
      "import csv,io,json,sys; data=sys.stdin.buffer.read().decode('utf-8-sig'); " +
      "print(json.dumps(list(csv.DictReader(io.StringIO(data, newline='')))))";
    const python = spawnSync("python3", ["-c", script], { input: text, encoding: "utf8" });
    if (python.error !== undefined) {
      this.test && Object.assign(this.test, { title: `${this.test.title} (skipped: no python3 here)` });
      this.skip();
    }
    expect(python.stderr).to.equal("");
    expect(JSON.parse(python.stdout)).to.deep.equal(rowsOf(text));
  });
});
