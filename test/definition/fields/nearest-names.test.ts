import { expect } from "chai";
import { nearestName } from "../../../src/definition/fields/nearest-names.ts";

describe("nearestName", () => {
  const cases: readonly (readonly [written: string, known: readonly string[], expected: string | undefined])[] = [
    ["runOn", ["dependsOn", "runsOn"], "runsOn"],
    ["RUNSON", ["runsOn"], "runsOn"],
    ["coreInstnceCuont", ["coreInstanceType", "coreInstanceCount"], "coreInstanceCount"],
    ["myTaskInstanceType", ["myMasterInstanceType"], undefined],
    ["ab", ["cd", "ef"], undefined],
    ["x", ["y"], undefined],
    ["X", ["x"], "x"],
    ["same", ["came", "lame"], "came"],
    ["x".repeat(200), ["x".repeat(199)], undefined],
    ["anything", [], undefined],
  ];
  for (const [written, known, expected] of cases) {
    it(`finds ${expected ?? "nothing"} for ${written.slice(0, 20)} among ${known.length}`, () => {
      expect(nearestName(written, known)).to.equal(expected);
    });
  }
});
