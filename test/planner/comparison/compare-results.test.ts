import { expect } from "chai";
import type { Measure, Result } from "../../../src/experiment/result.ts";
import { compareResults } from "../../../src/planner/comparison/compare-results.ts";
import { parseGate } from "../../../src/planner/comparison/parse-gate.ts";
import { welchDifference } from "../../../src/stats/welch-difference.ts";
import { spread } from "../../report/hostile-result.ts";
import { once, workedExample } from "../../report/worked-example.ts";

function result(measures: Record<string, Measure>, more: Partial<Result> = {}): Result {
  return { ...workedExample, ...more, measures };
}

function compare(base: Result, head: Result, gates: readonly string[] = [], despite: readonly "seed"[] = []) {
  return compareResults({
    base: { source: "base", result: base },
    head: { source: "head", result: head },
    gates: gates.flatMap((gate) => parseGate(gate) ?? []),
    despite,
  });
}

function verdictOf(measure: string, base: Measure | undefined, head: Measure | undefined): string {
  const of = (one: Measure | undefined) => result(one === undefined ? {} : { [measure]: one });
  const [row] = compare(of(base), of(head)).measures;
  return [row?.verdict, row?.reason].filter((part) => part !== undefined).join(": ");
}

/** One gate over `cost.total`. */
function gateOf(gate: string, base: number, head: number, sd = 0.001): string {
  const of = (mean: number) => result({ "cost.total": spread("USD", mean, sd) });
  const [row] = compare(of(base), of(head), [gate]).gates;
  return `${row?.verdict}${row?.isDoubtful === true ? ", in doubt" : ""}`;
}

describe("compareResults", () => {
  it("calls less of a cost better, and more of what succeeds", () => {
    expect(verdictOf("cost.total", spread("USD", 2, 0.01), spread("USD", 1, 0.01))).to.equal("better");
    expect(verdictOf("cost.total", spread("USD", 1, 0.01), spread("USD", 2, 0.01))).to.equal("worse");
    expect(verdictOf("utilisation.C.core", spread("fraction", 0.5, 0.01), spread("fraction", 0.8, 0.01))).to.equal(
      "better",
    );
    expect(verdictOf("executions.succeeded", spread("fraction", 1, 0), spread("fraction", 0.5, 0.1))).to.equal("worse");
  });

  it("calls unchanged what is equal, within the interval, or within the tolerance", () => {
    expect(verdictOf("cost.total", spread("USD", 2, 0), spread("USD", 2, 0))).to.equal("unchanged");
    expect(verdictOf("cost.total", spread("USD", 2, 1), spread("USD", 2.1, 1))).to.equal(
      "unchanged: within the interval",
    );
    expect(verdictOf("cost.total", spread("USD", 2, 0), spread("USD", 2.001, 0))).to.equal(
      "unchanged: within the tolerance",
    );
  });

  it("tells of a base of zero without a share of it", () => {
    const [row] = compare(
      result({ "attempts.failed": once("count", 0) }),
      result({ "attempts.failed": once("count", 3) }),
    ).measures;
    expect(row).to.include({ verdict: "worse", base: 0, head: 3, difference: 3 });
    expect(row).not.to.have.property("relative");
    expect(verdictOf("attempts.failed", once("count", 0), once("count", 0))).to.equal("unchanged");
  });

  it("does not compare what appears, goes away or has another unit", () => {
    expect(verdictOf("cost.x", undefined, once("USD", 1))).to.equal("not comparable: appears");
    expect(verdictOf("cost.x", once("USD", 1), undefined)).to.equal("not comparable: goes away");
    expect(verdictOf("cost.x", once("USD", 1), once("ms", 1))).to.equal("not comparable: other unit (USD, now ms)");
  });

  it("does not compare results of another seed, model or catalog unless that is accepted", () => {
    const base = result({ "cost.total": once("USD", 1) });
    const seed = result({ "cost.total": once("USD", 2) }, { seed: "other" });
    expect(compare(base, seed).measures[0]?.reason).to.match(/^other seed/);
    expect(compare(base, seed, ["cost.total +500%"]).gates[0]).to.include({ verdict: "failed" });
    expect(compare(base, seed, [], ["seed"]).measures[0]?.verdict).to.equal("worse");
    for (const key of ["modelVersion", "catalogDigest"]) {
      const certificate = { ...workedExample.certificate, [key]: "sha256:00" };
      expect(compare(base, result(base.measures, { certificate })).measures[0]?.verdict).to.equal("not comparable");
    }
  });

  it("puts the worst first: what came from nothing, then the largest share", () => {
    const of = (a: number, b: number, c: number) =>
      result({ "cost.a": once("USD", a), "cost.b": once("USD", b), "cost.c": once("USD", c) });
    const names = compare(of(1, 1, 0), of(2, 3, 1)).measures.map(({ measure }) => measure);
    expect(names).to.deep.equal(["cost.c", "cost.b", "cost.a"]);
  });

  it("holds gates of change in both directions, to the limit itself", () => {
    expect(gateOf("cost.total.mean +2%", 10, 10.2)).to.equal("passed, in doubt");
    expect(gateOf("cost.total.mean +2%", 10, 10.3)).to.equal("failed");
    expect(gateOf("cost.total -10%", 10, 8.5)).to.equal("passed");
    expect(gateOf("cost.total -10%", 10, 9.5)).to.equal("failed");
    expect(gateOf("cost.total +0.50 USD", 10, 10.4)).to.equal("passed");
    expect(gateOf("cost.total +2%", 0, 0)).to.equal("passed");
    expect(gateOf("cost.total +2%", 0, 1)).to.equal("failed");
    expect(gateOf("cost.total.mean <= 12 USD", 1, 13)).to.equal("failed");
    // 95 % interval of the difference: 1 +- 2 or so, and the limit of 0.2 is in it
    expect(gateOf("cost.total +2%", 10, 11, 5)).to.equal("failed, in doubt");
  });

  it("fails a gate whose measure goes away, and refuses one that neither has or of another unit", () => {
    const [base, none] = [result({ "cost.total": once("USD", 1) }), result({})];
    expect(compare(base, none, ["cost.total +2%"]).gates[0]?.reason).to.match(/goes away/);
    expect(() => compare(base, base, ["cost.totl +2%"])).to.throw("did you mean `cost.total`");
    expect(() => compare(base, base, ["cost.total +5 minutes"])).to.throw("is in USD, the amount is in ms");
  });
});

describe("welchDifference", () => {
  it("is Student's with pooled degrees of freedom where both vary alike", () => {
    // s = 1, n = 10 each: standard error sqrt(0.2) = 0.44721, 18 degrees of freedom, t = 2.10092
    const { low, high } = welchDifference({ mean: 0, sd: 1, n: 10 }, { mean: 1, sd: 1, n: 10 });
    expect(low).to.be.closeTo(1 - 0.93955, 1e-4);
    expect(high).to.be.closeTo(1.93955, 1e-4);
  });
});
