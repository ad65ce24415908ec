import { Fifo } from "./fifo.ts";
import { type Place, WaitingLine } from "./waiting-line.ts";

/** Somebody waits for an item: what `cancel` knows it by. */
export type StoreGet<T> = Place<(item: T) => void>;

/**
 * Items that some put in and others take out, in the order in which they came. Who finds none waits, in the order of
 * asking. `onItem` is called within `get` or `put`, not by an event; what is asked from within it comes next.
 */
export class Store<T> {
  private readonly items = new Fifo<{ readonly item: T }>();
  private readonly getters = new WaitingLine<(item: T) => void>();
  private isHandingOut = false;

  /** Items that nobody has taken. */
  get size(): number {
    return this.items.length;
  }

  get waitingCount(): number {
    return this.getters.length;
  }

  put(item: T): void {
    this.items.push({ item });
    this.handOut();
  }

  get(onItem: (item: T) => void): StoreGet<T> {
    const get = this.getters.add(onItem, 0);
    this.handOut();
    return get;
  }

  /** Gives up waiting. Answers false when the item was handed out, or the wait cancelled before. */
  cancel(get: StoreGet<T>): boolean {
    return this.getters.remove(get);
  }

  private handOut(): void {
    if (this.isHandingOut) return;
    this.isHandingOut = true;
    try {
      while (this.items.length > 0) {
        const onItem = this.getters.shift();
        const next = onItem && this.items.shift();
        if (next === undefined) break;
        onItem?.(next.item);
      }
    } finally {
      this.isHandingOut = false;
    }
  }
}
