import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import process from "node:process";
import { expect } from "chai";
import { EXCERPT, RANDOM_SCENARIO, SMALL } from "./cli.ts";

const STEPCAST = resolve("dist/bin/stepcast.js");

describe("the command as a process", () => {
  let folder: string;

  before(() => {
    expect(existsSync(STEPCAST), "`npm run build` makes dist/bin/stepcast.js").to.equal(true);
    folder = mkdtempSync(join(tmpdir(), "stepcast-"));
    writeFileSync(join(folder, "small.json"), SMALL);
    writeFileSync(join(folder, "random.yaml"), RANDOM_SCENARIO);
    writeFileSync(join(folder, "pipeline.json"), readFileSync(EXCERPT));
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  const stepcast = (argv: readonly string[], input = ""): SpawnSyncReturns<string> =>
    spawnSync(process.execPath, [STEPCAST, ...argv], { cwd: folder, input, encoding: "utf8", maxBuffer: 1e8 });

  const shell = (line: string): SpawnSyncReturns<string> => {
    const env = { ...process.env, NODE: process.execPath, STEPCAST };
    return spawnSync("bash", ["-c", line], { cwd: folder, encoding: "utf8", env });
  };

  it("ends with 0, and 2 for bad usage and bad input", () => {
    expect(stepcast(["--version"]).status).to.equal(0);
    expect(stepcast(["frobnicate"]).status).to.equal(2);
    const { status, stdout, stderr } = stepcast(["run", "nope.json"]);
    expect([status, stdout, stderr]).to.deep.equal([2, "", "stepcast: nope.json: there is no such file\n"]);
  });

  it("reads standard input", () => {
    const { status, stdout } = stepcast(["run", "-", "--format", "json"], SMALL);
    expect(status).to.equal(0);
    expect(JSON.parse(stdout).certificate.command).to.equal("stepcast run -");
  });

  it("8.1 gives the same bytes with 1, 2 and 3 workers and without a word about them", () => {
    const run = (...argv: string[]) =>
      stepcast(["run", "random.yaml", "--seed", "a", "--replications", "40", "--format", "json", ...argv]).stdout;
    const one = run("--workers", "1");
    expect(JSON.parse(one).replications).to.equal(40);
    expect(run("--workers", "2") === one).to.equal(true);
    expect(run("--workers", "3") === one).to.equal(true);
    expect(run() === one).to.equal(true);
  });

  it("8.1 stops at the same replication with 1 and 2 workers", () => {
    const run = (workers: string) =>
      stepcast(["run", "random.yaml", "--precision", "10%", "--format", "json", "--workers", workers]).stdout;
    expect(JSON.parse(run("1")).replications).to.be.within(20, 1999);
    expect(run("2") === run("1")).to.equal(true);
  });

  it("a reader that has seen enough is no failure", function () {
    if (process.platform === "win32") return this.skip();
    for (const argv of ["run pipeline.json --format html", "catalog --format json", "run pipeline.json"]) {
      const { status, stdout, stderr } = shell(`set -o pipefail; "$NODE" "$STEPCAST" ${argv} | head -c 1`);
      expect([status, stderr], argv).to.deep.equal([0, ""]);
      expect(stdout).to.have.length(1);
    }
  });

  it("a full disk behind standard output is told in a sentence", function () {
    if (!existsSync("/dev/full")) return this.skip();
    const { status, stderr } = shell('"$NODE" "$STEPCAST" run pipeline.json > /dev/full');
    expect([status, stderr]).to.deep.equal([2, "stepcast: standard output: no space is left\n"]);
  });

  it("writes a folder of reports, and nothing else", () => {
    expect(stepcast(["run", "random.yaml", "--out", "a/b/c", "--format", "json,html", "--quiet"]).status).to.equal(0);
    expect(readdirSync(join(folder, "a/b/c"))).to.have.members(["result.json", "report.html"]);
  });

  it("--out where there can be no folder is told before anything runs", () => {
    for (const [out, reason] of [
      ["small.json", "it is a file, not a folder"],
      ["small.json/x", "a part of its path is not a folder"],
    ] as const) {
      const { status, stdout, stderr } = stepcast(["run", "random.yaml", "--out", out]);
      expect([status, stdout, stderr]).to.deep.equal([2, "", `stepcast: ${out}: ${reason}\n`]);
    }
  });

  it("--verify refuses a certificate with another command", () => {
    const { stdout } = stepcast(["run", "random.yaml", "--format", "json"]);
    for (const command of ["rm -rf x", "stepcast run --bogus", "stepcast run"]) {
      writeFileSync(join(folder, "r.json"), stdout.replace('"stepcast run random.yaml"', JSON.stringify(command)));
      const { status, stderr } = stepcast(["run", "--verify", "r.json"]);
      expect(status).to.equal(2);
      expect(stderr).to.match(/^stepcast: the certificate's command is not one of stepcast run/);
    }
  });

  it("a scenario cannot lead out of its folder by a link", () => {
    mkdirSync(join(folder, "in"), { recursive: true });
    symlinkSync(join(folder, "small.json"), join(folder, "in/link.json"));
    writeFileSync(join(folder, "in/s.yaml"), "pipeline: ./link.json\n");
    const { status, stderr } = stepcast(["run", "in/s.yaml"]);
    expect(status).to.equal(2);
    expect(stderr).to.match(
      /^in\/s.yaml:1:11: error SCENARIO_FILE: .\/link.json lies outside of the scenario's folder/,
    );
    expect(stepcast(["run", "in/s.yaml", "--allow-outside", "--quiet"]).status).to.equal(0);
  });

  it("a device that never ends is not read for ever", function () {
    if (!existsSync("/dev/zero")) return this.skip();
    const { status, stderr } = stepcast(["run", "/dev/zero"]);
    expect([status, stderr]).to.deep.equal([2, "stepcast: /dev/zero: it is too large to be read\n"]);
  });
});
