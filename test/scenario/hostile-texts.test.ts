import { expect } from "chai";
import fc from "fast-check";
import { readScenario } from "../../src/scenario/read-scenario.ts";
import { problemsOf } from "./harness.ts";

/** Each line stands for ten of the line before. */
const ALIAS_BOMB = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
  .concat(
    "bcdefg".split("").map((key, index) => `${key}: &${key} [${Array(10).fill(`*${"abcdef"[index]}`).join(",")}]`),
  )
  .join("\n");

describe("damaged and hostile scenario texts", () => {
  const SYNTAX: readonly (readonly [title: string, text: string, problem: string])[] = [
    ["a map within a line", "a: b: c", "1:4 error SYNTAX"],
    ["an open brace", "{a", "1:3 error SYNTAX"],
    ["a tab as indentation", "boot:\n\tpending: 3 s", "2:1 error SYNTAX"],
    ["a key given twice", "name: a\nname: b", "2:1 error SYNTAX name"],
    ["a key given twice in JSON", '{"name": "a",\n "name": "b"}', "2:2 error SYNTAX name"],
    ["a list as a key", "? [a]\n: 1", "1:3 error SYNTAX"],
    ["an alias of nothing", "name: *x", "1:7 error SYNTAX"],
    ["a tag of another tool", "name: !Ref x", "1:7 error SYNTAX"],
    ["a second document", "name: a\n---\nname: b", "2:1 error SYNTAX"],
    ["an open brace after a quote that ends it early", '{"a": \'b\nc\n', "3:1 error SYNTAX"],
    ["a number that is none", "seed: .inf", "1:7 error SYNTAX seed"],
  ];
  for (const [title, text, problem] of SYNTAX) {
    it(`reports ${title} at its place`, () => expect(problemsOf(text)).to.include(problem));
  }

  const LIMITS: readonly (readonly [title: string, text: string])[] = [
    ["aliases of aliases", ALIAS_BOMB],
    ["an alias of itself", "name: &a [*a]"],
    ["deep nesting in brackets", "[".repeat(20_000)],
    ["deep nesting in braces", "{a: ".repeat(5000)],
    ["deep nesting of dashes", "- ".repeat(5000)],
    ["a huge text", `name: ${"x".repeat(300_000)}`],
  ];
  for (const [title, text] of LIMITS) {
    it(`survives ${title}`, () => {
      expect(problemsOf(text).filter((problem) => problem.includes("SCENARIO_LIMIT"))).to.have.length(1);
    });
  }

  it("takes names that mean something to JavaScript as the unknown keys that they are", () => {
    const text = "__proto__: { name: x }\nconstructor: 1\nboot: { toString: 3 s }\nparameters: { __proto__: a }\n";
    const { scenario, diagnostics } = readScenario(text, { file: "s.yaml" });
    expect(diagnostics.map(({ code, path }) => [code, path])).to.deep.equal([
      ["SCENARIO_UNKNOWN_KEY", "__proto__"],
      ["SCENARIO_UNKNOWN_KEY", "constructor"],
    ]);
    expect(scenario.name).to.equal(undefined);
    expect([...scenario.parameters]).to.deep.equal([["__proto__", ["a"]]]);
    expect(Object.hasOwn(Object.prototype, "name")).to.equal(false);
  });

  it("never throws, whatever the text, and says where for all that is wrong", () => {
    const pieces = fc.constantFrom(
      ...[
        "boot",
        "pending",
        ": ",
        "\n",
        "  ",
        "- ",
        "[",
        "]",
        "{",
        "}",
        ",",
        "&a ",
        "*a",
        "3 s",
        "'",
        '"',
        "#",
        "|",
        "!x ",
        "\t",
      ],
    );
    const texts = fc.oneof(
      fc.array(pieces, { maxLength: 25 }).map((parts) => parts.join("")),
      fc.string(),
    );
    fc.assert(
      fc.property(texts, (text) => {
        for (const { file, line, column } of readScenario(text, { file: "s.yaml" }).diagnostics) {
          expect([file, line >= 1, column >= 1]).to.deep.equal(["s.yaml", true, true]);
        }
      }),
      { seed: 11, numRuns: 500 },
    );
  });
});
