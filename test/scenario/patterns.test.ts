import { expect } from "chai";
import { matchesPattern, matching } from "../../src/scenario/compile/patterns.ts";

describe("patterns of names", () => {
  const TABLE: readonly (readonly [pattern: string, name: string, matches: boolean])[] = [
    ["MyActivity", "MyActivity", true],
    ["MyActivity", "myactivity", false],
    ["*", "", true],
    ["*", "anything", true],
    ["My*", "MyActivity", true],
    ["My*", "YourActivity", false],
    ["*Activity", "MyActivity", true],
    ["M?Activity", "MyActivity", true],
    ["M?Activity", "MActivity", false],
    ["*a*b*c", "xxaxxbxxc", true],
    ["*a*b*c", "xxaxxbxx", false],
    ["a.b", "axb", false],
    ["", "", true],
    ["", "a", false],
    ["(", "(", true],
    ["?*", "", false],
  ];
  for (const [pattern, name, matches] of TABLE) {
    it(`"${pattern}" ${matches ? "matches" : "does not match"} "${name}"`, () => {
      expect(matchesPattern(pattern, name)).to.equal(matches);
    });
  }

  it("takes no longer for a pattern that is made to be slow", () => {
    expect(matchesPattern(`${"*a".repeat(50)}b`, "a".repeat(5000))).to.equal(false);
  });

  it("puts names before patterns, more literal characters first, and then the order of the file", () => {
    const entries = ["*", "My*", "M*y", "MyStep?", "MyStep1"].map((pattern) => ({ pattern }));
    expect(matching(entries, "MyStep1").map(({ pattern }) => pattern)).to.deep.equal([
      "MyStep1",
      "MyStep?",
      "My*",
      "*",
    ]);
    expect(matching([{ pattern: "*y" }, { pattern: "M*" }], "My").map(({ pattern }) => pattern)).to.deep.equal([
      "*y",
      "M*",
    ]);
  });
});
