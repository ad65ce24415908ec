import { readFileSync } from "node:fs";
import { expect } from "chai";
import { cli } from "./cli.ts";

const COMMANDS = ["run", "sweep", "validate", "init", "report", "compare", "catalog"];

describe("usage", () => {
  for (const argv of [["--help"], ...COMMANDS.map((command) => [command, "--help"])]) {
    it(`stepcast ${argv.join(" ")} shows options and examples`, async () => {
      const { status, out, err } = await cli(argv);
      expect([status, err]).to.deep.equal([0, ""]);
      expect(out).to.match(/^Usage: stepcast/);
      expect(out).to.match(/\nExamples:\n {2}stepcast /);
      expect(out).not.to.include("[]");
    });
  }

  it("--version is the package's", async () => {
    const { status, out } = await cli(["--version"]);
    expect(status).to.equal(0);
    expect(out.trim()).to.equal(JSON.parse(readFileSync("package.json", "utf8")).version);
  });

  const bad: readonly (readonly [readonly string[], RegExp])[] = [
    [[], /^Usage: stepcast/],
    [["frobnicate"], /^error: unknown command 'frobnicate'\n/],
    [["vlidate", "x"], /^error: unknown command 'vlidate'\n\(Did you mean validate\?\)/],
    [["run", "x.json", "--replicatons", "3"], /unknown option '--replicatons'\n\(Did you mean --replications\?\)/],
    [["run", "a", "b"], /^error: too many arguments for 'run'/],
    [["validate"], /^error: missing required argument 'files'/],
    [["init"], /^error: missing required argument 'file'/],
    [["report"], /^error: missing required argument 'result'/],
    [["run", "--seed"], /^error: option '--seed <text>' argument missing/],
    [["run", "x", "--replications", "0"], /expected a positive whole number, e.g. 30/],
    [["run", "x", "--replications", "1e3"], /expected a positive whole number/],
    [["run", "x", "--replications", "-1"], /expected a positive whole number/],
    [["run", "x", "--workers", "0"], /expected a positive whole number/],
    [["run", "x", "--workers", "100000"], /expected at most 256/],
    [["run", "x", "--precision", "2"], /expected a percentage between 0 and 100, e.g. 2%/],
    [["run", "x", "--precision", "0%"], /expected a percentage/],
    [["run", "x", "--precision", "100%"], /expected a percentage/],
    [["run", "x", "--out", ""], /expected a folder/],
  ];
  for (const [argv, message] of bad) {
    it(`stepcast ${argv.join(" ")} is bad usage`, async () => {
      const { status, out, err } = await cli(argv);
      expect([status, out]).to.deep.equal([2, ""]);
      expect(err).to.match(message);
    });
  }

  it("--param without a name is bad usage", async () => {
    const { status, err } = await cli(["run", "x.json", "--param", "=1"], { files: { "x.json": "{}" } });
    expect(status).to.equal(2);
    expect(err).to.match(/^stepcast: --param =1: expected name=value/);
  });

  it("what nobody foresaw is told as a bug, with what to report", async () => {
    const io = {
      readFile: () => {
        throw new TypeError("unforeseen");
      },
    };
    const { status, out, err } = await cli(["run", "x.json"], { io });
    expect([status, out]).to.deep.equal([70, ""]);
    expect(err).to.match(/^stepcast: this is a bug in stepcast \(an unexpected error\)\.\nPlease report it/);
  });
});
