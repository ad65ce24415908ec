import type { EventOrder, EventQueue } from "../../src/engine/event-queue.ts";

/** The plainest event queue there is: a list that is kept sorted, its first element first. */
export function sortedListQueue(order: EventOrder): EventQueue {
  let slots: number[] = [];
  const add = (slot: number) => {
    const index = slots.findIndex((other) => order.compare(slot, other) < 0);
    slots.splice(index === -1 ? slots.length : index, 0, slot);
  };
  return {
    get length() {
      return slots.length;
    },
    peek: () => slots[0],
    add,
    pop: () => slots.shift(),
    replace: (slot) => {
      slots.shift();
      add(slot);
    },
    toArray: () => [...slots],
    init: (given) => {
      slots = [...given].sort(order.compare);
    },
  };
}
