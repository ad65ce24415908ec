import { expect } from "chai";
import { Tally } from "../../src/stats/tally.ts";

function tallyOf(...values: readonly number[]): Tally {
  const tally = new Tally();
  for (const value of values) tally.add(value);
  return tally;
}

const figures = ({ count, mean, variance, min, max }: Tally) => [count, mean, variance, min, max];

describe("Tally", () => {
  // deviations from 5: -3 -1 -1 -1 0 0 2 4, squares 9+1+1+1+0+0+4+16 = 32, by 7
  it("has count, mean, sample variance and extremes", () => {
    const tally = tallyOf(2, 4, 4, 4, 5, 5, 7, 9);
    expect(figures(tally)).to.deep.equal([8, 5, 32 / 7, 2, 9]);
    expect(tally.standardDeviation).to.equal(Math.sqrt(32 / 7));
  });

  it("knows nothing before the first observation and no spread before the second", () => {
    expect(figures(new Tally())).to.deep.equal([
      0,
      Number.NaN,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
    ]);
    expect(figures(tallyOf(3))).to.deep.equal([1, 3, 0, 3, 3]);
  });

  // the sums of squares would be 3e24 here, and the variance of 1, 2, 3 lost in them
  it("loses nothing when the mean is large beside the spread", () => {
    const tally = tallyOf(1e12 + 1, 1e12 + 2, 1e12 + 3);
    expect(figures(tally)).to.deep.equal([3, 1e12 + 2, 1, 1e12 + 1, 1e12 + 3]);
  });

  it("merges into what one tally of everything would have", () => {
    const merged = tallyOf(2, 4, 4);
    merged.merge(tallyOf(4, 5, 5, 7, 9));
    expect(merged.count).to.equal(8);
    expect(merged.mean).to.be.closeTo(5, 1e-14);
    expect(merged.variance).to.be.closeTo(32 / 7, 1e-14);
    expect([merged.min, merged.max]).to.deep.equal([2, 9]);
  });

  it("merges with an empty one either way", () => {
    const one = tallyOf(1, 2);
    one.merge(new Tally());
    expect(figures(one)).to.deep.equal([2, 1.5, 0.5, 1, 2]);
    const empty = new Tally();
    empty.merge(one);
    expect(figures(empty)).to.deep.equal([2, 1.5, 0.5, 1, 2]);
  });
});
