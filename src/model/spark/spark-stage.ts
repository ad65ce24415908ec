import { invariant } from "../../base/invariant.ts";
import type { SparkPlan, SparkStagePlan } from "../spark-plan.ts";
import type { World } from "../world.ts";
import type { Executor } from "./executor.ts";
import { type ExecutorCache, memoryVerdict } from "./executor-memory.ts";
import { SlowTasks } from "./slow-tasks.ts";
import { SparkTask, type SparkTaskWork } from "./spark-task.ts";

/** What a stage has come to. */
export interface StageFigures {
  submittedAtMs?: number;
  startedAtMs?: number;
  /** When the last of its tasks was done, of those that it began once more too. */
  endedAtMs?: number;
  failedTasks: number;
  spilledTasks: number;
  /** Tasks that were done and began once more, because their results were lost. */
  recomputedTasks: number;
  uncachedTasks: number;
}

/**
 * The tasks of one stage: those that wait, attempts that run, those that are done and where their results lie. A task
 * that fails begins again, up to `attemptsMax` times.
 */
export class SparkStage {
  readonly plan: SparkStagePlan;
  readonly index: number;
  readonly figures: StageFigures = { failedTasks: 0, spilledTasks: 0, recomputedTasks: 0, uncachedTasks: 0 };
  readonly running = new Set<SparkTask>();
  /** It has been done at least once, whatever was lost of it since. */
  wasDone = false;
  private readonly world: World;
  private readonly spark: SparkPlan;
  private readonly cache: ExecutorCache;
  /** Of its random streams. */
  private readonly purpose: string;
  private readonly owner: object;
  private readonly onEnd: (stage: SparkStage, hasFailed: boolean) => void;
  /** Tasks from here on have not been begun. */
  private next = 0;
  private readonly again: number[] = [];
  private readonly failures = new Map<number, number>();
  private readonly doneOn = new Map<number, Executor>();
  private readonly slowTasks: SlowTasks | undefined;

  constructor(options: {
    readonly world: World;
    readonly spark: SparkPlan;
    readonly index: number;
    readonly plan: SparkStagePlan;
    readonly cache: ExecutorCache;
    readonly purpose: string;
    readonly owner: object;
    /** A task has ended, one way or the other, and its core is free. */
    readonly onEnd: (stage: SparkStage, hasFailed: boolean) => void;
  }) {
    this.world = options.world;
    this.spark = options.spark;
    this.index = options.index;
    this.plan = options.plan;
    this.cache = options.cache;
    this.purpose = options.purpose;
    this.owner = options.owner;
    this.onEnd = options.onEnd;
    const { speculation } = options.spark.faults;
    if (speculation !== undefined) this.slowTasks = new SlowTasks(options.world, speculation, options.plan.count);
  }

  /** One without a task is done when it is handed out. */
  get isDone(): boolean {
    const { count } = this.plan;
    return count === 0 ? this.wasDone : this.doneOn.size === count;
  }

  /** One of its tasks has failed as often as a task may. */
  get isGivenUp(): boolean {
    const { attemptsMax } = this.spark.faults;
    return [...this.failures.values()].some((count) => count >= attemptsMax);
  }

  /** Tasks that wait for a core; copies of slow ones do not count. */
  get waitingCount(): number {
    return this.again.length + this.plan.count - this.next;
  }

  /** A running task that should have a copy: it has run for long, and nothing else of the stage waits. */
  get slowTask(): SparkTask | undefined {
    return this.waitingCount > 0 ? undefined : this.slowTasks?.due(this.running);
  }

  /** When a running task will be due for a copy if it has not ended by then; undefined where none will. */
  get nextCopyAtMs(): number | undefined {
    return this.slowTasks?.nextDueAtMs(this.running);
  }

  /** Begins the next task on an executor that has a free core. */
  start(executor: Executor): void {
    const isFirst = this.again.length === 0;
    const index = this.again.shift() ?? this.next;
    invariant(index < this.plan.count, `a task of ${this.plan.name} waits for a core`);
    if (isFirst) this.next += 1;
    this.begin(index, executor, isFirst);
  }

  copy({ work: { index } }: SparkTask, executor: Executor): void {
    this.slowTasks?.copied(index);
    this.begin(index, executor, false);
  }

  /** An executor is gone: what ran on it begins again elsewhere. */
  abandon(executor: Executor, countsAsFailure: boolean): void {
    for (const task of [...this.running]) {
      if (task.work.executor !== executor) continue;
      this.stop(task);
      if (countsAsFailure) this.countFailure(task.work.index);
      this.retry(task.work.index);
    }
  }

  /** The results that meet the condition are gone: those tasks begin again. Answers whether there were any. */
  loseResults(isLost: (executor: Executor) => boolean): boolean {
    const before = this.doneOn.size;
    for (const [index, executor] of this.doneOn) {
      if (!isLost(executor)) continue;
      this.doneOn.delete(index);
      this.again.push(index);
      this.figures.recomputedTasks += 1;
    }
    return this.doneOn.size < before;
  }

  /** Tasks that still fetch find that a part of their input is gone: they begin again later, which is no failure of theirs. */
  stopFetching(): void {
    for (const task of [...this.running]) {
      if (!task.isFetching) continue;
      this.stop(task);
      this.retry(task.work.index);
    }
  }

  hasResultsOn(executor: Executor): boolean {
    for (const one of this.doneOn.values()) if (one === executor) return true;
    return false;
  }

  stopAll(): void {
    for (const task of [...this.running]) this.stop(task);
  }

  private begin(index: number, executor: Executor, isFirst: boolean): void {
    this.figures.startedAtMs ??= this.world.now;
    const task = new SparkTask(this.world, this.workOf(index, executor, isFirst), this.owner, () => this.ended(task));
    this.running.add(task);
    task.begin();
  }

  private workOf(index: number, executor: Executor, isFirst: boolean): SparkTaskWork {
    const { plan, spark, world, cache } = this;
    const { failureProbability, stragglerProbability, stragglerSlowdown } = spark.faults;
    // first attempts draw in the order of their tasks, so that task 7 is as long on any number of executors (8.2)
    const purpose = isFirst ? this.purpose : `${this.purpose}/again`;
    const own = world.draw(plan.task, purpose);
    const needed = plan.memory === undefined ? 0 : world.drawFor(plan.memory, `${this.purpose}/memory/${index}`);
    const isSlow = stragglerProbability > 0 && world.drawChance(stragglerProbability, `${purpose}/straggler`);
    const isFailing = failureProbability > 0 && world.drawChance(failureProbability, `${purpose}/failure`);
    const failsAt = isFailing ? world.drawFraction(ANYWHERE, `${purpose}/failsAt`) : 1;
    const verdict = memoryVerdict(spark.memory, executor, needed);
    const isCached = cache.holds(plan, index);
    if (verdict.kind === "spills") this.figures.spilledTasks += 1;
    if (!isCached) this.figures.uncachedTasks += 1;
    const slowdown =
      (isSlow ? stragglerSlowdown : 1) *
      (isCached ? 1 : (plan.cached?.slowdown ?? 1)) *
      (verdict.kind === "spills" ? verdict.slowdown : 1);
    const part = verdict.kind === "outOfMemory" ? Math.min(failsAt, verdict.atFraction) : failsAt;
    const perByteMs = 1000 / spark.shuffleBytesPerSecond / plan.count;
    return {
      index,
      executor,
      readMs: plan.shuffleReadBytes * perByteMs,
      writeMs: plan.shuffleWriteBytes * perByteMs,
      computeMs: (own * slowdown * part * plan.referenceSpeed) / executor.room.coreSpeed,
      fails: isFailing || verdict.kind === "outOfMemory",
    };
  }

  private ended(task: SparkTask): void {
    this.running.delete(task);
    const { index, executor, fails } = task.work;
    if (fails) {
      this.countFailure(index);
      this.retry(index);
    } else {
      this.doneOn.set(index, executor);
      this.cache.taskDone(this.index, index, executor);
      this.slowTasks?.done(this.world.now - task.startedAtMs);
      for (const other of [...this.running]) if (other.work.index === index) this.stop(other);
      this.figures.endedAtMs = this.world.now;
      this.wasDone ||= this.isDone;
    }
    this.onEnd(this, fails);
  }

  private countFailure(index: number): void {
    this.figures.failedTasks += 1;
    this.failures.set(index, (this.failures.get(index) ?? 0) + 1);
  }

  /** Unless a copy of it goes on. */
  private retry(index: number): void {
    for (const task of this.running) if (task.work.index === index) return;
    this.again.push(index);
  }

  private stop(task: SparkTask): void {
    this.running.delete(task);
    task.stop();
  }
}

const ANYWHERE = { kind: "uniform", min: 0, max: 1 } as const;
