import { type InstantMs, MINUTE_MS } from "../../base/instant.ts";
import type { Poller, Task, TaskQueue } from "../pipeline/task-queue.ts";
import type { PollPlan } from "../plan.ts";
import type { World } from "../world.ts";
import { Attempt } from "./attempt.ts";
import type { WorkHost } from "./work-host.ts";

const HEARTBEAT_INTERVAL_MS = 15 * MINUTE_MS;

/**
 * A Task Runner: `tasks` threads, each of which polls on its own, works on what it is handed, and polls again (4.2).
 * It knows how long it has worked, which is what its log grows with (6.6).
 */
export class TaskRunner {
  private readonly world: World;
  private readonly host: WorkHost;
  private readonly queue: TaskQueue;
  private readonly onWork: () => void;
  private readonly threads: Thread[];
  private firstPollMs: InstantMs | undefined;
  private busyBeforeMs = 0;
  private busySinceMs: InstantMs | undefined;
  private lastWorkEndMs: InstantMs | undefined;
  private runningCount = 0;
  private stopped = false;

  constructor(options: {
    readonly world: World;
    readonly host: WorkHost;
    readonly queue: TaskQueue;
    readonly tasks: number;
    readonly poll: PollPlan;
    /** An attempt begins. */
    readonly onWork: () => void;
  }) {
    this.world = options.world;
    this.host = options.host;
    this.queue = options.queue;
    this.onWork = options.onWork;
    this.threads = Array.from(
      { length: options.tasks },
      (_, index) => new Thread(`${options.host.id}, thread ${index}`, options.poll, this.run),
    );
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

  /** When the last work ended: now, while work goes on; the first poll, when there was none. */
  get workedUntilMs(): InstantMs {
    if (this.isWorking) return this.world.now;
    return this.lastWorkEndMs ?? this.firstPollMs ?? this.world.now;
  }

  /** One thread begins to poll; a managed runner starts all of its threads at once. */
  startThread(index: number): void {
    this.firstPollMs ??= this.world.now;
    const thread = this.threads[index];
    if (thread !== undefined) this.queue.pollBy(thread);
  }

  start(): void {
    for (const index of this.threads.keys()) this.startThread(index);
  }

  /** The host goes away: polls end, attempts are given up. */
  stop(reason: string): void {
    this.stopped = true;
    for (const thread of this.threads) {
      this.queue.leave(thread);
      thread.attempt?.cancel(reason);
    }
    this.countHeartbeats();
  }

  /** The simulation stops here: what still runs is recorded as it is. */
  tell(): void {
    for (const thread of this.threads) {
      this.queue.leave(thread);
      thread.attempt?.stopUnfinished();
    }
    this.countHeartbeats();
  }

  private countHeartbeats(): void {
    if (this.firstPollMs === undefined) return;
    const beats = 1 + Math.floor((this.world.now - this.firstPollMs) / HEARTBEAT_INTERVAL_MS);
    this.world.countApiCalls("ReportTaskRunnerHeartbeat", beats);
  }

  private readonly run = (task: Task, thread: Thread): Attempt => {
    if (this.runningCount === 0) this.busySinceMs = this.world.now;
    this.runningCount += 1;
    this.onWork();
    const { world, host } = this;
    return new Attempt({
      world,
      host,
      task,
      onClose: () => this.finished(thread),
      onEnd: () => {
        if (!this.stopped) this.queue.pollBy(thread);
      },
    });
  };

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
  attempt: Attempt | undefined;
  private readonly name: string;
  private readonly run: (task: Task, thread: Thread) => Attempt;

  constructor(name: string, poll: PollPlan, run: (task: Task, thread: Thread) => Attempt) {
    this.name = name;
    this.poll = poll;
    this.run = run;
  }

  toString(): string {
    return this.name;
  }

  take(task: Task): void {
    this.attempt = this.run(task, this);
    this.attempt.start();
  }
}
