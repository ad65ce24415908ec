/** The arrival times of those who wait, first come, first served: as cheap as can be, the same for both sides. */
export class ArrivalLine {
  private readonly timesMs: number[] = [];
  private first = 0;
  private next = 0;

  get length(): number {
    return this.next - this.first;
  }

  push(timeMs: number): void {
    this.timesMs[this.next++] = timeMs;
  }

  shift(): number | undefined {
    if (this.first === this.next) return undefined;
    const timeMs = this.timesMs[this.first++];
    if (this.first === this.next) this.first = this.next = 0;
    return timeMs;
  }
}
