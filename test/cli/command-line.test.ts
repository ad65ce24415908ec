import { execFileSync } from "node:child_process";
import process from "node:process";
import { expect } from "chai";
import fc from "fast-check";
import { formatCommandLine, parseCommandLine } from "../../src/cli/command-line.ts";

const word = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.string({ unit: fc.constantFrom("a", "'", '"', "\\", " ", "\n", "$", "*", "=", "~", "`", "!", "-") }),
);
const words = fc.array(word);

describe("a command line as text", () => {
  it("leaves plain words as they are and quotes the others", () => {
    expect(formatCommandLine(["stepcast", "run", "a b.yaml", "--set", "x=it's", ""])).to.equal(
      "stepcast run 'a b.yaml' --set 'x=it'\\''s' ''",
    );
  });

  it("reads back to the same words", () => {
    fc.assert(
      fc.property(words, (given) => {
        expect(parseCommandLine(formatCommandLine(given))).to.deep.equal(given);
      }),
    );
  });

  it("is read by a shell as it was meant", function () {
    if (process.platform === "win32") return this.skip();
    const given = ["it's", 'a "b"', "$HOME `id` \\ !", "a\nb", "", "*", "~", "x=1 2"];
    const read = execFileSync("sh", ["-c", `printf '%s\\0' ${formatCommandLine(given)}`], { encoding: "utf8" });
    expect(read.split("\0").slice(0, -1)).to.deep.equal(given);
  });
});
