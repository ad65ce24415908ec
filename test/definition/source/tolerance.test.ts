import { expect } from "chai";
import { only, places, read, values } from "../read.ts";

const BODY = '{"id": "A", "type": "Ec2Resource"}';

describe("tolerant reading", () => {
  it("1.1 reads trailing commas in objects, lists and at the end; the warning counts them", () => {
    const definition = read('[\n{"id": "A", "type": "EmrCluster", "bootstrapAction": ["x",],}\n,],');
    expect(places(definition)).to.deep.equal(["2:58 warning TRAILING_COMMA"]);
    expect(only(definition, "TRAILING_COMMA").message).to.match(/^4 commas/);
    expect(values(definition, "A", "bootstrapAction")).to.deep.equal(["x"]);
  });

  it("1.1 reads comments of both kinds; the warning stands at the first", () => {
    const definition = read(`// a definition\n${BODY}\n/* its\nend */`);
    expect(places(definition)).to.deep.equal(["1:1 warning COMMENT"]);
    expect(only(definition, "COMMENT").message).to.contain("2 comments");
  });

  it("1.1 reads comments as scripts and YAML have them; an expression without quotes is none", () => {
    const definition = read(`{"id": "A", # the first\n"type": "EmrCluster"} # the last`);
    expect(places(definition)).to.deep.equal(["1:13 warning COMMENT"]);
    expect(values(definition, "A", "type")).to.deep.equal(["EmrCluster"]);
    expect(places(read('{"id": "A", "type": "Schedule", "period": #{myPeriod}}'))).to.include("1:43 error SYNTAX");
  });

  it("1.1 asks for a comma before whatever follows without one", () => {
    expect(only(read(`[${BODY} {"id": "B", "type": "EmrCluster"}]`), "SYNTAX")).to.include({
      message: "Expected , or ], got {.",
      hint: "Put a comma before this.",
    });
  });

  it("1.1 says what a definition is where an object has neither id nor type", () => {
    expect(only(read('{"pipelineIdList": []}'), "MISSING_ID").hint).to.contain('{"objects": [...]}');
    expect(only(read('{"type": "EmrCluster"}'), "MISSING_ID").hint).to.equal(
      'Give it an "id" that no other object has.',
    );
  });

  it("leaves // and quotes inside strings alone", () => {
    const definition = read('{"id": "A", "type": "S3DataNode", "directoryPath": "s3://b/*x*/ \u201cq\u201d"}');
    expect(values(definition, "A", "directoryPath")).to.deep.equal(["s3://b/*x*/ \u201cq\u201d"]);
    expect(places(definition)).to.deep.equal([]);
  });

  it("1.1 reads a byte-order mark", () => {
    const definition = read(`\ufeff${BODY}`);
    expect(places(definition)).to.deep.equal(["1:1 warning BYTE_ORDER_MARK"]);
    expect(definition.objects).to.have.length(1);
  });

  it("1.1 reads raw line breaks and tabs inside strings as what they are", () => {
    const definition = read('{"id": "A", "type": "Ec2Resource", "myComment": "one\r\ntwo\tthree",\n"myOther": "x\ny"}');
    expect(values(definition, "A", "myComment")).to.deep.equal(["one\r\ntwo\tthree"]);
    expect(values(definition, "A", "myOther")).to.deep.equal(["x\ny"]);
    expect(places(definition)).to.deep.equal(["1:53 warning RAW_LINE_BREAK"]);
    expect(only(definition, "RAW_LINE_BREAK").message).to.contain("4 of them");
  });

  it("does not mistake a character of the text for the one that stands for a line break", () => {
    const definition = read('{"id": "A", "type": "Ec2Resource", "myComment": "\ue000\n\ue001\t"}');
    expect(values(definition, "A", "myComment")).to.deep.equal(["\ue000\n\ue001\t"]);
  });

  it("1.1 reads a backslash at the end of a line inside a string as a space, as the guide's own samples have it", () => {
    const definition = read('{"id": "A", "type": "EmrActivity", "step": "a,\\\n b", "workerGroup": "w"}');
    expect(values(definition, "A", "step")).to.deep.equal(["a, \n b"]);
    expect(places(definition)).to.deep.equal(["1:47 warning RAW_LINE_BREAK"]);
  });

  it("keeps the places of what follows a raw line break", () => {
    const definition = read('{"id": "A", "type": "Ec2Resource", "myComment": "one\ntwo",\n  "nonsense": 1}');
    expect(only(definition, "UNKNOWN_FIELD")).to.include({ line: 3, column: 3 });
  });

  const quotes: readonly (readonly [what: string, value: string, read: string])[] = [
    ["a pair of curly quotes", "\u201cw\u201d", "w"],
    ["two closing ones", "\u201dw\u201d", "w"],
    ["two opening ones", "\u201cw\u201c", "w"],
    ["low and high ones", "\u201ew\u201c", "w"],
    ["a straight one before, a curly one behind", '"w\u201d', "w"],
    ["a curly one before, a straight one behind", '\u201cw"', "w"],
    ["curly ones inside curly ones", "\u201ca \u201cb\u201d c\u201d", "a \u201cb\u201d c"],
    ["straight ones inside curly ones", '\u201ca "b" c\u201d', 'a "b" c'],
    ["a raw line break between them", "\u201ca\nb\u201d", "a\nb"],
  ];
  for (const [what, value, expected] of quotes) {
    it(`1.1 reads typographic quotes: ${what}`, () => {
      const definition = read(`{"id": "A", "type": "Ec2Resource", \u201cmyX\u201d: ${value},\n"myY": "z"}`);
      expect(values(definition, "A", "myX")).to.deep.equal([expected]);
      expect(values(definition, "A", "myY")).to.deep.equal(["z"]);
      expect(only(definition, "TYPOGRAPHIC_QUOTE")).to.include({ severity: "warning", line: 1, column: 36 });
    });
  }

  it("1.1 reads invisible characters that web pages put between values", () => {
    const definition = read('{\u00a0"id": "A",\u200b "type": "Ec2Resource"}');
    expect(places(definition)).to.deep.equal(["1:2 warning STRAY_CHARACTER"]);
    expect(values(definition, "A", "type")).to.deep.equal(["Ec2Resource"]);
  });
});
