import { expect } from "chai";
import fc from "fast-check";
import { places, read, values } from "../read.ts";
import { templateWith, valueOfX } from "./template-text.ts";

describe("definitions in YAML", () => {
  it("are read as get-pipeline-definition writes them", () => {
    const definition = read(`objects:
- id: A
  myX:
  - a
  - 1.10
  runsOn:
    ref: E
  type: ShellCommandActivity
  command: ls
- id: E
  type: Ec2Resource
  terminateAfter: 1 hour
parameters:
- id: myY
  default: '2'
values:
  myY: '3'
`);
    expect(values(definition, "A", "myX")).to.deep.equal(["a", "1.10"]);
    expect(values(definition, "A", "runsOn")).to.deep.equal(["->E"]);
    expect(definition.values.get("myY")).to.deep.equal(["3"]);
    expect(definition.diagnostics).to.deep.equal([]);
  });

  it("are read in the API's form", () => {
    const text = `pipelineObjects:\n- fields:\n  - key: type\n    stringValue: CSV\n  id: A\n  name: A\n`;
    expect(values(read(text), "A", "type")).to.deep.equal(["CSV"]);
  });

  it("keep their places behind a byte-order mark and with CRLF", () => {
    const text = `\ufeff${templateWith("[]\n            - Key: type").replaceAll("\n", "\r\n")}`;
    expect(places(read(text))).to.deep.equal(["13:15 error VALUE_SHAPE"]);
  });

  it("may use anchors", () => {
    expect(valueOfX("&x one\n            - { Key: myY, StringValue: *x }")[0]).to.deep.equal(["one"]);
    expect(places(read(templateWith("*x")))).to.include("12:28 error SYNTAX");
  });

  it("that are broken give an error at its place", () => {
    const broken = places(read(templateWith("[a")));
    expect(broken.join()).to.match(/^1[23]:\d+ error SYNTAX/);
    expect(places(read(`${templateWith("a")}---\nb: 1\n`))).to.include("13:1 error SYNTAX");
  });

  it("cannot grow by aliases or nest without end", () => {
    const bomb = Array.from({ length: 12 }, (_, i) => `  k${i}: &k${i} [${`*k${i - 1},`.repeat(i === 0 ? 0 : 9)}x]`);
    const circle = "Metadata: &m\n  k: [*m]\n";
    for (const text of [`Metadata:\n${bomb.join("\n")}\n`, circle]) {
      expect(places(read(text + templateWith("x"))).join()).to.contain("error TEXT_LIMIT");
    }
    expect(places(read(templateWith("[".repeat(5_000))))).to.include("1:1 error TEXT_LIMIT");
    expect(places(read(`objects:\n${"#\n".repeat(200_000)}- id: A`))).to.be.an("array");
  });

  it("never throw, however they are damaged, and every problem has a place in the text", () => {
    const base = templateWith(
      `!Join ["-", [!Ref Logs, !If [C, a, b], !Sub "\${Logs}"]]`,
      "Conditions: { C: !Equals [a, a] }\n",
    );
    const rubbish = fc.constantFrom(
      "!",
      "&a ",
      "*a",
      "{",
      "]",
      ": ",
      "\n",
      "- ",
      "\t",
      "!Ref ",
      "Fn::If: ",
      "${",
      "#",
      '"',
      "? ",
      "|",
    );
    const damaged = fc.tuple(fc.nat(base.length), fc.nat(20), rubbish);
    fc.assert(
      fc.property(fc.array(damaged, { minLength: 1, maxLength: 4 }), (damages) => {
        const text = damages.reduce((t, [at, length, insert]) => t.slice(0, at) + insert + t.slice(at + length), base);
        const lines = text.split(/\r\n|\n|\r/);
        for (const { line, column } of read(text).diagnostics) {
          expect(line).to.be.within(1, lines.length);
          expect(column).to.be.within(1, (lines[line - 1] ?? "").length + 1);
        }
      }),
      { numRuns: 300, seed: 6 },
    );
  });
});
