import { expect } from "chai";
import type { Distribution } from "../../src/engine/distribution.ts";
import type { Plan, PollPlan, TaskRunnerPlan } from "../../src/model/plan.ts";
import type { ModelEvent } from "../../src/model/records.ts";
import { simulate } from "../../src/model/simulate.ts";
import { confidenceInterval } from "../../src/stats/half-width.ts";
import { Tally } from "../../src/stats/tally.ts";
import { activityOf, planOf } from "./plans.ts";

const LONG: PollPlan = { kind: "long", holdMs: 90_000 };
const REPLICATIONS = 10;

/** Poisson arrivals every `meanInterarrivalMs` at user-managed Task Runners of one worker group. */
function queue(options: {
  readonly meanInterarrivalMs: number;
  readonly service: Distribution;
  readonly count: number;
  readonly runners: readonly Pick<TaskRunnerPlan, "tasks" | "poll">[];
}): Plan {
  const { meanInterarrivalMs, service, count, runners } = options;
  const work = {
    role: "command",
    label: "work",
    place: "runner",
    work: { kind: "duration", duration: service },
  } as const;
  return planOf(
    {
      activation: { kind: "poisson", meanInterarrivalMs, count },
      activities: [activityOf("A", { runner: { kind: "workerGroup", workerGroup: "wg" }, work: [work] })],
    },
    {
      taskRunners: runners.map((runner, index) => ({ ...runner, id: `wg/${index}`, workerGroup: "wg", logUri: null })),
    },
  );
}

/** Waits for a runner, in the order in which the activities end. */
function waitsOf(plan: Plan, seed: string, replication: number): number[] {
  const waits: number[] = [];
  const observe = (event: ModelEvent) => {
    if (event.kind !== "instance") return;
    waits.push((event.row.startedAtMs ?? Number.NaN) - (event.row.readyAtMs ?? Number.NaN));
  };
  simulate(plan, { seed, replication, observers: [observe] });
  return waits;
}

/**
 * Mean wait over replications and its 95 % interval. Nothing of the start is cut off: beside tens of thousands of
 * activations in which the queue loses its memory every few hundred, the empty start weighs far less than the half-width.
 */
function meanWait(plan: Plan, seed: string) {
  const means = new Tally();
  for (let replication = 0; replication < REPLICATIONS; replication += 1) {
    const waits = waitsOf(plan, seed, replication);
    means.add(waits.reduce((sum, wait) => sum + wait, 0) / waits.length);
  }
  const interval = confidenceInterval(means);
  if (interval === null) throw new Error("there are replications enough");
  return interval;
}

/**
 * Mean wait of an M/M/c queue: C(c, a) / (c / s - 1 / t), where C is the probability of having to wait.
 * Source: A. K. Erlang, Solution of some problems in the theory of probabilities (1917).
 */
function erlangCWaitMs(servers: number, meanServiceMs: number, meanInterarrivalMs: number): number {
  const offered = meanServiceMs / meanInterarrivalMs;
  let blocking = 1;
  for (let count = 1; count <= servers; count += 1) blocking = (offered * blocking) / (count + offered * blocking);
  const waiting = blocking / (1 - (offered / servers) * (1 - blocking));
  return waiting / (servers / meanServiceMs - 1 / meanInterarrivalMs);
}

describe("queues against theory", () => {
  it("Erlang C as tabulated: one server at load 0.8, two at load 0.5", () => {
    // M/M/1: 0.8 / 0.2 services; M/M/2 with an offered load of 1: C = 1/3, 1/3 services
    expect(erlangCWaitMs(1, 10_000, 12_500)).to.be.closeTo(40_000, 1e-6);
    expect(erlangCWaitMs(2, 10_000, 10_000)).to.be.closeTo(10_000 / 3, 1e-6);
  });

  // servers, load, activations a replication
  const cases: [number, number, number][] = [
    [1, 0.5, 3000],
    [1, 0.8, 6000],
    [2, 0.7, 4000],
    [5, 0.8, 6000],
    [10, 0.8, 6000],
  ];
  for (const [servers, load, count] of cases) {
    it(`4.3 the mean wait of M/M/${servers} at load ${load} is Erlang C's, within the half-width`, () => {
      const meanInterarrivalMs = 60_000 / (servers * load);
      const service = { kind: "exponential", mean: 60_000 } as const;
      const plan = queue({ meanInterarrivalMs, service, count, runners: [{ tasks: servers, poll: LONG }] });
      const expected = erlangCWaitMs(servers, 60_000, meanInterarrivalMs);
      const { low, high, halfWidth } = meanWait(plan, "erlang");
      expect(expected).to.be.within(low, high);
      // a test that is as good as none would have a wide interval
      expect(halfWidth).to.be.below(0.3 * expected);
    });
  }

  it("4.2 c runners of one thread wait exactly as one runner of c threads does", () => {
    const shape = { meanInterarrivalMs: 15_000, service: { kind: "exponential", mean: 60_000 }, count: 1000 } as const;
    const one = waitsOf(queue({ ...shape, runners: [{ tasks: 5, poll: LONG }] }), "same", 0);
    const runners = Array.from({ length: 5 }, () => ({ tasks: 1, poll: LONG }));
    expect(waitsOf(queue({ ...shape, runners }), "same", 0)).to.deep.equal(one);
    expect(Math.max(...one)).to.be.above(0);
  });

  /**
   * Pollaczek and Khinchine's wait, and half an interval: a server that finds nothing is away for an interval, again and
   * again until it finds something. Source: H. Takagi, Queueing Analysis 1 (1991), M/G/1 with multiple vacations.
   */
  function pollerWaitMs(load: number, meanServiceMs: number, squaredVariation: number, intervalMs: number): number {
    return (load * meanServiceMs * (1 + squaredVariation)) / (2 * (1 - load)) + intervalMs / 2;
  }

  const services: [string, Distribution, number][] = [
    ["M/D/1", { kind: "constant", value: 10_000 }, 0],
    ["M/M/1", { kind: "exponential", mean: 10_000 }, 1],
  ];
  for (const [name, service, squaredVariation] of services) {
    it(`4.3 one poller of every 15 s waits as ${name} with vacations does, within the half-width`, () => {
      const poll = { kind: "interval", intervalMs: 15_000 } as const;
      const plan = queue({ meanInterarrivalMs: 20_000, service, count: 3000, runners: [{ tasks: 1, poll }] });
      const { low, high, halfWidth } = meanWait(plan, "takagi");
      const expected = pollerWaitMs(0.5, 10_000, squaredVariation, 15_000);
      expect(expected).to.be.within(low, high);
      expect(halfWidth).to.be.below(0.06 * expected);
    });
  }
});
