import { invariant } from "../../base/invariant.ts";
import type { EventHandle } from "../../engine/simulation.ts";
import type { TaskFaultsPlan, TaskKind, TasksPlan } from "../map-reduce-plan.ts";
import type { World } from "../world.ts";
import type { TaskRoom } from "./task-room.ts";

/** One attempt at one task, in one slot or container. */
export interface TaskAttempt {
  /** Of its task. */
  readonly index: number;
  readonly room: TaskRoom;
  readonly startedAtMs: number;
  /** How long its work takes in this room; where it fails, until then. */
  readonly workMs: number;
  readonly fails: boolean;
  /** Undefined while its input is not there. */
  end: { readonly handle: EventHandle; readonly atMs: number } | undefined;
}

/** What a stage does, and with what luck. */
export interface TaskStagePlan extends TasksPlan {
  readonly kind: TaskKind;
  readonly faults: TaskFaultsPlan;
}

/**
 * Hadoop gives a job up when one of its tasks has failed so often. Source: Hadoop 1.2.1, mapred-default.xml,
 * mapred.map.max.attempts and mapred.reduce.max.attempts.
 */
const ATTEMPTS_MAX = 4;

/** No copy is made of a task that has run for less. Source: Hadoop 1.2.1, JobInProgress: SPECULATIVE_LAG. */
const SPECULATION_AFTER_MS = 60_000;
/** ... or for less than so many times as long as those that are done took on average. */
const SPECULATION_FACTOR = 1.2;

/**
 * The maps or the reduces of one job: tasks that wait, attempts that run, tasks that are done. An attempt that fails is
 * made again, up to four times; a slow one gets a copy elsewhere when nothing else waits (speculative execution), and
 * whichever ends first counts.
 */
export class TaskStage {
  readonly plan: TaskStagePlan;
  private readonly world: World;
  /** Of its random streams. */
  private readonly purpose: string;
  private readonly owner: object;
  private readonly onEnd: (attempt: TaskAttempt, hasFailed: boolean) => void;
  /** Tasks from here on have not been begun. */
  private next = 0;
  private readonly again: number[] = [];
  private readonly attempts = new Set<TaskAttempt>();
  private readonly failures = new Map<number, number>();
  private readonly copied = new Set<number>();
  private readonly doneIn = new Map<number, TaskRoom>();
  private doneWorkMs = 0;
  private roomWeight = 0;

  constructor(options: {
    readonly world: World;
    readonly plan: TaskStagePlan;
    readonly purpose: string;
    readonly owner: object;
    /** An attempt is over and its room is free; copies of it have been stopped. */
    readonly onEnd: (attempt: TaskAttempt, hasFailed: boolean) => void;
  }) {
    this.world = options.world;
    this.plan = options.plan;
    this.purpose = options.purpose;
    this.owner = options.owner;
    this.onEnd = options.onEnd;
  }

  get doneCount(): number {
    return this.doneIn.size;
  }

  get isDone(): boolean {
    return this.doneCount === this.plan.count;
  }

  get running(): ReadonlySet<TaskAttempt> {
    return this.attempts;
  }

  /** What its running tasks have: megabytes of YARN's memory, or slots. */
  get usedRoom(): number {
    return this.roomWeight;
  }

  /** A task has failed as often as Hadoop lets it. */
  get isGivenUp(): boolean {
    return [...this.failures.values()].some((count) => count >= ATTEMPTS_MAX);
  }

  /** Tasks that wait for room; when none does, a slow one that should have a copy counts. */
  get waitingCount(): number {
    const waiting = this.again.length + this.plan.count - this.next;
    return waiting > 0 ? waiting : this.slowest() === undefined ? 0 : 1;
  }

  /** When a copy of a running task will be due if it has not ended by then; undefined where none will. */
  get nextCopyAtMs(): number | undefined {
    let first: number | undefined;
    for (const attempt of this.attempts) {
      const atMs = this.copyDueAtMs(attempt);
      if (atMs !== undefined && (first === undefined || atMs < first)) first = atMs;
    }
    return first;
  }

  /** Begins the next task in a room. Whoever knows when its input is there says when it ends (`endAfter`). */
  start(room: TaskRoom): TaskAttempt {
    const { kind, count } = this.plan;
    const index = this.again.shift() ?? (this.next < count ? this.next : this.slowest()?.index);
    invariant(index !== undefined, `a ${kind} task waits for room`);
    const isFirst = index === this.next;
    if (isFirst) this.next += 1;
    if (this.isRunning(index)) this.copied.add(index);
    room.take(kind);
    this.roomWeight += room.weight(kind);
    const attempt = this.attemptAt(index, isFirst, room);
    this.attempts.add(attempt);
    return attempt;
  }

  endAfter(attempt: TaskAttempt, delayMs: number): void {
    const { simulation, now } = this.world;
    const handle = simulation.after(delayMs, () => this.ended(attempt), 0, this.owner);
    attempt.end = { handle, atMs: now + delayMs };
  }

  /** Those whose input is not complete any more wait for it again. */
  awaitInput(): void {
    const { simulation, now } = this.world;
    for (const attempt of this.attempts) {
      if (attempt.end === undefined || attempt.end.atMs - attempt.workMs <= now) continue;
      simulation.cancel(attempt.end.handle);
      attempt.end = undefined;
    }
  }

  /** A node is gone: what was lost with it begins again elsewhere, and no failure of a task is counted. */
  abandon(isLost: (attempt: TaskAttempt) => boolean): void {
    for (const attempt of [...this.attempts]) {
      if (!isLost(attempt)) continue;
      this.stop(attempt);
      if (!this.isRunning(attempt.index)) this.again.push(attempt.index);
    }
  }

  /** The results that lay on a node are gone with it: those tasks run again. Answers whether there were any. */
  loseResults(room: TaskRoom): boolean {
    const lost = [...this.doneIn].filter(([, place]) => place === room);
    for (const [index] of lost) {
      this.doneIn.delete(index);
      this.again.push(index);
    }
    return lost.length > 0;
  }

  /** The job is over: nothing of it runs any more. */
  stopAll(): void {
    for (const attempt of [...this.attempts]) this.stop(attempt);
  }

  private attemptAt(index: number, isFirst: boolean, room: TaskRoom): TaskAttempt {
    const { kind, task, measuredMs, referenceSpeed, faults } = this.plan;
    // first attempts draw in the order of their tasks, so that task 7 is as long on any number of nodes (8.2)
    const own = measuredMs?.[index] ?? this.world.draw(task, isFirst ? this.purpose : `${this.purpose}/again`);
    const slowdown = this.chance(faults.stragglerProbability, "straggler") ? faults.stragglerSlowdown : 1;
    const fails = this.chance(faults.failureProbability, "failure");
    const share = fails ? this.world.draw({ kind: "uniform", min: 0, max: 1e6 }, `${this.purpose}/failsAt`) / 1e6 : 1;
    const workMs = Math.ceil((own * slowdown * share * referenceSpeed) / room.slotSpeed(kind) - 1e-6);
    return { index, room, startedAtMs: this.world.now, workMs, fails, end: undefined };
  }

  private chance(probability: number, what: string): boolean {
    if (probability === 0) return false;
    return this.world.draw({ kind: "uniform", min: 0, max: 1e9 }, `${this.purpose}/${what}`) < probability * 1e9;
  }

  private ended(attempt: TaskAttempt): void {
    this.stop(attempt);
    const { index, fails } = attempt;
    if (fails) this.fail(index);
    else this.complete(attempt);
    this.onEnd(attempt, fails);
  }

  private fail(index: number): void {
    this.failures.set(index, (this.failures.get(index) ?? 0) + 1);
    if (!this.isRunning(index)) this.again.push(index);
  }

  private complete({ index, room, startedAtMs }: TaskAttempt): void {
    this.doneIn.set(index, room);
    this.doneWorkMs += this.world.now - startedAtMs;
    for (const other of [...this.attempts]) if (other.index === index) this.stop(other);
  }

  private stop(attempt: TaskAttempt): void {
    this.attempts.delete(attempt);
    attempt.room.release(this.plan.kind);
    this.roomWeight -= attempt.room.weight(this.plan.kind);
    if (attempt.end !== undefined) this.world.simulation.cancel(attempt.end.handle);
  }

  private isRunning(index: number): boolean {
    for (const attempt of this.attempts) if (attempt.index === index) return true;
    return false;
  }

  /** Of the running tasks without a copy the one that has run for the longest, if that is long enough. */
  private slowest(): TaskAttempt | undefined {
    for (const attempt of this.attempts) {
      const dueMs = this.copyDueAtMs(attempt);
      // attempts stand in the order in which they began
      if (dueMs !== undefined && dueMs <= this.world.now) return attempt;
    }
    return undefined;
  }

  private copyDueAtMs({ index, startedAtMs }: TaskAttempt): number | undefined {
    if (!this.plan.faults.speculation || this.doneCount === 0 || this.copied.has(index)) return undefined;
    const meanMs = this.doneWorkMs / this.doneCount;
    return startedAtMs + Math.max(SPECULATION_AFTER_MS, Math.ceil(SPECULATION_FACTOR * meanMs));
  }
}
