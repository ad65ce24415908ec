import { expect } from "chai";
import { normalBelow, normalDensity, normalQuantile } from "../../src/stats/normal.ts";

describe("the standard normal distribution", () => {
  // z, P(Z < z); computed with SciPy 1.17 (norm.cdf)
  const BELOW: readonly (readonly [number, number])[] = [
    [-8, 6.22096057427174e-16],
    [-3, 0.00134989803163009],
    [-1, 0.158655253931457],
    [0, 0.5],
    [0.5, 0.691462461274013],
    [2, 0.977249868051821],
    [6, 0.999999999013412],
  ];
  // p, z; computed with SciPy 1.17 (norm.ppf)
  const QUANTILES: readonly (readonly [number, number])[] = [
    [1e-300, -37.0470962993612],
    [1e-12, -7.03448382530113],
    [0.001, -3.09023230616781],
    [0.025, -1.95996398454005],
    [0.3, -0.524400512708041],
    [0.5, 0],
    [0.8, 0.841621233572914],
    [0.999, 3.09023230616781],
  ];

  it("agrees with another program, far out too", () => {
    for (const [z, below] of BELOW) expect(normalBelow(z), `${z}`).to.be.closeTo(below, 1e-13 * below);
    for (const [p, z] of QUANTILES) expect(normalQuantile(p), `${p}`).to.be.closeTo(z, 1e-12);
  });

  // the tabulated 0.3989 and 0.2420 of every textbook
  it("has its density", () => {
    expect(normalDensity(0).toFixed(4)).to.equal("0.3989");
    expect(normalDensity(-1).toFixed(4)).to.equal("0.2420");
  });
});
