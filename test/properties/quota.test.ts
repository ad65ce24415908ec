import { expect } from "chai";
import fc from "fast-check";
import type { Plan } from "../../src/model/plan.ts";
import { ACTIVATION_MS, activityOf, clusterOf, groupOf, itemOf, planOf } from "../model/plans.ts";
import { recordsOf } from "../model/run-plan.ts";
import { property } from "./property.ts";

const INSTANCES_MAX = 6;

interface Load {
  readonly timesS: readonly number[];
  /** Of each cluster: its core instances, how long they boot and the work that one activity does on it. */
  readonly clusters: readonly { readonly cores: number; readonly bootS: number; readonly workS: number }[];
}

const load: fc.Arbitrary<Load> = fc.record({
  timesS: fc.array(fc.nat(6000), { minLength: 1, maxLength: 4 }).map((times) => times.sort((a, b) => a - b)),
  clusters: fc.array(
    fc.record({
      cores: fc.integer({ min: 1, max: INSTANCES_MAX - 1 }),
      bootS: fc.integer({ min: 20, max: 400 }),
      workS: fc.nat(3000),
    }),
    { minLength: 1, maxLength: 5 },
  ),
});

/** Nothing waits for anything but room, and nothing is random. */
function planWith({ timesS, clusters }: Load, ec2Instances: number): Plan {
  const resources = clusters.map(({ cores, bootS }, index) =>
    clusterOf(`R${index}`, { groups: [groupOf("master", 1, bootS), groupOf("core", cores, bootS)] }),
  );
  const activities = clusters.map(({ workS }, index) =>
    activityOf(`A${index}`, {
      runner: { kind: "resource", resourceId: `R${index}` },
      work: [itemOf("command", workS)],
    }),
  );
  const timesMs = timesS.map((timeS) => ACTIVATION_MS + 1000 * timeS);
  return planOf(
    { activation: { kind: "times", timesMs }, resources, activities },
    { limits: { instanceCreationIntervalMs: null, activeInstancesPerObject: null, ec2Instances } },
  );
}

/** By instance, when its attempt began. */
function startsOf(plan: Plan): Map<string, number> {
  return new Map(recordsOf(plan).attempts.map((row) => [row.instanceId, row.startedAtMs]));
}

describe("the account's limit on EC2 instances", () => {
  // First come first served, each as long as it is whenever it begins: what was launched before a request ends no later under
  // the higher limit, so there is room no later. (Where activities wait for one another a higher limit may change who comes
  // first, and Graham's anomalies are possible: it is not said of those.)
  property(
    "2.5 a higher one starts nothing later where nothing waits for anything but room",
    fc.tuple(load, fc.nat(20), fc.nat(20)),
    40,
    ([given, spare, more]) => {
      const before = startsOf(planWith(given, INSTANCES_MAX + spare));
      const after = startsOf(planWith(given, INSTANCES_MAX + spare + more));
      expect([...after.keys()].sort()).to.deep.equal([...before.keys()].sort());
      for (const [id, startMs] of after) expect(startMs, id).to.be.at.most(before.get(id) ?? 0);
    },
  );

  // Three clusters of 2 asked for at once: 100 s boot, 60 s applications, 30 s Task Runner, 60 s work, 0.25 s until its log is
  // published, 300 s until the room is free. With room for one of them each comes 550.25 s after the one before, with room
  // for two the third does.
  it("2.5, 7.3 one that is too low makes launches wait for the end of those before", () => {
    const given = { timesS: [0], clusters: Array.from({ length: 3 }, () => ({ cores: 1, bootS: 100, workS: 60 })) };
    const startsWith = (limit: number) =>
      [...startsOf(planWith(given, limit)).values()].map((ms) => ms - ACTIVATION_MS);
    expect(startsWith(2)).to.deep.equal([190_000, 740_250, 1_290_500]);
    expect(startsWith(4)).to.deep.equal([190_000, 190_000, 740_250]);
    expect(startsWith(6)).to.deep.equal([190_000, 190_000, 190_000]);
  });
});
