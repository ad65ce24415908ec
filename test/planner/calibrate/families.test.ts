import { expect } from "chai";
import { EXPONENTIAL } from "../../../src/planner/calibrate/families/exponential.ts";
import { FAMILIES } from "../../../src/planner/calibrate/families/families.ts";
import type { Family, Pair } from "../../../src/planner/calibrate/families/family.ts";
import { GAMMA } from "../../../src/planner/calibrate/families/gamma.ts";
import { LOGNORMAL } from "../../../src/planner/calibrate/families/lognormal.ts";
import { NORMAL } from "../../../src/planner/calibrate/families/normal.ts";
import { PARETO } from "../../../src/planner/calibrate/families/pareto.ts";
import { UNIFORM } from "../../../src/planner/calibrate/families/uniform.ts";
import { WEIBULL } from "../../../src/planner/calibrate/families/weibull.ts";
import { parameterIntervals } from "../../../src/planner/calibrate/parameter-intervals.ts";
import { makeSample } from "../../../src/planner/calibrate/sample.ts";
import { drawn } from "./drawn.ts";

describe("families of distributions", () => {
  // family, parameters, x, log density, probability below and above; computed with SciPy 1.17
  const TABLE: readonly (readonly [Family, Pair, number, number, number, number])[] = [
    [EXPONENTIAL, [3, Number.NaN], 2, -1.76527895533, 0.486582880967, 0.513417119033],
    [UNIFORM, [2, 6], 3, -1.38629436112, 0.25, 0.75],
    [LOGNORMAL, [1, 0.5], 9, -5.28970930714, 0.991677324436, 0.00832267556413],
    [GAMMA, [2.5, 4], 7, -2.58155354969, 0.37661237225, 0.62338762775],
    [WEIBULL, [1.7, 50], 20, -4.23341941937, 0.189919094276, 0.810080905724],
    [PARETO, [2, 1.5], 5, -2.57840890214, 0.747017787187, 0.252982212813],
    [NORMAL, [1, 2], 3, -1.74313929848, 0.77055116826, 0.22944883174],
    [NORMAL, [-4, 3], 1, -1.0118623446, 0.476047437843, 0.523952562157],
  ];

  it("have the densities and probabilities that another program gives", () => {
    for (const [family, pair, x, log, below, above] of TABLE) {
      expect(family.logDensity(pair, x), `${family.kind} log density`).to.be.closeTo(log, 1e-10);
      const parts = family.parts(pair, x);
      expect(parts.below, `${family.kind} below`).to.be.closeTo(below, 1e-11);
      expect(parts.above, `${family.kind} above`).to.be.closeTo(above, 1e-11);
      expect(family.quantile(pair, below), `${family.kind} quantile`).to.be.closeTo(x, 1e-8 * x);
    }
  });

  it("are all in the table", () => {
    expect([...new Set(TABLE.map(([family]) => family))]).to.have.members([...FAMILIES]);
  });

  // a true value lies within twice the 95 % interval but once in 10 000 times
  it("find again the parameters that a large sample was drawn with", () => {
    for (const [family, pair] of TABLE) {
      const sample = makeSample(drawn(family.distribution(pair), 5000, 0, "recovery"), [], 0);
      const estimate = family.estimate(sample) ?? [Number.NaN, Number.NaN];
      for (const [index, { name, value, interval }] of parameterIntervals(family, estimate, sample).entries()) {
        const { low, high } = interval ?? { low: Number.NaN, high: Number.NaN };
        const what = `${family.kind} ${name}`;
        expect(pair[index], what).to.be.within(value - 2 * (value - low) - 1e-12, value + 2 * (high - value) + 1e-12);
        expect(high - low, what).to.be.below(Math.max(1, Math.abs(value)));
      }
    }
  });

  // two values that differ in the tenth digit, and values over twelve powers of ten
  it("survive extreme samples", () => {
    for (const values of [
      [1e6, 1e6 + 1e-4, 1e6, 1e6, 1e6],
      [1e-3, 1, 1e3, 1e6, 1e9],
    ]) {
      for (const family of FAMILIES) {
        const estimate = family.estimate(makeSample(values));
        const used = estimate?.slice(0, family.parameters.length);
        expect(used === undefined || used.every(Number.isFinite), `${family.kind}: ${estimate}`).to.equal(true);
      }
    }
  });
});
