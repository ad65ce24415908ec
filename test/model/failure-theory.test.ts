import { expect } from "chai";
import type { EmrClusterPlan, Plan } from "../../src/model/plan.ts";
import type { Ec2InstanceRow, ModelEvent } from "../../src/model/records.ts";
import { simulate } from "../../src/model/simulate.ts";
import { confidenceInterval } from "../../src/stats/half-width.ts";
import { Tally } from "../../src/stats/tally.ts";
import { ACTIVATION_MS, activityOf, clusterOf, groupOf, itemOf, planOf, seconds } from "./plans.ts";

const HOUR_MS = 3_600_000;

/** What is not tried again for long fails here: a job ends at last. */
const FOR_EVER = { maximum: 1_000_000, delayMs: 600_000 } as const;

/** A cluster that is there at once, and a step on it, again and again until it comes through. */
function planOfStep(workS: number, rest: Partial<EmrClusterPlan>, timesMs = [ACTIVATION_MS]): Plan {
  const R = clusterOf("R", {
    pending: seconds(0),
    applications: seconds(0),
    runnerInstall: seconds(0),
    retry: FOR_EVER,
    ...rest,
  });
  const A = activityOf("A", {
    runner: { kind: "resource", resourceId: "R" },
    work: [itemOf("step", workS)],
    retry: FOR_EVER,
  });
  return planOf({ activation: { kind: "times", timesMs }, resources: [R], activities: [A] });
}

/** Minutes from its activation until each job is done. */
function latenciesOf(plan: Plan): Tally {
  const latencies = new Tally();
  const observe = (event: ModelEvent) => {
    if (event.kind !== "instance" || event.row.componentId !== "A") return;
    latencies.add(((event.row.endedAtMs ?? Number.NaN) - event.row.dueAtMs) / 60_000);
  };
  simulate(plan, { seed: "seed", replication: 0, observers: [observe] });
  return latencies;
}

function instancesOf(plan: Plan): Ec2InstanceRow[] {
  const rows: Ec2InstanceRow[] = [];
  const observe = (event: ModelEvent) => {
    if (event.kind === "ec2Instance") rows.push(event.row);
  };
  simulate(plan, { seed: "seed", replication: 0, observers: [observe] });
  return rows;
}

describe("failures of nodes against theory", () => {
  /*
   * Work w that begins anew after each failure, which come without memory at rate l, each followed by a restart of length r:
   * E = (1/l + r) (e^(l w) - 1). Source: the renewal argument, e.g. J. T. Daly, A higher order estimate of the optimum
   * checkpoint interval for restart dumps, FGCS 22 (2006), section 2. w = 1 h, r = 10 min.
   */
  for (const meanMinutes of [40, 120]) {
    it(`5.3 work without checkpoints that fails every ${meanMinutes} minutes takes as long as theory says`, () => {
      const timeToFailure = { kind: "exponential", mean: meanMinutes * 60_000 } as const;
      const times = Array.from({ length: 2000 }, (_, index) => ACTIVATION_MS + 24 * HOUR_MS * index);
      const plan = planOfStep(3600, { groups: [groupOf("master", 1, 0, { timeToFailure })] }, times);
      const latencies = latenciesOf(plan);
      const interval = confidenceInterval(latencies, 0.99);
      expect(latencies.count).to.equal(2000);
      expect((meanMinutes + 10) * Math.expm1(60 / meanMinutes)).to.be.within(interval?.low ?? 0, interval?.high ?? 0);
    });
  }

  // losses of nodes that are replaced are a Poisson process: their number is within 3 standard deviations of rate * hours
  it("5.3 loses as many instances as their rate and their hours say", () => {
    const timeToFailure = { kind: "exponential", mean: 30 * HOUR_MS } as const;
    const groups = [groupOf("master", 1, 0), groupOf("core", 20, 300, { timeToFailure })];
    const rows = instancesOf(planOfStep(30 * 86_400, { groups })).filter(({ role }) => role === "core");
    const hours = rows.reduce(
      (sum, { runningAtMs = 0, shuttingDownAtMs = 0 }) => sum + (shuttingDownAtMs - runningAtMs) / HOUR_MS,
      0,
    );
    const lost = rows.filter(({ lost }) => lost !== undefined).length;
    expect(rows).to.have.length(20 + lost);
    expect(Math.abs(lost - hours / 30)).to.be.below(3 * Math.sqrt(hours / 30));
    expect(lost).to.be.above(400);
  });

  it("8.2 another coreInstanceCount leaves the fate of the nodes that both have, and of what replaces them", () => {
    const livesOf = (count: number) => {
      const timeToFailure = { kind: "weibull", shape: 0.7, scale: 5 * HOUR_MS } as const;
      const groups = [groupOf("master", 1, 0), groupOf("core", count, 300, { timeToFailure })];
      const rows = instancesOf(planOfStep(86_400, { groups }));
      const core = rows.filter(({ ec2InstanceId }) => /^CORE-[0-4]$/.test(ec2InstanceId));
      return new Map(core.map((row) => [row.ec2InstanceId, [row.runningAtMs, row.lost && row.terminatedAtMs]]));
    };
    const lives = livesOf(5);
    expect(livesOf(20)).to.deep.equal(lives);
    expect([...lives.values()].filter(([, lostAtMs]) => lostAtMs !== undefined)).to.have.length.above(3);
  });
});
