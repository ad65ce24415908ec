import { expect } from "chai";
import { InvariantError } from "../../src/base/invariant.ts";
import { quantile } from "../../src/stats/quantile.ts";

describe("quantile", () => {
  // R: quantile(c(1, 2, 4, 8), c(0, .05, .25, .5, .9, 1)) gives 1, 1.15, 1.75, 3, 6.8, 8; position (n - 1) p
  it("interpolates as R's type 7 does", () => {
    const sorted = Float64Array.of(1, 2, 4, 8);
    const expected = [
      [0, 1],
      [0.05, 1.15],
      [0.25, 1.75],
      [0.5, 3],
      [0.9, 6.8],
      [1, 8],
    ] as const;
    for (const [p, value] of expected) expect(quantile(sorted, p), `${p}`).to.be.closeTo(value, 1e-12);
  });

  it("of one value is that value, of none it is not a number", () => {
    expect([0, 0.3, 1].map((p) => quantile(Float64Array.of(7), p))).to.deep.equal([7, 7, 7]);
    expect(quantile(new Float64Array(), 0.5)).to.be.NaN;
    expect(quantile(new Float64Array(), 0)).to.be.NaN;
  });

  it("is finite where an infinite neighbour does not count", () => {
    expect(quantile(Float64Array.of(1, 2, Number.POSITIVE_INFINITY), 0.5)).to.equal(2);
  });

  it("lies between 0 and 1", () => {
    for (const p of [-0.1, 1.1, Number.NaN]) expect(() => quantile(Float64Array.of(1), p)).to.throw(InvariantError);
  });
});
