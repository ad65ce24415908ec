import { expect } from "chai";
import type { Result } from "../../src/experiment/result.ts";
import { cli, EXCERPT, RANDOM_FILES, SMALL } from "./cli.ts";

const files = RANDOM_FILES;

async function resultOf(...argv: string[]): Promise<Result> {
  const { status, out, err } = await cli(["run", ...argv, "--format", "json"], { files });
  expect(status, err).to.equal(0);
  return JSON.parse(out);
}

describe("stepcast run", () => {
  it("prints the summary of a bare definition", async () => {
    const { status, out, err } = await cli(["run", EXCERPT]);
    expect(status).to.equal(0);
    expect(err).to.equal("");
    expect(out).to.match(/^Latency and cost rest on placeholder work of MyEmrActivity/);
    expect(out).to.match(/The same result again:\n {2}stepcast run scenarios\/emr-excerpt\/pipeline.json\n$/);
  });

  it("prints nothing but the result with --format json", async () => {
    const { out, err } = await cli(["run", "in/random.yaml", "--format", "json"], { files });
    expect(err).to.equal("");
    expect(JSON.parse(out)).to.include({ format: "stepcast.result/1", name: "random" });
  });

  it("reads a scenario in JSON, which names its definition beside it", async () => {
    const scenario = '{ "pipeline": "./small.json", "name": "as JSON" }';
    const { out } = await cli(["run", "in/s.json", "--format", "json"], { files: { ...files, "in/s.json": scenario } });
    expect(JSON.parse(out).name).to.equal("as JSON");
  });

  it("reads a scenario from standard input, beside which its definition lies", async () => {
    const stdin = "pipeline: ./small.json\n";
    const { status, out } = await cli(["run", "-", "--format", "json"], { stdin, files: { "small.json": SMALL } });
    expect(status).to.equal(0);
    expect(JSON.parse(out).certificate.command).to.equal("stepcast run -");
  });

  it("--set changes the definition and the scenario, the later one wins", async () => {
    const sets = ["R.instanceType=m1.large", "R.instanceType=m1.xlarge", "account.billing=hourly"];
    const { bill, certificate } = await resultOf("in/small.json", ...sets.flatMap((set) => ["--set", set]));
    const [line] = bill.lines;
    expect([line?.instanceType, line?.unit]).to.deep.equal(["m1.xlarge", "instance-hour"]);
    expect(certificate.command).to.equal(`stepcast run ${sets.map((set) => `--set ${set}`).join(" ")} in/small.json`);
  });

  it("--param and --param-file give parameters, of which --param wins", async () => {
    const parameter = { id: "myType", type: "String" };
    const objects = SMALL.replace('"m1.small"', '"#{myType}"').slice(1, -1);
    const definition = `{${objects}, "parameters": [${JSON.stringify(parameter)}]}`;
    const given = { "p.json": definition, "v.json": '{"values": {"myType": "m1.large"}}' };
    const typeOf = async (...argv: string[]) => {
      const { out } = await cli(["run", "p.json", ...argv, "--format", "json"], { files: given });
      return JSON.parse(out).ec2Instances[0].instanceType;
    };
    expect(await typeOf("--param-file", "v.json")).to.equal("m1.large");
    expect(await typeOf("--param-file", "v.json", "--param", "myType=m1.xlarge")).to.equal("m1.xlarge");
  });

  it("8.1 --seed gives the same bytes again, and another seed others", async () => {
    const run = () => cli(["run", "in/random.yaml", "--seed", "a", "--format", "json"], { files });
    expect((await run()).out).to.equal((await run()).out);
    const other = await resultOf("in/random.yaml", "--seed", "b");
    expect(other.certificate.eventsDigest).not.to.equal(JSON.parse((await run()).out).certificate.eventsDigest);
  });

  it("the scenario's seed holds unless the command line gives one", async () => {
    const seeded = { ...files, "in/seeded.yaml": `${files["in/random.yaml"]}seed: mine\n` };
    const seedOf = async (...argv: string[]) =>
      JSON.parse((await cli(["run", "in/seeded.yaml", ...argv, "--format", "json"], { files: seeded })).out).seed;
    expect(await seedOf()).to.equal("mine");
    expect(await seedOf("--seed", "yours")).to.equal("yours");
  });

  it("--replications gives intervals over so many runs", async () => {
    const { replications, measures } = await resultOf("in/random.yaml", "--replications", "12");
    expect(replications).to.equal(12);
    expect(measures["latency.pipeline"]?.n).to.equal(12);
    expect(measures["latency.pipeline"]?.ci95).to.have.property("halfWidth").greaterThan(0);
  });

  it("--precision replicates until the interval is as narrow", async () => {
    const { precision, replications } = await resultOf("in/random.yaml", "--precision", "30%");
    expect(precision).to.include({ target: 0.3, met: true });
    expect(replications).to.be.lessThan(2000);
    const capped = await resultOf("in/random.yaml", "--precision", "0.1%", "--replications", "25");
    expect(capped.replications).to.equal(25);
    expect(capped.precision).to.include({ met: false });
  });

  it("refuses a precision of what is not measured", async () => {
    const scenario = `${files["in/random.yaml"]}replications: { min: 2, max: 9, precision: 5%, of: [cost.totl] }\n`;
    const { status, err } = await cli(["run", "in/s.yaml"], { files: { ...files, "in/s.yaml": scenario } });
    expect(status).to.equal(2);
    expect(err).to.match(/^stepcast: replications.of: this run measures no `cost.totl`: did you mean `cost.total`/);
  });

  it("--until ends the simulation at a time or after a duration", async () => {
    const ended = await resultOf("in/small.json", "--until", "5 minutes");
    expect(ended.horizonAtMs - ended.activationAtMs).to.equal(300_000);
    expect(ended.unfinished.map(({ instanceId }) => instanceId)).to.include("@A_2012-11-23T00:00:00");
    const { status, err } = await cli(["run", EXCERPT, "--until", "tomorrow"]);
    expect(status).to.equal(2);
    expect(err).to.match(/^--until:1:1: error SCENARIO_UNIT: Expected a time/);
  });

  it("--until may not lie before the activation", async () => {
    const { status, err } = await cli(["run", "in/small.json", "--until", "2000-01-01"], { files });
    expect(status).to.equal(2);
    expect(err).to.match(/^--until:1:1: error SCENARIO_VALUE: The end of the forecast \(2000-01-01/);
  });

  it("a path that leads nowhere is an error with the nearest names", async () => {
    const { status, err } = await cli(["run", EXCERPT, "--set", "MyEmrCluster.coreInstanceCont=20"]);
    expect(status).to.equal(2);
    expect(err).to.match(/^--set:1:1: error SCENARIO_OVERRIDE: .*\n {4}hint: Did you mean `coreInstanceCount`/);
  });

  it("--set cannot change which definition is read", async () => {
    const { status, err } = await cli(["run", "in/random.yaml", "--set", "pipeline=./x.json"], { files });
    expect(status).to.equal(2);
    expect(err).to.match(/^--set:1:1: error SCENARIO_OVERRIDE: `pipeline` cannot be set/);
  });

  it("without FILE it says what is missing", async () => {
    const { status, err } = await cli(["run"]);
    expect(status).to.equal(2);
    expect(err).to.equal("stepcast: run: missing FILE, a scenario or a pipeline definition\n");
  });
});
