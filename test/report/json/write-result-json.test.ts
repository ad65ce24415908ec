import { expect } from "chai";
import { writeResultJson } from "../../../src/report/json/write-result-json.ts";
import { hostileResult } from "../hostile-result.ts";
import { workedExample } from "../worked-example.ts";

describe("the JSON form of a result", () => {
  const lines = writeResultJson(workedExample).split("\n");

  it("gives every instant a sibling in ISO 8601", () => {
    expect(lines).to.include(`  "activationAtMs": 1353628800000,`);
    expect(lines).to.include(`  "activationAt": "2012-11-23T00:00:00.000Z",`);
    const { resources, attempts } = JSON.parse(writeResultJson(workedExample));
    expect(resources[0].stoppedAt).to.equal("2012-11-23T00:19:08.896Z");
    expect(attempts[0].workItems[1].endedAt).to.equal("2012-11-23T00:13:50.000Z");
  });

  it("keeps each row of a table on one line, and says nothing of what did not happen", () => {
    expect(
      lines.filter((line) => line.startsWith(`    {"pipelineId"`) && line.includes(`"ec2InstanceId"`)),
    ).to.have.length(21);
    expect(lines).to.include(`    {"operation": "PollForTask", "calls": 12},`);
    expect(lines).to.include(`  "outcomes": []`);
    const lost = lines.find((line) => line.includes(`"status": "lost"`));
    expect(lost).to.be.a("string").and.not.include("publishedAt");
  });

  it("does not depend on the order of keys in memory", () => {
    const reversed = Object.fromEntries(Object.entries(workedExample).reverse()) as typeof workedExample;
    expect(writeResultJson(reversed)).to.equal(writeResultJson(workedExample));
  });

  it("keeps every name as it is, __proto__ too", () => {
    const { warnings } = JSON.parse(writeResultJson(hostileResult));
    expect(warnings.map(({ file }: { file: string }) => file)).to.deep.equal(
      hostileResult.warnings.map(({ file }) => file),
    );
  });
});
