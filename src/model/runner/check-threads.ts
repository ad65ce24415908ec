import { MINUTE_MS } from "../../base/instant.ts";
import { type BackOff, backOffOf } from "../api/back-off.ts";
import { type KindOfCalls, RegularCalls } from "../api/regular-calls.ts";
import { StatusCall } from "../api/status-call.ts";
import type { Checker, PreconditionInstance } from "../pipeline/precondition-instance.ts";
import type { Poller, Task, TaskQueue } from "../pipeline/task-queue.ts";
import type { PollPlan } from "../plan.ts";
import type { World } from "../world.ts";

/** Source: DG Task Runner Threads (3.2). */
export const CHECK_THREADS = 2;

/** At its assignment and every 60 s; nothing comes of the answers (4.4). */
const REPORTS: KindOfCalls = { operation: "ReportTaskProgress", periodMs: MINUTE_MS, isAwaited: false };

/**
 * The threads of a Task Runner that check preconditions: each polls on its own and holds what it is handed until that is
 * met or has timed out, since it is the Task Runner that tries again (3.2). Source: DG Task Runner Threads.
 */
export class CheckThreads {
  private readonly threads: CheckThread[];

  constructor(world: World, hostId: string, queue: TaskQueue<PreconditionInstance>, poll: PollPlan) {
    this.threads = Array.from({ length: CHECK_THREADS }, (_, index) => {
      const name = `${hostId}, precondition thread ${index}`;
      return new CheckThread({ world, hostId, queue, poll, name });
    });
  }

  startThread(index: number): void {
    this.threads[index]?.start();
  }

  /** The Task Runner ends: what is being checked waits for another runner, if there will be one. */
  stop(reason: string): void {
    for (const thread of this.threads) thread.leave();
    for (const thread of this.threads) thread.giveUp(reason);
  }

  /** The simulation stops here. */
  tell(): void {
    for (const thread of this.threads) thread.tell();
  }
}

class CheckThread implements Poller<PreconditionInstance>, Checker {
  readonly poll: PollPlan;
  readonly backOff: BackOff | undefined;
  private readonly world: World;
  private readonly hostId: string;
  private readonly queue: TaskQueue<PreconditionInstance>;
  private readonly name: string;
  private current:
    | { readonly instance: PreconditionInstance; readonly reports: RegularCalls; readonly statusCall: StatusCall }
    | undefined;
  private stopped = false;

  constructor(options: {
    readonly world: World;
    readonly hostId: string;
    readonly queue: TaskQueue<PreconditionInstance>;
    readonly poll: PollPlan;
    readonly name: string;
  }) {
    this.world = options.world;
    this.hostId = options.hostId;
    this.queue = options.queue;
    this.poll = options.poll;
    this.name = options.name;
    this.backOff = backOffOf(options.world, this);
  }

  toString(): string {
    return this.name;
  }

  start(): void {
    this.stopped = false;
    this.queue.pollBy(this);
  }

  take({ instance }: Task<PreconditionInstance>): void {
    const { world } = this;
    const reports = new RegularCalls(world, REPORTS, this);
    this.current = { instance, reports, statusCall: new StatusCall(world, this) };
    reports.call();
    instance.begin(this.hostId, this);
  }

  settle(tell: () => void): void {
    if (this.current?.statusCall.make(() => this.settle(tell))) tell();
  }

  leave(): void {
    this.stopped = true;
    this.queue.leave(this);
  }

  /** All threads have left: none of them takes it up again. */
  giveUp(reason: string): void {
    const { current } = this;
    // one that is over has ended the resource, and is about to tell this thread
    if (current === undefined || current.instance.isOver) return;
    this.endCalls();
    current.instance.interrupt(`${this.hostId}, which checked it, was stopped: ${reason}`);
    this.queue.add(current.instance);
  }

  tell(): void {
    this.queue.leave(this);
    this.endCalls();
  }

  done(): void {
    this.endCalls();
    if (!this.stopped) this.queue.pollBy(this);
  }

  private endCalls(): void {
    this.current?.reports.end(false);
    this.current?.statusCall.cancel();
    this.current = undefined;
  }
}
