import { expect } from "chai";
import { fitFailureRate } from "../../../src/planner/calibrate/fit-failure-rate.ts";

describe("fitFailureRate", () => {
  // 1 of 29: Newcombe's example, 0.61 % to 17.18 % by Wilson
  it("gives a probability where trials are known", () => {
    const fit = fitFailureRate(1, { kind: "trials", trials: 29 });
    expect(fit.kind).to.equal("probability");
    expect(fit.value).to.equal(1 / 29);
    expect([fit.low.toFixed(4), fit.high.toFixed(4)]).to.deep.equal(["0.0061", "0.1718"]);
  });

  // 5 failures in 1000 node-hours: Garwood's 1.623 to 11.668 failures over the same time
  it("gives a rate where the time is known during which they could come", () => {
    const hours = 1000 * 3_600_000;
    const fit = fitFailureRate(5, { kind: "time", exposureMs: hours });
    expect(fit.kind).to.equal("rate");
    expect(fit.value * 3_600_000).to.be.closeTo(0.005, 1e-15);
    expect([(fit.low * hours).toFixed(3), (fit.high * hours).toFixed(3)]).to.deep.equal(["1.623", "11.668"]);
  });

  it("says of none seen how much that is worth", () => {
    expect(fitFailureRate(0, { kind: "trials", trials: 20 })).to.include({ value: 0, low: 0 });
    expect(fitFailureRate(0, { kind: "trials", trials: 20 }).high.toFixed(4)).to.equal("0.1611");
    expect(fitFailureRate(0, { kind: "trials", trials: 0 })).to.include({ value: 0, low: 0, high: 1 });
    const unwatched = fitFailureRate(0, { kind: "time", exposureMs: 0 });
    expect(unwatched).to.include({ value: 0, low: 0, high: Number.POSITIVE_INFINITY });
  });
});
