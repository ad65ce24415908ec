import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import process from "node:process";
import { expect } from "chai";
import { SMALL } from "../cli.ts";

const STEPCAST = resolve("dist/bin/stepcast.js");

/** Sixty points of which each takes some ten milliseconds: long enough to be killed in the middle. */
const SWEEP = `pipeline: ./small.json
workloads: { A: { command: { exponential: { mean: 10 min } } } }
replications: 20
sweep:
  R.instanceType: [m1.small, m1.large, m1.xlarge]
  workloads.A.command.exponential.mean: { from: 1 min, to: 60 min, step: 1 min }
`;

const WORDS = [STEPCAST, "sweep", "sweep.yaml", "--format", "json,csv,text", "--quiet"];

describe("an interrupted sweep", function () {
  this.timeout(120_000);
  let folder: string;

  before(() => {
    expect(existsSync(STEPCAST), "`npm run build` makes dist/bin/stepcast.js").to.equal(true);
    folder = mkdtempSync(join(tmpdir(), "stepcast-"));
    writeFileSync(join(folder, "small.json"), SMALL);
    writeFileSync(join(folder, "sweep.yaml"), SWEEP);
    expect(sweep("whole", "--workers", "1").status).to.equal(0);
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  const sweep = (out: string, ...argv: string[]) =>
    spawnSync(process.execPath, [...WORDS, "--out", out, ...argv], { cwd: folder, encoding: "utf8" });

  const journalOf = (out: string): string[] => {
    const path = join(folder, out, "sweep.journal.jsonl");
    return existsSync(path) ? readFileSync(path, "utf8").split("\n") : [];
  };

  /** Starts a sweep, and sends the signal once so many points are in its journal. */
  const interrupt = async (
    out: string,
    signal: NodeJS.Signals,
    ...argv: string[]
  ): Promise<[number | null, string]> => {
    const before = journalOf(out).length;
    const child: ChildProcess = spawn(process.execPath, [...WORDS, "--out", out, ...argv], { cwd: folder });
    let errors = "";
    child.stderr?.on("data", (text) => {
      errors += text;
    });
    const ended = new Promise<number | null>((resolveStatus) => child.on("exit", resolveStatus));
    while (child.exitCode === null && journalOf(out).length < Math.max(before, 2) + 10) {
      await new Promise((wake) => setTimeout(wake, 5));
    }
    child.kill(signal);
    return [await ended, errors];
  };

  const expectWhole = (out: string) => {
    expect(readdirSync(join(folder, out)).sort()).to.deep.equal(["points.csv", "points.jsonl", "sweep.txt"]);
    for (const name of ["points.csv", "points.jsonl", "sweep.txt"]) {
      const same = readFileSync(join(folder, out, name), "utf8") === readFileSync(join(folder, "whole", name), "utf8");
      expect(same, `${out}/${name}`).to.equal(true);
    }
  };

  it("8.1 gives the same bytes with 1 and 2 workers", () => {
    expect(sweep("two", "--workers", "2").status).to.equal(0);
    expectWhole("two");
  });

  it("goes on after kill -9, twice, to the same bytes, and computes nothing twice", async () => {
    await interrupt("killed", "SIGKILL", "--workers", "2");
    const first = journalOf("killed").slice(0, -1);
    expect(first.length).to.be.within(11, 180);
    expect(existsSync(join(folder, "killed", "points.csv"))).to.equal(false);
    await interrupt("killed", "SIGKILL", "--workers", "1", "--resume");
    const second = journalOf("killed").slice(0, -1);
    expect(second.slice(0, first.length)).to.deep.equal(first);
    const indexes = second.slice(1).map((line) => JSON.parse(line).index);
    expect(new Set(indexes).size).to.equal(indexes.length);
    expect(sweep("killed", "--resume").status).to.equal(0);
    expectWhole("killed");
  });

  it("ends with 130 at Ctrl-C, says how to go on, and loses nothing", async () => {
    const [status, errors] = await interrupt("stopped", "SIGINT", "--workers", "1");
    expect(status).to.equal(130);
    expect(errors).to.match(
      /^stepcast: interrupted after \d+ of 180 points; the same command with --resume goes on\n$/,
    );
    const again = sweep("stopped");
    expect([again.status, again.stderr]).to.satisfy(([code, text]: [number, string]) => {
      return code === 2 && text.includes("go on with --resume");
    });
    expect(sweep("stopped", "--resume").status).to.equal(0);
    expectWhole("stopped");
  });

  it("drops a last line that is half written, and refuses other inputs", async () => {
    await interrupt("torn", "SIGKILL", "--workers", "1");
    const path = join(folder, "torn", "sweep.journal.jsonl");
    writeFileSync(path, readFileSync(path, "utf8").slice(0, -40));
    const other = sweep("torn", "--resume", "--seed", "other");
    expect(other.status).to.equal(2);
    expect(other.stderr).to.match(/had other inputs/);
    expect(sweep("torn", "--resume").status).to.equal(0);
    expectWhole("torn");
  });
});
