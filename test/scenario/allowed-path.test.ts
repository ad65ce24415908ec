import { expect } from "chai";
import { refusePath } from "../../src/scenario/allowed-path.ts";

describe("paths that a scenario names", () => {
  const TABLE: readonly (readonly [path: string, refusal: string | undefined])[] = [
    ["a.json", undefined],
    ["./a.json", undefined],
    ["data/a.csv", undefined],
    ["data/../a.csv", undefined],
    ["a..b/c", undefined],
    ["...", undefined],
    ["../a.json", "outside"],
    ["data/../../a.json", "outside"],
    ["data\\..\\..\\a.json", "outside"],
    ["..", "outside"],
    ["/etc/passwd", "absolute"],
    ["\\\\server\\share", "absolute"],
    ["C:\\a.json", "absolute"],
    ["c:a.json", "absolute"],
    ["~/a.json", "absolute"],
    ["", "not a path"],
    ["a\0b", "not a path"],
    ["https://example.com/a.json", "not a path"],
    ["file:///etc/passwd", "not a path"],
    ["s3://bucket/a.json", "not a path"],
  ];
  for (const [path, refusal] of TABLE) {
    it(`${JSON.stringify(path)} ${refusal === undefined ? "stays in the folder" : `is ${refusal}`}`, () => {
      expect(refusePath(path)).to.equal(refusal);
    });
  }
});
