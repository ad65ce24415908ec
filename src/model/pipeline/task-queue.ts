import { invariant } from "../../base/invariant.ts";
import { type NextPoll, PhaseRing } from "../../engine/phase-ring.ts";
import type { EventHandle } from "../../engine/simulation.ts";
import type { BackOff } from "../api/back-off.ts";
import type { CallLimiter, RegularCaller } from "../api/call-limiter.ts";
import type { IdleEvent } from "../idle-events.ts";
import type { PollPlan } from "../plan.ts";
import type { World } from "../world.ts";
import type { ActivityInstance } from "./activity-instance.ts";

/** What can be queued: an activity instance, or a precondition's for the threads that check (3.2). */
interface Queued {
  readonly isOver: boolean;
  explain(reason: string): void;
}

/** What PollForTask hands out. */
export interface Task<Instance extends Queued = ActivityInstance> {
  readonly instance: Instance;
  readonly queuedAtMs: number;
}

/** One thread of a Task Runner: it polls, works, and polls again (4.2). */
export interface Poller<Instance extends Queued = ActivityInstance> {
  readonly poll: PollPlan;
  /** When it polls again after a poll that was refused; undefined where calls are not limited (4.5). */
  readonly backOff: BackOff | undefined;
  /** The queue's own: while the poller waits in it. */
  idle?: IdlePoller<Instance> | undefined;
  /** The queue's own: its next poll, where that is one that was refused and is made again, or one that is late. */
  away?: IdleEvent | undefined;
  take(task: Task<Instance>): void;
}

/** A poller that found no task. */
export interface IdlePoller<Instance extends Queued = ActivityInstance> {
  readonly poller: Poller<Instance>;
  readonly sinceMs: number;
  /** As the limiter knows it; undefined where polls are not limited. */
  limited?: RegularCaller | undefined;
}

/**
 * The service's queue of tasks for one managed resource or one worker group, and the pollers that find it empty. Idle
 * waiting costs no events: a held long poll is an entry here, and the next poll of an idle interval-poller is arithmetic
 * on its phase (4.3). A poller whose poll was refused is not here until it polls again (4.5).
 */
export class TaskQueue<Instance extends Queued = ActivityInstance> {
  private readonly world: World;
  private tasks: Task<Instance>[] = [];
  private head = 0;
  /** One ring for each period. */
  private readonly held: PhaseRing<IdlePoller<Instance>>[] = [];
  private readonly interval: PhaseRing<IdlePoller<Instance>>[] = [];
  private readonly limiter: CallLimiter | undefined;
  private nextPoll: EventHandle | undefined;

  constructor(world: World) {
    this.world = world;
    this.limiter = world.callLimits.of("PollForTask");
  }

  /** Tasks whose instance has ended meanwhile are passed over. */
  get isEmpty(): boolean {
    while (this.tasks[this.head]?.instance.isOver) this.head += 1;
    return this.head >= this.tasks.length;
  }

  /** A newly queued task goes to the poll that is held the longest, else it waits for the next poll (4.3). */
  add(instance: Instance): void {
    this.push({ instance, queuedAtMs: this.world.now });
  }

  /** A task that was handed out, and of whose runner nothing was heard; it has been waiting since it was first queued. */
  addAgain(task: Task<Instance>, reason: string): void {
    if (task.instance.isOver) return;
    task.instance.explain(reason);
    this.push(task);
  }

  private push(task: Task<Instance>): void {
    this.tasks.push(task);
    const longestHeld = this.longestHeld();
    if (longestHeld !== undefined) this.handOut(longestHeld, this.world.now);
    else this.expectNextPoll();
  }

  /** Says of all tasks that nobody has taken yet why they go on waiting. */
  explain(reason: string): void {
    for (const { instance } of this.tasks.slice(this.head)) if (!instance.isOver) instance.explain(reason);
  }

  /** All tasks that nobody has taken yet are withdrawn. */
  clear(): void {
    this.tasks = [];
    this.head = 0;
  }

  /** A poll arrives: it is answered at once when a task is queued, else it is held or comes again (4.3). */
  pollBy(poller: Poller<Instance>): void {
    if (this.limiter !== undefined && !this.limiter.call()) {
      this.world.countThrottledCall("PollForTask");
      this.pollLater(poller, backOffOf(poller).nextDelayMs());
      return;
    }
    poller.backOff?.reset();
    const task = this.shift();
    if (task !== undefined) {
      this.world.countApiCalls("PollForTask", 1);
      poller.take(task);
      return;
    }
    const idle: IdlePoller<Instance> = { poller, sinceMs: this.world.now, limited: undefined };
    poller.idle = idle;
    this.ringFor(poller.poll).add(idle, this.world.now);
    idle.limited = this.limiter?.begin(periodOf(poller.poll), () => this.renewLater(idle));
  }

  /** The poller is gone: its polls up to now are counted. */
  leave(poller: Poller<Instance>): void {
    if (poller.idle !== undefined) this.remove(poller.idle);
    poller.away?.cancel();
    poller.away = undefined;
  }

  /** Its poll has run out, and the next one may be refused. */
  private renewLater(idle: IdlePoller<Instance>): void {
    this.remove(idle, 1);
    this.pollLater(idle.poller, backOffOf(idle.poller).jitterMs());
  }

  /** The poller waits for an answer that does not come. */
  pollAfterPeriod(poller: Poller<Instance>): void {
    this.pollLater(poller, periodOf(poller.poll));
  }

  private pollLater(poller: Poller<Instance>, delayMs: number): void {
    const pollAgain = () => {
      poller.away = undefined;
      this.pollBy(poller);
    };
    poller.away = this.world.idleEvents.after(delayMs, pollAgain, () => !this.isEmpty, poller);
  }

  private handOut(idle: IdlePoller<Instance>, expectedMs: number): void {
    invariant(expectedMs === this.world.now, "a poll is answered when it comes");
    const task = this.shift();
    invariant(task !== undefined, "a poll is handed a task that is there");
    this.remove(idle);
    idle.poller.take(task);
  }

  /** At most one event stands for all idle interval-pollers, and only while a task waits. */
  private expectNextPoll(): void {
    if (this.nextPoll !== undefined) return;
    const next = this.nextOfInterval();
    if (next === undefined) return;
    const { poller: idle, atMs } = next;
    this.nextPoll = this.world.simulation.at(
      atMs,
      () => {
        this.nextPoll = undefined;
        if (!this.isEmpty && idle.poller.idle === idle) this.handOut(idle, atMs);
        if (!this.isEmpty) this.expectNextPoll();
      },
      0,
      idle.poller,
    );
  }

  /** In a ring of equal holds the one that runs out first began first; between rings the beginnings count. */
  private longestHeld(): IdlePoller<Instance> | undefined {
    let first: NextPoll<IdlePoller<Instance>> | undefined;
    let firstSinceMs = Number.POSITIVE_INFINITY;
    for (const ring of this.held) {
      const next = ring.nextAfter(this.world.now, false);
      if (next === undefined || next.atMs - ring.periodMs >= firstSinceMs) continue;
      first = next;
      firstSinceMs = next.atMs - ring.periodMs;
    }
    return first?.poller;
  }

  private nextOfInterval(): NextPoll<IdlePoller<Instance>> | undefined {
    let first: NextPoll<IdlePoller<Instance>> | undefined;
    for (const ring of this.interval) {
      const next = ring.nextAfter(this.world.now, true);
      if (next !== undefined && (first === undefined || next.atMs < first.atMs)) first = next;
    }
    return first;
  }

  /** `notMade` of its polls are not counted. */
  private remove(idle: IdlePoller<Instance>, notMade = 0): void {
    idle.poller.idle = undefined;
    this.ringFor(idle.poller.poll).remove(idle);
    if (idle.limited !== undefined) this.limiter?.end(idle.limited);
    this.world.countApiCalls("PollForTask", pollsWhileIdle(idle.poller.poll, this.world.now - idle.sinceMs) - notMade);
  }

  private shift(): Task<Instance> | undefined {
    const task = this.isEmpty ? undefined : this.tasks[this.head];
    if (task === undefined) return undefined;
    this.head += 1;
    if (this.head > 1000 && 2 * this.head > this.tasks.length) {
      this.tasks = this.tasks.slice(this.head);
      this.head = 0;
    }
    return task;
  }

  private ringFor(poll: PollPlan): PhaseRing<IdlePoller<Instance>> {
    const rings = poll.kind === "long" ? this.held : this.interval;
    const periodMs = periodOf(poll);
    for (const ring of rings) if (ring.periodMs === periodMs) return ring;
    const ring = new PhaseRing<IdlePoller<Instance>>(periodMs);
    rings.push(ring);
    return ring;
  }
}

/** The first poll, and one more each time that the hold or the interval has run out; the one that is answered included. */
function pollsWhileIdle(poll: PollPlan, idleMs: number): number {
  return 1 + Math.floor(idleMs / periodOf(poll));
}

function backOffOf({ backOff }: { readonly backOff: BackOff | undefined }): BackOff {
  invariant(backOff !== undefined, "where polls are limited a poller backs off");
  return backOff;
}

function periodOf(poll: PollPlan): number {
  return poll.kind === "long" ? poll.holdMs : poll.intervalMs;
}
