/** First in, first out, without what `Array.shift` costs when the line is long. */
export class Fifo<T> {
  private items: T[] = [];
  private head = 0;

  get length(): number {
    return this.items.length - this.head;
  }

  push(item: T): void {
    this.items.push(item);
  }

  /** Undefined when it is empty. */
  shift(): T | undefined {
    if (this.length === 0) return undefined;
    const item = this.items[this.head];
    this.head += 1;
    // what has gone out is cut off when it is half of the array: each item is moved once, on average
    if (2 * this.head >= this.items.length) this.cutOff();
    return item;
  }

  private cutOff(): void {
    if (this.head === this.items.length) this.items.length = 0;
    else if (this.head < 64) return;
    else this.items = this.items.slice(this.head);
    this.head = 0;
  }
}
