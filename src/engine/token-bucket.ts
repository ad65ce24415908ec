import { InvariantError, invariant } from "../base/invariant.ts";

/** How fast a bucket fills and how much it holds. */
export interface TokenBucketOptions {
  /** Time in which one token comes, in microseconds: an integer, so that nothing is ever rounded. */
  readonly intervalUs: number;
  /** Tokens that it holds when it is full. */
  readonly burst: number;
}

/**
 * Lets something happen at a mean rate, and a burst of it at once: in no stretch of `t` ms more than
 * `1000 * t / intervalUs + burst` times. It begins full. In integers all through: what is in it is counted in the
 * microseconds that it took to come.
 */
export class TokenBucket {
  readonly burst: number;
  private readonly intervalUs: number;
  private readonly capacityUs: number;
  private creditUs: number;
  private atMs: number;

  constructor({ intervalUs, burst }: TokenBucketOptions, startMs: number) {
    invariant(
      Number.isSafeInteger(intervalUs) && intervalUs > 0,
      `an interval is a positive integer, not ${intervalUs}`,
    );
    invariant(Number.isSafeInteger(burst) && burst > 0, `a burst is a positive integer, not ${burst}`);
    invariant(Number.isSafeInteger(intervalUs * burst), "a full bucket is a safe integer");
    this.burst = burst;
    this.intervalUs = intervalUs;
    this.capacityUs = intervalUs * burst;
    this.creditUs = this.capacityUs;
    this.atMs = startMs;
  }

  /** Takes a token if there is one; the time never goes back from call to call. */
  take(nowMs: number): boolean {
    this.advance(nowMs);
    if (this.creditUs < this.intervalUs) return false;
    this.creditUs -= this.intervalUs;
    return true;
  }

  /** Whole tokens that are in it. */
  tokensAt(nowMs: number): number {
    this.advance(nowMs);
    return Math.floor(this.creditUs / this.intervalUs);
  }

  private advance(nowMs: number): void {
    // asked so often that the sentence is made only when it is needed
    if (nowMs < this.atMs) throw new InvariantError(`time does not go back from ${this.atMs} to ${nowMs}`);
    this.creditUs = Math.min(this.capacityUs, this.creditUs + 1000 * (nowMs - this.atMs));
    this.atMs = nowMs;
  }
}
