import { readFileSync } from "node:fs";
import { expect } from "chai";
import { cli, EXCERPT, SMALL } from "./cli.ts";

const files = { "good.json": SMALL, "bad.json": '{"objects": [{"id": "A" "type": "X"}]}' };

describe("stepcast validate", () => {
  it("prints every warning with its place, rule and hint, and is content", async () => {
    const { status, out, err } = await cli(["validate", EXCERPT]);
    expect([status, err]).to.deep.equal([0, ""]);
    expect(out).to.match(/^scenarios\/emr-excerpt\/pipeline.json:10:13: warning DANGLING_REFERENCE: .* \(rule 1.1\)\n/);
    expect(out).to.include('\n      "input" : {"ref" : "MyS3Input"},\n                ^\n    hint: Add an object');
    expect(out).to.match(/\nscenarios\/emr-excerpt\/pipeline.json: 0 errors, 3 warnings\n$/);
  });

  it("checks several files, and one error makes the status 2", async () => {
    const { status, out } = await cli(["validate", "good.json", "bad.json"], { files });
    expect(status).to.equal(2);
    expect(out).to.match(/^good.json: 0 errors, 0 warnings\nbad.json:1:25: error SYNTAX: /);
  });

  it("a file that is not there does not keep the others from being checked", async () => {
    const { status, out, err } = await cli(["validate", "nope.json", "good.json"], { files });
    expect(status).to.equal(2);
    expect(out).to.equal("good.json: 0 errors, 0 warnings\n");
    expect(err).to.equal("stepcast: nope.json: there is no such file\n");
  });

  it("reads standard input, once", async () => {
    const stdin = readFileSync(EXCERPT, "utf8");
    expect((await cli(["validate", "-"], { stdin })).out).to.match(/^<stdin>:10:13: warning/);
    const { status, err } = await cli(["validate", "-", "-"], { stdin });
    expect(status).to.equal(2);
    expect(err).to.equal("stepcast: standard input can be read only once\n");
  });

  it("--format json gives the diagnostics as one list", async () => {
    const { status, out } = await cli(["validate", EXCERPT, "bad.json", "--format", "json"], { files });
    expect(status).to.equal(2);
    const [first] = JSON.parse(out);
    expect(first).to.include({ code: "DANGLING_REFERENCE", severity: "warning", line: 10, column: 13, rule: "1.1" });
    expect((await cli(["validate", "good.json", "--format", "json"], { files })).out).to.equal("[]\n");
  });

  it("takes --set and --param into account", async () => {
    const { status, out } = await cli(["validate", "good.json", "--set", "R.instanceType=m9.huge"], { files });
    expect(status).to.equal(2);
    expect(out).to.match(/error PLAN_INSTANCE_TYPE/);
  });

  it("colours on a terminal only", async () => {
    const { out } = await cli(["validate", "bad.json"], { files, io: { isTerminal: true } });
    expect(out).to.include("\u001b[31merror\u001b[39m");
  });
});
