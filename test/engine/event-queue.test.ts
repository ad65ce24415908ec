import { expect } from "chai";
import { type EventOrder, type EventQueueFactory, heapEventQueue } from "../../src/engine/event-queue.ts";
import { sortedListQueue } from "./sorted-list-queue.ts";

const FACTORIES: readonly (readonly [string, EventQueueFactory])[] = [
  ["heap-js", heapEventQueue],
  ["a sorted list", sortedListQueue],
];

for (const [name, factory] of FACTORIES) {
  describe(`event queue: ${name}`, () => {
    /** Slots whose times are in `times`; equal times in the order of slots. */
    const order = (times: readonly number[]): EventOrder => {
      const timeMs = (slot: number) => times[slot] ?? Number.NaN;
      return { timeMs, compare: (a, b) => timeMs(a) - timeMs(b) || a - b };
    };

    const drained = (queue: ReturnType<EventQueueFactory>) => {
      const slots: number[] = [];
      for (let slot = queue.peek(); slot !== undefined; slot = queue.peek()) {
        slots.push(slot);
        queue.pop();
      }
      return slots;
    };

    it("is empty at first", () => {
      const queue = factory(order([]));
      expect(queue.length).to.equal(0);
      expect(queue.peek()).to.equal(undefined);
    });

    it("gives slots back in order, slot 0 and equal times included", () => {
      const queue = factory(order([5, 1, 5, 0, 1]));
      for (const slot of [2, 0, 4, 3, 1]) queue.add(slot);
      expect(queue.length).to.equal(5);
      expect(drained(queue)).to.deep.equal([3, 1, 4, 0, 2]);
    });

    it("replaces the first slot by another", () => {
      const queue = factory(order([1, 2, 3, 4]));
      for (const slot of [0, 1, 3]) queue.add(slot);
      queue.replace(2);
      expect(drained(queue)).to.deep.equal([1, 2, 3]);
    });

    it("replaces the first slot by itself when its time has moved", () => {
      const times = [1, 2, 3];
      const queue = factory(order(times));
      for (const slot of [0, 1, 2]) queue.add(slot);
      times[0] = 9;
      queue.replace(0);
      expect(drained(queue)).to.deep.equal([1, 2, 0]);
    });

    it("starts anew with slots in any order", () => {
      const queue = factory(order([1, 2, 3, 4]));
      queue.add(0);
      queue.init([3, 1, 2]);
      expect([...queue.toArray()].sort()).to.deep.equal([1, 2, 3]);
      expect(drained(queue)).to.deep.equal([1, 2, 3]);
      queue.init([]);
      expect(queue.peek()).to.equal(undefined);
    });
  });
}
