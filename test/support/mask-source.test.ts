import { expect } from "chai";
import { maskSource } from "./mask-source.ts";

describe("maskSource", () => {
  const cases = [
    ["a // b\nc", "a     \nc"],
    ["a /* b\nc */ d", "a     \n     d"],
    ['x = "a // b"; y', "x =         ; y"],
    ["x = 'it\\'s'; y", "x =        ; y"],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the placeholder is what is tested
    ["x = `a ${b + `c ${d}`} e`; f", "x =      b +      d      ; f"],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the placeholder is what is tested
    ["`${{ a: { b: 1 } }.a}` + c", "   { a: { b: 1 } }.a   + c"],
    ["m = /[/\"]'/.exec(t); u", "m =        .exec(t); u"],
    ["a / b / c", "a / b / c"],
    ["return /'/g;", "return    g;"],
  ] as const;
  for (const [text, code] of cases) {
    it(`leaves only the code of ${JSON.stringify(text)}`, () => {
      expect(maskSource(text).code).to.equal(code);
    });
  }

  it("keeps strings where only comments are unwanted", () => {
    expect(maskSource('import "a"; // b').uncommented).to.equal('import "a";     ');
  });
});
