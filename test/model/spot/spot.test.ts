import { expect } from "chai";
import type { ActivityPlan, Ec2ResourcePlan, EmrClusterPlan, PipelinePlan, Plan } from "../../../src/model/plan.ts";
import type { SpotMarketPlan, SpotPricePlan, SpotPurchasePlan } from "../../../src/model/spot-plan.ts";
import { ACTIVATION_MS, activityOf, clusterOf, ec2Of, groupOf, itemOf, planOf } from "../plans.ts";
import { at, attemptsOf, instancesOf, movesOf, type Recorded, recordsOf } from "../run-plan.ts";

const R = "@R_2012-11-23T00:00:00";

/** A price in cents from each second after the activation on; the last one holds. */
function traceOf(...changes: readonly (readonly [atS: number, cents: number])[]): SpotPricePlan {
  return {
    kind: "trace",
    timesMs: changes.map(([atS]) => ACTIVATION_MS + 1000 * atS),
    pricesNanoUsd: changes.map(([, cents]) => Math.round(cents * 1e7)),
    endMs: ACTIVATION_MS + 1000 * ((changes.at(-1)?.[0] ?? 0) + 1),
    start: "aligned",
    afterwards: "hold",
  };
}

function bid(cents: number): SpotPurchasePlan {
  return { kind: "spot", bidNanoUsd: Math.round(cents * 1e7), marketId: "m1.small" };
}

function worldOf(
  pipeline: Partial<PipelinePlan>,
  price: SpotPricePlan,
  market: Partial<SpotMarketPlan> = {},
  rest: Partial<Plan> = {},
): Plan {
  const spotMarkets = [{ id: "m1.small", instanceType: "m1.small", noticeMs: 0, price, ...market }];
  const plan = planOf(pipeline, { spotMarkets, ...rest });
  // no uploads, so that nothing but the work takes time
  const bytesPerMinute = { taskRunner: 0, attempt: 0, step: 0, node: 0 };
  return { ...plan, logs: { ...plan.logs, bytesPerMinute } };
}

function host(cents: number, rest: Partial<Ec2ResourcePlan> = {}): Ec2ResourcePlan {
  const retry = { maximum: 1, delayMs: 120_000 };
  return ec2Of("R", { group: groupOf("host", 1, 100, { purchase: bid(cents) }), retry, ...rest });
}

function command(durationS: number, rest: Partial<ActivityPlan> = {}): ActivityPlan {
  const runner = { kind: "resource", resourceId: "R" } as const;
  return activityOf("A", {
    runner,
    work: [itemOf("command", durationS)],
    retry: { maximum: 2, delayMs: 120_000 },
    ...rest,
  });
}

/** Request, `running` and the end of the bill of each EC2 instance, in seconds. */
const livesOf = ({ ec2Instances }: Recorded) =>
  [...ec2Instances]
    .sort((a, b) => a.requestedAtMs - b.requestedAtMs || (a.ec2InstanceId < b.ec2InstanceId ? -1 : 1))
    .map((row) => [row.ec2InstanceId, at(row.requestedAtMs), at(row.runningAtMs), at(row.shuttingDownAtMs)]);

const linesOf = ({ bill }: Recorded) =>
  bill.lines.map(({ kind, purchase, quantity, freeQuantity, amountMicroUsd, onDemandMicroUsd }) => ({
    kind,
    purchase,
    quantity,
    amountMicroUsd,
    ...(freeQuantity === undefined ? {} : { freeQuantity }),
    ...(onDemandMicroUsd === undefined ? {} : { onDemandMicroUsd }),
  }));

describe("an Ec2Resource on the Spot market", () => {
  // Requested at 0 for 1.0 cents, running from 20, polls from 130. The price passes 2 cents at 5000: the instance is gone
  // and its command with it. The runner would have sent a heartbeat at 130 + 6 * 900 = 5530: then the resource fails. 120 s
  // later another attempt waits, since the price is 3 cents until 6000; running from 6020, it polls from 6130, and 7200 s
  // later all is done, at 13330.
  //
  // Hours of the first instance begin at 20 (1.0 cents) and at 3620, which EC2 cuts short: free. The second runs for 7310 s:
  // 3 hours at 0.8 cents. In all 1.0 + 2.4 = 3.4 cents; on demand 5 hours at 6.5 would be 32.5.
  const price = traceOf([0, 1], [1800, 1.2], [5000, 3], [6000, 0.8]);
  const plan = worldOf({ resources: [host(2)], activities: [command(7200)] }, price);

  it("5.3 is lost when the price passes the bid, waits until it falls, and pays the price at the start of each hour", () => {
    const records = recordsOf(plan);
    expect(livesOf(records)).to.deep.equal([
      ["HOST-0", 0, 20, 5000],
      ["HOST-0", 6000, 6020, 13330],
    ]);
    expect(attemptsOf(records, "A")).to.deep.equal([
      [130, 5530],
      [6130, 13330],
    ]);
    expect(linesOf(records)).to.deep.equal([
      {
        kind: "EC2",
        purchase: "spot",
        quantity: 4,
        amountMicroUsd: 34_000,
        freeQuantity: 1,
        onDemandMicroUsd: 325_000,
      },
    ]);
    expect(records.ec2Instances.map(({ lost }) => lost)).to.deep.equal([
      { cause: "interruption", reason: "the Spot price of m1.small rose to 0.03 USD, above its bid of 0.02 USD (5.3)" },
      undefined,
    ]);
    expect(records.resources.map(({ launchedAtMs }) => at(launchedAtMs))).to.deep.equal([undefined, 6000]);
  });

  it("7.1 pays for the hour that EC2 cut short where that is charged", () => {
    const { billing } = plan;
    const [line] = linesOf(recordsOf({ ...plan, billing: { ...billing, interruptedHour: "charged" } }));
    // the second hour began at 3620, at 1.2 cents
    expect([line?.quantity, line?.amountMicroUsd, line?.freeQuantity]).to.deep.equal([5, 46_000, undefined]);
  });

  // 4980 s of the first: 1780 at 1.0 and 3200 at 1.2; of the second 7310 at 0.8 cents an hour
  it("7.1 pays by the second what the price is at each", () => {
    const { billing } = plan;
    const [line] = linesOf(recordsOf({ ...plan, billing: { ...billing, mode: "per-second" } }));
    expect(line?.quantity).to.equal(4980 + 7310);
    expect(line?.amountMicroUsd).to.equal(Math.round((1780 * 10_000 + 3200 * 12_000 + 7310 * 8000) / 3600));
  });

  // lost at 1000, in its first hour: nothing by the second, and nothing by the hour
  it("7.1 is free where EC2 takes it back within its first hour", () => {
    const early = worldOf({ resources: [host(2)], activities: [command(600)] }, traceOf([0, 1], [500, 3], [2000, 1]));
    for (const mode of ["hourly", "per-second"] as const) {
      const records = recordsOf({ ...early, billing: { ...early.billing, mode } });
      const [line] = linesOf(records);
      expect(line?.freeQuantity, mode).to.equal(mode === "hourly" ? 1 : 480);
      expect(line?.quantity, mode).to.equal(mode === "hourly" ? 1 : 710);
    }
  });

  it("5.3 has two minutes more where EC2 gives notice, and goes even if the price falls meanwhile", () => {
    const short = traceOf([0, 1], [5000, 3], [5060, 0.8]);
    const records = recordsOf(
      worldOf({ resources: [host(2)], activities: [command(7200)] }, short, { noticeMs: 120_000 }),
    );
    expect(livesOf(records)[0]).to.deep.equal(["HOST-0", 0, 20, 5120]);
    // an hour that is complete at 3620, and 1500 s of the next
    expect(linesOf(records)[0]).to.include({ freeQuantity: 1 });
  });

  it("3.6 buys its last attempt on demand where the definition says so", () => {
    const R = host(2, { onDemandOnLastAttempt: true });
    const records = recordsOf(worldOf({ resources: [R], activities: [command(7200)] }, price));
    expect(livesOf(records)[1]).to.deep.equal(["HOST-0", 5650, 5670, 5780 + 7200]);
    expect(records.ec2Instances.map(({ purchase }) => purchase)).to.deep.equal(["spot", "on-demand"]);
  });

  it("5.3 waits for ever where the price never falls to the bid, costs nothing, and says so", () => {
    const records = recordsOf(worldOf({ resources: [host(0.5)], activities: [command(60)] }, price));
    expect(records.endedAtMs).to.equal(ACTIVATION_MS);
    expect(instancesOf(records, "R").map(({ status, reason }) => [status, reason])).to.deep.equal([
      [
        "CREATING",
        "waits for ever: the Spot price of m1.small never falls to the bid of 0.005 USD for its host instances before the end of the forecast (5.3)",
      ],
    ]);
    expect(records.bill.totalMicroUsd).to.equal(0);
  });

  // the second attempt is asked for at 300 + 120 and is on demand: polls at 550
  it("3.6 counts the wait for the price towards initTimeout", () => {
    const R = host(2, { initTimeoutMs: 300_000, onDemandOnLastAttempt: true });
    const records = recordsOf(worldOf({ resources: [R], activities: [command(60)] }, traceOf([0, 3], [1000, 1])));
    expect(attemptsOf(records, "A")).to.deep.equal([[550, 610]]);
    expect(livesOf(records)).to.deep.equal([["HOST-0", 420, 440, 610]]);
  });
});

describe("a cluster with groups on the Spot market", () => {
  /** Instances boot in 100 s, applications take 60 s, the Task Runner 30 s. */
  function cluster(rest: Partial<EmrClusterPlan>): EmrClusterPlan {
    return clusterOf("R", { ...rest, retry: { maximum: 1, delayMs: 120_000 } });
  }

  const step = (durationS: number) => command(durationS, { work: [itemOf("step", durationS)] });

  // The master is there from 20 on and is paid for; both core instances come when the price falls, at 600: booted at 700,
  // applications until 760, Task Runner until 790.
  it("5.1 starts when every core instance is there, while its master on demand is paid for", () => {
    const groups = [groupOf("master", 1, 100), groupOf("core", 2, 100, { purchase: bid(1) })];
    const records = recordsOf(
      worldOf({ resources: [cluster({ groups })], activities: [step(60)] }, traceOf([0, 2], [600, 1])),
    );
    expect(livesOf(records).map((life) => life.slice(0, 3))).to.deep.equal([
      ["MASTER-0", 0, 20],
      ["CORE-0", 600, 620],
      ["CORE-1", 600, 620],
    ]);
    expect(attemptsOf(records, "A")).to.deep.equal([[790, 850]]);
    const [attempt] = records.attempts;
    expect(attempt?.waitedFor).to.deep.equal({
      bootMs: 100_000,
      bootstrapMs: 0,
      applicationsMs: 60_000,
      runnerInstallMs: 30_000,
      queueMs: 600_000,
    });
  });

  it("5.1 starts without task instances, which join as they come", () => {
    const groups = [groupOf("master", 1, 100), groupOf("core", 1, 100), groupOf("task", 2, 100, { purchase: bid(1) })];
    const records = recordsOf(
      worldOf({ resources: [cluster({ groups })], activities: [step(900)] }, traceOf([0, 2], [600, 1])),
    );
    expect(attemptsOf(records, "A")).to.deep.equal([[190, 1090]]);
    const tasks = records.ec2Instances.filter(({ role }) => role === "task");
    expect(tasks.map(({ requestedAtMs, readyAtMs }) => [at(requestedAtMs), at(readyAtMs)])).to.deep.equal([
      [600, 760],
      [600, 760],
    ]);
  });

  // 2400 node-seconds. Polls at 190 with 1 core and 3 task instances: at 490 they have done 1200; then the price passes
  // the bid, and 1 core instance does 1200 more by itself, but for the 3 that are back at 700 + 160: 370 more are done at
  // 860, and the other 830 at 4 a second by 860 + 207.5.
  it("5.3 goes on without its task instances, all lost at once, and has them again when the price falls", () => {
    const groups = [groupOf("master", 1, 100), groupOf("core", 1, 100), groupOf("task", 3, 100, { purchase: bid(1) })];
    const scaling = {
      kind: "scaling",
      work: { kind: "constant", value: 2_400_000 },
      referenceSpeed: 1,
      serialMs: 0,
      overheadPerNodeMs: 0,
    } as const;
    const work = [{ ...itemOf("step", 0), work: scaling }];
    const price = traceOf([0, 1], [490, 2], [700, 1]);
    const records = recordsOf(worldOf({ resources: [cluster({ groups })], activities: [command(0, { work })] }, price));
    expect(attemptsOf(records, "A")).to.deep.equal([[190, 1067.5]]);
    const lost = records.ec2Instances.filter((row) => row.lost !== undefined);
    expect(lost.map((row) => [row.role, at(row.shuttingDownAtMs)])).to.deep.equal([
      ["task", 490],
      ["task", 490],
      ["task", 490],
    ]);
    // each has an hour that EC2 cut short: free, of EC2 and of EMR; three more are paid
    const spot = linesOf(records).filter(({ purchase }) => purchase === "spot");
    expect(spot.map(({ kind, quantity, freeQuantity }) => [kind, quantity, freeQuantity])).to.deep.equal([
      ["EC2", 3, 3],
      ["EMR", 3, 3],
    ]);
  });

  it("5.3 ends with its master, and its next attempt is another cluster", () => {
    const groups = [groupOf("master", 1, 100, { purchase: bid(1) }), groupOf("core", 1, 100)];
    const records = recordsOf(
      worldOf({ resources: [cluster({ groups })], activities: [step(900)] }, traceOf([0, 1], [500, 2], [550, 1])),
    );
    expect(movesOf(records, "cluster", R).slice(-2)).to.deep.equal([
      [500, "TERMINATING"],
      [800, "TERMINATED_WITH_ERRORS"],
    ]);
    // 120 s after it was lost: 620 + 190
    expect(attemptsOf(records, "A")[1]?.[0]).to.equal(810);
  });

  it("5.3 loses its bid at the same instant as all others of the type do, whichever pipeline they are of", () => {
    const pipelineOf = (name: string, cents: number) => ({
      ...planOf({ resources: [host(cents)], activities: [command(3000)] }).pipelines[0],
      id: `df-${name}`,
      name,
    });
    const plan = worldOf({}, traceOf([0, 1], [777, 3], [3000, 1]));
    const pipelines = [pipelineOf("a", 2), pipelineOf("b", 2.5), pipelineOf("c", 5)] as PipelinePlan[];
    const records = recordsOf({ ...plan, pipelines, pipelinesAreNamed: true });
    const ends = records.ec2Instances.map(({ pipelineId, lost, shuttingDownAtMs }) => [
      pipelineId,
      lost === undefined ? "kept" : at(shuttingDownAtMs),
    ]);
    expect(ends.slice(0, 3).sort()).to.deep.equal([
      ["df-a", 777],
      ["df-b", 777],
      ["df-c", "kept"],
    ]);
  });
});

describe("a bid that no price ever passes", () => {
  it("8.2 gives each instance the life that it has on demand, to the millisecond", () => {
    const boot = { kind: "normal", mean: 100_000, sd: 9000 } as const;
    const groups = (purchase: SpotPurchasePlan | { readonly kind: "on-demand" }) => [
      groupOf("master", 1, 0, { boot, purchase }),
      groupOf("core", 4, 0, { boot, purchase }),
      groupOf("task", 4, 0, { boot, purchase }),
    ];
    const activities = [command(600, { work: [itemOf("step", 600)] })];
    const times = (purchase: Parameters<typeof groups>[0]) => {
      const R = clusterOf("R", { groups: groups(purchase) });
      const plan = worldOf({ resources: [R], activities }, traceOf([0, 1], [300, 6], [400, 1]));
      return recordsOf(plan).ec2Instances.map((row) => [
        row.ec2InstanceId,
        row.requestedAtMs,
        row.runningAtMs,
        row.bootedAtMs,
        row.readyAtMs,
        row.shuttingDownAtMs,
        row.terminatedAtMs,
        row.busyMs,
      ]);
    };
    expect(times(bid(6))).to.deep.equal(times({ kind: "on-demand" }));
    expect(times(bid(5.9))).to.not.deep.equal(times({ kind: "on-demand" }));
  });
});

describe("the frequency of interruptions", () => {
  // A day of prices: above the bid from 6 to 8 h and from 18 to 22 h, 6 of 24 hours. A run begins anywhere in it: it waits
  // with probability 6/24 = 0.25. It has its instance for 3630 s when nothing happens; it loses it where the price passes
  // the bid within: with probability 2 * 3630 / 86400 = 0.0840 (those who wait begin just after a rise). Of 800 runs the
  // standard errors are 0.0153 and 0.0098; four are allowed.
  it("5.3 is that of the trace, as worked out by hand", () => {
    const hours = [0, 6, 8, 18, 22];
    const price: SpotPricePlan = {
      kind: "trace",
      timesMs: hours.map((hour) => hour * 3_600_000),
      pricesNanoUsd: [1, 9, 1, 9, 1].map((cents) => cents * 1e7),
      endMs: 86_400_000,
      start: "random",
      afterwards: "repeat",
    };
    const plan = worldOf({ resources: [host(2)], activities: [command(3500)] }, price);
    let [waited, lost] = [0, 0];
    for (let replication = 0; replication < 800; replication += 1) {
      const { resources, ec2Instances } = recordsOf(plan, "seed", replication);
      const first = ec2Instances.toSorted((a, b) => a.requestedAtMs - b.requestedAtMs)[0];
      if (resources[0]?.launchedAtMs !== undefined) waited += 1;
      if (first?.lost !== undefined) lost += 1;
    }
    expect(waited / 800).to.be.closeTo(0.25, 0.061);
    expect(lost / 800).to.be.closeTo((2 * 3630) / 86_400, 0.039);
  });

  // Of 2000 instances that each run 5 h, with a mean time of 10 h until EC2 wants one back, 1 - e^(-0.5) = 0.393 are lost;
  // four standard errors are 0.044.
  it("5.3 is the rate that is given, for each instance on its own, since the end of bids", () => {
    const groups = [
      groupOf("master", 1, 100),
      groupOf("core", 1, 100),
      groupOf("task", 2000, 100, { purchase: bid(1) }),
    ];
    const activities = [command(18_000, { work: [itemOf("step", 18_000)] })];
    const market = { meanTimeToReclaimMs: 36_000_000 };
    const R = clusterOf("R", { groups });
    const records = recordsOf(worldOf({ resources: [R], activities }, traceOf([0, 1]), market));
    const first = records.ec2Instances.filter(({ role, requestedAtMs }) => role === "task" && at(requestedAtMs) === 0);
    const lost = first.filter((row) => row.lost !== undefined && (at(row.shuttingDownAtMs) ?? 0) <= 18_020);
    expect(first.length).to.equal(2000);
    expect(lost.length / 2000).to.be.closeTo(1 - Math.exp(-0.5), 0.044);
  });
});
