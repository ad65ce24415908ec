import { expect } from "chai";
import type { Distribution } from "../../src/engine/distribution.ts";
import type { EmrClusterPlan, Plan } from "../../src/model/plan.ts";
import type { ModelEvent } from "../../src/model/records.ts";
import { simulate } from "../../src/model/simulate.ts";
import { activityOf, clusterOf, groupOf, planOf } from "./plans.ts";
import { type Recorded, recordsOf } from "./run-plan.ts";

const BOOT: Distribution = { kind: "weibull", shape: 2, scale: 100_000 };
const WORK: Distribution = { kind: "lognormal", mu: 12, sigma: 0.5 };

function plan(coreCount: number, taskCount = 0, cluster: Partial<EmrClusterPlan> = {}): Plan {
  const groups = [
    groupOf("master", 1, 0, { boot: BOOT }),
    groupOf("core", coreCount, 0, { boot: BOOT }),
    ...(taskCount === 0 ? [] : [groupOf("task", taskCount, 0, { boot: BOOT })]),
  ];
  const work = { role: "step", label: "step", place: "stepQueue", work: { kind: "duration", duration: WORK } } as const;
  const activity = activityOf("A", { runner: { kind: "resource", resourceId: "R" }, work: [work, work] });
  return planOf({ resources: [clusterOf("R", { groups, ...cluster })], activities: [activity] });
}

function bootsOf({ ec2Instances }: Recorded): Map<string, number> {
  return new Map(ec2Instances.map((row) => [row.ec2InstanceId, (row.bootedAtMs ?? Number.NaN) - row.requestedAtMs]));
}

const stepLengthsOf = ({ steps }: Recorded) => steps.map((row) => row.endedAtMs - (row.startedAtMs ?? Number.NaN));

/** The largest distance between the samples' distribution function and `distribution`. */
function kolmogorovSmirnov(samples: readonly number[], distribution: (x: number) => number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted.reduce((largest, sample, index) => {
    const expected = distribution(sample);
    return Math.max(largest, expected - index / sorted.length, (index + 1) / sorted.length - expected);
  }, 0);
}

describe("common random numbers", () => {
  it("8.2 more core nodes leave the boots of the others and the drawn work as they were", () => {
    const few = recordsOf(plan(3));
    const many = recordsOf(plan(8, 4));
    const boots = bootsOf(many);
    for (const [id, bootMs] of bootsOf(few)) expect([id, boots.get(id)]).to.deep.equal([id, bootMs]);
    expect(stepLengthsOf(many)).to.deep.equal(stepLengthsOf(few));
    expect(new Set(boots.values()).size).to.equal(13);
  });

  it("8.2 another distribution of the boots leaves the drawn work as it was", () => {
    const slow = plan(3, 0, { groups: [groupOf("master", 1, 0, { boot: { ...BOOT, scale: 300_000 } })] });
    expect(stepLengthsOf(recordsOf(slow))).to.deep.equal(stepLengthsOf(recordsOf(plan(3))));
  });

  it("8.2 another replication and another seed draw anew", () => {
    const lengths = [recordsOf(plan(3)), recordsOf(plan(3), "seed", 1), recordsOf(plan(3), "other")].map((records) =>
      stepLengthsOf(records).join(),
    );
    expect(new Set(lengths).size).to.equal(3);
  });
});

describe("the boot of a cluster", () => {
  const RUNS = 600;

  function bootsOfRuns(groups: EmrClusterPlan["groups"]): number[] {
    const resources = [clusterOf("R", { groups, termination: { kind: "constant", value: 0 } })];
    const activities = [activityOf("A", { runner: { kind: "resource", resourceId: "R" } })];
    const boot = planOf({ resources, activities });
    const boots: number[] = [];
    const observe = (event: ModelEvent) => {
      if (event.kind === "resource") boots.push((event.row.bootedAtMs ?? Number.NaN) - event.row.requestedAtMs);
    };
    for (let replication = 0; replication < RUNS; replication += 1) {
      simulate(boot, { seed: "boot", replication, observers: [observe] });
    }
    return boots;
  }

  const weibull = (x: number) => 1 - Math.exp(-((x / 100_000) ** 2));
  /** The distance that samples of the distribution exceed once in 100 times: 1.628 / sqrt(n). */
  const CRITICAL = 1.628 / Math.sqrt(RUNS);

  for (const [coreCount, taskCount] of [
    [0, 0],
    [4, 0],
    [19, 5],
  ] as const) {
    it(`5.1 with ${coreCount} core and ${taskCount} task nodes is the maximum of ${coreCount + 1} draws`, () => {
      const groups = [
        groupOf("master", 1, 0, { boot: BOOT }),
        groupOf("core", coreCount, 0, { boot: BOOT }),
        groupOf("task", taskCount, 0, { boot: BOOT }),
      ];
      const distance = kolmogorovSmirnov(bootsOfRuns(groups), (x) => weibull(x) ** (coreCount + 1));
      expect(distance).to.be.below(CRITICAL);
    });
  }

  it("5.1 with other boot times of the master is the maximum of both", () => {
    const groups = [
      groupOf("master", 1, 0, { boot: { kind: "uniform", min: 50_000, max: 250_000 } }),
      groupOf("core", 3, 0, { boot: BOOT }),
    ];
    const uniform = (x: number) => Math.min(1, Math.max(0, (x - 50_000) / 200_000));
    const distance = kolmogorovSmirnov(bootsOfRuns(groups), (x) => uniform(x) * weibull(x) ** 3);
    expect(distance).to.be.below(CRITICAL);
  });
});
