import { expect } from "chai";
import type { Plan } from "../../src/model/plan.ts";
import { comparePlans } from "../../src/planner/compare-plans.ts";
import { activityOf, clusterOf, groupOf, planOf } from "../model/plans.ts";

/** A cluster of `coreCount` nodes with random boot times that shares 10 node-hours of work. */
function planWith(coreCount: number): Plan {
  const boot = { kind: "normal", mean: 95_000, sd: 20_000 } as const;
  const work = {
    kind: "scaling",
    work: { kind: "normal", mean: 36_000_000, sd: 6_000_000 },
    referenceSpeed: 1,
    serialMs: 60_000,
    overheadPerNodeMs: 0,
  } as const;
  return planOf({
    resources: [clusterOf("Cluster", { groups: [groupOf("master", 1, 100), groupOf("core", coreCount, 0, { boot })] })],
    activities: [
      activityOf("Work", {
        runner: { kind: "resource", resourceId: "Cluster" },
        work: [{ role: "step", label: "step", place: "stepQueue", work }],
      }),
    ],
  });
}

describe("comparePlans", () => {
  const differences = comparePlans({ base: planWith(5), head: planWith(10), seed: "compare", replications: 30 });
  const latency = differences.find(({ measure }) => measure === "latency.pipeline");

  // the parallel part takes 10 h / 5 = 2 h on five nodes and 1 h on ten: 3,600 s less, boot times move it by seconds
  it("8.2 finds that twice the nodes save an hour of two", () => {
    expect(latency?.n).to.equal(30);
    expect(latency?.mean).to.be.closeTo(-3_600_000, 300_000);
    expect(latency?.isSignificant).to.equal(true);
    expect(latency?.mean).to.be.closeTo((latency?.headMean ?? 0) - (latency?.baseMean ?? 0), 1e-3);
  });

  // work W has sd 6e6 node-ms: W/10 has sd 6e5 ms. With W shared the difference is W/10 - W/5 = -W/10: sd 6e5.
  // Drawn independently it would have sd 6e6 * sqrt(1/25 + 1/100) = 1.34e6: more than twice as wide an interval.
  it("8.2 shares the drawn work, so that the interval is narrower than that of independent runs", () => {
    const halfWidth = latency?.interval?.halfWidth ?? Number.POSITIVE_INFINITY;
    expect(halfWidth).to.be.below((0.6 * 2.045 * 1.34e6) / Math.sqrt(30));
  });

  // the variances of the two latencies against that of their difference: (1/25 + 1/100) / (1/10)^2 = 5, less what the boot
  // times of nodes that only one of them has add; thirty pairs leave that open by a few tens of per cent
  it("8.2 shows the factor: independent runs would need about five times as many replications", () => {
    expect(latency?.varianceReduction).to.be.within(3.5, 6.5);
  });

  it("says that a plan does not differ from itself", () => {
    const same = comparePlans({ base: planWith(5), head: planWith(5), seed: "compare", replications: 3 });
    expect(same.map(({ mean, isSignificant }) => [mean, isSignificant])).to.deep.equal(same.map(() => [0, false]));
  });
});
