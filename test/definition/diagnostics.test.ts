import { readFileSync } from "node:fs";
import { expect } from "chai";
import { DIAGNOSTIC_CASES } from "./diagnostic-cases.ts";
import { read } from "./read.ts";

describe("diagnostics of a definition", () => {
  for (const { code, what, text, at, hint } of DIAGNOSTIC_CASES) {
    it(`${code} stands at ${at.split(" ")[0]} for ${what}`, () => {
      const found = read(text).diagnostics.filter((diagnostic) => diagnostic.code === code);
      expect(found.map(({ line, column, severity }) => `${line}:${column} ${severity}`)).to.include(at);
      if (hint !== undefined) expect(found.map((diagnostic) => diagnostic.hint)).to.include(hint);
    });
  }

  it("are sentences that name the file", () => {
    for (const { text } of DIAGNOSTIC_CASES) {
      for (const { message, hint, file } of read(text).diagnostics) {
        expect(message).to.match(/^["A-Z0-9+*^/-].*\.$/s);
        if (hint !== undefined) expect(hint).to.match(/^["A-Z].*[.?]$/s);
        expect(file).to.equal("pipeline.json");
      }
    }
  });

  // The sections of the list that are about texts and definitions, up to the one about scenarios.
  const list = readFileSync("src/base/diagnostic-codes.ts", "utf8").split("// the scenario file")[0] ?? "";
  const codes = Array.from(list.matchAll(/"([A-Z_]+)"/g), ([, code]) => code ?? "");
  const docs = readFileSync("docs/diagnostics.md", "utf8");

  it("are known to this test", () => {
    expect(codes).to.have.length.greaterThan(30);
  });

  for (const code of codes) {
    it(`${code} has a text that gives it and a row in docs/diagnostics.md`, () => {
      expect(DIAGNOSTIC_CASES.map((diagnosticCase) => String(diagnosticCase.code))).to.include(code);
      expect(docs).to.match(new RegExp(`^\\| \`${code}\` \\|( [^|]+ \\|){4}$`, "m"));
    });
  }
});
