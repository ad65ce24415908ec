import { expect } from "chai";
import fc from "fast-check";
import type { SparkPlan } from "../../../src/model/spark-plan.ts";
import { dynamic, SparkRun, sparkOf, stageOf } from "./run-spark.ts";

const NODES = 4;

const stages = fc
  .array(
    fc.record({
      count: fc.nat(8),
      taskS: fc.nat(20),
      parents: fc.array(fc.nat(5), { maxLength: 2 }),
      shuffleReadBytes: fc.constantFrom(0, 3_000_000),
      shuffleWriteBytes: fc.constantFrom(0, 1_000_000),
      memoryBytes: fc.constantFrom(0, 900, 4000),
      cacheBytes: fc.constantFrom(0, 2000),
      driverS: fc.constantFrom(0, 3),
      isCached: fc.boolean(),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((drawn) =>
    drawn.map(({ count, taskS, parents, memoryBytes, driverS, cacheBytes, isCached, ...shuffle }, index) =>
      stageOf(count, taskS, {
        ...shuffle,
        after: [...new Set(parents.filter((parent) => parent < index))],
        memory: { kind: "constant", value: memoryBytes },
        driver: { kind: "constant", value: 1000 * driverS },
        ...(cacheBytes > 0 ? { cacheBytes } : {}),
        ...(isCached && index > 0 ? { cached: { of: index - 1, slowdown: 3 } } : {}),
      }),
    ),
  );

const application: fc.Arbitrary<SparkPlan> = fc
  .record({
    stages,
    executors: fc.integer({ min: 1, max: 6 }),
    cores: fc.integer({ min: 1, max: 3 }),
    isDynamic: fc.boolean(),
    externalShuffle: fc.boolean(),
    lifeS: fc.constantFrom(undefined, 20, 200),
    failureProbability: fc.constantFrom(0, 0.2),
    isSpeculative: fc.boolean(),
    attempts: fc.integer({ min: 1, max: 2 }),
  })
  .map((drawn) =>
    sparkOf(drawn.stages, drawn.executors, {
      master: {
        container: { memoryMb: 512, vcores: 1 },
        start: { kind: "constant", value: 2000 },
        attempts: drawn.attempts,
      },
      executor: {
        container: { memoryMb: 1024, vcores: drawn.cores },
        cores: drawn.cores,
        start: { kind: "uniform", min: 0, max: 5000 },
        ...(drawn.lifeS === undefined ? {} : { meanTimeToFailureMs: 1000 * drawn.lifeS }),
      },
      allocation: drawn.isDynamic
        ? dynamic({ max: drawn.executors, idleMs: 5000 })
        : { kind: "static", count: drawn.executors },
      externalShuffle: drawn.externalShuffle,
      faults: {
        failureProbability: drawn.failureProbability,
        attemptsMax: 4,
        stragglerProbability: 0.1,
        stragglerSlowdown: 5,
        ...(drawn.isSpeculative ? { speculation: { quantile: 0.5, multiplier: 1.5 } } : {}),
      },
    }),
  );

/** Two applications side by side, of whose nodes some are lost and one comes anew; and what is left at the end. */
function runOf(plans: readonly SparkPlan[], losses: readonly (readonly [atS: number, node: number])[], seed: string) {
  const run = new SparkRun({ seed, scheduler: { kind: "fair", queues: [] } });
  const nodes = run.addNodes(NODES, 3072, 2);
  for (const [index, plan] of plans.entries()) run.submit(`app ${index}`, plan);
  for (const [atS, node] of losses) run.at(atS, () => run.loseNode(nodes[node]));
  run.at(60, () => nodes.push(...run.addNodes(1, 3072, 2)));
  const ends = run.run();
  const used = nodes.map((room) => room.free({ memoryMb: 1024, vcores: 1 }));
  return { ends: [...ends], stages: run.stages, used, endedS: run.nowS };
}

const losses = fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 90 }), fc.nat(NODES - 1)), {
  maxLength: 3,
  selector: ([, node]) => node,
});

describe("random Spark applications", () => {
  it("5.4 end, whatever fails and is lost, give everything back, and go the same way again (property)", () => {
    const law = (plans: readonly SparkPlan[], lost: readonly [number, number][], seed: number): void => {
      const first = runOf(plans, lost, String(seed));
      expect(first.ends.map(([name]) => name).sort()).to.deep.equal(plans.map((_, index) => `app ${index}`));
      expect(first.used).to.deep.equal(first.used.map(() => 3));
      for (const stage of first.stages) {
        const { submittedAtMs, startedAtMs = submittedAtMs, endedAtMs = startedAtMs } = stage;
        expect(startedAtMs).to.be.at.least(submittedAtMs);
        expect(endedAtMs).to.be.at.least(startedAtMs);
        if (stage.status === "COMPLETED") expect(stage).to.have.property("endedAtMs");
      }
      expect(runOf(plans, lost, String(seed))).to.deep.equal(first);
    };
    fc.assert(fc.property(fc.array(application, { minLength: 1, maxLength: 2 }), losses, fc.nat(), law), {
      seed: 1848,
      numRuns: 150,
    });
  });

  it("5.4 complete all of their stages when nothing fails (property)", () => {
    const quiet = (plan: SparkPlan): SparkPlan => {
      const { meanTimeToFailureMs: _, ...executor } = plan.executor;
      return { ...plan, executor, faults: { ...plan.faults, failureProbability: 0 } };
    };
    const law = (plan: SparkPlan, seed: number): void => {
      const { ends, stages: rows } = runOf([quiet(plan)], [], String(seed));
      expect(ends[0]?.[1]).to.be.a("number");
      expect(rows.map(({ status }) => status)).to.deep.equal(plan.stages.map(() => "COMPLETED"));
    };
    fc.assert(fc.property(application, fc.nat(), law), { seed: 1848, numRuns: 100 });
  });
});
