import { Heap } from "heap-js";

/** A place in a waiting line: what `remove` knows it by. */
export interface Place<T> {
  readonly item: T;
  readonly priority: number;
  readonly sequence: number;
}

/** Those who wait for one thing, served in the order of (priority, coming), the lower priority number first. */
export class WaitingLine<T> {
  private readonly places = new Heap<Place<T>>((a, b) => a.priority - b.priority || a.sequence - b.sequence);
  /** Places that are waited at; one that was left stays in the heap until it comes up, or until such ones prevail. */
  private readonly waiting = new Set<Place<T>>();
  private sequence = 0;

  get length(): number {
    return this.waiting.size;
  }

  add(item: T, priority: number): Place<T> {
    const place = { item, priority, sequence: this.sequence++ };
    this.places.add(place);
    this.waiting.add(place);
    return place;
  }

  /** Whose turn it is leaves the line; undefined when nobody waits. */
  shift(): T | undefined {
    for (;;) {
      const place = this.places.pop();
      if (place === undefined) return undefined;
      if (this.waiting.delete(place)) return place.item;
    }
  }

  /** Leaves the line before its turn; answers false when it is not in it any more. */
  remove(place: Place<T>): boolean {
    const wasWaiting = this.waiting.delete(place);
    if (wasWaiting && this.places.length > 2 * this.waiting.size + 64) this.places.init([...this.waiting]);
    return wasWaiting;
  }
}
