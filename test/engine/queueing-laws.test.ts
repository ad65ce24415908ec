import { expect } from "chai";
import type { Distribution } from "../../src/engine/distribution.ts";
import { RandomStreams } from "../../src/engine/random-streams.ts";
import { Resource } from "../../src/engine/resource.ts";
import { integerSampler } from "../../src/engine/sampler.ts";
import { Simulation } from "../../src/engine/simulation.ts";
import { confidenceInterval } from "../../src/stats/half-width.ts";
import { Tally } from "../../src/stats/tally.ts";

/** So long in milliseconds that rounding to them does not show. */
const SERVICE_MEAN_MS = 1_000_000;
const WARM_UP_COUNT = 500;
const CUSTOMER_COUNT = 4_000;
const REPLICATIONS = 15;

/** The mean wait of one replication, in mean service times, after a warm-up. */
function meanWait(service: Distribution, servers: number, load: number, replication: number): number {
  const streams = new RandomStreams("laws", replication);
  const arrivals: Distribution = { kind: "exponential", mean: SERVICE_MEAN_MS / servers / load };
  const nextArrival = integerSampler(arrivals, streams.stream("arrival"));
  const nextService = integerSampler(service, streams.stream("service"));
  const simulation = new Simulation({ startMs: 0 });
  const waits = new Tally();
  const desk = new Resource(simulation, servers);
  let arrived = 0;
  const arrive = () => {
    const isCounted = arrived++ >= WARM_UP_COUNT;
    desk.request((request) => {
      if (isCounted) waits.add((simulation.now - request.requestedAtMs) / SERVICE_MEAN_MS);
      simulation.after(nextService(), () => desk.release(request));
    });
    if (arrived < WARM_UP_COUNT + CUSTOMER_COUNT) simulation.after(nextArrival(), arrive);
  };
  simulation.after(nextArrival(), arrive);
  simulation.run();
  return waits.mean;
}

/** The probability of waiting in M/M/c with `offered` = c times load. Source: Kleinrock, Queueing Systems I, 3.40. */
function erlangC(servers: number, offered: number): number {
  let blocking = 1;
  for (let n = 1; n <= servers; n++) blocking = (offered * blocking) / (n + offered * blocking);
  return blocking / (1 - (offered / servers) * (1 - blocking));
}

const exponential: Distribution = { kind: "exponential", mean: SERVICE_MEAN_MS };
const constant: Distribution = { kind: "constant", value: SERVICE_MEAN_MS };

// Mean waits in units of the mean service time. M/M/1: rho/(1 - rho). M/M/c: C(c, a)/(c (1 - rho)).
// M/D/1 (Pollaczek and Khinchine): rho/(2 (1 - rho)). Source: Kleinrock, Queueing Systems I, 3.26, 3.40, 5.64.
const LAWS: readonly (readonly [string, Distribution, number, number, number])[] = [
  ["M/M/1 at load 0.5", exponential, 1, 0.5, 1],
  ["M/M/1 at load 0.8", exponential, 1, 0.8, 4],
  ["M/M/2 at load 0.7", exponential, 2, 0.7, erlangC(2, 1.4) / (2 * 0.3)],
  ["M/M/10 at load 0.9", exponential, 10, 0.9, erlangC(10, 9) / (10 * 0.1)],
  ["M/D/1 at load 0.5", constant, 1, 0.5, 0.5],
  ["M/D/1 at load 0.8", constant, 1, 0.8, 2],
];

describe("the bare engine keeps the laws of queueing", () => {
  it("(Erlang's C as tabled: 2 servers at 1.4 erlang 0.5765, 10 at 9 erlang 0.6687)", () => {
    expect(erlangC(2, 1.4)).to.be.closeTo(0.5765, 5e-5);
    expect(erlangC(10, 9)).to.be.closeTo(0.6687, 5e-5);
  });

  for (const [name, service, servers, load, expected] of LAWS) {
    it(`${name}: the mean wait is ${expected.toFixed(4)} service times, within the half-width`, () => {
      const means = new Tally();
      for (let replication = 0; replication < REPLICATIONS; replication++) {
        means.add(meanWait(service, servers, load, replication));
      }
      // 99.9 %: six laws together then still hold with more than 99 %
      const interval = confidenceInterval(means, 0.999);
      expect(interval?.halfWidth).to.be.lessThan(0.35 * expected);
      expect(expected).to.be.within(interval?.low ?? Number.NaN, interval?.high ?? Number.NaN);
    });
  }
});
