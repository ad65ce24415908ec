import { expect } from "chai";
import { type Answer, cli, RANDOM_FILES, RANDOM_SCENARIO, SMALL } from "./cli.ts";

type Files = Readonly<Record<string, string>>;

async function recorded(argv: readonly string[], files: Files, stdin = ""): Promise<Files> {
  const { status, out, err } = await cli(["run", "--format", "json", ...argv], { files, stdin });
  expect(status, err).to.equal(0);
  return { ...files, "r.json": out };
}

const verify = (files: Files, ...argv: string[]): Promise<Answer> =>
  cli(["run", "--verify", "r.json", ...argv], { files });

describe("stepcast run --verify", () => {
  it("runs the recorded command again and says equal", async () => {
    const set = ["--set", "account.billing=per-second", "--seed", "it's mine", "--until", "7 days"];
    const files = await recorded(["in/random.yaml", "--replications", "3", ...set], RANDOM_FILES);
    const { status, out } = await verify(files);
    expect(out).to.match(/^r.json: equal, 3 replication\(s\), \d+ events\n$/);
    expect(status).to.equal(0);
  });

  it("7% and other percentages come back as they were", async () => {
    // 0.07 * 100 is 7.000000000000001
    const files = await recorded(["in/random.yaml", "--precision", "7%", "--replications", "5"], RANDOM_FILES);
    expect((await verify(files)).out).to.match(/equal/);
  });

  it("an input that changed is named before the figures that it changed", async () => {
    const files = await recorded(["in/random.yaml"], RANDOM_FILES);
    const { status, out } = await verify({ ...files, "in/random.yaml": RANDOM_SCENARIO.replace("10 min", "11 min") });
    expect(status).to.equal(1);
    expect(out).to.match(/^r.json: differs first in certificate.scenarioDigest: the file has "sha256:/);
    const definition = await verify({ ...files, "in/small.json": SMALL.replace("m1.small", "m1.large") });
    expect(definition.status).to.equal(1);
    expect(definition.out).to.match(/^r.json: differs first in certificate.definitionDigests\[0\]/);
  });

  it("a data file that changed is named", async () => {
    const scenario = "pipeline: ./small.json\nworkloads:\n  A: { command: { empirical: ./runs.csv } }\n";
    const files = { "in/small.json": SMALL, "in/s.yaml": scenario, "in/runs.csv": "duration\n10 s\n20 s\n" };
    const written = await recorded(["in/s.yaml"], files);
    expect((await verify(written)).status).to.equal(0);
    const { status, out } = await verify({ ...written, "in/runs.csv": "duration\n10 s\n30 s\n" });
    expect(status).to.equal(1);
    expect(out).to.match(/certificate.scenarioDigest/);
  });

  it("a figure that was changed by hand is named", async () => {
    const files = await recorded(["in/random.yaml"], RANDOM_FILES);
    const changed = (files["r.json"] ?? "").replace(/("cost.total": \{"unit": "USD", "n": )1/, "$12");
    const { status, out } = await verify({ ...files, "r.json": changed });
    expect(status).to.equal(1);
    expect(out).to.equal("r.json: differs first in measures.cost.total.n: the file has 2, the new run 1\n");
  });

  it("line ends and a byte-order mark make no difference, another layout is told", async () => {
    const files = await recorded(["in/random.yaml"], RANDOM_FILES);
    const text = files["r.json"] ?? "";
    const windows = await verify({ ...files, "r.json": `\uFEFF${text.replaceAll("\n", "\r\n")}` });
    expect(windows.out).to.match(/equal/);
    const { status, out } = await verify({ ...files, "r.json": JSON.stringify(JSON.parse(text)) });
    expect(status).to.equal(1);
    expect(out).to.match(/the same data, but other bytes/);
  });

  it("FILE says where the input is now, with what lies beside it", async () => {
    const { "r.json": result = "" } = await recorded(["in/random.yaml"], RANDOM_FILES);
    const moved = { "r.json": result, "now/here/s.yaml": RANDOM_SCENARIO, "now/here/small.json": SMALL };
    expect((await verify(moved)).err).to.equal("stepcast: in/random.yaml: there is no such file\n");
    expect((await verify(moved, "now/here/s.yaml")).out).to.match(/equal/);
  });

  it("FILE stands for standard input, and standard input for FILE", async () => {
    const fromStdin = await recorded(["-"], {}, SMALL);
    expect((await verify({ ...fromStdin, "small.json": SMALL }, "small.json")).out).to.match(/equal/);
    const fromFile = await recorded(["small.json"], { "small.json": SMALL });
    const argv = ["run", "-", "--verify", "r.json"];
    const { out } = await cli(argv, { stdin: SMALL, files: { "r.json": fromFile["r.json"] ?? "" } });
    expect(out).to.match(/equal/);
  });

  it("a file that begins with a dash comes back", async () => {
    const files = await recorded(["--", "-odd.json"], { "-odd.json": SMALL });
    expect(JSON.parse(files["r.json"] ?? "").certificate.command).to.equal("stepcast run -- -odd.json");
    expect((await verify(files)).out).to.match(/equal/);
  });

  it("an option that it would not use is refused", async () => {
    for (const option of [["--set", "a=1"], ["--seed", "x"], ["--format", "json"], ["--out", "o"], ["--quiet"]]) {
      const { status, err } = await verify({}, ...option);
      expect(status).to.equal(2);
      expect(err).to.match(new RegExp(`^stepcast: ${option[0]} does not go with --verify`));
    }
  });
});
