import { expect } from "chai";
import type { InstanceGroupPlan, Plan } from "../../src/model/plan.ts";
import type { SpotMarketPlan, SpotPricePlan } from "../../src/model/spot-plan.ts";
import { compile, emrPipeline, planOf, problemsOf, shortForm, type TestObject } from "./harness.ts";

const PRICES = `Timestamp,SpotPrice,InstanceType,AvailabilityZone,ProductDescription
2012-11-24T00:00:00Z,0.0090,m1.small,us-east-1b,Linux/UNIX
2012-11-23T12:00:00Z,0.0080,m1.small,us-east-1b,Linux/UNIX
2012-11-23T12:00:00Z,0.0080,m1.small,us-east-1b,Linux/UNIX
2012-11-23T00:00:00Z,0.0070,m1.small,us-east-1b,Linux/UNIX
2012-11-23T00:00:00Z,0.0100,m1.small,us-east-1c,Linux/UNIX
2012-11-23T00:00:00Z,0.0300,m1.small,us-east-1b,Windows
2012-11-23T00:00:00Z,0.0500,m1.large,us-east-1b,Linux/UNIX
`;

const DAY = 86_400_000;
const NOVEMBER_23 = Date.UTC(2012, 10, 23);

function objectsOf(cluster: Readonly<Record<string, unknown>> = {}): TestObject[] {
  return emrPipeline({}, { coreInstanceBidPrice: "0.03", ...cluster });
}

function groupsOf(plan: Plan): readonly InstanceGroupPlan[] {
  const [resource] = plan.pipelines[0]?.resources ?? [];
  return resource?.kind === "EmrCluster" ? resource.groups : [];
}

/** The one market of a plan, with the prices of November 2012 in a file. */
function marketOf(yaml = "", cluster: Readonly<Record<string, unknown>> = {}): SpotMarketPlan {
  const { plan, diagnostics } = compile(objectsOf(cluster), yaml, () => PRICES);
  const [market] = plan?.spotMarkets ?? [];
  if (market === undefined) throw new Error(diagnostics.map(shortForm).join("; "));
  return market;
}

function processOf({ price }: SpotMarketPlan): Extract<SpotPricePlan, { kind: "process" }> {
  if (price.kind !== "process") throw new Error("a process was expected");
  return price;
}

function traceOf({ price }: SpotMarketPlan): Extract<SpotPricePlan, { kind: "trace" }> {
  if (price.kind !== "trace") throw new Error("a trace was expected");
  return price;
}

const IN_2012 = "activation: { at: 2012-11-23T06:00:00Z }\n";

describe("bids of a definition", () => {
  it("5.3 buy each group that has one on the market of its type", () => {
    const plan = planOf(
      objectsOf({ taskInstanceType: "m1.large", taskInstanceCount: "2", taskInstanceBidPrice: "$0.10" }),
    );
    expect(groupsOf(plan).map(({ role, purchase }) => [role, purchase])).to.deep.equal([
      ["master", { kind: "on-demand" }],
      ["core", { kind: "spot", bidNanoUsd: 30_000_000, marketId: "m1.small" }],
      ["task", { kind: "spot", bidNanoUsd: 100_000_000, marketId: "m1.large" }],
    ]);
    expect(plan.spotMarkets?.map(({ id }) => id)).to.deep.equal(["m1.small", "m1.large"]);
    expect(plan.warnings).to.deep.equal([]);
  });

  it("5.3 may be the on-demand price, and follow a parameter", () => {
    const bidOf = (text: string, yaml = "") =>
      groupsOf(planOf(objectsOf({ coreInstanceBidPrice: text }), yaml))[1]?.purchase;
    expect(bidOf("ondemandprice", "prices: { ec2: { m1.small: 0.08 USD } }")).to.include({ bidNanoUsd: 80_000_000 });
    expect(bidOf("#{0.01 + 0.02}")).to.include({ bidNanoUsd: 30_000_000 });
  });

  it("5.3 are on the market of the resource's zone", () => {
    expect(marketOf("", { availabilityZone: "us-east-1c" }).id).to.equal("m1.small/us-east-1c");
  });

  const WRONG = ["0", "-1", "free", "0,05"];
  for (const bid of WRONG) {
    it(`5.3 refuses the bid ${bid}`, () => {
      const { plan, diagnostics } = compile(objectsOf({ coreInstanceBidPrice: bid }));
      expect(plan).to.equal(undefined);
      expect(diagnostics.map(({ code, severity, path }) => `${severity} ${code} ${path}`)).to.deep.equal([
        "error PLAN_SPOT MyCluster.coreInstanceBidPrice",
      ]);
    });
  }

  it("5.3 warns of a bid that AWS refuses, and of one that no price of the trace is within", () => {
    const codes = (bid: string, yaml = "") =>
      compile(objectsOf({ coreInstanceBidPrice: bid }), yaml, () => PRICES).diagnostics.map(({ code }) => code);
    expect(codes("20")).to.deep.equal(["PLAN_SPOT"]);
    expect(codes("19.99")).to.deep.equal([]);
    const trace = `${IN_2012}spot: { m1.small: { trace: p.csv } }`;
    expect(codes("0.0069", trace)).to.deep.equal(["PLAN_SPOT"]);
    expect(codes("0.0070", trace)).to.deep.equal([]);
  });

  it("3.6 make a resource fail that loses its instances, unless these are task instances alone", () => {
    const retryOf = (cluster: Readonly<Record<string, unknown>>) =>
      planOf(emrPipeline({}, cluster)).pipelines[0]?.resources[0]?.retry?.maximum;
    expect(retryOf({ masterInstanceBidPrice: "0.3", maximumRetries: "1" })).to.equal(1);
    expect(retryOf({ taskInstanceBidPrice: "0.3", taskInstanceCount: "1", maximumRetries: "1" })).to.equal(undefined);
  });

  it("3.6 are left out at the last attempt where the definition says so", () => {
    const lastOf = (cluster: Readonly<Record<string, unknown>>) =>
      planOf(emrPipeline({}, cluster)).pipelines[0]?.resources[0]?.onDemandOnLastAttempt;
    expect(lastOf({ masterInstanceBidPrice: "0.3", useOnDemandOnLastAttempt: "true" })).to.equal(true);
    expect(lastOf({ masterInstanceBidPrice: "0.3", useOnDemandOnLastAttempt: "false" })).to.equal(undefined);
    expect(lastOf({ useOnDemandOnLastAttempt: "true" })).to.equal(undefined);
  });
});

describe("the trace of a Spot market", () => {
  const TRACE = `${IN_2012}spot: { m1.small: { trace: p.csv } }`;

  // the file begins with its newest price; its end is 12 h after the last, as the mean time between two
  it("5.3 has the prices of the type, of one zone and of Linux, by time, each once", () => {
    expect(marketOf(TRACE)).to.deep.equal({
      id: "m1.small",
      instanceType: "m1.small",
      noticeMs: 0,
      price: {
        kind: "trace",
        timesMs: [NOVEMBER_23, NOVEMBER_23 + DAY / 2, NOVEMBER_23 + DAY],
        pricesNanoUsd: [7_000_000, 8_000_000, 9_000_000],
        endMs: NOVEMBER_23 + 1.5 * DAY,
        start: "aligned",
        afterwards: "repeat",
      },
    });
  });

  it("5.3 is of the zone and the product that are named", () => {
    const zone = `${IN_2012}spot: { m1.small: { trace: { file: p.csv, zone: us-east-1c } } }`;
    expect(traceOf(marketOf(zone)).pricesNanoUsd).to.deep.equal([10_000_000]);
    expect(traceOf(marketOf(TRACE, { availabilityZone: "us-east-1c" })).pricesNanoUsd).to.deep.equal([10_000_000]);
    const windows = `${IN_2012}spot: { m1.small: { trace: { file: p.csv, product: Windows } } }`;
    expect(traceOf(marketOf(windows)).pricesNanoUsd).to.deep.equal([30_000_000]);
  });

  it("5.3 begins anywhere where the activation does not lie in it, and may be told to hold its last price", () => {
    const other = "activation: { at: 2013-01-01 }\nspot: { default: { trace: { file: p.csv, afterwards: hold } } }";
    expect(traceOf(marketOf(other))).to.include({ start: "random", afterwards: "hold" });
    const { diagnostics } = compile(
      objectsOf(),
      "activation: { at: 2013-01-01 }\nspot: { default: { trace: { file: p.csv, start: aligned } } }",
      () => PRICES,
    );
    expect(diagnostics.map(shortForm)).to.deep.equal(["2:27 error SCENARIO_FILE spot.default.trace"]);
  });

  const WRONG: readonly (readonly [yaml: string, message: RegExp])[] = [
    ["{ file: p.csv, zone: us-east-1x }", /no prices of the zone `us-east-1x`, but of `us-east-1b`, `us-east-1c`/],
    ["{ file: p.csv, product: Linux }", /no prices of the product `Linux`, but of/],
    ["{ file: p.csv, columns: { price: Price } }", /no column `Price`/],
  ];
  for (const [trace, message] of WRONG) {
    it(`5.3 refuses ${trace}`, () => {
      const { plan, diagnostics } = compile(
        objectsOf(),
        `${IN_2012}spot: { "m1.*": { trace: ${trace} } }`,
        () => PRICES,
      );
      expect(plan).to.equal(undefined);
      expect(diagnostics.map((one) => one.message).join()).to.match(message);
    });
  }

  it("5.3 refuses a file that is not there, and one without the type", () => {
    const messageOf = (yaml: string, text?: string) =>
      compile(objectsOf(), yaml, () => text)
        .diagnostics.map(({ message }) => message)
        .join();
    expect(messageOf(TRACE)).to.match(/`p\.csv` cannot be read/);
    expect(messageOf(TRACE, PRICES.replaceAll("m1.small", "m1.medium"))).to.match(/no prices of the type `m1\.small`/);
  });
});

describe("the process of a Spot market", () => {
  // m1.small on 2012-11-23: 0.065 USD. Of its three records in the catalog us-east-1c has the median mean price: median
  // 0.0072 of 0.044 on demand, 5 % 0.0071, 95 % 0.0072: volatility ln(72/71)/3.29 = 0.0043, on the scale of 0.065/0.044.
  it("5.3 is as the type was recorded, on the scale of the on-demand price", () => {
    const { meanNanoUsd, volatility, reversionMs, intervalMs, spikes } = processOf(marketOf(IN_2012));
    expect(meanNanoUsd / 1e9).to.be.closeTo((0.0072 / 0.044) * 0.065, 1e-6);
    expect(volatility).to.equal(0.0043);
    expect([reversionMs, intervalMs, spikes]).to.deep.equal([7 * 3_600_000, 1083 * 60_000, undefined]);
  });

  // c3.xlarge in us-east-1e: above its on-demand price for 1.956 % of the time in 233.71 rises a month: one begins every
  // 30 days * 0.98044 / 233.71 = 181.2 minutes, and lasts -ln(0.98044) * 181.2 = 3.58 minutes
  it("5.3 has spikes where the price was above the on-demand price", () => {
    const cluster = { coreInstanceType: "c3.xlarge", availabilityZone: "us-east-1e" };
    const { spikes } = processOf(marketOf("activation: { at: 2015-06-01 }", cluster));
    expect((spikes?.meanTimeBetweenMs ?? 0) / 60_000).to.be.closeTo(181.2, 0.1);
    expect(spikes?.duration.kind === "exponential" ? spikes.duration.mean / 60_000 : 0).to.be.closeTo(3.58, 0.01);
  });

  it("5.3 is what the scenario says of it, the closest pattern first", () => {
    const yaml = `${IN_2012}spot:
  default: { price: 0.5 USD }
  "m1.*": { market: { mean: 0.01 USD, volatility: 0.4, reversion: 2 hours, every: 5 minutes, cap: 0.5 USD, spikes: 1 per day } }`;
    expect(processOf(marketOf(yaml))).to.deep.equal({
      kind: "process",
      meanNanoUsd: 10_000_000,
      volatility: 0.4,
      reversionMs: 7_200_000,
      intervalMs: 300_000,
      floorNanoUsd: 100_000,
      capNanoUsd: 500_000_000,
      spikes: {
        meanTimeBetweenMs: DAY,
        height: { kind: "constant", value: 130_000_000 },
        duration: { kind: "exponential", mean: 3_600_000 },
      },
    });
    expect(traceOf(marketOf("spot: { default: { price: 0.5 USD } }")).pricesNanoUsd).to.deep.equal([500_000_000]);
  });

  it("5.3 moves slowly since the end of 2017, and instances are taken back by the class of the advisor", () => {
    const cluster = { hadoopVersion: undefined, releaseLabel: "emr-6.10.0", masterInstanceType: "m5.xlarge" };
    const objects = objectsOf({ ...cluster, coreInstanceType: "m5.xlarge" });
    const plan = planOf(objects, "activation: { at: 2024-07-01 }");
    const [market] = plan.spotMarkets ?? [];
    if (market === undefined) throw new Error("a market was expected");
    expect(market.noticeMs).to.equal(120_000);
    expect(processOf(market)).to.include({ volatility: 0.05 });
    expect(processOf(market).spikes).to.equal(undefined);
    // a share of 2.5, 7.5, 12.5, 17.5 or 25 % within 730 hours
    const share = 1 - Math.exp((-730 * 3_600_000) / (market.meanTimeToReclaimMs ?? 0));
    expect([0.025, 0.075, 0.125, 0.175, 0.25].some((one) => Math.abs(one - share) < 0.001)).to.equal(true);
    const never = planOf(objects, "activation: { at: 2024-07-01 }\nspot: { default: { reclaim: none } }");
    expect(never.spotMarkets?.[0]?.meanTimeToReclaimMs).to.equal(undefined);
  });

  it("5.3 is named as assumed, with the words that state it", () => {
    const before = compile(objectsOf(), IN_2012);
    const stated = before.stated.find(({ id }) => id === "spot.m1.small");
    expect(stated?.path).to.deep.equal(["spot", "m1.small", "market"]);
    const after = compile(objectsOf(), `${IN_2012}spot: { m1.small: { market: ${stated?.yaml} } }`);
    expect(after.plan?.spotMarkets).to.deep.equal(before.plan?.spotMarkets);
    expect(after.stated.some(({ id }) => id === "spot.m1.small")).to.equal(false);
  });

  it("is nothing where nothing is bought on it", () => {
    const plan = planOf(emrPipeline());
    expect(plan.spotMarkets).to.equal(undefined);
    expect(plan.assumptions.filter(({ id }) => id.startsWith("spot"))).to.deep.equal([]);
    const { diagnostics } = compile(emrPipeline(), "spot: { m1.small: { price: 0.01 USD } }");
    expect(diagnostics.map(shortForm)).to.deep.equal(['1:19 warning SCENARIO_NO_MATCH spot["m1.small"]']);
  });
});

describe("`spot` in a scenario", () => {
  const FORMS: readonly (readonly [yaml: string, problem: string])[] = [
    ["spot: { m1.small: { price: 0.01 } }", '1:28 error SCENARIO_UNIT spot["m1.small"].price'],
    ["spot: { a: { market: { volatility: 40% } } }", "1:36 error SCENARIO_VALUE spot.a.market.volatility"],
    ["spot: { a: { market: { volatility: 4 } } }", "1:36 error SCENARIO_VALUE spot.a.market.volatility"],
    ["spot: { a: { market: { mean: 0 USD } } }", "1:30 error SCENARIO_VALUE spot.a.market.mean"],
    ["spot: { a: { market: { spike: none } } }", "1:24 error SCENARIO_UNKNOWN_KEY spot.a.market.spike"],
    ["spot: { a: { trace: p.csv, price: 1 USD } }", "1:12 error SCENARIO_VALUE spot.a"],
    ["spot: { a: { trace: { file: p.csv, start: late } } }", "1:43 error SCENARIO_VALUE spot.a.trace.start"],
    ["spot: { a: { reclaim: 5% } }", "1:23 error SCENARIO_UNIT spot.a.reclaim"],
    ["spot: { notice: 2 }", "1:17 error SCENARIO_UNIT spot.notice"],
    ["spot: { interruptedHour: half }", "1:26 error SCENARIO_VALUE spot.interruptedHour"],
    ["spot: { a: p.csv }", "1:12 error SCENARIO_SCHEMA spot.a"],
  ];
  for (const [yaml, problem] of FORMS) {
    it(`refuses ${yaml}`, () => expect(problemsOf(yaml)).to.deep.equal([problem]));
  }
});
