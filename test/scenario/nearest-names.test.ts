import { expect } from "chai";
import { nearestNames } from "../../src/scenario/source/nearest-names.ts";

describe("the nearest names", () => {
  it("are never empty: the column of a file may have no header", () => {
    expect(nearestNames("tiem", ["", "time"])).to.deep.equal(["time"]);
  });
});
