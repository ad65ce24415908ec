import { expect } from "chai";
import { withRule } from "../../src/model/with-rule.ts";

describe("withRule", () => {
  const CASES: readonly (readonly [sentence: string, rule: string, expected: string])[] = [
    ["it failed", "3.3", "it failed (3.3)"],
    ["it failed: it was late (3.4)", "3.3", "it failed: it was late (3.3, 3.4)"],
    ["it failed: it failed (3.3)", "3.3", "it failed: it failed (3.3)"],
    ["stopped: it failed (3.6) (3.5)", "3.5", "stopped: it failed (3.5, 3.6)"],
    ["waits (2.4), as (2.2, 2.4)", "3.1", "waits (2.4), as (3.1, 2.2, 2.4)"],
    ["one (of 3)", "3.1", "one (of 3) (3.1)"],
  ];
  for (const [sentence, rule, expected] of CASES) {
    it(`makes "${expected}"`, () => expect(withRule(sentence, rule)).to.equal(expected));
  }
});
