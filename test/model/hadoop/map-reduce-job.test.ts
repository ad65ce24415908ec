import { expect } from "chai";
import fc from "fast-check";
import type { HadoopNodePlan } from "../../../src/model/map-reduce-plan.ts";
import { seconds } from "../plans.ts";
import { JobRun, jobOf, slots } from "./run-jobs.ts";

function endOfMaps(
  count: number,
  nodeCount: number,
  slotsPerNode: number,
  taskS: number,
): number | "failed" | undefined {
  const run = new JobRun();
  run.addNodes(nodeCount, slotsPerNode);
  run.submit("job", jobOf({ map: { count, task: seconds(taskS), referenceSpeed: 1 } }));
  return run.run().get("job");
}

describe("MapReduceJob", () => {
  it("5.4 takes ceil(n/k) waves of equal maps over k slots (property)", () => {
    const count = fc.integer({ min: 1, max: 200 });
    const small = fc.integer({ min: 1, max: 7 });
    const law = (n: number, nodes: number, perNode: number, taskS: number): void => {
      expect(endOfMaps(n, nodes, perNode, taskS)).to.equal(Math.ceil(n / (nodes * perNode)) * taskS);
    };
    fc.assert(fc.property(count, small, small, small, law), { seed: 1848, numRuns: 100 });
  });

  // greedy list scheduling: n a / k <= makespan <= (n - 1) a / k + m, a the mean and m the largest of the n tasks.
  // Source: A. Verma, L. Cherkasova, R. H. Campbell, ARIA, ICAC 2011, section 3.1
  it("5.4 keeps random maps between the greedy bounds (property)", () => {
    const work = { kind: "lognormal", mu: Math.log(30_000), sigma: 0.8 } as const;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 80 }), fc.integer({ min: 1, max: 9 }), fc.nat(), (n, k, seed) => {
        const serial = new JobRun({ seed: String(seed) });
        const ends: number[] = [];
        serial.addNode(slots(1, 1), 1);
        serial.submit("job", jobOf({ map: { count: n, task: work, referenceSpeed: 1 } }));
        while (serial.simulation.nextTimeMs !== undefined) {
          serial.simulation.step();
          ends.push(serial.nowS);
        }
        const lengths = ends.map((end, index) => end - (ends[index - 1] ?? 0));
        const total = ends.at(-1) ?? 0;
        const run = new JobRun({ seed: String(seed) });
        run.addNodes(k, 1);
        run.submit("job", jobOf({ map: { count: n, task: work, referenceSpeed: 1 } }));
        const makespan = Number(run.run().get("job"));
        expect(makespan).to.be.at.least(total / k - 1e-6);
        expect(makespan).to.be.at.most(((n - 1) * (total / n)) / k + Math.max(...lengths) + 1e-6);
      }),
      { seed: 1848, numRuns: 60 },
    );
  });

  // a node of speed 8 with 4 slots: 2 a slot, so that a task of 10 s takes 5; one of speed 1 with 2 slots: 20 s.
  // 6 maps: 4 on the fast node and 2 on the slow one; the fast ones are done at 5, the slow ones at 20
  it("5.4 runs a task at the speed of its slot", () => {
    const run = new JobRun();
    run.addNode(slots(4, 1), 8);
    run.addNode(slots(2, 1), 1);
    run.submit("job", jobOf({ map: { count: 6, task: seconds(10), referenceSpeed: 1 } }));
    expect(run.run().get("job")).to.equal(20);
  });

  // 4 maps on 2 slots: waves end at 10 and 20. slowStart 0.5: the reduce begins at 10 when 2 of 4 are done. The shuffle
  // alone takes 12 MB / 1 MB/s = 12 s; half of the maps are the last wave: 6 s can be fetched before 20, 6 s after it;
  // then 10 s of reducing: 36
  it("5.4 shuffles while maps run, and the last wave's part after it", () => {
    const run = new JobRun();
    run.addNodes(1, 2);
    const shuffle = { bytes: 12_000_000, bytesPerSecond: 1_000_000 };
    // the reduce slot of a node of speed 2 has speed 2: 20 s of work take 10
    run.submit(
      "job",
      jobOf({
        map: { count: 4, task: seconds(10), referenceSpeed: 1 },
        reduce: { count: 1, task: seconds(20), referenceSpeed: 1 },
        shuffle,
        slowStart: 0.5,
      }),
    );
    expect(run.run().get("job")).to.equal(36);
  });

  // without slow start the reduce begins at 20, fetches 12 s and reduces 10 s: 42
  it("5.4 shuffles all of it after the maps where reduces begin then", () => {
    const run = new JobRun();
    run.addNodes(1, 2);
    const shuffle = { bytes: 12_000_000, bytesPerSecond: 1_000_000 };
    run.submit(
      "job",
      jobOf({
        map: { count: 4, task: seconds(10), referenceSpeed: 1 },
        reduce: { count: 1, task: seconds(20), referenceSpeed: 1 },
        shuffle,
      }),
    );
    expect(run.run().get("job")).to.equal(42);
  });

  // 3 reduces on one slot after 1 map of 10 s: each 10 s: 40
  it("5.4 runs reduces in waves, too", () => {
    const run = new JobRun();
    run.addNodes(1, 1);
    run.submit(
      "job",
      jobOf({
        map: { count: 1, task: seconds(10), referenceSpeed: 1 },
        reduce: { count: 3, task: seconds(10), referenceSpeed: 1 },
      }),
    );
    expect(run.run().get("job")).to.equal(40);
  });

  it("5.4 gives a job up when a task has failed four times", () => {
    const run = new JobRun();
    run.addNodes(2, 2);
    const faults = { failureProbability: 1, stragglerProbability: 0, stragglerSlowdown: 1, speculation: false };
    run.submit("job", jobOf({ map: { count: 3, task: seconds(10), referenceSpeed: 1 }, faults }));
    expect(run.run().get("job")).to.equal("failed");
  });

  // 4 nodes with a slot each, 4 maps of 100 s; at 40 s CORE-3 is lost: its map begins again when a slot is free, at 100: 200
  it("5.3 runs the tasks of a lost node again elsewhere", () => {
    const run = new JobRun();
    const nodes = run.addNodes(4, 1);
    run.submit("job", jobOf({ map: { count: 4, task: seconds(100), referenceSpeed: 1 } }));
    run.at(40, () => run.loseNode(nodes[3]));
    expect(run.run().get("job")).to.equal(200);
  });

  // 2 nodes, 2 maps of 10 s done at 10, reduces begin then (10 s each, one on each node). At 15 CORE-1 is lost: its reduce
  // and the map whose result lay on it run again: the map on CORE-0 from 15 to 25 (its map slot is free), CORE-0's own
  // reduce ends at 20, and the other runs from 20 on, waits for the map and ends at 25 + 10 = 35
  it("5.3 runs finished maps of a lost node again while a reduce may need them", () => {
    const run = new JobRun();
    const nodes = run.addNodes(2, 1);
    run.submit(
      "job",
      jobOf({
        map: { count: 2, task: seconds(10), referenceSpeed: 1 },
        reduce: { count: 2, task: seconds(10), referenceSpeed: 1 },
        slowStart: 0.5,
      }),
    );
    run.at(15, () => run.loseNode(nodes[1]));
    expect(run.run().get("job")).to.equal(35);
  });

  // 3 nodes, 3 maps of 100 s done at 100, then reduces of 10 s and 130 s on two nodes. At 150 CORE-2 is lost, with a map's
  // result: it runs again from 150 to 250. The long reduce has all of its input and goes on to 230; its copy, due 60 s
  // after its start, waits at 160 for that map and is stopped at 230. At 250 all maps are done again, and so is the job
  it("5.3 a copy of a reduce that waits for a lost map ends with the reduce itself", () => {
    const run = new JobRun();
    const [, , lost] = run.addNodes(3, 1);
    run.submit(
      "job",
      jobOf({
        map: { count: 3, task: seconds(100), referenceSpeed: 1 },
        reduce: { count: 2, task: seconds(0), measuredMs: [10_000, 130_000], referenceSpeed: 1 },
        slowStart: 0.5,
        faults: { failureProbability: 0, stragglerProbability: 0, stragglerSlowdown: 1, speculation: true },
      }),
    );
    run.at(150, () => run.loseNode(lost));
    expect(run.run().get("job")).to.equal(250);
  });

  // a node joins at 50: of 4 maps of 100 s on one slot one runs from 0 to 100, the second from 50 to 150, the third from
  // 100 to 200, the fourth from 150 to 250
  it("5.3 uses a node that joins late", () => {
    const run = new JobRun();
    run.addNodes(1, 1);
    run.submit("job", jobOf({ map: { count: 4, task: seconds(100), referenceSpeed: 1 } }));
    run.at(50, () => run.addNode(slots(1, 1), 1));
    expect(run.run().get("job")).to.equal(250);
  });

  // the straggler of a pair: seeds are tried until one of two maps is slow: 100 s and 400 s on two nodes. A copy is due
  // 1.2 * 100 = 120 s after the start, on the node that is free since 100, and takes 100 s: 220 instead of 400
  it("5.4 copies a straggler (speculative execution)", () => {
    const faults = { failureProbability: 0, stragglerProbability: 0.5, stragglerSlowdown: 4 };
    const ends = Array.from({ length: 40 }, (_, seed) => {
      const [plain, copied] = [false, true].map((speculation) => {
        const run = new JobRun({ seed: String(seed) });
        run.addNodes(2, 1);
        run.submit(
          "job",
          jobOf({ map: { count: 2, task: seconds(100), referenceSpeed: 1 }, faults: { ...faults, speculation } }),
        );
        return run.run().get("job");
      });
      return `${plain} ${copied}`;
    });
    expect(new Set(ends)).to.include("400 220");
    expect(new Set(ends)).to.include("100 100");
  });
});

describe("TaskScheduler", () => {
  // 2 slots, two jobs of 4 maps of 10 s each
  const twoJobs = (run: JobRun, queues = ["a", "b"]): void => {
    run.addNodes(2, 1);
    for (const [index, queue] of queues.entries())
      run.submit(`job ${index}`, jobOf({ map: { count: 4, task: seconds(10), referenceSpeed: 1 } }), queue);
  };

  it("4.6 FIFO gives the second job what the first leaves", () => {
    const run = new JobRun();
    twoJobs(run);
    // the first one took both slots: it ends at 20, the other at 40
    expect([...run.run()]).to.deep.equal([
      ["job 0", 20],
      ["job 1", 40],
    ]);
  });

  // the first job took both slots before the second came; from 10 on each has one: job 0 has 2 left: 30; job 1 has then
  // done 2 and has both slots: 40
  it("4.6 fair sharing gives each job the same number of slots", () => {
    const run = new JobRun({ scheduler: { kind: "fair", queues: [] } });
    twoJobs(run);
    expect([...run.run()]).to.deep.equal([
      ["job 0", 30],
      ["job 1", 40],
    ]);
  });

  // 4 slots, queue a 75 %, b 25 %: a gets 3 slots, b 1, once both wait. job 0 takes all 4 at first (of 7 maps), then
  // 3 at 10 (done at 20); job 1 has 1 slot at 10, and all 4 at 20: 1 + 4 + 1 maps of its 6: 40
  it("4.6 capacity sharing gives queues their parts", () => {
    const queues = [
      { name: "a", weight: 3 },
      { name: "b", weight: 1 },
    ];
    const run = new JobRun({ scheduler: { kind: "capacity", queues } });
    run.addNodes(4, 1);
    run.submit("job 0", jobOf({ map: { count: 7, task: seconds(10), referenceSpeed: 1 } }), "a");
    run.submit("job 1", jobOf({ map: { count: 6, task: seconds(10), referenceSpeed: 1 } }), "b");
    expect([...run.run()]).to.deep.equal([
      ["job 0", 20],
      ["job 1", 40],
    ]);
  });
});

describe("YARN's containers", () => {
  const yarn: HadoopNodePlan = {
    kind: "memory",
    memoryMb: 8192,
    containerMb: { applicationMaster: 2048, map: 1024, reduce: 2048 },
  };

  // 8 GB: the application master takes 2, so that 6 maps run at a time though 8 would fit in an empty node; 12 maps of
  // 10 s of a slot's speed 1 (speed 8, 8 containers): 2 waves
  it("5.4 keeps memory for the application master", () => {
    const run = new JobRun();
    run.addNode(yarn, 8);
    run.submit("job", jobOf({ map: { count: 12, task: seconds(10), referenceSpeed: 1 } }));
    expect(run.run().get("job")).to.equal(20);
  });

  // 7 maps need a second wave because of the application master
  it("5.4 lets reduces have half of the memory while maps wait", () => {
    const run = new JobRun();
    run.addNode(yarn, 8);
    run.submit("job", jobOf({ map: { count: 7, task: seconds(10), referenceSpeed: 1 } }));
    expect(run.run().get("job")).to.equal(20);
  });

  // the master needs 2 GB on a node of 1 GB: it waits, and with it all, until a node joins that has room
  it("5.4 waits for a node that has room for the application master", () => {
    const run = new JobRun();
    run.addNode({ ...yarn, memoryMb: 1024 }, 1);
    run.submit("job", jobOf({ map: { count: 6, task: seconds(10), referenceSpeed: 1 } }));
    run.at(100, () => run.addNode(yarn, 8));
    // 6 containers on the new node, 1 on the old one, which has a slot of speed 1 too
    expect(run.run().get("job")).to.equal(110);
  });
});
