import { Ajv2020 } from "ajv/dist/2020.js";
import { expect } from "chai";
import { parse } from "csv-parse/sync";
import { pointSchema } from "../../../src/report/json/result-schema.ts";
import { type Answer, cli, SMALL } from "../cli.ts";

/** Two types of machine at two lengths of work: four points. */
const SWEEP = `name: sizes
pipeline: ./small.json
workloads: { A: { command: { exponential: { mean: 10 min } } } }
replications: 3
sweep:
  R.instanceType: [m1.small, m1.large]
  workloads.A.command: [5 min, { exponential: { mean: 20 min } }]
`;

const sweep = (text: string, ...argv: string[]): Promise<Answer> =>
  cli(["sweep", "in/sweep.yaml", ...argv], { files: { "in/small.json": SMALL, "in/sweep.yaml": text } });

const rowsOf = (csv: string): Record<string, string>[] => parse(csv, { bom: true, columns: true });

describe("stepcast sweep", () => {
  it("prints a table of all points", async () => {
    const { status, out, err } = await sweep(SWEEP);
    expect([status, err]).to.deep.equal([0, ""]);
    expect(out).to.match(/^sizes\n4 points\n/);
    expect(out).to.match(/\n {6}0 {2}m1\.small {6}5 min .* 3 {2}\$0\.0/);
    expect(out).to.match(/\nCheapest: point 0 at \$/);
  });

  it("writes a table, lines of JSON and CSV into a folder, and leaves nothing else", async () => {
    const { files } = await sweep(SWEEP, "--out", "o");
    const written = [...files.keys()].filter((path) => path.startsWith("o/")).sort();
    expect(written).to.deep.equal(["o/points.csv", "o/points.jsonl", "o/sweep.txt"]);
    const rows = rowsOf(files.get("o/points.csv") ?? "");
    expect(rows.map((row) => row["R.instanceType"])).to.deep.equal(["m1.small", "m1.small", "m1.large", "m1.large"]);
    const lines = (files.get("o/points.jsonl") ?? "").trimEnd().split("\n");
    const outcomes = lines.map((line) => JSON.parse(line));
    expect(outcomes.map(({ index }) => index)).to.deep.equal([0, 1, 2, 3]);
    const validate = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true }).compile(pointSchema());
    for (const outcome of outcomes) expect(validate(outcome), JSON.stringify(validate.errors)).to.equal(true);
    expect(rows.map((row) => Number(row["cost.total.mean"]))).to.deep.equal(
      outcomes.map(({ measures }) => measures["cost.total"].mean),
    );
  });

  it("gives CSV or lines of JSON alone on standard output", async () => {
    const { out } = await sweep(SWEEP, "--format", "csv", "--measures", "latency.pipeline");
    expect(out).to.match(/^\uFEFFpoint,R\.instanceType,workloads\.A\.command,replications,cost\.total\.mean,/);
    expect((await sweep(SWEEP, "--format", "json", "--measures", "cost.ec2")).out.split("\n")).to.have.length(5);
    expect((await sweep(SWEEP, "--format", "json,csv")).status).to.equal(2);
  });

  it("8.1 gives a point what run gives with the same --set", async () => {
    const { out } = await sweep(SWEEP, "--format", "json");
    const point = JSON.parse(out.split("\n")[2] ?? "");
    const files = { "in/small.json": SMALL, "in/sweep.yaml": SWEEP };
    const set = ["--set", "R.instanceType=m1.large", "--set", "workloads.A.command=5 min"];
    const run = await cli(["run", "in/sweep.yaml", ...set, "--format", "json"], { files });
    const { measures, certificate } = JSON.parse(run.out);
    expect(point.measures).to.deep.equal(measures);
    expect(point.eventsDigest).to.equal(certificate.eventsDigest);
  });

  it("tells of each wrong value where it is written, and of a wrong path once, before any point is computed", async () => {
    const bad = SWEEP.replace("m1.large", "m1.larg").replace("5 min", "5 parsecs");
    const { status, out, err } = await sweep(bad);
    expect([status, out]).to.deep.equal([2, ""]);
    expect(err).to.match(/^in\/sweep\.yaml:6:30: error [A-Z_]+: R\.instanceType=m1\.larg: /);
    expect(err).to.match(/\nin\/sweep\.yaml:7:25: error SCENARIO_[A-Z]+: workloads\.A\.command=5 parsecs: /);
    expect(err).to.match(/2 errors in the values of `sweep`\n$/);
    const lost = await sweep(SWEEP.replace("R.instanceType", "R.instanceTyp"));
    expect(lost.err).to.match(/6:19: .*no field `instanceTyp`/);
    expect(lost.err).to.match(/: 1 error in the values/);
  });

  it("tells what is wrong with the sweep itself", async () => {
    const without = await sweep(SWEEP.slice(0, SWEEP.indexOf("sweep:")));
    expect([without.status, without.err]).to.satisfy(([status, err]: [number, string]) => {
      return status === 2 && err.includes("nothing to sweep: expected `sweep` in the scenario");
    });
    const measure = await sweep(SWEEP, "--measures", "cost.totl");
    expect(measure.err).to.match(/measures no `cost\.totl`: did you mean `cost\.total`/);
    const check = await sweep(`${SWEEP}checks: [cost.totl.mean <= 1 USD]\n`);
    expect(check.status).to.equal(2);
    expect(check.err).to.match(/this run measures no `cost\.totl\.mean`/);
    expect((await sweep(SWEEP, "--resume")).err).to.match(/--resume needs the folder/);
  });

  it("reports a point that cannot be simulated, and goes on with the others", async () => {
    // either value is fine with the scenario as it stands; many days and many activations a day are too many only together
    const text = `name: failing
pipeline: ./small.json
workloads: { A: { command: 5 min } }
sweep:
  activation.until: [1 day, 3000 days]
  activation.arrivals: [{ every: 1 day }, { every: 15 minutes, count: 900000 }]
`;
    const { status, out } = await sweep(text, "--format", "csv");
    expect(status).to.equal(0);
    const failures = rowsOf(out).map(({ failure }) => failure);
    expect(failures.slice(0, 3)).to.deep.equal(["", "", ""]);
    expect(failures[3]).to.match(/A run would record about/);
  });

  it("keeps formulas out of spreadsheets and control characters off the terminal", async () => {
    const text = SWEEP.replace("[5 min,", '["5 min",')
      .replace("  R.instanceType: [m1.small, m1.large]", '  name: ["=1+1", "a\\u001b[31m"]')
      .replace("name: sizes", "name: x");
    const { out } = await sweep(text, "--format", "csv");
    expect(rowsOf(out)[0]?.name).to.equal("'=1+1");
    expect((await sweep(text)).out).not.to.include("\u001b");
  });
});
