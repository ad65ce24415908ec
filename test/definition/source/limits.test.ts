import { expect } from "chai";
import { only, read } from "../read.ts";

/** Seconds that a damaged text may take on a slow and busy machine; all of these need a small part of it. */
const SECONDS_MAX = 10;

describe("limits", function () {
  this.timeout(SECONDS_MAX * 1000);

  it("ends 100,000 brackets with an error at the 65th", () => {
    expect(only(read("[".repeat(100_000)), "TEXT_LIMIT")).to.include({ severity: "error", line: 1, column: 65 });
    expect(only(read('{"a":'.repeat(100_000)), "TEXT_LIMIT")).to.include({ line: 1, column: 321 });
  });

  it("refuses a text of 10 million characters at once", () => {
    expect(only(read(" ".repeat(10_000_000)), "TEXT_LIMIT").message).to.contain("10000000 characters");
  });

  it("reads the first 2,000 objects and says so", () => {
    const definition = read(
      `[${Array.from({ length: 2_001 }, (_, index) => `{"id":"A${index}","type":"CSV"}`).join(",")}]`,
    );
    expect(definition.objects).to.have.length(2_000);
    expect(only(definition, "TEXT_LIMIT").message).to.contain("2001 objects");
  });

  it("lists the first 1,000 problems and counts the rest", () => {
    const definition = read(`[${'{"id":"A","type":"CSV"},'.repeat(1_500)}{"id":"A","type":"CSV"}]`);
    // 1,501 objects: 1,500 that repeat the first one's id, and one limit of 100 objects.
    const problems = only(definition, "TOO_MANY_PROBLEMS");
    expect(definition.diagnostics).to.have.length(1_001);
    expect(problems.message).to.contain("501 more problems");
  });

  it("stops passing on fields when objects inherit more than 200,000 values", () => {
    const fields = Array.from({ length: 400 }, (_, index) => `"my_${index}":1`).join(",");
    const children = Array.from({ length: 600 }, (_, index) => `{"id":"A${index}","type":"CSV"}`).join(",");
    expect(only(read(`[{"id":"Default",${fields}},${children}]`), "TEXT_LIMIT").rule).to.equal("1.3");
  });

  const hostile: readonly (readonly [what: string, text: string])[] = [
    ["quotes", '"'.repeat(1_000_000)],
    ["typographic quotes", "\u201c".repeat(1_000_000)],
    ["quotes that never close", '"a'.repeat(500_000)],
    ["backslashes", `"${"\\".repeat(1_000_000)}`],
    ["unterminated lines", '"a\n'.repeat(300_000)],
    ["unterminated comments", "/*".repeat(500_000)],
    ["ellipses", "...,".repeat(300_000)],
    ["empty objects", "{},".repeat(100_000)],
    ["words without quotes", `{${"a:1,".repeat(300_000)}`],
    ["mixed quotes on one line", '{"a":"b\u201d '.repeat(150_000)],
    ["white space behind quotes", `"${" ".repeat(500_000)}"${" ".repeat(500_000)}x`],
    [
      "a parent chain of 2,000",
      `[${Array.from({ length: 2_000 }, (_, i) => `{"id":"A${i}","parent":{"ref":"A${i + 1}"},"my_${i}":1}`).join(",")}]`,
    ],
    ["unresolved names", `{"id":"A","type":"EmrActivity","step":[${'"#{myX}",'.repeat(30_000)}"a"]}`],
  ];
  for (const [what, text] of hostile) {
    it(`comes to an end with ${what}`, () => {
      const { diagnostics } = read(text);
      expect(diagnostics.length).to.be.within(1, 1_001);
      for (const { file, line, column } of diagnostics)
        expect([file, line >= 1, column >= 1]).to.deep.equal(["pipeline.json", true, true]);
    });
  }
});
