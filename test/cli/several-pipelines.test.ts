import { expect } from "chai";
import { cli, SMALL } from "./cli.ts";

const PARAMETER = `{"objects": [
  {"id": "A", "type": "ShellCommandActivity", "command": "run #{myDay}", "workerGroup": "wg"}
], "parameters": [{"id": "myDay", "default": "0"}]}`;

const SCENARIO = `name: account
pipelines:
  - { name: first, pipeline: ./small.json, activation: { at: 2014-01-01 } }
  - { name: second, pipeline: ./day.json, activation: { at: 2014-01-02, arrivals: { trace: ./seen.csv } } }
workloads:
  first/A: { duration: 10 min }
  second/A: { duration: 5 min }
taskRunners: [{ workerGroup: wg }]
`;

const files = {
  "in/all.yaml": SCENARIO,
  "in/small.json": SMALL,
  "in/day.json": PARAMETER,
  "in/seen.csv": "time\n2014-01-02\n2014-01-02T06:00:00\n",
};

const runJson = async (...words: readonly string[]) => {
  const { out, err } = await cli(["run", "in/all.yaml", "--format", "json", ...words], { files });
  if (out === "") throw new Error(err);
  return JSON.parse(out);
};

describe("stepcast with several pipelines", () => {
  it("runs them all, and names each in the result and its measures", async () => {
    const result = await runJson();
    expect(
      result.pipelines.map((one: { name: string; activationAt: string }) => [one.name, one.activationAt]),
    ).to.deep.equal([
      ["first", "2014-01-01T00:00:00.000Z"],
      ["second", "2014-01-02T00:00:00.000Z"],
    ]);
    expect(result.measures["latency.activity.second.A"]).to.include({ observations: 2, mean: 300_000 });
    expect(result.certificate.definitionDigests).to.have.length(2);
    expect(result.executions).to.have.length(3);
  });

  it("--set and --param change the one whose name is in front, or all", async () => {
    const labels = async (...words: readonly string[]) =>
      (await runJson(...words)).attempts.map((row: { workItems: { label: string }[] }) => row.workItems[0]?.label);
    expect(await labels("--param", "second/myDay=7")).to.deep.equal(["run", "run 7", "run 7"]);
    expect(await labels("--param", "first/myDay=7")).to.deep.equal(["run", "run 0", "run 0"]);
    expect(await labels("--param", "myDay=8")).to.deep.equal(["run", "run 8", "run 8"]);
    expect(await labels("--set", "second/A.command=walk")).to.deep.equal(["run", "walk", "walk"]);
    expect(await labels("--set", "A.command=walk")).to.deep.equal(["walk", "walk", "walk"]);
  });

  it("--verify runs them again, whatever was set", async () => {
    const command = ["run", "in/all.yaml", "--set", "first/R.instanceType=m1.large", "--param", "second/myDay=2"];
    const { out } = await cli([...command, "--format", "json"], { files });
    const again = await cli(["run", "--verify", "r.json"], { files: { ...files, "r.json": out } });
    expect([again.status, again.err]).to.deep.equal([0, ""]);
    const changed = { ...files, "r.json": out, "in/seen.csv": "time\n2014-01-03\n" };
    const other = await cli(["run", "--verify", "r.json"], { files: changed });
    expect(other.status).to.equal(1);
    expect(other.out).to.match(/certificate\.scenarioDigest/);
  });

  it("validates each, with its own file, and counts the coverage of each", async () => {
    const broken = { ...files, "in/day.json": PARAMETER.replace("workerGroup", "wrkerGroup") };
    const { status, out } = await cli(["validate", "in/all.yaml", "--coverage"], { files: broken });
    expect(status).to.equal(0);
    expect(out).to.match(/^in\/day\.json:2:\d+: warning UNKNOWN_FIELD/m);
    expect(out)
      .to.include("\nin/small.json: what its fields mean")
      .and.to.include("\nin/day.json: what its fields mean");
  });

  it("says which definition cannot be read", async () => {
    const gone = Object.fromEntries(Object.entries(files).filter(([name]) => name !== "in/day.json"));
    const { status, err } = await cli(["run", "in/all.yaml"], { files: gone });
    expect(status).to.equal(2);
    expect(err).to.match(/^in\/all\.yaml:4:\d+: error SCENARIO_FILE: .*day\.json cannot be read/);
  });

  it("which definitions are read cannot be set", async () => {
    for (const set of ["pipelines[0].pipeline=./day.json", "pipelines[2].pipeline=./day.json", "pipelines="]) {
      const { status, err } = await cli(["run", "in/all.yaml", "--set", set], { files });
      expect([status, err.includes("SCENARIO_OVERRIDE")], set).to.deep.equal([2, true]);
    }
  });

  it("names a line of a trace that is no time", async () => {
    const { err } = await cli(["run", "in/all.yaml"], { files: { ...files, "in/seen.csv": "time\n1 h\nlater\n" } });
    expect(err).to.match(
      /in\/all\.yaml:4:\d+: error SCENARIO_FILE: `\.\/seen\.csv`, line 3: expected a time or a duration/,
    );
  });

  it("reads no trace outside of the scenario's folder", async () => {
    const outside = {
      ...files,
      "seen.csv": "time\n1 h\n",
      "in/all.yaml": SCENARIO.replace("./seen.csv", "../seen.csv"),
    };
    expect((await cli(["run", "in/all.yaml"], { files: outside })).status).to.equal(2);
  });
});
