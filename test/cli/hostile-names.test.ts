import { expect } from "chai";
import { cli } from "./cli.ts";

const EVIL = '<script>alert(1)</script>\u001b[2J\u0007=HYPERLINK("x")';

const DEFINITION = JSON.stringify([
  {
    id: "=1+1<img src=x>",
    name: EVIL,
    type: "ShellCommandActivity",
    command: `@SUM(1)\u001b[31m${EVIL}`,
    runsOn: { ref: "+R\u202e" },
  },
  { id: "+R\u202e", name: "-x", type: "Ec2Resource", instanceType: "m1.small" },
]);

describe("markup, control characters and formulas in names", () => {
  let files: ReadonlyMap<string, string>;
  let summary = "";

  before(async () => {
    const argv = ["run", "p.json", "--out", "o", "--format", "text,json,csv,html,trace"];
    const answer = await cli(argv, { files: { "p.json": DEFINITION } });
    expect(answer.status, answer.err).to.equal(0);
    ({ files } = answer);
    summary = answer.out;
  });

  it("do not steer the terminal", () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
    expect(summary).not.to.match(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
  });

  it("are no formulas in a spreadsheet", () => {
    for (const [name, text] of files) {
      if (!name.endsWith(".csv")) continue;
      for (const line of text.split("\r\n")) expect(line, name).not.to.match(/(?:^|,)"?[=+@]/);
    }
  });

  it("are no markup on the page", () => {
    const page = files.get("o/report.html") ?? "";
    expect(page).not.to.include("<script>alert(1)");
    expect(page).not.to.include("<img src=x>");
  });

  it("are kept as they are in the result", () => {
    expect(JSON.parse(files.get("o/result.json") ?? "").resources[0].componentId).to.equal("+R\u202e");
  });
});
