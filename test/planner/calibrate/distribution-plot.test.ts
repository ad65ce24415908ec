import { expect } from "chai";
import { distributionPlot } from "../../../src/planner/calibrate/distribution-plot.ts";
import { drawn } from "./drawn.ts";

describe("distributionPlot", () => {
  // uniform from 0 to 4: 1, 1, 2, 3 have 2/4, 3/4, 4/4 below or at them, and lie half way up at 1/4, 5/8 and 7/8
  it("gives the steps of a sample and its quantiles", () => {
    const { cdf, qq } = distributionPlot([3, 1, 2, 1], { kind: "uniform", min: 0, max: 4 });
    expect(cdf).to.deep.equal([
      { value: 1, observed: 0.5, fitted: 0.25 },
      { value: 2, observed: 0.75, fitted: 0.5 },
      { value: 3, observed: 1, fitted: 0.75 },
    ]);
    expect(qq).to.deep.equal([
      { fitted: 1, observed: 1 },
      { fitted: 2.5, observed: 2 },
      { fitted: 3.5, observed: 3 },
    ]);
  });

  it("keeps the ends of a large sample, and lies near the diagonal where the fit is right", () => {
    const distribution = { kind: "lognormal", mu: 10, sigma: 0.5 } as const;
    const values = drawn(distribution, 5000);
    const { cdf, qq } = distributionPlot(values, distribution);
    expect(cdf).to.have.length(200);
    expect(cdf[0]?.value).to.equal(Math.min(...values));
    expect(cdf.at(-1)?.value).to.equal(Math.max(...values));
    for (const { observed, fitted } of qq.slice(5, -5)) expect(observed / fitted).to.be.closeTo(1, 0.1);
  });

  it("draws no line for what was not fitted", () => {
    const { cdf, qq } = distributionPlot([1, 2], { kind: "empirical", values: [1, 2] });
    expect(cdf.map(({ fitted }) => fitted)).to.deep.equal([null, null]);
    expect(qq).to.deep.equal([]);
  });
});
