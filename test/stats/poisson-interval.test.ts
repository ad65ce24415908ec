import { expect } from "chai";
import { poissonInterval } from "../../src/stats/poisson-interval.ts";

describe("poissonInterval", () => {
  // Source: F. Garwood, Biometrika 28 (1936), as tabulated in E. S. Pearson, H. O. Hartley, Biometrika Tables for
  // Statisticians, volume 1, table 40
  const TABLE: readonly (readonly [number, string, string])[] = [
    [0, "0.000", "3.689"],
    [1, "0.025", "5.572"],
    [2, "0.242", "7.225"],
    [5, "1.623", "11.668"],
    [10, "4.795", "18.390"],
  ];

  it("agrees with the published intervals", () => {
    for (const [count, low, high] of TABLE) {
      const interval = poissonInterval(count);
      expect([interval.low.toFixed(3), interval.high.toFixed(3)], `${count}`).to.deep.equal([low, high]);
    }
  });

  // with none seen, exp(-3) = 5 % would have been left of a mean of 3: the rule of three, for one side
  it("is the rule of three for 90 % and none seen", () => {
    expect(poissonInterval(0, 0.9).high).to.be.closeTo(-Math.log(0.05), 1e-12);
  });
});
