import { expect } from "chai";
import type { Diagnostic } from "../../src/base/diagnostic.ts";
import { formatDiagnostics } from "../../src/cli/print-diagnostics.ts";

const at = (line: number, column: number, more: Partial<Diagnostic> = {}): Diagnostic => ({
  code: "SYNTAX",
  severity: "error",
  message: "Expected a comma.",
  file: "p.json",
  line,
  column,
  ...more,
});

const print = (diagnostic: Diagnostic, text: string): string =>
  formatDiagnostics([diagnostic], new Map([["p.json", text]]), false);

/** The character under which the caret stands. */
function pointedAt(printed: string): string | undefined {
  const [, source = "", caret = ""] = printed.split("\n");
  return source[caret.indexOf("^")];
}

describe("printed diagnostics", () => {
  it("place, severity, code, message, rule, source line, caret and hint", () => {
    expect(print(at(2, 3, { rule: "1.1", hint: "Add one." }), "{\n  x\n}")).to.equal(
      "p.json:2:3: error SYNTAX: Expected a comma. (rule 1.1)\n      x\n      ^\n    hint: Add one.\n",
    );
  });

  const long = `${"a".repeat(300)}X${"b".repeat(300)}`;
  const places: readonly (readonly [string, string, number])[] = [
    ["the first column", "Xyz", 1],
    ["the last column", "xyX", 3],
    ["after a tab", "\t\tX", 3],
    ["after characters of two code units", "\u{1F600}X", 3],
    ["the middle of a long line", long, 301],
    ["the end of a long line", `${"a".repeat(500)}X`, 501],
    ["the start of a long line", `X${"a".repeat(500)}`, 1],
  ];
  for (const [where, text, column] of places) {
    it(`the caret stands under ${where}`, () => {
      const printed = print(at(1, column), text);
      expect(pointedAt(printed)).to.equal("X");
      expect(
        Math.max(
          ...printed
            .split("\n")
            .slice(1)
            .map((line) => line.length),
        ),
      ).to.be.at.most(104);
    });
  }

  it("lines end with any kind of line break", () => {
    for (const lineBreak of ["\n", "\r\n", "\r"]) expect(pointedAt(print(at(2, 1), `a${lineBreak}X`))).to.equal("X");
  });

  it("a place past the end, an empty line or another file has no excerpt", () => {
    const alone = "p.json:9:9: error SYNTAX: Expected a comma.\n";
    expect(print(at(9, 9), "x")).to.equal(alone);
    expect(print(at(2, 1), "x\n\ny")).to.equal("p.json:2:1: error SYNTAX: Expected a comma.\n");
    expect(formatDiagnostics([at(9, 9)], new Map(), false)).to.equal(alone);
  });

  it("control characters and those that turn the direction do not reach the terminal", () => {
    const evil = "\u001b[2J\u0007\u202e\u0000\u009b";
    const printed = print(at(1, 1, { file: "p.json", message: evil, hint: evil }), `"${evil}"`);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
    expect(printed).not.to.match(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
  });

  it("values of encrypted fields are hidden where they stand", () => {
    expect(print(at(1, 1), '"*password": "S3CRET", "x": 1')).to.include('    "*password": "******", "x": 1\n');
  });
});
