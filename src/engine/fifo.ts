/** First in, first out, in a ring of places that doubles when it is full: `Array.shift` moves everybody up each time. */
export class Fifo<T> {
  private places: (T | undefined)[] = [undefined];
  private head = 0;
  private count = 0;

  get length(): number {
    return this.count;
  }

  push(item: T): void {
    if (this.count === this.places.length) this.grow();
    // the number of places is a power of two, so that the mask takes the remainder
    this.places[(this.head + this.count) & (this.places.length - 1)] = item;
    this.count += 1;
  }

  /** Undefined when it is empty. */
  shift(): T | undefined {
    if (this.count === 0) return undefined;
    const item = this.places[this.head];
    this.places[this.head] = undefined;
    this.head = (this.head + 1) & (this.places.length - 1);
    this.count -= 1;
    return item;
  }

  private grow(): void {
    const { places, head } = this;
    const inOrder = [...places.slice(head), ...places.slice(0, head)];
    this.places = [...inOrder, ...inOrder.map(() => undefined)];
    this.head = 0;
  }
}
