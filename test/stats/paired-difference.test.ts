import { expect } from "chai";
import { InvariantError } from "../../src/base/invariant.ts";
import { pairedDifference } from "../../src/stats/paired-difference.ts";

describe("pairedDifference", () => {
  // differences -1, -2, -3, -2: mean -2, s^2 = 2/3, s/sqrt(4) = 0.40825, t(3, 0.975) = 3.18245: half-width 1.29923
  it("sees a difference that the spread between replications would hide", () => {
    const { mean, interval, isSignificant } = pairedDifference([10, 50, 90, 200], [9, 48, 87, 198]);
    expect(mean).to.equal(-2);
    expect(interval?.halfWidth).to.be.closeTo(1.29923, 5e-6);
    expect(isSignificant).to.equal(true);
  });

  // differences 1, -1, 2: mean 2/3, s^2 = 7/3, half-width 4.30265 * sqrt(7/9) = 3.79
  it("does not call chance a difference", () => {
    const { interval, isSignificant } = pairedDifference([1, 2, 3], [2, 1, 5]);
    expect(interval?.halfWidth).to.be.closeTo(3.7946, 5e-5);
    expect(isSignificant).to.equal(false);
  });

  it("says nothing of a single pair", () => {
    expect(pairedDifference([1], [4])).to.deep.equal({
      mean: 3,
      interval: null,
      isSignificant: false,
      varianceReduction: null,
    });
  });

  // variances: of 1 2 3 it is 1, of 12 14 16 it is 4, of the differences 11 12 13 it is 1: (1 + 4) / 1
  it("says by how much sharing lowers the variance", () => {
    expect(pairedDifference([1, 2, 3], [12, 14, 16]).varianceReduction).to.equal(5);
    expect(pairedDifference([1, 2, 3], [2, 3, 4]).varianceReduction).to.equal(null);
  });

  it("needs pairs", () => {
    expect(() => pairedDifference([1, 2], [1])).to.throw(InvariantError);
    expect(() => pairedDifference([], [])).to.throw(InvariantError);
  });
});
