import { Heap } from "heap-js";

/**
 * The future events, held as slot numbers of the simulation's tables. Everything that distinguishes a good queue from a
 * bad one is how it keeps them in order, so this is all that a different one (a calendar queue, say) has to do.
 */
export interface EventQueue {
  /** Slots held, those of cancelled events included. */
  readonly size: number;
  /** The slot of the event that comes first; undefined when there is none. */
  peek(): number | undefined;
  push(slot: number): void;
  /** Takes the first slot away. */
  pop(): void;
  /** Takes the first slot away and adds another: what `pop` and `push` do, in one go. */
  replace(slot: number): void;
  /** Keeps only the slots that `keep` answers true for; it is asked once for each. */
  filter(keep: (slot: number) => boolean): void;
}

/** What a queue may ask about slots; the order is total (8.1). */
export interface EventOrder {
  /** Below 0 when the event in slot `a` comes before that in slot `b`. */
  compare(a: number, b: number): number;
  timeMs(slot: number): number;
}

/** Makes the queue of one simulation. */
export type EventQueueFactory = (order: EventOrder) => EventQueue;

/** A binary heap: the best choice while fewer than about a thousand events are pending. */
export function heapEventQueue(order: EventOrder): EventQueue {
  const heap = new Heap<number>(order.compare);
  return {
    get size() {
      return heap.heapArray.length;
    },
    peek: () => heap.heapArray[0],
    push: (slot) => {
      heap.add(slot);
    },
    pop: () => {
      heap.pop();
    },
    replace: (slot) => {
      heap.replace(slot);
    },
    filter: (keep) => {
      heap.init(heap.heapArray.filter(keep));
    },
  };
}
