import { expect } from "chai";
import { gammaQuantile, incompleteGamma } from "../../src/stats/incomplete-gamma.ts";

function expectClose(actual: number, expected: number, what: string): void {
  expect(actual, what).to.be.closeTo(expected, 1e-11 * Math.abs(expected));
}

describe("incompleteGamma", () => {
  // shape, x, below, above; computed with SciPy 1.17 (gammainc, gammaincc)
  const TABLE: readonly (readonly [number, number, number, number])[] = [
    [0.5, 0.2, 0.472910743134462, 0.527089256865538],
    [0.5, 5, 0.998434597741997, 0.00156540225800255],
    [1, 2, 0.864664716763387, 0.135335283236613],
    [3, 0.1, 0.000154653070264672, 0.999845346929735],
    [3, 10, 0.997230604284488, 0.00276939571551158],
    [100, 80, 0.0171083130351331, 0.982891686964867],
    [100, 130, 0.997249591632693, 0.00275040836730652],
    [10000, 10000, 0.501329808339955, 0.498670191660045],
    [200000, 201000, 0.987228728290628, 0.0127712717093722],
  ];

  it("agrees with another program, and keeps the digits of small tails", () => {
    for (const [shape, x, below, above] of TABLE) {
      const parts = incompleteGamma(shape, x);
      // the front factor of a large shape is a difference of large logarithms
      const tolerance = shape > 1000 ? 1e-9 : 1e-12;
      expect(parts.below, `P(${shape}, ${x})`).to.be.closeTo(below, tolerance * below);
      expect(parts.above, `Q(${shape}, ${x})`).to.be.closeTo(above, tolerance * above);
    }
  });

  it("is nothing below 0 and everything at infinity", () => {
    expect(incompleteGamma(2, -1)).to.deep.equal({ below: 0, above: 1 });
    expect(incompleteGamma(2, Number.POSITIVE_INFINITY)).to.deep.equal({ below: 1, above: 0 });
  });
});

describe("gammaQuantile", () => {
  // p, shape, quantile; computed with SciPy 1.17 (gammaincinv)
  const TABLE: readonly (readonly [number, number, number])[] = [
    [0.025, 0.5, 0.000491034558587628],
    [0.5, 0.1, 0.000593391104460228],
    [0.9, 1, Math.LN10],
    [0.025, 5, 1.62348639011842],
    [0.975, 6, 11.6683320793227],
    [0.999, 50, 74.7246263895194],
    [0.5, 1000, 999.666686426965],
  ];

  it("agrees with another program", () => {
    for (const [p, shape, expected] of TABLE) expectClose(gammaQuantile(p, shape), expected, `${p}, ${shape}`);
  });
});
