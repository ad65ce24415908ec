import type { SharedRate, SharedWork } from "../hadoop/shared-rate.ts";
import type { World } from "../world.ts";
import type { Executor } from "./executor.ts";

/** What one attempt at a task does. */
export interface SparkTaskWork {
  /** Of its task. */
  readonly index: number;
  readonly executor: Executor;
  /** What it reads and writes of shuffles: milliseconds of its node's whole network. */
  readonly readMs: number;
  readonly writeMs: number;
  /** On one processor of its node. */
  readonly computeMs: number;
  readonly fails: boolean;
}

/**
 * One attempt at a task on one core of an executor: it fetches its part of the shuffle, computes, and writes what later
 * stages fetch. The tasks of a node share its network and, where there are more of them, its processors.
 */
export class SparkTask {
  readonly work: SparkTaskWork;
  readonly startedAtMs: number;
  private readonly world: World;
  private readonly owner: object;
  private readonly onEnd: (task: SparkTask) => void;
  private current: { readonly rate: SharedRate; readonly work: SharedWork } | undefined;
  private phase: "fetch" | "compute" | "write" = "fetch";

  constructor(world: World, work: SparkTaskWork, owner: object, onEnd: (task: SparkTask) => void) {
    this.world = world;
    this.work = work;
    this.owner = owner;
    this.onEnd = onEnd;
    this.startedAtMs = world.now;
  }

  begin(): void {
    const { executor, readMs } = this.work;
    executor.tasks.add(this);
    if (readMs > 0) this.share("network", readMs, () => this.compute());
    else this.compute();
  }

  /** It has not got all of its input. */
  get isFetching(): boolean {
    return this.phase === "fetch";
  }

  stop(): void {
    this.work.executor.tasks.delete(this);
    this.current?.rate.cancel(this.current.work);
    this.current = undefined;
  }

  private compute(): void {
    this.phase = "compute";
    this.share("processors", this.work.computeMs, () => this.write());
  }

  private write(): void {
    this.phase = "write";
    const { fails, writeMs } = this.work;
    if (fails || writeMs === 0) this.end();
    else this.share("network", writeMs, () => this.end());
  }

  private end(): void {
    this.current = undefined;
    this.stop();
    this.onEnd(this);
  }

  private share(what: "network" | "processors", workMs: number, onEnd: () => void): void {
    const rate = this.work.executor.room.loadOf(this.world.simulation)[what];
    this.current = { rate, work: rate.start(workMs, onEnd, this.owner) };
  }
}
