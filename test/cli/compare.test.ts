import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { cli, RANDOM_FILES, RANDOM_SCENARIO, SMALL } from "./cli.ts";

const FASTER = RANDOM_SCENARIO.replace("mean: 10 min", "mean: 5 min");
const FILES = { ...RANDOM_FILES, "in/faster.yaml": FASTER };

async function comparison(argv: readonly string[], files: Record<string, string> = FILES) {
  const { status, out, err } = await cli(["compare", ...argv, "--format", "json"], { files });
  expect(err).to.equal("");
  return { status, ...JSON.parse(out) };
}

async function baseline(): Promise<Record<string, string>> {
  const argv = ["run", "in/random.yaml", "--replications", "10", "--out", "o", "--format", "json"];
  return { ...FILES, ...Object.fromEntries((await cli(argv, { files: FILES })).files) };
}

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const [folder, before] = [realpathSync(mkdtempSync(join(tmpdir(), "compare-"))), process.cwd()];
  process.chdir(folder);
  try {
    await work(folder);
  } finally {
    process.chdir(before);
    rmSync(folder, { recursive: true });
  }
}

describe("stepcast compare", () => {
  it("8.2 pairs two scenarios: half of the same work is faster, however few replications", async () => {
    const { status, measures } = await comparison(["in/random.yaml", "in/faster.yaml", "--replications", "10"]);
    expect(status).to.equal(0);
    const row = measures.find(({ measure }: { measure: string }) => measure === "latency.pipeline");
    expect(row).to.include({ verdict: "better", method: "paired" });
  });

  it("8.2 finds nothing between a scenario and itself, or its own result", async () => {
    const files = await baseline();
    for (const base of ["in/random.yaml", "o/result.json"]) {
      const { measures, head } = await comparison([base, "in/random.yaml"], files);
      expect(new Set(measures.map(({ verdict }: { verdict: string }) => verdict))).to.deep.equal(
        new Set(["unchanged"]),
      );
      if (base === "o/result.json") expect(head.replications).to.equal(10);
    }
  });

  it("ends with 1 where a gate fails, and with 2 for what is no gate, no measure, no file", async () => {
    const gate = (text: string, head = "in/faster.yaml") =>
      cli(["compare", "in/random.yaml", head, "--replications", "5", "--gate", text], { files: FILES });
    expect((await gate("latency.pipeline -10%")).status).to.equal(0);
    expect((await gate("latency.pipeline.p95 -99%")).status).to.equal(1);
    expect((await gate("latency.pipeline")).err).to.match(/--gate: expected `cost/);
    expect((await gate("latency.pipelin +1%")).err).to.include("did you mean `latency.pipeline`");
    expect((await gate("cost.total +1%", "in/none.yaml")).status).to.equal(2);
  });

  it("--update-baseline writes the head over a result file, and over nothing else", async () => {
    const files = await baseline();
    const update = (base: string) => cli(["compare", base, "in/faster.yaml", "--update-baseline"], { files });
    const { status, files: after } = await update("o/result.json");
    expect(status).to.equal(0);
    expect(after.get("o/result.json")).not.to.equal(files["o/result.json"]);
    expect(
      (await comparison(["o/result.json", "in/faster.yaml"], Object.fromEntries(after))).measures[0].verdict,
    ).to.equal("unchanged");
    const refused = await update("in/random.yaml");
    expect([refused.status, refused.files.get("in/random.yaml")]).to.deep.equal([2, FILES["in/random.yaml"]]);
  });

  it("reads a scenario and what it names as a revision of git has them", async () => {
    await inFolder(async (folder) => {
      const git = (...words: string[]) => execFileSync("git", words, { cwd: folder, stdio: "pipe" });
      writeFileSync("small.json", SMALL);
      writeFileSync("scenario.yaml", RANDOM_SCENARIO);
      git("init", "-q");
      git("add", ".");
      git("-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-qm", "first");
      writeFileSync("scenario.yaml", FASTER);
      writeFileSync("small.json", "broken since");
      rmSync("small.json");
      writeFileSync("small.json", SMALL.replaceAll("m1.small", "m1.large"));
      const same = await comparison(["HEAD:scenario.yaml", "HEAD:scenario.yaml"], {});
      expect(same.measures.every(({ difference }: { difference: number }) => difference === 0)).to.equal(true);
      const now = await comparison(["HEAD:scenario.yaml", "scenario.yaml", "--replications", "5"], {});
      expect(now.measures.some(({ verdict }: { verdict: string }) => verdict === "worse")).to.equal(true);
      for (const bad of ["HEAD:none.yaml", "nothing:scenario.yaml", "--output=x:scenario.yaml"]) {
        expect((await cli(["compare", "--", bad, "scenario.yaml"])).status, bad).to.equal(2);
      }
    });
  });

  it("is a GitHub Action whose step runs by hand", async () => {
    const [step] = parse(readFileSync("action.yml", "utf8")).runs.steps;
    await inFolder(async (folder) => {
      // stands for stepcast: tells its words, one a line, and fails as a gate does
      writeFileSync("stand-in.sh", 'echo "::begin"; printf "<%s>\\n" "$@"; exit 1\n');
      writeFileSync("step.sh", step.run);
      const env = {
        PATH: process.env.PATH,
        BASE: "main:a b.yaml",
        HEAD: "$(touch hacked).yaml",
        GATES: "cost.total.mean +2%\n\n`touch hacked` +1%\n",
        COMMENT: "comment.md",
        COMMAND: "bash stand-in.sh",
        GITHUB_STEP_SUMMARY: join(folder, "summary.md"),
      };
      const run = () =>
        execFileSync("bash", ["--noprofile", "--norc", "-e", "-o", "pipefail", "step.sh"], { env, stdio: "pipe" });
      expect(run).to.throw().with.property("status", 1);
      const words = [
        "compare",
        "--gate=cost.total.mean +2%",
        "--gate=`touch hacked` +1%",
        "--format",
        "markdown",
        "--",
      ];
      const shown = ["::begin", ...[...words, env.BASE, env.HEAD].map((word) => `<${word}>`), ""].join("\n");
      expect(readFileSync("summary.md", "utf8")).to.equal(shown);
      expect(readFileSync("comment.md", "utf8")).to.equal(shown);
      expect(() => readFileSync("hacked")).to.throw("ENOENT");
    });
  });
});
