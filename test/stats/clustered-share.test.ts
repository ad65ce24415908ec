import { expect } from "chai";
import { clusteredShare } from "../../src/stats/clustered-share.ts";

describe("clusteredShare", () => {
  it("counts each trial where clusters have one each", () => {
    const clusters = [1, 1, 1, 0, 0, 0, 0, 0].map((count) => ({ size: 1, count }));
    expect(clusteredShare(clusters)).to.deep.equal({ share: 0.375, independentTrials: 8 });
  });

  // share 1/2, eight clusters of 100 that are all or nothing: variance 8 x 50^2 x 8 / 7 / 800^2 = 1/28, (1/4) / (1/28) = 7
  it("counts clusters where all trials of a cluster go alike", () => {
    const clusters = [100, 100, 100, 100, 0, 0, 0, 0].map((count) => ({ size: 100, count }));
    expect(clusteredShare(clusters).share).to.equal(0.5);
    expect(clusteredShare(clusters).independentTrials).to.be.closeTo(7, 1e-12);
  });

  // shares 0.4 and 0.6 in turn, of 100 trials: variance 10 x 10^2 x 10 / 9 / 1000^2 = 1/900, (1/4) x 900 = 225 of 1000
  it("is in between where they resemble each other", () => {
    const clusters = Array.from({ length: 10 }, (_, index) => ({ size: 100, count: index % 2 === 0 ? 40 : 60 }));
    expect(clusteredShare(clusters).independentTrials).to.be.closeTo(225, 1e-9);
  });

  it("is never above the number of trials, and at least that of clusters where none differs", () => {
    const alike = [2, 2, 2, 2].map((count) => ({ size: 4, count }));
    expect(clusteredShare(alike).independentTrials).to.equal(4);
    const balanced = [49, 51, 50, 50].map((count) => ({ size: 100, count }));
    expect(clusteredShare(balanced).independentTrials).to.equal(400);
  });
});
