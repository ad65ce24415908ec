import { expect } from "chai";
import { cli, RANDOM_FILES } from "./cli.ts";

async function written(): Promise<Record<string, string>> {
  const argv = ["run", "in/random.yaml", "--replications", "3", "--out", "o", "--format", "text,json,csv,html,trace"];
  return Object.fromEntries((await cli(argv, { files: RANDOM_FILES })).files);
}

describe("stepcast report", () => {
  it("prints the summary of a result file", async () => {
    const files = await written();
    const { status, out } = await cli(["report", "o/result.json"], { files });
    expect(status).to.equal(0);
    expect(out).to.equal(files["o/summary.txt"]);
  });

  it("gives every file but the trace again from the result alone, byte for byte", async () => {
    const files = await written();
    const { files: again } = await cli(["report", "o/result.json", "--out", "again"], { files });
    const names = Object.keys(files).filter((name) => name.startsWith("o/") && !/html$|trace/.test(name));
    for (const name of names) expect(again.get(name.replace("o/", "again/")), name).to.equal(files[name]);
    expect(again.get("again/report.html")).to.match(/^<!doctype html>/);
  });

  it("reads a result from standard input", async () => {
    const files = await written();
    const { status, out } = await cli(["report", "-", "--format", "html"], { stdin: files["o/result.json"] ?? "" });
    expect(status).to.equal(0);
    expect(out).to.match(/^<!doctype html>/);
  });

  const bad: readonly (readonly [string, string])[] = [
    ["", "r.json:1:1: error"],
    ["{", "r.json:1:2: error"],
    ["null", "r.json:1:1: error"],
    ["{}", "r.json:1:1: error"],
    ['{"format": "stepcast.result/2"}', "r.json:1:"],
    ["[".repeat(100_000), "r.json:1:"],
  ];
  for (const [text, beginning] of bad) {
    it(`refuses ${JSON.stringify(text.slice(0, 40))} with its place`, async () => {
      const { status, out, err } = await cli(["report", "r.json"], { files: { "r.json": text } });
      expect([status, out]).to.deep.equal([2, ""]);
      expect(err.slice(0, beginning.length)).to.equal(beginning);
      expect(err).to.match(/stepcast: r.json is not a result that run wrote\n$/);
    });
  }
});
