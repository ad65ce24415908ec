import type { Io } from "./io.ts";

/** Shorter runs say nothing, and longer ones not more often than this. */
const EVERY_MS = 500;

/** Tells how far the replications are: on one line of standard error that is wiped at the end, and to a person only. */
export class Progress {
  private readonly io: Io;
  private readonly total: number;
  private toldMs: number;
  private hasTold = false;

  /** @param total how many replications there can be */
  constructor(io: Io, total: number) {
    this.io = io;
    this.total = total;
    this.toldMs = io.clock();
  }

  /** So many have been counted. */
  tell(counted: number): void {
    if (!this.io.isErrorTerminal) return;
    const nowMs = this.io.clock();
    if (nowMs - this.toldMs < EVERY_MS) return;
    this.toldMs = nowMs;
    this.hasTold = true;
    this.io.stderr.write(`\r${counted} of at most ${this.total} runs`);
  }

  /** Wipes the line. */
  end(): void {
    if (this.hasTold) this.io.stderr.write("\r\u001b[K");
  }
}
