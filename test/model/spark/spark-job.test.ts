import { expect } from "chai";
import fc from "fast-check";
import { seconds } from "../plans.ts";
import { dynamic, endOf, SparkRun, sparkOf, stageOf } from "./run-spark.ts";

const MINUTE = 60;

describe("SparkJob", () => {
  it("5.4 takes ceil(n/k) waves of equal tasks over k cores (property)", () => {
    const count = fc.integer({ min: 1, max: 200 });
    const small = fc.integer({ min: 1, max: 7 });
    const law = (n: number, executors: number, cores: number, taskS: number): void => {
      const executor = { container: { memoryMb: 1024, vcores: cores }, cores, start: seconds(0) };
      const plan = sparkOf([stageOf(n, taskS)], executors, { executor });
      expect(endOf(plan, { count: 2 })).to.equal(Math.ceil(n / (executors * cores)) * taskS);
    };
    fc.assert(fc.property(count, small, small, small, law), { seed: 1848, numRuns: 100 });
  });

  // stages 0 (3 tasks of 10 s) and 1 (3 tasks of 10 s) share 4 cores: 0 has three cores and 1 one until 10, then 1 has its
  // two others until 20. Stage 2 (4 tasks of 5 s) comes after both: 25
  it("5.4 runs stages that do not wait for one another side by side, the first one first", () => {
    const run = new SparkRun();
    run.addNodes(1, 10_000, 8);
    run.submit("app", sparkOf([stageOf(3, 10), stageOf(3, 10), stageOf(4, 5, { after: [0, 1] })], 4));
    expect(run.run().get("app")).to.equal(25);
    expect(
      run.stages.map(({ submittedAtMs, startedAtMs, endedAtMs, critical }) => [
        ...[submittedAtMs, startedAtMs ?? 0, endedAtMs ?? 0].map((ms) => (ms - run.world.plan.activationMs) / 1000),
        critical === true,
      ]),
    ).to.deep.equal([
      [0, 0, 10, false],
      [0, 0, 20, true],
      [20, 20, 25, true],
    ]);
  });

  // the master starts in 7 s, executors in 5: 12. The driver takes 3 s before stage 0 and 4 before stage 1: 15, 25, 29, 39
  it("5.4 adds the start of master and executors, and what the driver does before each stage", () => {
    const stages = [stageOf(1, 10, { driver: seconds(3) }), stageOf(1, 10, { driver: seconds(4), after: [0] })];
    const executor = { container: { memoryMb: 1024, vcores: 1 }, cores: 1, start: seconds(5) };
    const master = { container: { memoryMb: 512, vcores: 1 }, start: seconds(7), attempts: 1 };
    expect(endOf(sparkOf(stages, 1, { master, executor }), { count: 1 })).to.equal(39);
  });

  // list scheduling of a DAG: the makespan is never above work / k + (1 - 1/k) * critical path, nor below either.
  // Source: R. L. Graham, Bounds on multiprocessing timing anomalies, SIAM J. Appl. Math. 17 (1969)
  it("5.4 keeps random DAGs of stages within Graham's bounds (property)", () => {
    const stage = fc.record({
      count: fc.integer({ min: 1, max: 12 }),
      taskS: fc.integer({ min: 1, max: 30 }),
      parents: fc.array(fc.nat({ max: 7 }), { maxLength: 3 }),
    });
    const law = (drawn: readonly { count: number; taskS: number; parents: readonly number[] }[], k: number): void => {
      const stages = drawn.map(({ count, taskS, parents }, index) =>
        stageOf(count, taskS, { after: parents.filter((parent) => parent < index) }),
      );
      const work = drawn.reduce((sum, { count, taskS }) => sum + count * taskS, 0);
      const paths: number[] = [];
      for (const [index, { taskS }] of drawn.entries()) {
        const before = (stages[index]?.after ?? []).map((parent) => paths[parent] ?? 0);
        paths.push(taskS + Math.max(0, ...before));
      }
      const critical = Math.max(...paths);
      const makespan = Number(endOf(sparkOf(stages, k), { count: 3 }));
      expect(makespan).to.be.at.least(Math.max(work / k, critical) - 1e-9);
      expect(makespan).to.be.at.most(work / k + (1 - 1 / k) * critical + 1e-9);
    };
    fc.assert(fc.property(fc.array(stage, { minLength: 1, maxLength: 8 }), fc.integer({ min: 1, max: 9 }), law), {
      seed: 1848,
      numRuns: 100,
    });
  });

  // nine tasks, the first before the last, the fourth before the fifth to the eighth: 12 on three cores. A fourth core, shorter
  // tasks or fewer of those waits make it later, not earlier: 15, 13, 16. Source: Graham, as above, figures 2 to 5. The first
  // task is shorter by a millisecond less, since it would else end at the same instant as the fourth, and come first
  it("5.4 shows Graham's anomalies: more cores, shorter tasks or fewer waits may take longer", () => {
    const times = [3, 2, 2, 2, 4, 4, 4, 4, 9];
    const end = (cores: number, shorterS = 0, free: readonly number[] = []) => {
      const stages = times.map((taskS, index) => {
        const after = index === 8 ? [0] : index >= 4 && !free.includes(index) ? [3] : [];
        const bySoMuch = index === 0 && shorterS > 0 ? shorterS - 0.001 : shorterS;
        return stageOf(1, taskS - bySoMuch, { after });
      });
      return endOf(sparkOf(stages, cores), { count: 1 });
    };
    expect([end(3), end(4), end(3, 1), end(3, 0, [4, 5])]).to.deep.equal([12, 15, 13, 16]);
  });

  // a stage without a task waits for those before it, too, and those after it for it
  it("5.4 hands on stages without a task", () => {
    const stages = [stageOf(1, 10), stageOf(0, 10, { after: [0] }), stageOf(1, 10, { after: [1] })];
    expect(endOf(sparkOf(stages, 2), { count: 1 })).to.equal(20);
  });

  // two nodes of 2 processors, 3 cores of executors on each: while all are busy a task has 2/3 of a processor: 10 s of work
  // take 15. 8 tasks on 6 cores: 6 until 15; the last two have a processor each: 25
  it("5.4 shares the processors of a node among more cores than it has", () => {
    const plan = sparkOf([stageOf(8, 10)], 6);
    expect(endOf(plan, { count: 2, memoryMb: 4096, processors: 2 })).to.equal(25);
  });

  // 4 tasks fetch 2 MB each, on two nodes of 1 MB/s, two on each at a time: 4 s, then compute 10 s. They write 1 MB each: 2 s
  it("5.4 bounds the shuffle by the network of each node", () => {
    const stage = stageOf(4, 10, { shuffleReadBytes: 8_000_000, shuffleWriteBytes: 4_000_000 });
    expect(endOf(sparkOf([stage], 4), { count: 2, memoryMb: 2560 })).to.equal(16);
  });

  // node of speed 8 with 4 processors: a core of 2, for tasks that took 10 s on one of 1
  it("5.4 runs a task at the speed of its core", () => {
    const run = new SparkRun();
    const containerMb = { applicationMaster: 512, map: 1024, reduce: 1024 };
    run.addNode({ kind: "memory", memoryMb: 10_000, containerMb, processors: 4 }, 8);
    run.submit("app", sparkOf([stageOf(4, 10)], 4));
    expect(run.run().get("app")).to.equal(5);
  });
});

describe("memory of executors", () => {
  // 1,000 bytes for one core: a task of 1,000 fits, one of 1,001 spills and takes 3 times as long, however much it needs
  it("5.4 slows tasks down from the byte on that does not fit in their share", () => {
    const end = (bytes: number, cores = 1) => {
      const executor = { container: { memoryMb: 1024, vcores: 1 }, cores, start: seconds(0) };
      const stage = stageOf(1, 10, { memory: { kind: "constant", value: bytes } });
      return endOf(sparkOf([stage], 1, { executor }), { count: 1 });
    };
    expect([1000, 1001, 50_000].map((bytes) => end(bytes))).to.deep.equal([10, 30, 30]);
    // two cores share them
    expect([500, 501].map((bytes) => end(bytes, 2))).to.deep.equal([10, 30]);
  });

  // needs 4 times its share, 2 are allowed: each attempt fails when half of its 10 s are over, four times: then the job does
  it("5.4 fails tasks that need too much, four times, and the application with them", () => {
    const memory = { unifiedBytes: 1000, storageBytes: 500, spillSlowdown: 3, outOfMemoryAt: 2 };
    const run = new SparkRun();
    run.addNodes(1, 10_000, 8);
    const stage = stageOf(1, 10, { memory: { kind: "constant", value: 4000 } });
    run.submit("app", sparkOf([stage], 1, { memory }));
    expect(run.run().get("app")).to.equal("failed");
    expect(run.nowS).to.equal(20);
    expect(run.stages).to.containSubset([{ status: "FAILED", failedTasks: 4 }]);
  });

  // 4 parts of 400 bytes on two executors of 1,000: each keeps two of them (800). The next stage finds all: 10 s a wave.
  // Parts of 600: each executor keeps one, and reads the other anew in 5 times the time: 10 + 10, 10 + 50
  it("5.4 keeps what stages cache as far as there is room, and slows those down that miss it", () => {
    const plan = (partBytes: number) =>
      sparkOf(
        [stageOf(4, 10, { cacheBytes: 4 * partBytes }), stageOf(4, 10, { after: [0], cached: { of: 0, slowdown: 5 } })],
        2,
      );
    expect(endOf(plan(400), { count: 1 })).to.equal(40);
    expect(endOf(plan(600), { count: 1 })).to.equal(80);
  });

  // 800 bytes are cached, of which storage keeps 500 when tasks need memory: 500 are left for a task
  it("5.4 leaves tasks what storage does not keep", () => {
    const plan = (bytes: number) =>
      sparkOf(
        [
          stageOf(1, 10, { cacheBytes: 800 }),
          stageOf(1, 10, { after: [0], memory: { kind: "constant", value: bytes } }),
        ],
        1,
      );
    expect([500, 501].map((bytes) => endOf(plan(bytes), { count: 1 }))).to.deep.equal([20, 40]);
  });
});

describe("dynamic allocation", () => {
  // 100 tasks of 100 s from 30 on (nobody has registered of the 0 that are wanted: at once, so from 0 on). One executor is
  // asked for at 1 s, 2 more at 2, 4 at 3, 8 at 4, 16 at 5, 32 at 6, 37 of the 64 at 7: 100. The last ones end at 107
  it("5.4 asks for 1, 2, 4, 8 ... more executors a second while tasks wait, and for no more than they need", () => {
    const run = new SparkRun();
    run.addNodes(1, 1_000_000, 1000);
    const job = run.submit("app", sparkOf([stageOf(100, 100)], 0, { allocation: dynamic() }));
    const counts = new Map<number, number>();
    for (const atS of [0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5]) {
      run.at(atS, () => counts.set(atS, Math.round((job.usedRoom - 512) / 1024)));
    }
    expect(run.run().get("app")).to.equal(107);
    expect([...counts.values()]).to.deep.equal([0, 1, 3, 7, 15, 31, 63, 100]);
  });

  it("5.4 asks for the initial number at once, and for no more than the maximum", () => {
    const allocation = dynamic({ initial: 2, max: 3 });
    // 2 cores from 0, a third from 1 on: 6 tasks of 10 s are done at 10, 10, 11, 20, 20, 21
    expect(endOf(sparkOf([stageOf(6, 10)], 0, { allocation }), { count: 1 })).to.equal(21);
  });

  // 8 executors for 8 tasks of 10 s at 0; then one task of 300 s: 7 are idle from 10 on, and given back at 70 but for the
  // two that are the minimum
  it("5.4 gives executors back that are idle for a minute, down to the minimum", () => {
    const run = new SparkRun();
    run.addNodes(1, 1_000_000, 1000);
    const allocation = dynamic({ initial: 8, min: 2 });
    const stages = [stageOf(8, 10), stageOf(1, 300, { after: [0] })];
    const job = run.submit("app", sparkOf(stages, 0, { allocation, externalShuffle: true }));
    const counts: number[] = [];
    for (const atS of [69, 71]) run.at(atS, () => counts.push(Math.round((job.usedRoom - 512) / 1024)));
    expect(run.run().get("app")).to.equal(310);
    expect(counts).to.deep.equal([8, 2]);
  });
});

describe("containers of executors", () => {
  // 2 nodes of 3 GB: the master takes half a GB, so that 2 and 3 executors of 1 GB fit, though 10 are wanted
  it("5.4 fit in the memory of the nodes beside the application master", () => {
    expect(endOf(sparkOf([stageOf(10, 10)], 10), { count: 2, memoryMb: 3072 })).to.equal(10 + 10 + 30);
  });

  it("5.4 fit in the vcores of the nodes, where YARN counts them", () => {
    const run = new SparkRun();
    run.addNodes(1, 100_000, 8, { vcores: 5 });
    run.submit("app", sparkOf([stageOf(8, 10)], 10));
    // one vcore is the master's: 4 executors, 2 waves, after the 30 s that the driver waits for most of the 10
    expect(run.run().get("app")).to.equal(30 + 20);
  });

  // of 10 executors 5 come up at once; the driver waits for 8 of them, but for 30 s at most
  it("5.4 are waited for: most of them, or 30 s", () => {
    expect(endOf(sparkOf([stageOf(5, 10)], 10), { count: 1, memoryMb: 512 + 5 * 1024 })).to.equal(40);
    expect(endOf(sparkOf([stageOf(5, 10)], 6), { count: 1, memoryMb: 512 + 5 * 1024 })).to.equal(10);
  });

  it("5.4 are shared by applications as the cluster's scheduler says", () => {
    const both = (kind: "fifo" | "fair") => {
      const run = new SparkRun({ scheduler: { kind, queues: [] } });
      run.addNodes(1, 2 * 512 + 4 * 1024, 8);
      for (const name of ["a", "b"]) run.submit(name, sparkOf([stageOf(4, 60)], 4));
      return [...run.run()];
    };
    // first come first served: a has 4 executors from 0 to 60, b from 60 on.
    expect(both("fifo")).to.deep.equal([
      ["a", 60],
      ["b", 120],
    ]);
    // fair: a has all 4 before b has a master; nothing is taken back (no preemption)
    expect(both("fair")).to.deep.equal([
      ["a", 60],
      ["b", 120],
    ]);
  });
});

describe("what Spark loses", () => {
  // 2 nodes with the master on CORE-0; 4 executors. Stage 0: 4 tasks of 10 s, two on each node; stage 1 from 10 on: 4 tasks of
  // 20 s. At 15 CORE-1 is lost: its two tasks of stage 1 are gone, and two results of stage 0. Tasks of stage 1 that
  // compute go on until 30; the two results are computed again by whoever is free: CORE-0 is not before 30, so from 30 to
  // 40; then the two tasks of stage 1: 40 to 60. No node has room for other executors
  it("5.3 computes results again that were lost with their node, before what needs them", () => {
    const run = new SparkRun();
    const nodes = run.addNodes(2, 512 + 2048, 4);
    run.submit("app", sparkOf([stageOf(4, 10), stageOf(4, 20, { after: [0] })], 4));
    run.at(15, () => run.loseNode(nodes[1]));
    expect(run.run().get("app")).to.equal(60);
    expect(run.stages).to.containSubset([{ recomputedTasks: 2, status: "COMPLETED" }]);
  });

  // one executor of two cores with a shuffle of 10 s at the beginning of stage 1: the other executor is lost at 12, before
  // that has all of its input: it begins again after the lost task has been computed anew: 12 + 10 = 22, + 10 + 10 = 42
  it("5.4 fetches again what it had not got when its source was lost", () => {
    const run = new SparkRun();
    const nodes = run.addNodes(2, 512 + 1024, 4);
    const stages = [stageOf(2, 10), stageOf(1, 10, { after: [0], shuffleReadBytes: 10_000_000 })];
    run.submit("app", sparkOf(stages, 2));
    run.at(12, () => run.loseNode(nodes[1]));
    expect(run.run().get("app")).to.equal(42);
  });

  it("5.4 ends in cluster mode with the node of its driver, and begins once more", () => {
    const run = new SparkRun();
    const nodes = run.addNodes(2, 512 + 2048, 4);
    const master = { container: { memoryMb: 512, vcores: 1 }, start: seconds(0), attempts: 2 };
    run.submit("app", sparkOf([stageOf(2, 100)], 2, { master }));
    run.at(40, () => run.loseNode(nodes[0]));
    expect(run.run().get("app")).to.equal(140);
  });

  it("5.4 fails in client mode with the node of its application master", () => {
    const run = new SparkRun();
    const nodes = run.addNodes(2, 512 + 2048, 4);
    run.submit("app", sparkOf([stageOf(2, 100)], 2));
    run.at(40, () => run.loseNode(nodes[0]));
    expect(run.run().get("app")).to.equal("failed");
  });

  it("5.4 gives the application up when a task has failed four times", () => {
    const faults = { failureProbability: 1, attemptsMax: 4, stragglerProbability: 0, stragglerSlowdown: 1 };
    expect(endOf(sparkOf([stageOf(3, 10)], 2, { faults }), { count: 1 })).to.equal("failed");
  });

  // executors live for a minute on average, tasks take 10 s: some attempts are lost, and as many begin again
  it("5.4 replaces executors that were killed", () => {
    const executor = {
      container: { memoryMb: 1024, vcores: 1 },
      cores: 1,
      start: seconds(1),
      meanTimeToFailureMs: 60_000,
    };
    const plan = sparkOf([stageOf(60, 10)], 20, { executor, externalShuffle: true });
    const ends = Array.from({ length: 5 }, (_, seed) => Number(endOf(plan, { count: 2 }, `${seed}`)));
    // without losses 3 waves after 1 s
    for (const end of ends) expect(end).to.be.within(31, 3 * MINUTE);
    expect(ends.some((end) => end > 31)).to.equal(true);
  });

  // of 4 tasks one is slow in some replication: 10 s and 100 s. A copy is due when 3 of 4 are done and it has run for
  // 1.5 * 10 s: from 15 to 25 on another node
  it("5.4 copies a straggler to another node (spark.speculation)", () => {
    const faults = { failureProbability: 0, attemptsMax: 4, stragglerProbability: 0.2, stragglerSlowdown: 10 };
    const speculation = { quantile: 0.75, multiplier: 1.5 };
    const ends = Array.from({ length: 40 }, (_, seed) => {
      const [plain, copied] = [faults, { ...faults, speculation }].map((one) =>
        endOf(sparkOf([stageOf(4, 10)], 4, { faults: one }), { count: 2 }, `${seed}`),
      );
      return `${plain} ${copied}`;
    });
    expect(new Set(ends)).to.include("100 25");
    expect(new Set(ends)).to.include("10 10");
  });
});
