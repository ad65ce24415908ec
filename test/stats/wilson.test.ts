import { expect } from "chai";
import { wilsonInterval } from "../../src/stats/wilson.ts";

describe("wilsonInterval", () => {
  // Source: R. G. Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17 (1998),
  // table I, method 3
  const TABLE: readonly (readonly [number, number, string, string])[] = [
    [81, 263, "0.2553", "0.3662"],
    [15, 148, "0.0624", "0.1605"],
    [0, 20, "0.0000", "0.1611"],
    [1, 29, "0.0061", "0.1718"],
  ];

  it("agrees with the published intervals", () => {
    for (const [count, trials, low, high] of TABLE) {
      const interval = wilsonInterval(count, trials);
      expect([interval.low.toFixed(4), interval.high.toFixed(4)], `${count} of ${trials}`).to.deep.equal([low, high]);
    }
  });

  it("mirrors none as all, and ends exactly at 0 and 1", () => {
    const none = wilsonInterval(0, 29);
    const all = wilsonInterval(29, 29);
    expect(none.low).to.equal(0);
    expect(all.high).to.equal(1);
    expect(1 - all.low).to.be.closeTo(none.high, 1e-15);
  });

  it("knows nothing after no trial", () => {
    expect(wilsonInterval(0, 0)).to.deep.equal({ low: 0, high: 1 });
  });
});
