import type { TaskRoom } from "../hadoop/task-room.ts";
import type { SparkPlan } from "../spark-plan.ts";
import type { World } from "../world.ts";
import { type Executor, freeCores } from "./executor.ts";
import { ExecutorTarget, type TaskDemand } from "./executor-target.ts";

/** Whom executors tell, and what they have to ask. */
export interface ExecutorOwner {
  /** Tasks of the application now. */
  demand(): TaskDemand;
  /** Something that later stages need is only there. */
  isNeeded(executor: Executor): boolean;
  /** It takes tasks from now on. */
  executorUp(): void;
  executorLost(executor: Executor, cause: "node" | "killed" | "idle"): void;
  /** More executors are wanted than there are. */
  executorsWanted(): void;
}

/**
 * The executors of one application, from the request for their containers to their end: idle for long enough (dynamic
 * allocation), killed, or lost with their node. What is lost is asked for again.
 */
export class Executors {
  private readonly world: World;
  private readonly plan: SparkPlan;
  private readonly purpose: string;
  private readonly owner: object;
  private readonly boss: ExecutorOwner;
  private readonly target: ExecutorTarget;
  private all: Executor[] = [];
  private isOpen = false;

  constructor(options: {
    readonly world: World;
    readonly plan: SparkPlan;
    readonly purpose: string;
    /** The attempt or step, for the message of an error. */
    readonly owner: object;
    readonly boss: ExecutorOwner;
  }) {
    const { world, plan, owner, boss } = options;
    this.world = world;
    this.plan = plan;
    this.purpose = options.purpose;
    this.owner = owner;
    this.boss = boss;
    const { cores } = plan.executor;
    const onRaise = () => boss.executorsWanted();
    this.target = new ExecutorTarget({ world, plan: plan.allocation, cores, owner, onRaise });
  }

  /** From now on it asks for containers. */
  open(): void {
    this.isOpen = true;
    this.boss.executorsWanted();
  }

  /** Containers that it still asks for. */
  get wantedCount(): number {
    return this.isOpen ? Math.max(0, this.target.count - this.all.length) : 0;
  }

  /** Megabytes of its containers. */
  get usedMb(): number {
    return this.all.length * this.plan.executor.container.memoryMb;
  }

  /** Enough have come up for the first tasks. Source: Spark on YARN, spark.scheduler.minRegisteredResourcesRatio, 0.8. */
  get areEnough(): boolean {
    return this.all.filter(({ isUp }) => isUp).length >= 0.8 * this.target.initial;
  }

  /** YARN has given it a container. */
  start(room: TaskRoom): void {
    const { executor, allocation } = this.plan;
    room.take(executor.container);
    const one: Executor = {
      room,
      cores: executor.cores,
      tasks: new Set(),
      isUp: false,
      isGone: false,
      cachedBytes: 0,
      start: undefined,
      death: undefined,
      idleEnd: undefined,
      isOverdue: false,
    };
    this.all.push(one);
    if (allocation.kind === "dynamic") this.update();
    const startMs = this.world.draw(executor.start, `${this.purpose}/executorStart`);
    one.start = this.world.simulation.after(startMs, () => this.up(one), 0, this.owner);
  }

  /** The one with the most free cores, but for those on a node; the first among equals. */
  freest(except?: TaskRoom): Executor | undefined {
    let best: Executor | undefined;
    let most = 0;
    for (const executor of this.all) {
      const free = freeCores(executor);
      if (free > most && executor.room !== except) [best, most] = [executor, free];
    }
    return best;
  }

  /** Tasks have begun, ended or come. */
  update(): void {
    this.target.update(this.boss.demand(), this.all.length);
    const { allocation } = this.plan;
    if (allocation.kind === "static") return;
    for (const executor of [...this.all]) {
      if (executor.tasks.size > 0) this.stopIdle(executor);
      else if (executor.isUp && executor.idleEnd === undefined) this.expectIdleEnd(executor, allocation.idleMs);
      // one that is given back may take others with it
      if (executor.isOverdue && !executor.isGone) this.giveBack(executor);
    }
  }

  nodeLost(room: TaskRoom): void {
    for (const executor of this.all.filter((one) => one.room === room)) this.lose(executor, "node");
  }

  stopAll(): void {
    this.target.stop();
    for (const executor of [...this.all]) this.remove(executor);
  }

  private up(executor: Executor): void {
    const { meanTimeToFailureMs } = this.plan.executor;
    executor.isUp = true;
    if (meanTimeToFailureMs !== undefined) {
      const lifeMs = this.world.draw(
        { kind: "exponential", mean: meanTimeToFailureMs },
        `${this.purpose}/executorLife`,
      );
      executor.death = this.world.simulation.after(lifeMs, () => this.lose(executor, "killed"), 0, this.owner);
    }
    this.boss.executorUp();
  }

  private expectIdleEnd(executor: Executor, idleMs: number): void {
    const end = () => {
      executor.isOverdue = true;
      this.giveBack(executor);
    };
    executor.idleEnd = this.world.simulation.after(idleMs, end, 0, this.owner);
  }

  private stopIdle(executor: Executor): void {
    if (executor.idleEnd !== undefined) this.world.simulation.cancel(executor.idleEnd);
    executor.idleEnd = undefined;
    executor.isOverdue = false;
  }

  /** Unless that leaves fewer than are wanted, or it has what nobody else has. Cached data stay for good. */
  private giveBack(executor: Executor): void {
    const { allocation } = this.plan;
    if (allocation.kind === "static" || executor.cachedBytes > 0 || this.boss.isNeeded(executor)) return;
    if (this.all.length - 1 < Math.max(allocation.min, this.target.count)) return;
    this.lose(executor, "idle");
  }

  private lose(executor: Executor, cause: "node" | "killed" | "idle"): void {
    this.remove(executor);
    this.boss.executorLost(executor, cause);
  }

  private remove(executor: Executor): void {
    const { simulation } = this.world;
    this.all = this.all.filter((other) => other !== executor);
    executor.isUp = false;
    executor.isGone = true;
    for (const event of [executor.start, executor.death, executor.idleEnd]) {
      if (event !== undefined) simulation.cancel(event);
    }
    executor.room.release(this.plan.executor.container);
  }
}
