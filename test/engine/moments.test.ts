import { expect } from "chai";
import type { Distribution } from "../../src/engine/distribution.ts";
import { gammaFunction } from "../../src/engine/gamma-function.ts";
import { momentsOf } from "../../src/engine/moments.ts";

const INFINITE = Number.POSITIVE_INFINITY;

// Worked out in closed form; the truncated normals and the gamma function with 40 digits.
const CASES: readonly (readonly [Distribution, number, number])[] = [
  [{ kind: "constant", value: 7 }, 7, 0],
  [{ kind: "uniform", min: 2, max: 8 }, 5, 3],
  [{ kind: "exponential", mean: 4 }, 4, 16],
  // e^(mu + sigma^2/2) = e^2.5, (e - 1) e^5
  [{ kind: "lognormal", mu: 2, sigma: 1 }, 12.182493960703473, 255.015634390159],
  [{ kind: "gamma", shape: 2.5, scale: 4 }, 10, 40],
  // an exponential; then Rayleigh's: sqrt(pi)/2, 1 - pi/4
  [{ kind: "weibull", shape: 1, scale: 3 }, 3, 9],
  [{ kind: "weibull", shape: 2, scale: 1 }, Math.sqrt(Math.PI) / 2, 1 - Math.PI / 4],
  // (a^2 + b^2 + c^2 - ab - ac - bc)/18 with 1, 5, 2: (30 - 17)/18
  [{ kind: "triangular", min: 1, mode: 2, max: 5 }, 8 / 3, 13 / 18],
  // (2 + 12 + 8)/6 = 11/3, (5/3)(13/3)/7
  [{ kind: "pert", min: 2, mode: 3, max: 8 }, 11 / 3, 65 / 63],
  // 3*2/2, 3*4/(4*1)
  [{ kind: "pareto", min: 2, alpha: 3 }, 3, 3],
  [{ kind: "pareto", min: 2, alpha: 2 }, 4, INFINITE],
  [{ kind: "pareto", min: 2, alpha: 1 }, INFINITE, INFINITE],
  [{ kind: "empirical", values: [1, 1, 2, 10] }, 3.5, 14.25],
  // the half-normal: sqrt(2/pi), 1 - 2/pi
  [{ kind: "normal", mean: 0, sd: 1 }, Math.sqrt(2 / Math.PI), 1 - 2 / Math.PI],
  [{ kind: "normal", mean: 100, sd: 1 }, 100, 1],
  [{ kind: "normal", mean: 1, sd: 5 }, 4.375365898951, 10.231539149244],
  [{ kind: "normal", mean: -1.99, sd: 1 }, 0.3743612982025, 0.1148746349851],
  [{ kind: "normal", mean: -2.01, sd: 1 }, 0.3720757030535, 0.1136875080596],
  [{ kind: "normal", mean: -1000, sd: 1 }, 0.00099999800001, 9.99994000049999e-7],
  [{ kind: "normal", mean: -5, sd: 0 }, 0, 0],
];

describe("momentsOf", () => {
  for (const [distribution, mean, variance] of CASES) {
    it(`${JSON.stringify(distribution)} has mean ${mean} and variance ${variance}`, () => {
      const moments = momentsOf(distribution);
      expectClose(moments.mean, mean);
      expectClose(moments.variance, variance);
    });
  }
});

describe("gammaFunction", () => {
  it("is the factorial of one less, and sqrt(pi)/2 at 3/2", () => {
    expectClose(gammaFunction(1), 1);
    expectClose(gammaFunction(1.5), Math.sqrt(Math.PI) / 2);
    expectClose(gammaFunction(6), 120);
    expectClose(gammaFunction(21), 2_432_902_008_176_640_000);
    expectClose(gammaFunction(171), 7.257415615307994e306);
    expectClose(gammaFunction(1.1), 0.9513507698668732);
  });
});

/** To twelve digits. */
function expectClose(actual: number, expected: number): void {
  if (Number.isFinite(expected)) expect(actual).to.be.closeTo(expected, 1e-12 * Math.abs(expected));
  else expect(actual).to.equal(expected);
}
