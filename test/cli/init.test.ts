import { readFileSync } from "node:fs";
import { expect } from "chai";
import type { Result } from "../../src/experiment/result.ts";
import { cli, EXCERPT, SMALL } from "./cli.ts";

async function run(file: string, files: Readonly<Record<string, string>>): Promise<Result> {
  const { status, out, err } = await cli(["run", file, "--replications", "3", "--format", "json"], { files });
  expect(status, err).to.equal(0);
  return JSON.parse(out);
}

describe("stepcast init", () => {
  it("prints a scenario that reads back and gives the figures of the bare definition", async () => {
    const definition = readFileSync(EXCERPT, "utf8");
    const { status, out, err } = await cli(["init", "d/pipeline.json"], { files: { "d/pipeline.json": definition } });
    expect([status, err]).to.deep.equal([0, ""]);
    const files = { "d/pipeline.json": definition, "d/scenario.yaml": out };
    const bare = await run("d/pipeline.json", files);
    const spelt = await run("d/scenario.yaml", files);
    expect(spelt.measures).to.deep.equal(bare.measures);
    expect(spelt.certificate.eventsDigest).to.equal(bare.certificate.eventsDigest);
    expect(spelt.bill).to.deep.equal(bare.bill);
    expect(spelt.assumptions.length).to.be.lessThan(bare.assumptions.length);
  });

  it("validates without a word", async () => {
    const files = { "small.json": SMALL };
    const { out } = await cli(["init", "small.json"], { files });
    const answer = await cli(["validate", "s.yaml"], { files: { ...files, "s.yaml": out } });
    expect([answer.status, answer.out]).to.deep.equal([0, "s.yaml: 0 errors, 0 warnings\n"]);
  });

  it("from standard input it names ./pipeline.json", async () => {
    const { out } = await cli(["init", "-"], { stdin: SMALL });
    expect(out).to.match(/^name: "stdin"\npipeline: ".\/pipeline.json"$/m);
  });

  it("--param gives the values on which the assumptions rest", async () => {
    const parameters = '"parameters": [{"id": "myType", "type": "String"}]';
    const definition = `{${SMALL.replace('"m1.small"', '"#{myType}"').slice(1, -1)}, ${parameters}}`;
    const files = { "p.json": definition, "v.json": '{"values": {"myType": "m1.large"}}' };
    expect((await cli(["init", "p.json", "--param", "myType=m1.xlarge"], { files })).out).to.match(/^ {2}m1.xlarge: /m);
    expect((await cli(["init", "p.json", "--param-file", "v.json"], { files })).out).to.match(/^ {2}m1.large: /m);
  });

  it("prints the problems of a definition that cannot be simulated, and nothing else", async () => {
    const { status, out, err } = await cli(["init", "bad.json"], { files: { "bad.json": "{" } });
    expect([status, out]).to.deep.equal([2, ""]);
    expect(err).to.match(/^bad.json:1:\d+: error /);
    expect(err).to.match(/stepcast: bad.json: cannot be simulated, so that there is nothing to assume\n$/);
  });
});
