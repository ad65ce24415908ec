/** What a queue is judged by; numbers in the fields of an object, which both sides of a benchmark can add to without allocating. */
export class Waits {
  private count = 0;
  private sumMs = 0;
  private longestMs = 0;

  add(waitMs: number): void {
    this.count += 1;
    this.sumMs += waitMs;
    if (waitMs > this.longestMs) this.longestMs = waitMs;
  }

  figures(): readonly number[] {
    return [this.count, this.sumMs, this.longestMs];
  }
}
