import type { EventHandle } from "../../engine/simulation.ts";
import type { TaskRoom } from "../hadoop/task-room.ts";
import type { SparkPlan } from "../spark-plan.ts";
import type { World } from "../world.ts";
import type { Executor } from "./executor.ts";
import { ExecutorCache } from "./executor-memory.ts";
import type { TaskDemand } from "./executor-target.ts";
import { type ExecutorOwner, Executors } from "./executors.ts";
import { SparkStage } from "./spark-stage.ts";

/** The driver waits so long at most for its executors. Source: Spark, spark.scheduler.maxRegisteredResourcesWaitingTime. */
const REGISTRATION_WAIT_MS = 30_000;

/**
 * What the driver of a Spark application does: it hands out the tasks of each stage whose parents are done, the first
 * stage first, to the executors with the most free cores; what is lost with an executor is computed again.
 */
export class SparkApplication implements ExecutorOwner {
  readonly stages: readonly SparkStage[];
  readonly executors: Executors;
  private readonly world: World;
  private readonly plan: SparkPlan;
  private readonly purpose: string;
  private readonly owner: object;
  private readonly onEnd: (hasFailed: boolean) => void;
  private readonly onExecutorsWanted: () => void;
  /** Stages that the driver prepares, or has handed out. */
  private readonly begun = new Set<SparkStage>();
  private readonly open = new Set<SparkStage>();
  private readonly events = new Set<EventHandle>();
  private copyCheck: EventHandle | undefined;
  private phase: "starting" | "registering" | "running" | "over" = "starting";
  private isAssigning = false;
  private killedCount = 0;

  constructor(options: {
    readonly world: World;
    readonly plan: SparkPlan;
    /** Of its random streams. */
    readonly purpose: string;
    readonly owner: object;
    readonly onEnd: (hasFailed: boolean) => void;
    readonly onExecutorsWanted: () => void;
  }) {
    const { world, plan, purpose, owner } = options;
    this.world = world;
    this.plan = plan;
    this.purpose = purpose;
    this.owner = owner;
    this.onEnd = options.onEnd;
    this.onExecutorsWanted = options.onExecutorsWanted;
    const cache = new ExecutorCache(plan.memory, plan.stages);
    const onEnd = (stage: SparkStage, hasFailed: boolean) => this.taskEnded(stage, hasFailed);
    this.stages = plan.stages.map((stage, index) => {
      const of = `${purpose}/${index}`;
      return new SparkStage({ world, spark: plan, index, plan: stage, cache, purpose: of, owner, onEnd });
    });
    this.executors = new Executors({ world, plan, purpose, owner, boss: this });
  }

  begin(): void {
    this.after(this.world.draw(this.plan.master.start, `${this.purpose}/start`), () => {
      this.phase = "registering";
      this.executors.open();
      this.after(REGISTRATION_WAIT_MS, () => this.run());
      if (this.executors.areEnough) this.run();
    });
  }

  nodeLost(room: TaskRoom): void {
    this.executors.nodeLost(room);
    // with the node goes the shuffle service that kept what executors before had written
    this.loseResults((executor) => executor.room === room);
    this.assign();
  }

  stop(): void {
    if (this.phase === "over") return;
    this.phase = "over";
    for (const event of this.events) this.world.simulation.cancel(event);
    if (this.copyCheck !== undefined) this.world.simulation.cancel(this.copyCheck);
    for (const stage of this.stages) stage.stopAll();
    this.executors.stopAll();
  }

  demand(): TaskDemand {
    let [waiting, running] = [0, 0];
    for (const stage of this.open) {
      waiting += this.isBlocked(stage) ? 0 : stage.waitingCount;
      running += stage.running.size;
    }
    return { waiting, running };
  }

  isNeeded(executor: Executor): boolean {
    if (this.plan.externalShuffle) return false;
    return this.stages.some((stage) => this.isAwaited(stage) && stage.hasResultsOn(executor));
  }

  executorUp(): void {
    if (this.phase === "registering" && this.executors.areEnough) this.run();
    else this.assign();
  }

  executorLost(executor: Executor, cause: "node" | "killed" | "idle"): void {
    for (const stage of this.stages) stage.abandon(executor, cause === "killed");
    if (cause !== "node" && !this.plan.externalShuffle) this.loseResults((one) => one === executor);
    if (cause === "killed") this.killedCount += 1;
    if (this.killedCount > this.killedCountMax || this.stages.some((stage) => stage.isGivenUp)) {
      this.end(true);
    } else if (cause !== "node") {
      this.assign();
      this.onExecutorsWanted();
    }
  }

  executorsWanted(): void {
    this.onExecutorsWanted();
  }

  /** It is given up when more executors than that were killed. Source: Spark on YARN, spark.yarn.max.executor.failures. */
  private get killedCountMax(): number {
    const { allocation } = this.plan;
    const most = allocation.kind === "static" ? allocation.count : (allocation.max ?? Number.POSITIVE_INFINITY);
    return Math.max(3, 2 * most);
  }

  private run(): void {
    if (this.phase !== "registering") return;
    this.phase = "running";
    this.advance();
  }

  /** Stages whose parents are done begin with what the driver does for them. */
  private advance(): void {
    if (this.stages.every((stage) => stage.isDone)) {
      this.end(false);
      return;
    }
    for (const stage of this.stages) {
      if (this.begun.has(stage) || this.isBlocked(stage)) continue;
      this.begun.add(stage);
      const { driver } = stage.plan;
      const driverMs = driver === undefined ? 0 : this.world.draw(driver, `${this.purpose}/${stage.index}/driver`);
      if (driverMs === 0) this.submit(stage);
      else this.after(driverMs, () => this.submit(stage));
      if (this.phase === "over") return;
    }
    this.assign();
  }

  private submit(stage: SparkStage): void {
    stage.figures.submittedAtMs = this.world.now;
    this.open.add(stage);
    if (stage.plan.count > 0) {
      this.assign();
      return;
    }
    stage.figures.endedAtMs = this.world.now;
    stage.wasDone = true;
    this.advance();
  }

  /** A stage that waits for its parents, for the first time or because results of theirs were lost. */
  private isBlocked({ plan }: SparkStage): boolean {
    const { after, cached } = plan;
    if (cached !== undefined && this.stages[cached.of]?.wasDone !== true) return true;
    return after.some((index) => this.stages[index]?.isDone !== true);
  }

  /** A stage that is not done reads its results. */
  private isAwaited({ index }: SparkStage): boolean {
    return this.stages.some((stage) => !stage.isDone && stage.plan.after.includes(index));
  }

  private assign(): void {
    if (this.phase !== "running" || this.isAssigning) return;
    this.isAssigning = true;
    for (const stage of this.stages) {
      if (!this.open.has(stage) || this.isBlocked(stage)) continue;
      while (stage.waitingCount > 0) {
        const executor = this.executors.freest();
        if (executor === undefined) break;
        stage.start(executor);
      }
      this.copySlowTasks(stage);
    }
    this.isAssigning = false;
    this.executors.update();
    this.expectCopy();
  }

  private copySlowTasks(stage: SparkStage): void {
    for (let slow = stage.slowTask; slow !== undefined; slow = stage.slowTask) {
      const executor = this.executors.freest(slow.work.executor.room);
      if (executor === undefined) return;
      stage.copy(slow, executor);
    }
  }

  /** At most one event stands for all tasks that may become slow enough for a copy. */
  private expectCopy(): void {
    if (this.plan.faults.speculation === undefined) return;
    if (this.copyCheck !== undefined) this.world.simulation.cancel(this.copyCheck);
    const dues = [...this.open].map((stage) => stage.nextCopyAtMs).filter((atMs) => atMs !== undefined);
    this.copyCheck =
      dues.length === 0 ? undefined : this.world.simulation.at(Math.min(...dues), () => this.assign(), 0, this.owner);
  }

  /** From the last stage to the first: a stage whose own results are lost needs those of its parents again. */
  private loseResults(isLost: (executor: Executor) => boolean): void {
    for (const stage of [...this.stages].reverse()) {
      if (!this.isAwaited(stage) || !stage.loseResults(isLost)) continue;
      for (const child of this.stages) if (child.plan.after.includes(stage.index)) child.stopFetching();
    }
  }

  private taskEnded(stage: SparkStage, hasFailed: boolean): void {
    if (hasFailed && stage.isGivenUp) this.end(true);
    else if (stage.isDone) this.advance();
    else this.assign();
  }

  private end(hasFailed: boolean): void {
    if (this.phase === "over") return;
    this.stop();
    this.onEnd(hasFailed);
  }

  private after(delayMs: number, action: () => void): void {
    const event = this.world.simulation.after(
      delayMs,
      () => {
        this.events.delete(event);
        action();
      },
      0,
      this.owner,
    );
    this.events.add(event);
  }
}
