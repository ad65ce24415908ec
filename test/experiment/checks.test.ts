import { expect } from "chai";
import { checkOf } from "../../src/experiment/check.ts";
import { MeasureSummary } from "../../src/experiment/summarise.ts";
import { parseCondition } from "../../src/scenario/sections/conditions.ts";

/** A replication for each list; `Infinity` in the second list of a pair failed. */
function latencies(...replications: readonly (readonly [values: readonly number[], unended?: readonly number[]])[]) {
  const summary = new MeasureSummary({ name: "latency.pipeline", unit: "ms", values: [] });
  for (const [values, unended] of replications) {
    const own = unended === undefined ? {} : { unended: [...unended] };
    summary.add({ name: "latency.pipeline", unit: "ms", values: [...values], ...own });
  }
  return new Map([["latency.pipeline", summary]]);
}

function check(text: string, summaries: ReadonlyMap<string, MeasureSummary>) {
  const condition = parseCondition(text);
  if (condition === undefined) throw new Error(`no condition: ${text}`);
  return checkOf(condition, summaries);
}

const SECONDS = (...seconds: readonly number[]) => latencies(...seconds.map((one) => [[one * 1000]] as const));

describe("parseCondition", () => {
  it("reads figures and probabilities with their units", () => {
    expect(parseCondition("cost.total.mean <= 12 USD")).to.deep.include({
      measure: "cost.total.mean",
      bound: { operator: "<=", value: 12, unit: "USD" },
    });
    expect(parseCondition(" P( latency.pipeline <= 2 hours ) >= 95 % ")).to.deep.include({
      text: "P( latency.pipeline <= 2 hours ) >= 95 %",
      measure: "latency.pipeline",
      bound: { operator: "<=", value: 7_200_000, unit: "ms" },
      probability: { operator: ">=", value: 0.95, unit: "fraction" },
    });
    expect(parseCondition("attempts.failed < 3")?.bound).to.deep.equal({ operator: "<", value: 3, unit: "number" });
    expect(parseCondition("logs.lostBytes <= 10 MB")?.bound.unit).to.equal("bytes");
  });

  it("takes nothing else for a condition", () => {
    for (const text of [
      "",
      "cost.total",
      "<= 12 USD",
      "cost.total <= ",
      "cost.total = 12 USD",
      "P(latency.pipeline <= 2 h)",
    ]) {
      expect(parseCondition(text), text).to.equal(undefined);
    }
    expect(parseCondition("P(latency.pipeline <= 2 h) >= 3"), "a probability is a percentage").to.equal(undefined);
    expect(parseCondition(`P(${"(".repeat(100_000)}`)).to.equal(undefined);
  });
});

describe("checkOf", () => {
  // mean 10 s, sd 1, n = 5: half-width 2.776 x sqrt(1/5 x 2.5)... of 8 9 10 11 12: sd 1.5811, half-width 1.963
  it("judges a mean by its interval: 8.04 to 11.96 s", () => {
    const summaries = SECONDS(8, 9, 10, 11, 12);
    expect(check("latency.pipeline <= 12 s", summaries)?.verdict).to.equal("met");
    expect(check("latency.pipeline <= 11 s", summaries)?.verdict).to.equal("undecided");
    expect(check("latency.pipeline.mean <= 8 s", summaries)?.verdict).to.equal("missed");
    expect(check("latency.pipeline >= 8 s", summaries)?.verdict).to.equal("met");
    expect(check("latency.pipeline > 12 s", summaries)?.verdict).to.equal("missed");
  });

  // 0.95^30 = 21 % of samples have all of their 30 observations below the 95th percentile: no upper bound
  it("does not call a quantile met without an upper bound, however small the sample's", () => {
    const summaries = SECONDS(...Array.from({ length: 30 }, (_, index) => index + 1));
    expect(check("latency.pipeline.p95 <= 1 h", summaries)?.verdict).to.equal("undecided");
    expect(check("latency.pipeline.p95 <= 10 s", summaries)?.verdict).to.equal("missed");
    expect(check("latency.pipeline.p50 <= 1 h", summaries)?.verdict).to.equal("met");
  });

  // Wilson: 100 of 100 is 96.3 % to 100 %; 20 of 20 is 83.9 % to 100 %; 10 of 20 is 29.9 % to 70.1 %
  it("judges a probability by Wilson's interval", () => {
    const all = (count: number) => SECONDS(...Array.from({ length: count }, () => 5));
    expect(check("P(latency.pipeline <= 10 s) >= 95%", all(100))?.verdict).to.equal("met");
    expect(check("P(latency.pipeline <= 10 s) >= 95%", all(20))?.verdict).to.equal("undecided");
    const half = SECONDS(...Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? 5 : 15)));
    expect(check("P(latency.pipeline <= 10 s) >= 95%", half)?.verdict).to.equal("missed");
    expect(check("P(latency.pipeline <= 10 s) >= 95%", half)?.value).to.equal(0.5);
  });

  // two of four ended in time, one failed; one has gone on for 20 s, which is too long, another for 5 s, which says nothing
  it("3.5 counts what failed as too late, and what still goes on once it is", () => {
    const summaries = latencies(
      [
        [5000, 6000],
        [Number.POSITIVE_INFINITY, 20_000, 5000],
      ],
      [[7000], []],
    );
    expect(check("P(latency.pipeline <= 10 s) >= 50%", summaries)?.value).to.equal(0.6);
  });

  it("judges a single replication by its value alone", () => {
    expect(check("latency.pipeline <= 10 s", SECONDS(9))).to.deep.include({
      interval: null,
      verdict: "met",
      value: 9000,
    });
  });

  it("knows neither what is not measured nor another unit", () => {
    expect(check("latency.pipelin <= 10 s", SECONDS(9))).to.equal(undefined);
    expect(check("latency.pipeline <= 10 USD", SECONDS(9))).to.equal(undefined);
  });
});
