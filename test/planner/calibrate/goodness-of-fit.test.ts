import { expect } from "chai";
import { bootstrapPValues } from "../../../src/planner/calibrate/bootstrap.ts";
import { EXPONENTIAL } from "../../../src/planner/calibrate/families/exponential.ts";
import type { Family } from "../../../src/planner/calibrate/families/family.ts";
import { LOGNORMAL } from "../../../src/planner/calibrate/families/lognormal.ts";
import { distances, survivalSteps } from "../../../src/planner/calibrate/goodness-of-fit.ts";
import { mostLikely } from "../../../src/planner/calibrate/likelihood.ts";
import { makeSample } from "../../../src/planner/calibrate/sample.ts";
import { drawn } from "./drawn.ts";
import { BALL_BEARINGS, REMISSION } from "./published-samples.ts";

describe("distances of a sample and a distribution", () => {
  // computed with SciPy 1.17 (kstest) and from the definition of A^2 with its distribution functions
  it("are those that another program computes", () => {
    const sample = makeSample(BALL_BEARINGS, [], 0);
    const pair = LOGNORMAL.estimate(sample) ?? [0, 1];
    const { ks, andersonDarling } = distances(LOGNORMAL, pair, sample);
    expect(ks).to.be.closeTo(0.08998578057322859, 1e-12);
    expect(andersonDarling).to.be.closeTo(0.18959805919956096, 1e-12);
  });

  // 50 % below 2 and above: half of the values rounded to 1 (0.5 to 1.5) and half to 2 cannot be nearer
  it("does not take rounding for a distance", () => {
    const values = drawn({ kind: "lognormal", mu: 8, sigma: 0.4 }, 5000, 1000);
    const coarse = makeSample(values);
    const pair = mostLikely(LOGNORMAL, coarse) ?? [0, 1];
    expect(distances(LOGNORMAL, pair, coarse).ks).to.be.below(0.02);
    expect(distances(LOGNORMAL, pair, { ...coarse, isCoarse: false }).ks).to.be.above(0.1);
  });

  // Source: Kaplan-Meier estimate of these data, D. R. Cox, D. Oakes, Analysis of Survival Data (1984), table 4.1 and every
  // textbook of survival analysis: 0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448
  it("counts what had not ended by Kaplan and Meier", () => {
    const sample = makeSample(REMISSION.ended, REMISSION.censored, 0);
    const survival = [...survivalSteps(sample)].map((share) => share.toFixed(3));
    expect(survival).to.deep.equal(["1.000", "0.857", "0.807", "0.753", "0.690", "0.627", "0.538", "0.448"]);
  });
});

describe("bootstrapPValues", () => {
  // What 5 % of samples of 20 exceed when the parameters come from the sample. Sources: for D, H. W. Lilliefors, JASA 62
  // (1967) and 64 (1969), in the formulas of M. A. Stephens (1974): normal 0.895 / (sqrt(20) - 0.01 + 0.85 / sqrt(20)) =
  // 0.1925, exponential 0.2 / 20 + 1.094 / (sqrt(20) + 0.26 + 0.5 / sqrt(20)) = 0.2358; for A^2, R. B. D'Agostino, M. A. Stephens,
  // Goodness-of-Fit Techniques (1986), tables 4.7 and 4.11: normal 0.752 / (1 + 0.75 / 20 + 2.25 / 400) = 0.7209,
  // exponential 1.321 / (1 + 0.6 / 20) = 1.2825. Tables for known parameters would have 0.294 and 2.492.
  const CRITICAL: readonly (readonly [Family, number, number])[] = [
    [LOGNORMAL, 0.1925, 0.7209],
    [EXPONENTIAL, 0.2358, 1.2825],
  ];

  it("agrees with the tables for parameters that come from the sample", () => {
    for (const [family, ks, andersonDarling] of CRITICAL) {
      const pair = family === LOGNORMAL ? ([3, 0.5] as const) : ([100, Number.NaN] as const);
      const sample = makeSample(drawn(family.distribution(pair), 20));
      const p = bootstrapPValues(family, pair, sample, { ks, andersonDarling }, { samples: 4000, seed: "tables" });
      // a share of 5 % of 4000 has the standard error 0.34 %; the tables' A^2 is for a deviation by n - 1
      expect(p.ks, family.kind).to.be.closeTo(0.05, 0.01);
      expect(p.andersonDarling, family.kind).to.be.closeTo(0.05, 0.015);
    }
  });

  // 40 samples each: P(p < 0.2) is 0.2, with the standard error 0.06
  it("rejects what is true as often as it says, also for cut-off and rounded values", () => {
    const share = (makeOne: (seed: string) => ReturnType<typeof makeSample>) => {
      let rejected = 0;
      for (let index = 0; index < 40; index++) {
        const sample = makeOne(`null-${index}`);
        const pair = mostLikely(LOGNORMAL, sample) ?? [0, 1];
        const options = { samples: 19, seed: `p-${index}` };
        if (bootstrapPValues(LOGNORMAL, pair, sample, distances(LOGNORMAL, pair, sample), options).ks < 0.2)
          rejected += 1;
      }
      return rejected / 40;
    };
    const distribution = { kind: "lognormal", mu: 3, sigma: 0.5 } as const;
    expect(share((seed) => makeSample(drawn(distribution, 25, 0, seed)))).to.be.closeTo(0.2, 0.15);
    expect(share((seed) => makeSample(drawn(distribution, 25, 10, seed)))).to.be.closeTo(0.2, 0.15);
    const cut = (seed: string) => {
      const values = drawn(distribution, 25, 0, seed);
      return makeSample(
        values.filter((value) => value < 25),
        values.filter((value) => value >= 25).map(() => 25),
      );
    };
    expect(share(cut)).to.be.closeTo(0.2, 0.15);
  });
});
