import { InvariantError, invariant } from "../base/invariant.ts";
import { type EventQueue, type EventQueueFactory, heapEventQueue } from "./event-queue.ts";
import { SimulationError } from "./simulation-error.ts";

/** What `cancel` needs to know an event again. Opaque; stays distinct when the event has passed. */
export type EventHandle = number;

export interface SimulationOptions {
  readonly startMs: number;
  readonly queue?: EventQueueFactory;
}

/** A handle is a generation and, in its low bits, a slot: four million events can be pending at once. */
const SLOT_COUNT_MAX = 2 ** 22;
const GENERATION_COUNT = 2 ** 31;
/** Below this many cancelled events it is not worth looking for them. */
const CANCELLED_COUNT_TOLERATED = 64;
const NO_SLOT = -1;

/**
 * The clock and the future events. Events are handled in the order of (time, priority, sequence of scheduling), lower
 * first, so that the same calls give the same order on any machine (8.1).
 *
 * An event lives in a slot of typed arrays, nothing is allocated for it but what its action closes over. While an event
 * is being handled its slot stays first in the queue: the first event that its action schedules takes the slot over, at
 * the price of one sift instead of two.
 */
export class Simulation {
  private clockMs: number;
  private handled = 0;
  private live = 0;
  private cancelled = 0;
  private scheduled = 0;
  private running = false;
  private stopping = false;

  private times = new Float64Array(16);
  private sequences = new Float64Array(16);
  private priorities = new Int32Array(16);
  private generations = new Int32Array(16);
  private readonly actions: ((() => void) | undefined)[] = [];
  private readonly entities: (object | undefined)[] = [];
  private readonly freeSlots: number[] = [];
  /** The slot of the event that is being handled, until another event takes it over. */
  private vacantSlot = NO_SLOT;
  private readonly queue: EventQueue;

  constructor(options: SimulationOptions) {
    invariant(Number.isSafeInteger(options.startMs), `the clock starts at an integer, not ${options.startMs}`);
    this.clockMs = options.startMs;
    this.queue = (options.queue ?? heapEventQueue)({
      compare: (a, b) => this.compare(a, b),
      timeMs: (slot) => this.times[slot] ?? 0,
    });
  }

  /** The simulated time in milliseconds. */
  get now(): number {
    return this.clockMs;
  }

  /** Events handled so far. */
  get handledCount(): number {
    return this.handled;
  }

  /** Events that will still be handled; cancelled ones do not count. */
  get pendingCount(): number {
    return this.live;
  }

  /**
   * Schedules an action. Among events of the same time a lower priority number goes first, then what was scheduled first.
   * `entity` is only named when the action throws.
   *
   * @throws InvariantError when `timeMs` is not an integer or lies in the past.
   */
  at(timeMs: number, action: () => void, priority = 0, entity?: object): EventHandle {
    if (!(Number.isSafeInteger(timeMs) && timeMs >= this.clockMs)) this.refuseTime(timeMs);
    const vacant = this.vacantSlot;
    const slot = vacant === NO_SLOT ? this.takeSlot() : vacant;
    this.times[slot] = timeMs;
    this.priorities[slot] = priority;
    this.sequences[slot] = this.scheduled++;
    this.actions[slot] = action;
    this.entities[slot] = entity;
    this.live += 1;
    if (vacant === NO_SLOT) this.queue.push(slot);
    else {
      this.vacantSlot = NO_SLOT;
      this.queue.replace(slot);
    }
    return (this.generations[slot] ?? 0) * SLOT_COUNT_MAX + slot;
  }

  /** Schedules an action `delayMs` from now; otherwise as `at`. */
  after(delayMs: number, action: () => void, priority = 0, entity?: object): EventHandle {
    return this.at(this.clockMs + delayMs, action, priority, entity);
  }

  /** Takes an event back. Answers false when it has already been handled or cancelled. */
  cancel(handle: EventHandle): boolean {
    const slot = handle % SLOT_COUNT_MAX;
    if (this.actions[slot] === undefined || this.generations[slot] !== Math.floor(handle / SLOT_COUNT_MAX))
      return false;
    this.retire(slot);
    this.live -= 1;
    this.cancelled += 1;
    if (this.cancelled > CANCELLED_COUNT_TOLERATED && this.cancelled > this.live) this.dropCancelled();
    return true;
  }

  /**
   * Handles all events up to and including `untilMs`, then sets the clock to it; without it, all events there are, and
   * the clock stays at the last. After `stop` the clock stays where it is.
   *
   * @throws SimulationError when an action throws.
   */
  run(untilMs?: number): void {
    if (untilMs !== undefined && !(Number.isSafeInteger(untilMs) && untilMs >= this.clockMs)) this.refuseTime(untilMs);
    const limitMs = untilMs ?? Number.POSITIVE_INFINITY;
    this.begin();
    try {
      while (!this.stopping) {
        const slot = this.firstLiveSlot();
        if (slot === NO_SLOT || (this.times[slot] ?? 0) > limitMs) break;
        this.handle(slot);
      }
      if (untilMs !== undefined && !this.stopping) this.clockMs = untilMs;
    } finally {
      this.running = false;
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
      const slot = this.firstLiveSlot();
      if (slot === NO_SLOT) return false;
      this.handle(slot);
      return true;
    } finally {
      this.running = false;
    }
  }

  /** Ends the run that is under way after the action at hand; it can be taken up again with `run`. */
  stop(): void {
    this.stopping = true;
  }

  private begin(): void {
    invariant(!this.running, "a simulation cannot be run from within one of its own actions");
    this.running = true;
    this.stopping = false;
  }

  private handle(slot: number): void {
    const action = this.actions[slot];
    if (action === undefined) throw new InvariantError("an event that is handled has an action");
    const entity = this.entities[slot];
    const priority = this.priorities[slot] ?? 0;
    const sequence = this.sequences[slot] ?? 0;
    this.clockMs = this.times[slot] ?? 0;
    this.handled += 1;
    this.live -= 1;
    this.retire(slot);
    this.vacantSlot = slot;
    try {
      action();
    } catch (cause) {
      const timeMs = this.clockMs;
      throw new SimulationError(
        { timeMs, priority, sequence, action: action.name, entity: entity && String(entity) },
        cause,
      );
    } finally {
      if (this.vacantSlot !== NO_SLOT) {
        this.vacantSlot = NO_SLOT;
        this.queue.pop();
        this.freeSlots.push(slot);
      }
    }
  }

  /** Drops the cancelled events that have come up. */
  private firstLiveSlot(): number {
    for (;;) {
      const slot = this.queue.peek();
      if (slot === undefined) return NO_SLOT;
      if (this.actions[slot] !== undefined) return slot;
      this.queue.pop();
      this.freeSlots.push(slot);
      this.cancelled -= 1;
    }
  }

  private dropCancelled(): void {
    this.queue.filter((slot) => {
      const isLive = this.actions[slot] !== undefined;
      if (!isLive) this.freeSlots.push(slot);
      return isLive;
    });
    this.vacantSlot = NO_SLOT;
    this.cancelled = 0;
  }

  /** From here on the handle of the slot's event is stale and its slot dead, though it may still be in the queue. */
  private retire(slot: number): void {
    this.actions[slot] = undefined;
    this.entities[slot] = undefined;
    this.generations[slot] = ((this.generations[slot] ?? 0) + 1) % GENERATION_COUNT;
  }

  private takeSlot(): number {
    const free = this.freeSlots.pop();
    if (free !== undefined) return free;
    const slot = this.actions.length;
    if (slot === this.times.length) this.growTables();
    return slot;
  }

  private growTables(): void {
    const size = 2 * this.times.length;
    invariant(size <= SLOT_COUNT_MAX, `more than ${SLOT_COUNT_MAX} events are pending`);
    this.times = resized(new Float64Array(size), this.times);
    this.sequences = resized(new Float64Array(size), this.sequences);
    this.priorities = resized(new Int32Array(size), this.priorities);
    this.generations = resized(new Int32Array(size), this.generations);
  }

  private compare(a: number, b: number): number {
    return (
      (this.times[a] ?? 0) - (this.times[b] ?? 0) ||
      (this.priorities[a] ?? 0) - (this.priorities[b] ?? 0) ||
      (this.sequences[a] ?? 0) - (this.sequences[b] ?? 0)
    );
  }

  private refuseTime(timeMs: number): never {
    throw new InvariantError(`${timeMs} is not an integer time at or after now, ${this.clockMs}`);
  }
}

function resized<T extends Float64Array | Int32Array>(larger: T, table: T): T {
  larger.set(table);
  return larger;
}
