import { expect } from "chai";
import { RandomStreams } from "../../../src/engine/random-streams.ts";
import { PricePath } from "../../../src/model/spot/price-path.ts";
import { processPrice } from "../../../src/model/spot/process-price.ts";
import { tracedPrice } from "../../../src/model/spot/traced-price.ts";
import type { SpotPricePlan } from "../../../src/model/spot-plan.ts";

const HOUR = 3_600_000;
const CENT = 10_000_000;

type Trace = Extract<SpotPricePlan, { readonly kind: "trace" }>;
type Process = Extract<SpotPricePlan, { readonly kind: "process" }>;

/** Prices in cents: 1 from 0 h, 3 from 2 h, 2 from 5 h; it ends at 6 h. */
const TRACE: Trace = {
  kind: "trace",
  timesMs: [0, 2 * HOUR, 5 * HOUR],
  pricesNanoUsd: [CENT, 3 * CENT, 2 * CENT],
  endMs: 6 * HOUR,
  start: "aligned",
  afterwards: "repeat",
};

const PROCESS: Process = {
  kind: "process",
  meanNanoUsd: 1e9,
  volatility: 0.3,
  reversionMs: 6 * HOUR,
  intervalMs: HOUR,
  floorNanoUsd: 100_000,
  capNanoUsd: 1e12,
};

function traced(plan: Partial<Trace> = {}, draw = 0): PricePath {
  return new PricePath(tracedPrice({ ...TRACE, ...plan }, 0, () => draw));
}

function drawn(plan: Partial<Process>, seed = "spot"): PricePath {
  const streams = new RandomStreams(seed, 0);
  const { price, spikes } = { price: streams.newStream("price"), spikes: streams.newStream("spikes") };
  return new PricePath(processPrice({ ...PROCESS, ...plan }, 0, { price, spikes }));
}

const hourly = (path: PricePath, hours: number) =>
  Array.from({ length: hours }, (_, hour) => path.priceAt(hour * HOUR) / CENT);

describe("the price of a trace", () => {
  it("5.3 holds each price until the next one, and begins again after its end", () => {
    expect(hourly(traced(), 9)).to.deep.equal([1, 1, 3, 3, 3, 2, 1, 1, 3]);
  });

  it("5.3 may hold its last price instead", () => {
    expect(hourly(traced({ afterwards: "hold" }), 9)).to.deep.equal([1, 1, 3, 3, 3, 2, 2, 2, 2]);
  });

  it("5.3 begins anywhere where its start is random: half of the span is at 3 h", () => {
    expect(hourly(traced({ start: "random" }, 0.5), 7)).to.deep.equal([3, 3, 2, 1, 1, 3, 3]);
  });

  it("5.3 says when it passes a bid and when it falls to it", () => {
    const path = traced();
    expect(path.firstAbove(2 * CENT, HOUR, 9 * HOUR)).to.equal(2 * HOUR);
    expect(path.firstWithin(2 * CENT, 3 * HOUR, 9 * HOUR)).to.equal(5 * HOUR);
    expect(path.firstWithin(2 * CENT, HOUR, 9 * HOUR)).to.equal(HOUR);
    expect(path.firstWithin(CENT, 3 * HOUR, 5 * HOUR)).to.equal(undefined);
    expect(path.firstAbove(3 * CENT, 0, 1e12)).to.equal(undefined);
    expect(path.firstWithin(CENT - 1, 0, 1e12)).to.equal(undefined);
  });

  it("is the same whoever asks first", () => {
    const [late, early] = [traced(), traced()];
    late.priceAt(100 * HOUR);
    expect(hourly(late, 30)).to.deep.equal(hourly(early, 30));
  });
});

describe("the price of a process", () => {
  // The stationary distribution of the logarithm is normal with mean ln 1 - 0.3^2/2 = -0.045 and deviation 0.3, and its
  // correlation over h hours e^(-h/6). The standard error of the mean of n values at hourly distance is about
  // 0.3 sqrt(12/n) = 0.0033 for n = 100,000; four of them are allowed, and for variance and correlation likewise.
  it("5.3 has the mean, variance and correlation of the Ornstein-Uhlenbeck process", () => {
    const count = 100_000;
    const path = drawn({});
    const logs = Array.from({ length: count }, (_, hour) => Math.log(path.priceAt(hour * HOUR) / 1e9));
    const mean = logs.reduce((sum, x) => sum + x, 0) / count;
    const covariance = (lag: number) =>
      logs.slice(lag).reduce((sum, x, index) => sum + (x - mean) * ((logs[index] ?? 0) - mean), 0) / (count - lag);
    expect(mean).to.be.closeTo(-0.045, 0.0132);
    expect(covariance(0)).to.be.closeTo(0.09, 0.004);
    for (const lag of [1, 6, 12]) expect(covariance(lag) / covariance(0)).to.be.closeTo(Math.exp(-lag / 6), 0.03);
  });

  // the mean of a lognormal price is the mean that was asked for: over 2000 runs within 4 * 0.307 / sqrt(2000) = 0.028
  it("5.3 is stationary from its first instant on", () => {
    const first = Array.from({ length: 2000 }, (_, run) => drawn({}, `run ${run}`).priceAt(0) / 1e9);
    expect(first.reduce((sum, price) => sum + price, 0) / 2000).to.be.closeTo(1, 0.028);
  });

  // One spike at least is on for the part 1 - e^(-1/4 * 2) = 0.393 of the time: one every 4 h, 2 h long on average. Of
  // 40,000 h, with a correlation over about 2 h, the standard error is about sqrt(0.39 * 0.61 * 4 / 40000) = 0.005.
  it("5.3 stands at the height of its spikes for the part of the time that a queue M/G/infinity is busy", () => {
    const spikes = {
      meanTimeBetweenMs: 4 * HOUR,
      height: { kind: "constant", value: 50e9 },
      duration: { kind: "exponential", mean: 2 * HOUR },
    } as const;
    const path = drawn({ spikes });
    const inSpike = Array.from({ length: 40_000 }, (_, hour) => path.priceAt(hour * HOUR)).filter(
      (one) => one === 50e9,
    );
    expect(inSpike.length / 40_000).to.be.closeTo(1 - Math.exp(-0.5), 0.02);
    const first = Array.from({ length: 1000 }, (_, run) => drawn({ spikes }, `run ${run}`).priceAt(0));
    expect(first.filter((one) => one === 50e9).length / 1000).to.be.closeTo(1 - Math.exp(-0.5), 0.062);
  });

  it("8.2 is the same between spikes as without them", () => {
    const spikes = {
      meanTimeBetweenMs: 4 * HOUR,
      height: { kind: "constant", value: 50e9 },
      duration: { kind: "constant", value: HOUR },
    } as const;
    const [calm, spiky] = [drawn({}), drawn({ spikes })];
    for (let hour = 0; hour < 200; hour += 1) {
      const price = spiky.priceAt(hour * HOUR);
      if (price !== 50e9) expect(price).to.equal(calm.priceAt(hour * HOUR));
    }
  });

  it("5.3 has four decimals, and stays between floor and cap", () => {
    const path = drawn({ volatility: 1, floorNanoUsd: 700_000_000, capNanoUsd: 1_200_000_000 });
    const prices = Array.from({ length: 500 }, (_, hour) => path.priceAt(hour * HOUR));
    expect(prices.every((price) => price % 100_000 === 0)).to.equal(true);
    expect([Math.min(...prices), Math.max(...prices)]).to.deep.equal([700_000_000, 1_200_000_000]);
  });

  it("5.3 without volatility never moves", () => {
    expect(new Set(hourly(drawn({ volatility: 0 }), 50))).to.deep.equal(new Set([100]));
  });
});
