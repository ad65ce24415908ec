import { invariant } from "../base/invariant.ts";
import type { EventOrder } from "./event-queue.ts";

/** Four million events can be pending at once: a handle keeps the slot in its low 22 bits. */
export const SLOT_COUNT_MAX = 2 ** 22;

/**
 * Where the future events are kept: in the same place of several arrays, so that nothing is allocated for an event. A
 * slot is an index into them.
 */
export class EventSlots implements EventOrder {
  private times = new Float64Array(16);
  private priorities = new Int32Array(16);
  private sequences = new Float64Array(16);
  private readonly actions: ((() => void) | undefined)[] = [];
  private readonly entities: (object | undefined)[] = [];
  private readonly free: number[] = [];

  /** A slot that nothing is in. */
  take(): number {
    const slot = this.free.pop() ?? this.actions.length;
    if (slot === this.times.length) this.grow();
    return slot;
  }

  /** Puts an event into a slot that was taken, or over the event that is in it. */
  put(slot: number, timeMs: number, priority: number, sequence: number, action: () => void, entity?: object): void {
    this.times[slot] = timeMs;
    this.priorities[slot] = priority;
    this.sequences[slot] = sequence;
    this.actions[slot] = action;
    this.entities[slot] = entity;
  }

  /** Forgets the event, but keeps its place in the order: its slot is still in the queue. */
  clear(slot: number): void {
    this.actions[slot] = undefined;
    this.entities[slot] = undefined;
  }

  /** Gives back a slot that is no longer in the queue. */
  giveBack(slot: number): void {
    this.clear(slot);
    this.free.push(slot);
  }

  /** Undefined when the event was cancelled. */
  action(slot: number): (() => void) | undefined {
    return this.actions[slot];
  }

  entity(slot: number): object | undefined {
    return this.entities[slot];
  }

  sequence(slot: number): number {
    return this.sequences[slot] ?? 0;
  }

  readonly timeMs = (slot: number): number => this.times[slot] ?? 0;

  readonly compare = (a: number, b: number): number => {
    const timeA = this.times[a] ?? 0;
    const timeB = this.times[b] ?? 0;
    if (timeA !== timeB) return timeA < timeB ? -1 : 1;
    const priorityA = this.priorities[a] ?? 0;
    const priorityB = this.priorities[b] ?? 0;
    if (priorityA !== priorityB) return priorityA < priorityB ? -1 : 1;
    return (this.sequences[a] ?? 0) < (this.sequences[b] ?? 0) ? -1 : 1;
  };

  private grow(): void {
    const count = 2 * this.times.length;
    invariant(count <= SLOT_COUNT_MAX, `no more than ${SLOT_COUNT_MAX} events can be pending`);
    this.times = copied(this.times, new Float64Array(count));
    this.priorities = copied(this.priorities, new Int32Array(count));
    this.sequences = copied(this.sequences, new Float64Array(count));
  }
}

function copied<T extends Float64Array | Int32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
