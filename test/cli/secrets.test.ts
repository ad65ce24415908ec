import { expect } from "chai";
import { cli } from "./cli.ts";

const FORMATS = ["--out", "o", "--format", "text,json,csv,html,trace"];

const DEFINITION = JSON.stringify({
  objects: [
    {
      id: "A",
      type: "ShellCommandActivity",
      command: "mysql -p#{*myPw} #{*myOwn}",
      runsOn: { ref: "R" },
      "*myOwn": "S3CRET2",
      stdout: "s3://logs/#{*myOwn}",
    },
    { id: "R", type: "Ec2Resource", instanceType: "m1.small" },
    { id: "D", type: "RdsDatabase", "*password": "S3CRET3", username: "u", rdsInstanceId: "x" },
    { id: "J", type: "JdbcDatabase", "*password": "#{*myPw}", connectionString: "jdbc:mysql://h/d" },
  ],
  parameters: [{ id: "*myPw", type: "String" }],
  values: { "*myPw": "S3CRET5" },
});

function expectNoSecret(texts: Iterable<string>): void {
  for (const text of texts) expect(/S3CRET\d/.exec(text)?.[0]).to.equal(undefined);
}

describe("1.5 values of encrypted fields and parameters appear nowhere", () => {
  it("in the summary, the result, the tables, the page and the trace", async () => {
    const { status, out, err, files } = await cli(["run", "p.json", ...FORMATS], { files: { "p.json": DEFINITION } });
    expect(status, err).to.equal(0);
    const written = [...files].flatMap(([name, text]) => (name.startsWith("o/") ? [text] : []));
    expectNoSecret([out, err, ...written]);
  });

  it("in what validate and init print", async () => {
    const files = { "p.json": DEFINITION };
    for (const argv of [
      ["validate", "p.json"],
      ["validate", "p.json", "--format", "json"],
      ["init", "p.json"],
    ]) {
      const { out, err } = await cli(argv, { files });
      expectNoSecret([out, err]);
    }
  });

  it("in the command of the certificate, which can be verified all the same", async () => {
    const argv = ["run", "p.json", "--param", "*myPw=S3CRET6", "--set", "D.*password=S3CRET7", "--format", "json"];
    const { status, out, err } = await cli(argv, { files: { "p.json": DEFINITION } });
    expect(status, err).to.equal(0);
    expectNoSecret([out, err]);
    expect(JSON.parse(out).certificate.command).to.equal(
      "stepcast run --set 'D.*password=hidden' --param '*myPw=hidden' p.json",
    );
    const again = await cli(["run", "--verify", "r.json"], { files: { "p.json": DEFINITION, "r.json": out } });
    expect(again.out).to.match(/equal/);
  });

  const broken = [
    DEFINITION.replace('"m1.small"', '"m1.smal"'),
    DEFINITION.slice(0, DEFINITION.indexOf("S3CRET3") + 4),
    DEFINITION.replace('"S3CRET3"', '["S3CRET3", "S3CRET8" "x"]'),
    DEFINITION.replace('"S3CRET3"', "S3CRET3"),
    JSON.stringify(JSON.parse(DEFINITION), null, 2).replace('"*password": "S3CRET3",', '"*password": "S3CRET3"'),
    '{"pipelineObjects":[{"id":"D","fields":[{"key":"*password","stringValue":"S3CRET3"}{"key":"type"}]}]}',
  ];
  for (const [index, text] of broken.entries()) {
    it(`in the excerpts of a definition that cannot be read, ${index + 1}`, async () => {
      const { status, out, err } = await cli(["run", "p.json"], { files: { "p.json": text } });
      expect(status).to.equal(2);
      expectNoSecret([out, err]);
      expect(err).to.include("^\n");
    });
  }

  it("in the complaint about an option", async () => {
    for (const option of [
      ["--set", "D.*passwort=S3CRET7"],
      ["--set", "Nobody.*password=S3CRET7"],
      ["--set", "D.*password=[S3CRET7"],
    ]) {
      const { status, out, err } = await cli(["run", "p.json", ...option], { files: { "p.json": DEFINITION } });
      expect(status).to.equal(2);
      expectNoSecret([out, err]);
    }
  });
});
