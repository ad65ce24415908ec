import { expect } from "chai";
import { type Finding, foreseeChecks } from "../../src/model/pipeline/check-series.ts";

/** Checks of 3 s, 120 s apart, from second 100 on: at 100, 223, 346, 469, ... */
function checksOf(finding: Finding, rest: { readonly timeoutMs?: number; readonly attemptTimeoutMs?: number } = {}) {
  return foreseeChecks({
    startMs: 100_000,
    checkMs: 3000,
    retryDelayMs: 120_000,
    timeoutAtMs: 100_000 + (rest.timeoutMs ?? Number.POSITIVE_INFINITY),
    attemptTimeoutMs: rest.attemptTimeoutMs,
    finding,
  });
}

const from = (second: number): Finding => ({ kind: "from", instantMs: 1000 * second });

describe("the checks of a precondition", () => {
  const cases: readonly [string, Finding, number, number][] = [
    ["long there", from(0), 103, 1],
    ["there as the first begins", from(100), 103, 1],
    ["there a moment later: the second finds it", from(100.001), 226, 2],
    ["there as the third begins", from(346), 349, 3],
    ["there while the third runs: the fourth finds it", from(347), 472, 4],
    ["found by the third", { kind: "atCheck", number: 3 }, 349, 3],
  ];
  for (const [title, finding, endS, count] of cases) {
    it(`3.2 ${title}`, () => {
      const checks = checksOf(finding);
      expect(checks.end).to.deep.equal({ met: true, atMs: 1000 * endS });
      expect(checks.begunBy(1000 * endS)).to.equal(count);
    });
  }

  it("3.2 go on for ever without a preconditionTimeout where there is nothing to find", () => {
    const checks = checksOf({ kind: "never" });
    expect(checks).to.not.have.property("end");
    expect([100, 222, 223, 346].map((second) => checks.begunBy(1000 * second))).to.deep.equal([1, 1, 2, 3]);
  });

  // 249 s after the first check began is when the third ends
  it("3.2 end at the preconditionTimeout; a check that ends right then has made it in time", () => {
    expect(checksOf(from(346), { timeoutMs: 249_000 }).end).to.deep.equal({ met: true, atMs: 349_000 });
    expect(checksOf(from(346), { timeoutMs: 248_999 }).end).to.deep.equal({ met: false, atMs: 348_999 });
    expect(checksOf(from(346), { timeoutMs: 248_999 }).begunBy(900_000)).to.equal(3);
    expect(checksOf({ kind: "never" }, { timeoutMs: 60_000 }).end).to.deep.equal({ met: false, atMs: 160_000 });
  });

  // each check is given up after 2 s and the next begins 120 s later
  it("3.4 a check that takes longer than the attemptTimeout has found nothing", () => {
    const checks = checksOf(from(0), { attemptTimeoutMs: 2000 });
    expect(checks).to.not.have.property("end");
    expect([221, 222].map((second) => checks.begunBy(1000 * second))).to.deep.equal([1, 2]);
    expect(checksOf(from(0), { attemptTimeoutMs: 3000 }).end).to.deep.equal({ met: true, atMs: 103_000 });
  });
});
