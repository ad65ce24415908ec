import { expect } from "chai";
import { expectNone } from "../support/expect-none.ts";
import { placeOf, type SourceFile, sourceFile, sourceFiles } from "../support/source-file.ts";

/** Places of the exports of a file that no doc comment precedes; re-exports have theirs where they are declared. */
function undocumented(file: SourceFile): string[] {
  const pattern = /^export (?:async |abstract |declare )?(?:function\*?|const|class|interface|type|let) ([\w$]+)/gm;
  return [...file.uncommented.matchAll(pattern)]
    .filter((match) => !file.text.slice(0, match.index).trimEnd().endsWith("*/"))
    .filter((match) => !isOverload(file, match.index, match[1] ?? ""))
    .map((match) => `${placeOf(file, match.index)} exports ${match[1]} without a doc comment`);
}

/** Of several signatures of one function the first has the comment. */
function isOverload(file: SourceFile, offset: number, name: string): boolean {
  return new RegExp(`^export function ${name.replaceAll("$", "\\$")}\\b`, "m").test(file.text.slice(0, offset));
}

describe("documentation", () => {
  it("stands at every export of src", () => {
    const missing = sourceFiles().flatMap(undocumented);
    expectNone(missing);
  });

  it("would be missed", () => {
    const text =
      "/** One. */\nexport const one = 1;\n\nexport interface Two {}\n// not a doc comment\nexport function f(): void {}\n";
    expect(undocumented(sourceFile("src/base/a.ts", text))).to.deep.equal([
      "src/base/a.ts:4 exports Two without a doc comment",
      "src/base/a.ts:6 exports f without a doc comment",
    ]);
  });

  it("is wanted once for the signatures of one function", () => {
    const text = "/** F. */\nexport function f(a: string): void;\nexport function f(a: number): void;\n";
    expect(undocumented(sourceFile("src/base/a.ts", text))).to.deep.equal([]);
  });
});
