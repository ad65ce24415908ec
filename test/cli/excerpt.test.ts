import { readFileSync } from "node:fs";
import { expect } from "chai";
import type { Result } from "../../src/experiment/result.ts";
import { cli, EXCERPT } from "./cli.ts";

describe("the excerpt of the guide, pasted through standard input", () => {
  let result: Result;

  before(async () => {
    const { status, out } = await cli(["run", "-", "--format", "json"], { stdin: readFileSync(EXCERPT, "utf8") });
    expect(status).to.equal(0);
    result = JSON.parse(out);
  });

  it("1.2 counts both steps, in their order", () => {
    expect(result.steps.map(({ label }) => label)).to.deep.equal(["myStep.jar", "myOtherStep.jar"]);
  });

  it("5.1 has 1 m1.xlarge and 20 m1.small, each with both bootstrap actions", () => {
    const types = result.ec2Instances.map(({ instanceType }) => instanceType).sort();
    expect(types).to.deep.equal([...Array(20).fill("m1.small"), "m1.xlarge"]);
    for (const { bootstrapActions } of result.ec2Instances) {
      expect(bootstrapActions.map(({ name }) => name)).to.deep.equal(["configure-hadoop", "configure-other-stuff"]);
    }
  });

  it("4.1, 6.1 publishes the log of the master's Task Runner before the cluster's shutdown ends", () => {
    const [cluster] = result.resources;
    const [log, ...others] = result.logs.filter(({ kind }) => kind === "taskRunner");
    expect(others).to.deep.equal([]);
    expect(log?.hostId).to.equal(cluster?.resourceId);
    expect(log?.status).to.equal("published");
    expect(log?.publishedAtMs).to.be.within(cluster?.shuttingDownAtMs ?? 0, cluster?.stoppedAtMs ?? 0);
    expect(cluster?.stoppedAtMs).to.be.lessThan(cluster?.terminatedAtMs ?? 0);
  });

  it("3.1 warns once of each of the two objects that are not there", () => {
    const dangling = result.warnings.filter(({ code }) => code === "DANGLING_REFERENCE");
    expect(dangling.map(({ file, line, path }) => [file, line, path])).to.deep.equal([
      ["<stdin>", 10, "MyEmrActivity.input"],
      ["<stdin>", 11, "MyEmrActivity.output"],
    ]);
  });

  it("8.2 gives the figures of the same text in a file, whatever its name", async () => {
    const text = readFileSync(EXCERPT, "utf8");
    const { out } = await cli(["run", "other.json", "--format", "json"], { files: { "other.json": text } });
    const inFile: Result = JSON.parse(out);
    expect(inFile.certificate.eventsDigest).to.equal(result.certificate.eventsDigest);
    expect(inFile.measures).to.deep.equal(result.measures);
  });
});
