import { expect } from "chai";
import seedrandom from "seedrandom";
import { quantileInterval } from "../../src/stats/quantile-interval.ts";

/** 1, 2 ... n: each value is its rank. */
function ranks(n: number): Float64Array {
  return Float64Array.from({ length: n }, (_, index) => index + 1);
}

describe("quantileInterval", () => {
  // Source: Conover, table of ranks for the median at 95 %, found in any table of the sign test: n = 6: 1 and 6,
  // 10: 2 and 9, 20: 6 and 15, 25: 8 and 18, 50: 18 and 33
  it("agrees with the tables for the median", () => {
    for (const [n, low, high] of [
      [6, 1, 6],
      [10, 2, 9],
      [20, 6, 15],
      [25, 8, 18],
      [50, 18, 33],
    ] as const) {
      expect(quantileInterval(ranks(n), 0.5), String(n)).to.deep.equal({ low, high });
    }
  });

  // five observations: the median is outside of all of them with probability 2 / 32, which is more than 5 %
  it("has no bounds where the sample is too small", () => {
    expect(quantileInterval(ranks(5), 0.5)).to.deep.equal({ low: null, high: null });
  });

  // all of n are below the 95th percentile with probability 0.95^n: 0.0262 for 71, 0.0249 for 72
  it("bounds the 95th percentile from above only from 72 observations on", () => {
    expect(quantileInterval(ranks(71), 0.95).high).to.equal(null);
    expect(quantileInterval(ranks(72), 0.95).high).to.equal(72);
  });

  it("does not fail for a hundred thousand observations", () => {
    // 99,000 -+ 1.96 sqrt(100,000 x 0.99 x 0.01) = 98,938.3 and 99,061.7, and the ranks lie within 1 of them
    const { low, high } = quantileInterval(ranks(100_000), 0.99);
    expect(low).to.be.closeTo(98_938.3, 1.5);
    expect(high).to.be.closeTo(99_061.7, 1.5);
  });

  it("covers the true quantile as often as it says", () => {
    const random = seedrandom("coverage of a quantile");
    let covered = 0;
    for (let run = 0; run < 2000; run++) {
      const sorted = Float64Array.from({ length: 40 }, () => random()).sort();
      const { low, high } = quantileInterval(sorted, 0.75);
      if ((low ?? 0) <= 0.75 && 0.75 <= (high ?? 1)) covered += 1;
    }
    // at least 95 %, less what 2,000 runs leave open (4 standard errors are 2 %)
    expect(covered / 2000).to.be.within(0.93, 0.995);
  });
});
