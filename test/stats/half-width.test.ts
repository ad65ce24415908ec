import { expect } from "chai";
import { confidenceInterval } from "../../src/stats/half-width.ts";
import { Tally } from "../../src/stats/tally.ts";

function tallyOf(...values: readonly number[]): Tally {
  const tally = new Tally();
  for (const value of values) tally.add(value);
  return tally;
}

describe("confidenceInterval", () => {
  it("is null for fewer than two observations", () => {
    expect(confidenceInterval(tallyOf())).to.equal(null);
    expect(confidenceInterval(tallyOf(5))).to.equal(null);
  });

  // Source: A. M. Law, Simulation Modeling and Analysis, example 4.27: 10 observations, mean 1.34, s^2/n = 0.017,
  // t(9, 0.95) = 1.833, 90 % interval 1.34 +- 0.24, its bounds being those of the rounded figures
  it("agrees with Law's example", () => {
    const tally = tallyOf(1.2, 1.5, 1.68, 1.89, 0.95, 1.49, 1.58, 1.55, 0.5, 1.09);
    const interval = confidenceInterval(tally, 0.9);
    expect(tally.mean).to.be.closeTo(1.34, 0.005);
    expect(interval?.halfWidth).to.be.closeTo(0.24, 0.005);
    expect(interval?.low).to.be.closeTo(1.1, 0.01);
    expect(interval?.high).to.be.closeTo(1.58, 0.01);
  });

  // s = sqrt(0.5), s/sqrt(2) = 0.5, t(1, 0.975) = 12.7062
  it("covers 95 % unless told otherwise", () => {
    expect(confidenceInterval(tallyOf(1, 2))?.halfWidth).to.be.closeTo(6.3531, 5e-5);
  });

  it("has no width when nothing varies", () => {
    expect(confidenceInterval(tallyOf(3, 3, 3))).to.deep.equal({ low: 3, high: 3, halfWidth: 0 });
  });
});
