import { RandomStreams } from "../../../src/engine/random-streams.ts";
import { Simulation } from "../../../src/engine/simulation.ts";
import { MapReduceJob } from "../../../src/model/hadoop/map-reduce-job.ts";
import { TaskRoom } from "../../../src/model/hadoop/task-room.ts";
import { TaskScheduler, taskPolicyOf } from "../../../src/model/hadoop/task-scheduler.ts";
import type { HadoopNodePlan, MapReducePlan } from "../../../src/model/map-reduce-plan.ts";
import type { HadoopSchedulerPlan } from "../../../src/model/plan.ts";
import { World } from "../../../src/model/world.ts";
import { ACTIVATION_MS, planOf, seconds } from "../plans.ts";

/** A job of equal tasks with nothing but what is given. */
export function jobOf(rest: Partial<MapReducePlan>): MapReducePlan {
  return {
    map: { count: 0, task: seconds(10), referenceSpeed: 1 },
    reduce: { count: 0, task: seconds(10), referenceSpeed: 1 },
    shuffle: { bytes: 0, bytesPerSecond: 1_000_000 },
    slowStart: 1,
    faults: { failureProbability: 0, stragglerProbability: 0, stragglerSlowdown: 1, speculation: false },
    ...rest,
  };
}

/** A node of slots; its slots are as fast as the whole node is by their number. */
export const slots = (map: number, reduce: number): HadoopNodePlan => ({ kind: "slots", slots: { map, reduce } });

/** A cluster on its own: its nodes, jobs, and when each job ended, in seconds. */
export class JobRun {
  readonly simulation = new Simulation({ startMs: ACTIVATION_MS });
  readonly scheduler: TaskScheduler;
  private roomCount = 0;
  /** Seconds at which a job ended; `failed` where it did. */
  readonly ends = new Map<string, number | "failed">();
  private readonly world: World;

  constructor(options: { readonly scheduler?: HadoopSchedulerPlan; readonly seed?: string } = {}) {
    const { scheduler = { kind: "fifo", queues: [] }, seed = "seed" } = options;
    this.scheduler = new TaskScheduler(taskPolicyOf(scheduler));
    this.world = new World(planOf({}), this.simulation, new RandomStreams(seed, 0), []);
  }

  get nowS(): number {
    return (this.simulation.now - ACTIVATION_MS) / 1000;
  }

  /** Nodes whose slots have speed 1. */
  addNodes(count: number, map: number, reduce = 1): TaskRoom[] {
    return Array.from({ length: count }, () => this.addNode(slots(map, reduce), map));
  }

  addNode(plan: HadoopNodePlan, speed: number): TaskRoom {
    const room = new TaskRoom(`CORE-${this.roomCount}`, plan, speed);
    this.roomCount += 1;
    this.scheduler.addRoom(room);
    return room;
  }

  submit(name: string, plan: MapReducePlan, queue = "default"): MapReduceJob {
    const job = new MapReduceJob({
      world: this.world,
      plan,
      scheduler: this.scheduler,
      queue,
      purpose: name,
      owner: { toString: () => name },
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
