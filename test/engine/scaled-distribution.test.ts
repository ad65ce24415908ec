import { expect } from "chai";
import type { Distribution } from "../../src/engine/distribution.ts";
import { momentsOf } from "../../src/engine/moments.ts";
import { scaledDistribution } from "../../src/engine/scaled-distribution.ts";

describe("scaledDistribution", () => {
  const ALL: readonly Distribution[] = [
    { kind: "constant", value: 40 },
    { kind: "uniform", min: 10, max: 30 },
    { kind: "exponential", mean: 20 },
    { kind: "normal", mean: 20, sd: 15 },
    { kind: "lognormal", mu: 3, sigma: 0.5 },
    { kind: "gamma", shape: 2, scale: 7 },
    { kind: "weibull", shape: 1.5, scale: 30 },
    { kind: "triangular", min: 1, mode: 2, max: 9 },
    { kind: "pert", min: 1, mode: 2, max: 9 },
    { kind: "pareto", min: 5, alpha: 3 },
    { kind: "empirical", values: [1, 2, 6] },
  ];

  // the mean of 2.5 X is 2.5 times that of X, its variance 6.25 times
  it("multiplies the mean of every kind, and its deviation", () => {
    for (const distribution of ALL) {
      const [before, after] = [momentsOf(distribution), momentsOf(scaledDistribution(distribution, 2.5))];
      expect(after.mean, distribution.kind).to.be.closeTo(2.5 * before.mean, 1e-9 * before.mean);
      expect(after.variance, distribution.kind).to.be.closeTo(6.25 * before.variance, 1e-9 * (before.variance + 1));
    }
  });
});
