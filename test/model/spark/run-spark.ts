import { RandomStreams } from "../../../src/engine/random-streams.ts";
import { Simulation } from "../../../src/engine/simulation.ts";
import { TaskRoom } from "../../../src/model/hadoop/task-room.ts";
import { TaskScheduler, taskPolicyOf } from "../../../src/model/hadoop/task-scheduler.ts";
import type { HadoopNodePlan } from "../../../src/model/map-reduce-plan.ts";
import type { HadoopSchedulerPlan } from "../../../src/model/plan.ts";
import { SparkJob } from "../../../src/model/spark/spark-job.ts";
import type { StageOutcome } from "../../../src/model/spark/stage-rows.ts";
import type { DynamicAllocationPlan, SparkPlan, SparkStagePlan } from "../../../src/model/spark-plan.ts";
import { World } from "../../../src/model/world.ts";
import { ACTIVATION_MS, planOf, seconds } from "../plans.ts";

/** A stage of equal tasks, named by its place, with nothing but what is given. */
export function stageOf(count: number, taskS: number, rest: Partial<SparkStagePlan> = {}): SparkStagePlan {
  return {
    name: "stage",
    after: [],
    count,
    task: seconds(taskS),
    referenceSpeed: 1,
    shuffleReadBytes: 0,
    shuffleWriteBytes: 0,
    ...rest,
  };
}

/**
 * An application of so many executors of one core and 1,024 MB, which start at once; the master takes 512 MB. A task has
 * 1,000 bytes of memory.
 */
export function sparkOf(
  stages: readonly SparkStagePlan[],
  executors: number,
  rest: Partial<SparkPlan> = {},
): SparkPlan {
  return {
    stages,
    master: { container: { memoryMb: 512, vcores: 1 }, start: seconds(0), attempts: 1 },
    executor: { container: { memoryMb: 1024, vcores: 1 }, cores: 1, start: seconds(0) },
    allocation: { kind: "static", count: executors },
    shuffleBytesPerSecond: 1_000_000,
    externalShuffle: false,
    memory: { unifiedBytes: 1000, storageBytes: 500, spillSlowdown: 3 },
    faults: { failureProbability: 0, attemptsMax: 4, stragglerProbability: 0, stragglerSlowdown: 1 },
    ...rest,
  };
}

/** Spark's own numbers. */
export function dynamic(rest: Partial<DynamicAllocationPlan> = {}): DynamicAllocationPlan {
  return { kind: "dynamic", initial: 0, min: 0, backlogMs: 1000, sustainedBacklogMs: 1000, idleMs: 60_000, ...rest };
}

/** A cluster on its own: its nodes, applications, when each ended and what became of its stages. */
export class SparkRun {
  readonly simulation = new Simulation({ startMs: ACTIVATION_MS });
  readonly scheduler: TaskScheduler;
  /** Seconds at which an application ended; `failed` where it did. */
  readonly ends = new Map<string, number | "failed">();
  readonly stages: StageOutcome[] = [];
  readonly world: World;
  private roomCount = 0;

  constructor(options: { readonly scheduler?: HadoopSchedulerPlan; readonly seed?: string } = {}) {
    const { scheduler = { kind: "fifo", queues: [] }, seed = "seed" } = options;
    this.scheduler = new TaskScheduler(taskPolicyOf(scheduler));
    this.world = new World(planOf({}), this.simulation, new RandomStreams(seed, 0), []);
  }

  get nowS(): number {
    return (this.simulation.now - ACTIVATION_MS) / 1000;
  }

  /** Nodes of so much memory and so many processors, each of speed 1. */
  addNodes(count: number, memoryMb: number, processors: number, rest: { readonly vcores?: number } = {}): TaskRoom[] {
    const containerMb = { applicationMaster: 512, map: 1024, reduce: 1024 };
    const plan: HadoopNodePlan = { kind: "memory", memoryMb, containerMb, processors, ...rest };
    return Array.from({ length: count }, () => this.addNode(plan, processors));
  }

  addNode(plan: HadoopNodePlan, speed: number): TaskRoom {
    const room = new TaskRoom(`CORE-${this.roomCount}`, plan, speed);
    this.roomCount += 1;
    this.scheduler.addRoom(room);
    return room;
  }

  submit(name: string, plan: SparkPlan, queue = "default"): SparkJob {
    const job = new SparkJob({
      world: this.world,
      plan,
      scheduler: this.scheduler,
      queue,
      purpose: name,
      owner: { toString: () => name },
      tell: (rows) => this.stages.push(...rows),
      onEnd: (hasFailed) => this.ends.set(name, hasFailed ? "failed" : this.nowS),
    });
    job.begin();
    return job;
  }

  loseNode(room: TaskRoom | undefined): void {
    if (room === undefined) throw new Error("there is no such node");
    this.scheduler.loseRoom(room.id);
  }

  at(secondsAfter: number, action: () => void): void {
    this.simulation.at(ACTIVATION_MS + 1000 * secondsAfter, action);
  }

  run(): ReadonlyMap<string, number | "failed"> {
    this.simulation.run();
    return this.ends;
  }
}

/** One application alone on equal nodes: when it ended. */
export function endOf(
  plan: SparkPlan,
  nodes: { readonly count: number; readonly memoryMb?: number; readonly processors?: number },
  seed = "seed",
): number | "failed" | undefined {
  const run = new SparkRun({ seed });
  run.addNodes(nodes.count, nodes.memoryMb ?? 1_000_000, nodes.processors ?? 1000);
  run.submit("app", plan);
  return run.run().get("app");
}
