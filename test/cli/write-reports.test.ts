import { expect } from "chai";
import { cli, RANDOM_FILES } from "./cli.ts";

const files = RANDOM_FILES;
const CSV = [
  "activities",
  "api-calls",
  "attempts",
  "bill",
  "ec2-instances",
  "history",
  "logs",
  "measures",
  "notifications",
  "outcomes",
  "resources",
  "unfinished",
];

const AWS = ["objects.json", "runs.csv", "runs.txt"];

async function filesOf(...argv: string[]): Promise<string[]> {
  const answer = await cli(["run", "in/random.yaml", "--out", "o", ...argv], { files });
  expect(answer.status, answer.err).to.equal(0);
  return [...answer.files.keys()].filter((name) => name.startsWith("o/")).sort();
}

describe("reports", () => {
  it("--out writes all but the trace, and the summary goes to standard output too", async () => {
    const names = [...CSV.map((name) => `${name}.csv`), ...AWS, "report.html", "result.json", "summary.txt"];
    expect(await filesOf()).to.deep.equal(names.map((name) => `o/${name}`).sort());
    const { out, files: written } = await cli(["run", "in/random.yaml", "--out", "o"], { files });
    expect(out).to.equal(written.get("o/summary.txt"));
  });

  const formats: readonly (readonly [string, readonly string[]])[] = [
    ["text", ["summary.txt"]],
    ["json", ["result.json"]],
    ["csv", CSV.map((name) => `${name}.csv`)],
    ["aws", AWS],
    ["html", ["report.html"]],
    ["trace", ["trace.json"]],
    ["trace, JSON", ["result.json", "trace.json"]],
  ];
  for (const [format, names] of formats) {
    it(`--format ${format} with --out writes ${names.join(", ")}`, async () => {
      expect(await filesOf("--format", format)).to.deep.equal(names.map((name) => `o/${name}`));
    });
  }

  const begins: readonly (readonly [string, RegExp])[] = [
    ["text", /^random\n1 run, us-east-1/],
    ["json", /^\{\n {2}"format": "stepcast.result\/1"/],
    ["html", /^<!doctype html>/],
    ["trace", /^\{"displayTimeUnit": "ms"/],
  ];
  for (const [format, beginning] of begins) {
    it(`--format ${format} without --out goes to standard output, alone`, async () => {
      const { out, files: written } = await cli(["run", "in/random.yaml", "--format", format], { files });
      expect(out).to.match(beginning);
      expect([...written.keys()]).to.have.members(Object.keys(files));
    });
  }

  for (const format of ["csv", "aws", "text,json"]) {
    it(`--format ${format} without --out is refused before anything runs`, async () => {
      const { status, out, err } = await cli(["run", "in/random.yaml", "--format", format], { files });
      expect([status, out]).to.deep.equal([2, ""]);
      expect(err).to.equal(`stepcast: --format ${format}: several files need a folder, --out DIR\n`);
    });
  }

  for (const format of ["xml", "", "json,"]) {
    it(`--format "${format}" names the formats that there are`, async () => {
      const { status, err } = await cli(["run", "in/random.yaml", "--format", format], { files });
      expect(status).to.equal(2);
      expect(err).to.include("expected one of text, json, csv, aws, html, trace");
    });
  }

  it("--quiet leaves the summary out, but neither files nor a format that was asked for", async () => {
    const toFolder = await cli(["run", "in/random.yaml", "--out", "o", "--quiet"], { files });
    expect([toFolder.out, toFolder.err]).to.deep.equal(["", ""]);
    expect(toFolder.files.get("o/result.json")).to.match(/^\{/);
    expect((await cli(["run", "in/random.yaml", "--quiet"], { files })).out).to.equal("");
    expect((await cli(["run", "in/random.yaml", "--quiet", "--format", "json"], { files })).out).to.match(/^\{/);
  });

  it("colours are for terminals, unless --no-color or NO_COLOR says no", async () => {
    const isColored = async (argv: readonly string[], io: Parameters<typeof cli>[1] = {}) =>
      (await cli(["run", "in/random.yaml", ...argv], { files, ...io })).out.includes("\u001b[");
    expect(await isColored([])).to.equal(false);
    expect(await isColored([], { io: { isTerminal: true } })).to.equal(true);
    expect(await isColored(["--no-color"], { io: { isTerminal: true } })).to.equal(false);
    expect(await isColored([], { io: { isTerminal: true, env: { NO_COLOR: "1" } } })).to.equal(false);
    expect(await isColored([], { io: { isTerminal: true, env: { NO_COLOR: "" } } })).to.equal(true);
  });

  it("a summary is as wide as the terminal, in a file as wide as a page", async () => {
    const io = { isTerminal: true, columns: 60 };
    const { out, files: written } = await cli(["run", "in/random.yaml", "--out", "o", "--no-color"], { files, io });
    expect(longestSentence(out)).to.be.at.most(60);
    expect(longestSentence(written.get("o/summary.txt") ?? "")).to.be.within(61, 100);
  });
});

/** Of the lines of running text; a name or an address is never broken. */
function longestSentence(text: string): number {
  return Math.max(...text.split("\n").map((line) => (/^\s*\S*$/.test(line) ? 0 : line.length)));
}
