import { expect } from "chai";
import seedrandom from "seedrandom";
import { batchMeans } from "../../src/stats/batch-means.ts";

/** x(k+1) = phi x(k) + noise about a mean of 10: neighbours resemble each other by phi. */
function autoregressive(length: number, phi: number, seed: string): Float64Array {
  const random = seedrandom(seed);
  let deviation = 0;
  return Float64Array.from({ length }, () => {
    // the sum of twelve uniform numbers less 6 is near enough to a normal one
    let noise = -6;
    for (let index = 0; index < 12; index++) noise += random();
    deviation = phi * deviation + noise;
    return 10 + deviation;
  });
}

describe("batchMeans", () => {
  it("says nothing of fewer than fifty observations", () => {
    expect(batchMeans(autoregressive(49, 0, "short"))).to.equal(null);
  });

  // means of the batches 1..5, 6..10, ... of 1 to 150: 3, 8, 13 ...: a trend, in which neighbours resemble each other
  it("says nothing where even ten batches depend on each other", () => {
    expect(batchMeans(Array.from({ length: 150 }, (_, index) => index))).to.equal(null);
  });

  // thirty batches of five: -1 and 1 in turn; mean 0, sample variance 30/29, t(29) = 2.04523, sqrt(1/29) = 0.185695
  it("gives the interval of the batches' means", () => {
    const result = batchMeans(Array.from({ length: 150 }, (_, index) => (Math.floor(index / 5) % 2 === 0 ? -1 : 1)));
    expect(result).to.include({ batches: 30, batchSize: 5 });
    expect(result?.mean).to.be.closeTo(0, 1e-12);
    expect(result?.interval.halfWidth).to.be.closeTo(2.04523 * 0.185695, 1e-5);
  });

  it("covers the mean of dependent observations nearly as often as it says, where the plain interval does not", () => {
    let [covered, told] = [0, 0];
    for (let run = 0; run < 300; run++) {
      const result = batchMeans(autoregressive(3000, 0.9, `covered ${run}`));
      if (result === null) continue;
      told += 1;
      if (result.interval.low <= 10 && 10 <= result.interval.high) covered += 1;
    }
    expect(told).to.be.above(240);
    // the plain interval of such observations, too narrow by sqrt((1 - 0.9) / (1 + 0.9)) = 0.23, covers 35 %
    expect(covered / told).to.be.within(0.9, 0.98);
  });
});
