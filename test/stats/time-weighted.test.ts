import { expect } from "chai";
import { InvariantError } from "../../src/base/invariant.ts";
import { TimeWeighted } from "../../src/stats/time-weighted.ts";

describe("TimeWeighted", () => {
  // 0 for 10, 2 for 5, 1 for 5: 15 in 20
  it("weighs each value by how long it lasted", () => {
    const length = new TimeWeighted(100, 0);
    length.set(110, 2);
    length.set(115, 1);
    expect([length.integral(120), length.mean(120), length.value, length.max]).to.deep.equal([15, 0.75, 1, 2]);
  });

  it("counts a value that lasted no time for nothing but the maximum", () => {
    const length = new TimeWeighted(0, 0);
    length.set(10, 5);
    length.set(10, 1);
    expect([length.mean(20), length.max]).to.deep.equal([0.5, 5]);
  });

  it("is the value itself while no time has passed", () => {
    expect(new TimeWeighted(7, 3).mean(7)).to.equal(3);
  });

  it("does not go back in time", () => {
    const length = new TimeWeighted(10, 0);
    expect(() => length.set(9, 1)).to.throw(InvariantError);
    expect(() => length.mean(9)).to.throw(InvariantError);
  });
});
