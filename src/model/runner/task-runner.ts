import { type InstantMs, MINUTE_MS } from "../../base/instant.ts";
import { type BackOff, backOffOf } from "../api/back-off.ts";
import type { CallLimiter } from "../api/call-limiter.ts";
import { type KindOfCalls, RegularCalls } from "../api/regular-calls.ts";
import type { IdleEvent } from "../idle-events.ts";
import type { PreconditionInstance } from "../pipeline/precondition-instance.ts";
import type { IdlePoller, Poller, Task, TaskQueue } from "../pipeline/task-queue.ts";
import type { PollPlan } from "../plan.ts";
import type { World } from "../world.ts";
import { Attempt } from "./attempt.ts";
import { CHECK_THREADS, CheckThreads } from "./check-threads.ts";
import { HandOut, handOutAgainUnacknowledged } from "./hand-out.ts";
import type { WorkHost } from "./work-host.ts";

/** Source: API ReportTaskRunnerHeartbeat (4.4). */
export const HEARTBEAT_INTERVAL_MS = 15 * MINUTE_MS;
const HEARTBEATS: KindOfCalls = {
  operation: "ReportTaskRunnerHeartbeat",
  periodMs: HEARTBEAT_INTERVAL_MS,
  isAwaited: false,
};

/**
 * A Task Runner: `tasks` threads, each of which polls on its own, works on what it is handed, and polls again (4.2);
 * beside them those that check preconditions, where there are any for it (3.2).
 * It knows how long it has worked, which is what its log grows with (6.6). It may die and be started anew (4.4).
 */
export class TaskRunner {
  private readonly world: World;
  private readonly host: WorkHost;
  private readonly queue: TaskQueue;
  private readonly onWork: () => void;
  private readonly threads: Thread[];
  private readonly checkThreads: CheckThreads | undefined;
  /** Attempts of threads that died: the service takes them for running (4.4). */
  private readonly silent = new Set<Attempt>();
  private readonly reports: CallLimiter | undefined;
  /** Those since it was started, or started anew. */
  private heartbeats: RegularCalls | undefined;
  private firstPollMs: InstantMs | undefined;
  private sinceMs: InstantMs | undefined;
  private busyBeforeMs = 0;
  private busySinceMs: InstantMs | undefined;
  private lastWorkEndMs: InstantMs | undefined;
  private runningCount = 0;
  private stopped = false;

  constructor(options: {
    readonly world: World;
    readonly host: WorkHost;
    readonly queue: TaskQueue;
    /** Of preconditions; undefined where there are none that it is to check (3.2). */
    readonly checkQueue: TaskQueue<PreconditionInstance> | undefined;
    readonly tasks: number;
    readonly poll: PollPlan;
    /** An attempt begins. */
    readonly onWork: () => void;
  }) {
    this.world = options.world;
    this.host = options.host;
    this.queue = options.queue;
    this.onWork = options.onWork;
    this.reports = this.world.callLimits.of("ReportTaskProgress");
    this.threads = [];
    for (let index = 0; index < options.tasks; index += 1) {
      this.threads.push(new Thread(options.world, options.host, index, options.poll, this.receive));
    }
    const { checkQueue, poll } = options;
    this.checkThreads = checkQueue && new CheckThreads(options.world, options.host.id, checkQueue, poll);
  }

  /** Those that work, and those that check preconditions. */
  get threadCount(): number {
    return this.threads.length + (this.checkThreads === undefined ? 0 : CHECK_THREADS);
  }

  /** Milliseconds in which at least one attempt ran, up to now. */
  get busyMs(): number {
    return this.busyBeforeMs + (this.busySinceMs === undefined ? 0 : this.world.now - this.busySinceMs);
  }

  /** At least one attempt runs. */
  get isWorking(): boolean {
    return this.runningCount > 0;
  }

  get firstPollAtMs(): InstantMs | undefined {
    return this.firstPollMs;
  }

  /** The first poll since it was started, or started anew; undefined while it is dead. */
  get pollingSinceMs(): InstantMs | undefined {
    return this.sinceMs;
  }

  /** When the last work ended: now, while work goes on; the first poll, when there was none. */
  get workedUntilMs(): InstantMs {
    if (this.isWorking) return this.world.now;
    return this.lastWorkEndMs ?? this.firstPollMs ?? this.world.now;
  }

  /** One thread begins to poll, those that check after those that work; a managed runner starts all of them at once. */
  startThread(index: number): void {
    this.firstPollMs ??= this.world.now;
    if (this.sinceMs === undefined) {
      this.sinceMs = this.world.now;
      this.heartbeats = this.beginHeartbeats();
    }
    const thread = this.threads[index];
    if (thread !== undefined) this.queue.pollBy(thread);
    else this.checkThreads?.startThread(index - this.threads.length);
  }

  start(): void {
    for (let index = 0; index < this.threadCount; index += 1) this.startThread(index);
  }

  /**
   * Polls and work end, and nobody is told: the service hears no more of it (4.4). Assumption: what it had a cluster do
   * ends with it.
   *
   * @param why `its Task Runner had died`
   */
  die(why: string): void {
    for (const thread of this.threads) {
      this.queue.leave(thread);
      thread.handOut?.abandon();
      thread.handOut = undefined;
      const { attempt } = thread;
      if (attempt === undefined) continue;
      this.finished(thread);
      this.silent.add(attempt);
      attempt.fallSilent(why);
    }
    this.heartbeats?.end(true);
    this.heartbeats = undefined;
    this.checkThreads?.stop("it died");
    this.sinceMs = undefined;
  }

  /** The host goes away: polls end, attempts are given up, or have failed with it. */
  stop(reason: string, fate: "CANCELED" | "FAILED" = "CANCELED"): void {
    this.stopped = true;
    for (const thread of this.threads) {
      this.queue.leave(thread);
      thread.handOut?.abandon();
    }
    const working = this.threads.flatMap(({ attempt }) => attempt ?? []);
    for (const attempt of [...working, ...this.silent]) {
      if (fate === "FAILED") attempt.failWithHost(reason);
      else attempt.cancel(reason);
    }
    this.heartbeats?.end(true);
    this.checkThreads?.stop(reason);
  }

  /** The simulation stops here: what still runs is recorded as it is. */
  tell(): void {
    for (const thread of this.threads) {
      this.queue.leave(thread);
      thread.attempt?.stopUnfinished();
    }
    for (const attempt of this.silent) attempt.stopUnfinished();
    this.heartbeats?.end(true);
    this.checkThreads?.tell();
  }

  private beginHeartbeats(): RegularCalls {
    const heartbeats = new RegularCalls(this.world, HEARTBEATS, this.host);
    heartbeats.call();
    return heartbeats;
  }

  /** A thread is handed a task; it begins when the service knows that it has it (4.4). */
  private readonly receive = (task: Task, thread: Thread): void => {
    if (this.isAnswerLost(task)) this.loseAnswer(task, thread);
    else if (this.reports === undefined || this.reports.call()) this.begin(task, thread);
    else this.awaitAcknowledgement(task, thread);
  };

  private isAnswerLost({ instance: { pipeline, plan } }: Task): boolean {
    const { lostAnswers } = this.world.plan;
    if (lostAnswers === undefined) return false;
    return this.world.drawChance(lostAnswers, `lostAnswer/${pipeline.name}/${plan.id}`);
  }

  /** The thread waits for an answer as long as its poll may be held, and polls again. */
  private loseAnswer(task: Task, thread: Thread): void {
    handOutAgainUnacknowledged(this.world, task, this.queue);
    this.queue.pollAfterPeriod(thread);
  }

  private awaitAcknowledgement(task: Task, thread: Thread): void {
    const { world, queue } = this;
    const answered = (next: () => void) => () => {
      thread.handOut = undefined;
      next();
    };
    thread.handOut = new HandOut({
      world,
      task,
      queue,
      caller: thread,
      onAcknowledged: answered(() => this.begin(task, thread)),
      onTooLate: answered(() => queue.pollBy(thread)),
    });
  }

  private begin(task: Task, thread: Thread): void {
    if (this.runningCount === 0) this.busySinceMs = this.world.now;
    this.runningCount += 1;
    this.onWork();
    const { world, host } = this;
    const attempt = new Attempt({
      world,
      host,
      task,
      caller: thread,
      onClose: () => {
        if (!this.silent.delete(attempt)) this.finished(thread);
      },
      onEnd: () => {
        if (!this.stopped && !attempt.isSilent) this.queue.pollBy(thread);
      },
    });
    thread.attempt = attempt;
    attempt.start();
  }

  private finished(thread: Thread): void {
    thread.attempt = undefined;
    this.runningCount -= 1;
    this.lastWorkEndMs = this.world.now;
    if (this.runningCount > 0) return;
    this.busyBeforeMs = this.busyMs;
    this.busySinceMs = undefined;
  }
}

class Thread implements Poller {
  readonly poll: PollPlan;
  readonly backOff: BackOff | undefined;
  idle: IdlePoller | undefined;
  away: IdleEvent | undefined;
  attempt: Attempt | undefined;
  /** A task that it is not to begin yet. */
  handOut: HandOut | undefined;
  private readonly host: WorkHost;
  private readonly index: number;
  private readonly receive: (task: Task, thread: Thread) => void;

  constructor(
    world: World,
    host: WorkHost,
    index: number,
    poll: PollPlan,
    receive: (task: Task, thread: Thread) => void,
  ) {
    this.backOff = backOffOf(world, this);
    this.host = host;
    this.index = index;
    this.poll = poll;
    this.receive = receive;
  }

  toString(): string {
    return `${this.host.id}, thread ${this.index}`;
  }

  take(task: Task): void {
    this.receive(task, this);
  }
}
