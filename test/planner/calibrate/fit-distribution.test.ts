import { expect } from "chai";
import type { DistributionFit } from "../../../src/planner/calibrate/distribution-fit.ts";
import { fitDistribution } from "../../../src/planner/calibrate/fit-distribution.ts";
import { drawn } from "./drawn.ts";
import { AIR_CONDITIONING, BALL_BEARINGS, REMISSION } from "./published-samples.ts";

function estimates(ranked: readonly DistributionFit[], kind: string): readonly string[] {
  const fit = ranked.find(({ distribution }) => distribution.kind === kind);
  return [...(fit?.parameters ?? []).map(({ value }) => value.toFixed(3)), (fit?.logLikelihood ?? 0).toFixed(2)];
}

describe("fitDistribution", () => {
  // Source: J. F. Lawless, Statistical Models and Methods for Lifetime Data, 2nd ed. (2003), examples 5.2.2 and 5.3.1: Weibull
  // 2.10 and 81.9, lognormal 4.15 and 0.522; gamma and the log-likelihoods computed with SciPy 1.17
  it("has the published estimates for ball bearings", () => {
    const { ranked } = fitDistribution(BALL_BEARINGS, { resolution: 0, bootstrapSamples: 0 });
    expect(estimates(ranked, "weibull")).to.deep.equal(["2.103", "81.893", "-113.69"]);
    expect(estimates(ranked, "lognormal")).to.deep.equal(["4.151", "0.522", "-113.13"]);
    expect(estimates(ranked, "gamma")).to.deep.equal(["4.028", "17.933", "-113.03"]);
  });

  // shape below 1; the mean of 59.6 hours is Proschan's, the rest computed with SciPy 1.17
  it("has the published estimates for air conditioning", () => {
    const { ranked } = fitDistribution(AIR_CONDITIONING, { resolution: 0, bootstrapSamples: 0 });
    expect(estimates(ranked, "exponential")).to.deep.equal(["59.600", "-152.63"]);
    expect(estimates(ranked, "weibull")).to.deep.equal(["0.854", "54.613", "-151.94"]);
    expect(estimates(ranked, "gamma")).to.deep.equal(["0.812", "73.407", "-152.17"]);
  });

  // 359 weeks and 9 ends: 39.89; Weibull 1.354 and 33.77: J. F. Lawless, as above, example 1.1.7; lognormal by SciPy 1.17
  it("counts what had not ended", () => {
    const options = { censored: REMISSION.censored, resolution: 0, bootstrapSamples: 0 };
    const { ranked, censoredCount, notes } = fitDistribution(REMISSION.ended, options);
    expect(estimates(ranked, "exponential")[0]).to.equal("39.889");
    expect(estimates(ranked, "weibull")).to.deep.equal(["1.354", "33.765", "-41.66"]);
    expect(estimates(ranked, "lognormal")).to.deep.equal(["3.203", "0.979", "-40.68"]);
    expect(censoredCount).to.equal(12);
    expect(notes).to.include("12 of 21 had not ended when last seen: they count as at least that long.");
  });

  // exponential: AICc = 2 + 2 * 152.6297 + 4 / 28 = 307.402; BIC = log 30 + 2 * 152.6297 = 308.661
  it("ranks by Akaike's criterion, with Schwarz's beside it", () => {
    const { ranked } = fitDistribution(AIR_CONDITIONING, { resolution: 0, bootstrapSamples: 0 });
    expect(ranked[0]?.distribution.kind).to.equal("exponential");
    expect(ranked[0]?.aicc).to.be.closeTo(307.402, 0.001);
    expect(ranked[0]?.bic).to.be.closeTo(308.661, 0.001);
    expect(ranked.map(({ aicc }) => aicc)).to.deep.equal(ranked.map(({ aicc }) => aicc).sort((a, b) => a - b));
    expect(ranked.reduce((sum, { weight }) => sum + weight, 0)).to.be.closeTo(1, 1e-12);
  });

  // For these hours the exponential distribution is the simplest, but D'Agostino and Stephens reject it at 5 %: D = 0.213
  // where (0.213 - 0.2 / 30) * (sqrt(30) + 0.26 + 0.5 / sqrt(30)) = 1.20 is above 1.094
  it("chooses of those that explain a sample about as well one that chance allows", () => {
    const fits = fitDistribution(AIR_CONDITIONING, { resolution: 0 });
    expect(fits.ranked[0]?.goodness.pValue).to.be.below(0.05);
    expect(fits.chosen.kind).to.equal("lognormal");
    expect(fits.reason).to.match(/^lognormal has \d+ % of the weight of evidence, nearly as much as exponential/);
  });

  it("recognises what a sample was drawn from, in milliseconds and rounded to seconds", () => {
    const kinds = [
      { kind: "lognormal", mu: Math.log(55_000), sigma: 0.35 },
      { kind: "weibull", shape: 3.5, scale: 300_000 },
      { kind: "normal", mean: 90_000, sd: 9000 },
      { kind: "uniform", min: 60_000, max: 120_000 },
      { kind: "pareto", min: 60_000, alpha: 2.5 },
      { kind: "gamma", shape: 2, scale: 30_000 },
    ] as const;
    for (const distribution of kinds) {
      for (const step of [1, 1000]) {
        const { chosen, resolution } = fitDistribution(drawn(distribution, 1500, step), { bootstrapSamples: 0 });
        expect(chosen.kind, `${distribution.kind} by ${step}`).to.equal(distribution.kind);
        expect(resolution).to.equal(step);
      }
    }
  });

  // mean 2.5 s, rounded to 0, 1, 2 ... seconds: 18 % are 0. Seven 95 % intervals of two parameters should hold the truth
  it("fits through coarse rounding, zeros included", () => {
    const distribution = { kind: "gamma", shape: 2, scale: 1250 } as const;
    let held = 0;
    for (let index = 0; index < 20; index++) {
      const values = drawn(distribution, 200, 1000, `coarse-${index}`);
      const { ranked } = fitDistribution(values, { bootstrapSamples: 0 });
      const fit = ranked.find(({ distribution: { kind } }) => kind === "gamma");
      for (const { name, interval } of fit?.parameters ?? []) {
        const truth = name === "shape" ? 2 : 1250;
        if (interval !== null && interval.low <= truth && truth <= interval.high) held += 1;
      }
    }
    // 38 of 40 are expected
    expect(held).to.be.within(34, 40);
  });

  it("takes the values themselves where no distribution fits", () => {
    const short = drawn({ kind: "lognormal", mu: 9, sigma: 0.2 }, 200);
    const long = drawn({ kind: "lognormal", mu: 12, sigma: 0.2 }, 200);
    const { chosen, reason } = fitDistribution([...short, ...long]);
    expect(reason).to.match(
      /^no distribution fits: the best, \w+, is off by D = 0\.\d+, so the values themselves are used$/,
    );
    const values = chosen.kind === "empirical" ? chosen.values : [];
    expect(values).to.have.length(200);
    // groups of equally many keep the mean
    const mean = (list: readonly number[]) => list.reduce((sum, value) => sum + value, 0) / list.length;
    expect(mean(values)).to.be.closeTo(mean([...short, ...long]), 1e-6);
  });

  // ten maps of a job that slept: one of 3.6 s, nine from 11.2 to 12.1 s
  it("takes the values themselves where no distribution fits a few of them, too", () => {
    const maps = [3571, 11_210, 11_320, 11_360, 11_380, 11_400, 11_410, 11_450, 11_500, 12_080];
    const { chosen, reason } = fitDistribution(maps);
    expect(reason).to.match(/^no distribution fits/);
    expect(chosen).to.deep.equal({ kind: "empirical", values: maps });
  });

  it("says where there are too few values", () => {
    expect(fitDistribution([])).to.deep.include({
      chosen: { kind: "constant", value: 0 },
      reason: "no observation has ended",
    });
    const one = fitDistribution([5000]);
    expect(one.chosen).to.deep.equal({ kind: "constant", value: 5000 });
    expect(one.reason).to.equal("the only value: nothing is known of its spread");
    const four = fitDistribution([4000, 1000, 3000, 2000]);
    expect(four.chosen).to.deep.equal({ kind: "empirical", values: [1000, 2000, 3000, 4000] });
    expect(four.reason).to.match(/^4 values are too few to see a shape/);
    expect(four.notes).to.include("4 values are few: nothing is known of rare, long ones.");
    expect(fitDistribution([7, 7, 7, 7, 7, 7]).reason).to.equal("all 6 are equal");
    const rounded = fitDistribution([60_000, 60_000, 120_000, 60_000, 60_000, 120_000]);
    expect(rounded.reason).to.match(/^6 values differ by no more than their rounding/);
  });

  // log quartiles of 100 s and 110 s: 500 s is far above 110 * 1.1^3 = 146 s
  it("keeps outliers and says so", () => {
    const usual = Array.from({ length: 40 }, (_, index) => 95_000 + index * 500 + 1);
    const format = (ms: number) => `${Math.round(ms / 1000)} s`;
    const fits = fitDistribution([...usual, 500_000], { bootstrapSamples: 0, format });
    expect(fits.count).to.equal(41);
    const note = fits.notes.find((each) => each.includes("far out"));
    expect(note).to.equal(
      "1 of the values lies far out, 500 s, where half of all lie from 100 s to 110 s: kept, and fitted with the rest.",
    );
  });

  it("gives the same figures again", () => {
    expect(fitDistribution(BALL_BEARINGS)).to.deep.equal(fitDistribution([...BALL_BEARINGS].reverse()));
  });
});
