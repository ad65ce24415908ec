import { formatDuration } from "../../report/format/duration.ts";
import type { Io } from "../io.ts";

/** Shorter sweeps say nothing, and longer ones not more often than this. */
const EVERY_MS = 500;

/** Tells how far a sweep is, how fast, and for how long yet: on one line of standard error, and to a person only. */
export class SweepProgress {
  private readonly io: Io;
  private readonly total: number;
  private readonly startedMs: number;
  private toldMs: number;
  private computed = 0;
  private hasTold = false;

  /** @param total how many points the sweep has */
  constructor(io: Io, total: number) {
    this.io = io;
    this.total = total;
    this.startedMs = io.clock();
    this.toldMs = this.startedMs;
  }

  /** So many more were computed, so many are done in all, those included that an earlier sweep computed. */
  tell(more: number, done: number): void {
    this.computed += more;
    if (!this.io.isErrorTerminal) return;
    const nowMs = this.io.clock();
    if (nowMs - this.toldMs < EVERY_MS) return;
    this.toldMs = nowMs;
    this.hasTold = true;
    const perSecond = (this.computed / (nowMs - this.startedMs)) * 1000;
    const left = formatDuration(((this.total - done) / perSecond) * 1000);
    const rate = Number(perSecond.toPrecision(3));
    this.io.stderr.write(`\r\u001b[K${done} of ${this.total} points, ${rate} a second, ${left} left`);
  }

  /** Wipes the line. */
  end(): void {
    if (this.hasTold) this.io.stderr.write("\r\u001b[K");
  }
}
