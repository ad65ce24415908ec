import { invariant } from "../base/invariant.ts";

/** The average over time of a value that jumps: of a queue's length, of the servers that are busy. */
export class TimeWeighted {
  private readonly startMs: number;
  private sinceMs: number;
  private current: number;
  private area = 0;
  private largest: number;

  constructor(startMs: number, value: number) {
    this.startMs = startMs;
    this.sinceMs = startMs;
    this.current = value;
    this.largest = value;
  }

  /** From `timeMs` on it is `value`. */
  set(timeMs: number, value: number): void {
    invariant(timeMs >= this.sinceMs, "time goes forward");
    this.area += this.current * (timeMs - this.sinceMs);
    this.sinceMs = timeMs;
    this.current = value;
    if (value > this.largest) this.largest = value;
  }

  get value(): number {
    return this.current;
  }

  get max(): number {
    return this.largest;
  }

  /** The integral from the start up to `untilMs`, in value times milliseconds. */
  integral(untilMs: number): number {
    invariant(untilMs >= this.sinceMs, "the average is taken up to now");
    return this.area + this.current * (untilMs - this.sinceMs);
  }

  /** From the start up to `untilMs`; the value itself while no time has passed. */
  mean(untilMs: number): number {
    return untilMs === this.startMs ? this.current : this.integral(untilMs) / (untilMs - this.startMs);
  }
}
