import { expect } from "chai";
import { RandomStreams } from "../../src/engine/random-streams.ts";
import { warmUpLength } from "../../src/stats/warm-up.ts";

/** Each batch mean five times. */
const batches = (...means: readonly number[]) => means.flatMap((mean) => [mean, mean, mean, mean, mean]);

describe("warmUpLength", () => {
  // means 10 5 1 2 1 2 1 2: sum of squared deviations over the square of the count of what is left
  //   from 0: 68/64 = 1.06; from 1: 12/49 = 0.24; from 2: 1.5/36 = 0.042; from 3: 1.2/25 = 0.048; from 4: 1/16 = 0.063
  it("leaves out the batches without which the mean is known best", () => {
    expect(warmUpLength(batches(10, 5, 1, 2, 1, 2, 1, 2))).to.equal(10);
  });

  it("takes nothing from a run that is steady from the start", () => {
    expect(warmUpLength(batches(1, 2, 1, 2, 1, 2, 1, 2))).to.equal(0);
    expect(warmUpLength(batches(3, 3, 3, 3))).to.equal(0);
  });

  it("does not tell when it would take half of the run, or there is hardly a run", () => {
    expect(warmUpLength(batches(8, 7, 6, 5, 4, 3, 2, 1))).to.equal(null);
    expect(warmUpLength([1, 2, 3, 4, 5, 6, 7, 8, 9])).to.equal(null);
    expect(warmUpLength([])).to.equal(null);
  });

  it("ignores an incomplete last batch", () => {
    expect(warmUpLength([...batches(10, 5, 1, 2, 1, 2, 1, 2), 1000])).to.equal(10);
  });

  // the bias is under a tenth of the noise's deviation from 23 time constants on: e^-3.9 * 5 = 0.1
  it("finds the end of an exponential approach in noise", () => {
    const noise = new RandomStreams("warm-up", 0).stream("noise");
    const run = Array.from({ length: 2000 }, (_, index) => 5 * Math.exp(-index / 40) + 2 * noise());
    expect(warmUpLength(run)).to.be.within(60, 250);
  });
});
