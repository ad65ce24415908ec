import { expect } from "chai";
import { fitScalingLaw, forecastInterval } from "../../src/stats/fit-scaling-law.ts";
import { type ScalingLaw, type ScalingPoint, scalingTimeMs } from "../../src/stats/scaling-law.ts";

const LAW: ScalingLaw = {
  serialMs: 60_000,
  workMs: 7_200_000,
  communicationMs: 0,
  logMs: 5000,
  overheadPerNodeMs: 2000,
};

function measured(law: ScalingLaw, nodes: readonly number[], speed = 1, size = 1): ScalingPoint[] {
  return nodes.map((n) => ({ nodes: n, speed, size, timeMs: scalingTimeMs(law, { nodes: n, speed, size }) }));
}

describe("scalingTimeMs", () => {
  // 4 nodes of twice the speed, 3 times the data: 60 s + 7200 s * 3 / 8 + 1600 s * 3 * 3 / 16 + 5 s * 2 + 2 s * 4 = 3678 s
  it("adds up the terms", () => {
    const law = { ...LAW, communicationMs: 1_600_000 };
    expect(scalingTimeMs(law, { nodes: 4, speed: 2, size: 3 })).to.equal(3_678_000);
  });
});

describe("fitScalingLaw", () => {
  it("finds again the law that times were made with, over nodes, speeds and amounts of data", () => {
    const points = [...measured(LAW, [1, 2, 4, 8, 16]), ...measured(LAW, [2, 8], 2), ...measured(LAW, [4], 1, 3)];
    const { law, error } = fitScalingLaw(points);
    for (const term of ["serialMs", "workMs", "logMs", "overheadPerNodeMs"] as const) {
      expect(law[term], term).to.be.closeTo(LAW[term], 1e-6 * LAW[term]);
    }
    expect(law.communicationMs).to.equal(0);
    expect(error).to.be.below(1e-6);
  });

  // 100 s on 2 nodes, 60 s on 4: 100 = s + w/2, 60 = s + w/4, so w = 160 and s = 20
  it("finds Amdahl's law between two configurations, and perfect scaling in one", () => {
    const two = [
      { nodes: 2, speed: 1, size: 1, timeMs: 100_000 },
      { nodes: 4, speed: 1, size: 1, timeMs: 60_000 },
    ];
    const { law, error } = fitScalingLaw(two);
    expect(law.serialMs).to.be.closeTo(20_000, 1e-6);
    expect(law.workMs).to.be.closeTo(160_000, 1e-6);
    // each forecast from the other by perfect scaling: 120 for 100 s, 50 for 60 s
    expect(error).to.be.closeTo(Math.log(1.2), 1e-12);
    const one = fitScalingLaw(two.slice(0, 1));
    expect(one.law).to.deep.include({ serialMs: 0, overheadPerNodeMs: 0 });
    expect(one.law.workMs).to.be.closeTo(200_000, 1e-6);
    expect(one.error).to.equal(null);
  });

  // a run that was made twice says nothing of how well others are forecast
  it("leaves out all runs of a configuration at once", () => {
    const points = measured(LAW, [1, 2, 4, 8]);
    const twice = fitScalingLaw([...points, ...points]).points;
    for (const [index, { leftOutMs }] of fitScalingLaw(points).points.entries()) {
      for (const copy of [twice[index], twice[index + 4]]) {
        expect(copy?.leftOutMs).to.be.closeTo(leftOutMs ?? Number.NaN, 1e-9 * (leftOutMs ?? 0));
      }
    }
  });
});

describe("forecastInterval", () => {
  // exp(1.96 * 0.1) = 1.2165
  it("is as wide as the error of the fit", () => {
    const { timeMs, lowMs, highMs } = forecastInterval({ law: LAW, error: 0.1 }, { nodes: 1, speed: 1, size: 1 });
    expect((highMs / timeMs).toFixed(4)).to.equal("1.2165");
    expect((timeMs / lowMs).toFixed(4)).to.equal("1.2165");
    expect(forecastInterval({ law: LAW, error: null }, { nodes: 1, speed: 1, size: 1 }).highMs).to.equal(
      Number.POSITIVE_INFINITY,
    );
  });
});
