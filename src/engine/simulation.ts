import { InvariantError, invariant } from "../base/invariant.ts";
import { type EventQueue, type EventQueueFactory, heapEventQueue } from "./event-queue.ts";
import { EventSlots, SLOT_COUNT_MAX } from "./event-slots.ts";
import { SimulationError } from "./simulation-error.ts";

/** What `cancel` knows an event by. Opaque: the event's slot and the low bits of its sequence number. */
export type EventHandle = number;

/** What a simulation is told when it is made. */
export interface SimulationOptions {
  readonly startMs: number;
  /** Who keeps the future events in order; a binary heap unless given. */
  readonly queue?: EventQueueFactory;
}

const NO_SLOT = -1;
/** The last instant that a date can show, and as far from zero the first. */
const LAST_INSTANT_MS = 8.64e15;
/** So many cancelled events may stay in the queue whatever else is in it. */
const CANCELLED_COUNT_TOLERATED = 64;

/**
 * The clock and the future events. Events are handled in the order of (time, priority, sequence of scheduling), the lower
 * first, so that the same calls give the same order on any machine (8.1).
 *
 * While an event is being handled its slot stays first in the queue, vacant: the first event that its action schedules
 * moves in and sinks to its place, one sift instead of the two of a pop and an add.
 */
export class Simulation {
  private clockMs: number;
  private readonly slots = new EventSlots();
  private readonly queue: EventQueue;
  /** The slot of the event that is being handled, until another event moves in. */
  private vacantSlot = NO_SLOT;
  private scheduledCount = 0;
  private cancelledCount = 0;
  /** Those of the cancelled events whose slots are still in the queue. */
  private staleCount = 0;
  private isRunning = false;
  private isStopping = false;

  constructor(options: SimulationOptions) {
    const { startMs } = options;
    invariant(isInstantFrom(-LAST_INSTANT_MS, startMs), `the clock starts at an integer time, not ${startMs}`);
    this.clockMs = startMs;
    this.queue = (options.queue ?? heapEventQueue)(this.slots);
  }

  /** The simulated time in milliseconds. */
  get now(): number {
    return this.clockMs;
  }

  /** Events that are still to come; cancelled ones do not count, nor does the one that is being handled. */
  get pendingCount(): number {
    return this.queue.length - this.staleCount - (this.vacantSlot === NO_SLOT ? 0 : 1);
  }

  /** Events handled so far, the one that is being handled included. */
  get handledCount(): number {
    return this.scheduledCount - this.cancelledCount - this.pendingCount;
  }

  /** When the next event comes; undefined when none is to come. Asked between events, not by an action. */
  get nextTimeMs(): number | undefined {
    const slot = this.firstLiveSlot();
    return slot === undefined ? undefined : this.slots.timeMs(slot);
  }

  /**
   * Schedules an action. Of several at the same time the lower priority number goes first, then what was scheduled first.
   * `entity` is whom the event belongs to: it is named when the action throws.
   *
   * @throws InvariantError when the time is not an integer or lies in the past.
   */
  at(timeMs: number, action: () => void, priority = 0, entity?: object): EventHandle {
    if (!isInstantFrom(this.clockMs, timeMs) || (priority | 0) !== priority) this.refuse(timeMs, priority);
    const sequence = this.scheduledCount++;
    const vacant = this.vacantSlot;
    const slot = vacant === NO_SLOT ? this.slots.take() : vacant;
    this.slots.put(slot, timeMs, priority, sequence, action, entity);
    if (vacant === NO_SLOT) this.queue.add(slot);
    else {
      this.vacantSlot = NO_SLOT;
      this.queue.replace(slot);
    }
    return handleOf(slot, sequence);
  }

  /** Schedules an action `delayMs` from now; otherwise as `at`. */
  after(delayMs: number, action: () => void, priority = 0, entity?: object): EventHandle {
    return this.at(this.clockMs + delayMs, action, priority, entity);
  }

  /** Takes an event back. Answers false when it has been handled, is being handled or was cancelled before. */
  cancel(handle: EventHandle): boolean {
    const slot = handle % SLOT_COUNT_MAX;
    if (slot === this.vacantSlot || this.slots.action(slot) === undefined) return false;
    if (handleOf(slot, this.slots.sequence(slot)) !== handle) return false;
    this.slots.clear(slot);
    this.cancelledCount += 1;
    this.staleCount += 1;
    if (this.staleCount > CANCELLED_COUNT_TOLERATED && 2 * this.staleCount > this.queue.length) this.dropStale();
    return true;
  }

  /**
   * Handles every event up to and including `untilMs` and leaves the clock there; without it, every event there is, and
   * the clock stays at the last. After `stop` the clock stays where it is.
   *
   * @throws SimulationError when an action throws.
   */
  run(untilMs?: number): void {
    if (untilMs !== undefined && !isInstantFrom(this.clockMs, untilMs)) this.refuseTime(untilMs);
    const lastMs = untilMs ?? LAST_INSTANT_MS;
    this.begin();
    try {
      while (!this.isStopping && this.handleNext(lastMs));
      if (untilMs !== undefined && !this.isStopping) this.clockMs = untilMs;
    } finally {
      this.isRunning = false;
    }
  }

  /**
   * Handles one event; answers false when there is none.
   *
   * @throws SimulationError when the action throws.
   */
  step(): boolean {
    this.begin();
    try {
      return this.handleNext(LAST_INSTANT_MS);
    } finally {
      this.isRunning = false;
    }
  }

  /** Ends the run after the event that is being handled; `run` takes it up again. */
  stop(): void {
    this.isStopping = true;
  }

  private begin(): void {
    invariant(!this.isRunning, "a simulation is not run from within one of its own actions");
    this.isRunning = true;
    this.isStopping = false;
  }

  private handleNext(lastMs: number): boolean {
    const { slots } = this;
    const slot = this.firstLiveSlot();
    if (slot === undefined) return false;
    const timeMs = slots.timeMs(slot);
    const action = slots.action(slot);
    if (timeMs > lastMs || action === undefined) return false;
    // read before the action runs: what it schedules moves into this slot
    const sequence = slots.sequence(slot);
    const entity = slots.entity(slot);
    this.clockMs = timeMs;
    this.vacantSlot = slot;
    try {
      action();
    } catch (cause) {
      throw new SimulationError({ timeMs, sequence, action: action.name, entity: entity && String(entity) }, cause);
    } finally {
      if (this.vacantSlot !== NO_SLOT) this.closeVacancy();
    }
    return true;
  }

  private closeVacancy(): void {
    const slot = this.vacantSlot;
    this.vacantSlot = NO_SLOT;
    this.queue.pop();
    this.slots.giveBack(slot);
  }

  /** Drops the cancelled events that have come up. */
  private firstLiveSlot(): number | undefined {
    let slot = this.queue.peek();
    while (slot !== undefined && this.slots.action(slot) === undefined) {
      this.dropFirst(slot);
      slot = this.queue.peek();
    }
    return slot;
  }

  private dropFirst(slot: number): void {
    this.queue.pop();
    this.slots.giveBack(slot);
    this.staleCount -= 1;
  }

  private dropStale(): void {
    const live: number[] = [];
    for (const slot of this.queue.toArray()) {
      if (slot !== this.vacantSlot && this.slots.action(slot) !== undefined) live.push(slot);
      else this.slots.giveBack(slot);
    }
    this.queue.init(live);
    this.vacantSlot = NO_SLOT;
    this.staleCount = 0;
  }

  private refuse(timeMs: number, priority: number): never {
    if ((priority | 0) !== priority) throw new InvariantError(`a priority is a 32-bit integer, not ${priority}`);
    this.refuseTime(timeMs);
  }

  private refuseTime(timeMs: number): never {
    throw new InvariantError(`a time is an integer at or after now (${this.clockMs}), not ${timeMs}`);
  }
}

function handleOf(slot: number, sequence: number): EventHandle {
  return (sequence & 0x7fffffff) * SLOT_COUNT_MAX + slot;
}

function isInstantFrom(earliestMs: number, timeMs: number): boolean {
  return timeMs >= earliestMs && timeMs <= LAST_INSTANT_MS && Number.isInteger(timeMs);
}
