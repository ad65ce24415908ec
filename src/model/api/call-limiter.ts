import { Heap } from "heap-js";
import { invariant } from "../../base/invariant.ts";
import type { EventHandle, Simulation } from "../../engine/simulation.ts";
import { TokenBucket, type TokenBucketOptions } from "../../engine/token-bucket.ts";

/** Regular calls of an instant come before or after everything else that happens then. */
const BEFORE_ALL = -1_000_000_000;
const AFTER_ALL = 1_000_000_000;

/** The last bits of a rate are not relied upon. */
const RATE_TOLERANCE = 1e-9;

/** To make so many regular calls takes less time than to pass over them. */
const FEW_CALLS = 16;

/** One who calls again and again: what `end` knows it by. */
export interface RegularCaller {
  readonly periodMs: number;
  readonly onDue: () => void;
  /** Callers of one instant call in the order in which they began. */
  readonly order: number;
  nextMs: number;
  isGone: boolean;
}

/**
 * The account's limit on the calls of one operation: a token bucket that all of its callers share (4.5). Besides single
 * calls it knows those that are made again and again: held polls that are renewed, reports of progress, heartbeats.
 *
 * While no regular call can be refused they cost no events: with a token there for each caller, and all of them together
 * calling no faster than tokens come, each will find one. They are then made up for when somebody asks, exactly as if
 * each had been made at its time. Else the next of them is an event, and who is due makes a single call of it.
 */
export class CallLimiter {
  private readonly simulation: Simulation;
  private readonly bucket: TokenBucket;
  private readonly intervalMs: number;
  private readonly priority: number;
  private readonly onCall: ((atMs: number, isTaken: boolean) => void) | undefined;
  private readonly callers = new Heap<RegularCaller>((a, b) => a.nextMs - b.nextMs || a.order - b.order);
  /** Those that are not gone. */
  private callerCount = 0;
  private readonly countByPeriod = new Map<number, number>();
  /** Undefined: to be added up anew. */
  private knownDemand: number | undefined = 0;
  private begunCount = 0;
  /** Every regular call up to this time has been made. */
  private madeUntilMs: number;
  private wake: { readonly atMs: number; readonly event: EventHandle } | undefined;

  /**
   * @param regularCalls whether those of an instant come before or after everything else that happens then
   * @param onCall hears of every call and whether the service takes it; of regular ones when they are made up for
   */
  constructor(
    simulation: Simulation,
    limit: TokenBucketOptions,
    regularCalls: "first" | "last",
    onCall?: (atMs: number, isTaken: boolean) => void,
  ) {
    this.onCall = onCall;
    this.simulation = simulation;
    this.bucket = new TokenBucket(limit, simulation.now);
    this.intervalMs = limit.intervalUs / 1000;
    this.priority = regularCalls === "first" ? BEFORE_ALL : AFTER_ALL;
    this.madeUntilMs = simulation.now;
  }

  /** An event of this limiter is to come. */
  get isAwake(): boolean {
    return this.wake !== undefined;
  }

  /** A single call, now; answers whether the service takes it. */
  call(): boolean {
    this.makeRegularCalls();
    const isTaken = this.bucket.take(this.simulation.now);
    this.onCall?.(this.simulation.now, isTaken);
    this.watch();
    return isTaken;
  }

  /**
   * Somebody calls every `periodMs` from now on, first when one has passed.
   *
   * @param onDue called instead of the next call where that may be refused: the caller is gone then and calls by itself
   */
  begin(periodMs: number, onDue: () => void): RegularCaller {
    this.makeRegularCalls();
    const nextMs = this.simulation.now + periodMs;
    const caller = { periodMs, onDue, order: this.begunCount++, nextMs, isGone: false };
    this.callers.push(caller);
    this.count(periodMs, 1);
    this.watch();
    return caller;
  }

  /** It calls no more; nothing happens when it does not. */
  end(caller: RegularCaller): void {
    if (caller.isGone) return;
    this.makeRegularCalls();
    this.forget(caller);
    this.watch();
  }

  private forget(caller: RegularCaller): void {
    caller.isGone = true;
    this.count(caller.periodMs, -1);
  }

  private count(periodMs: number, more: number): void {
    this.callerCount += more;
    this.countByPeriod.set(periodMs, (this.countByPeriod.get(periodMs) ?? 0) + more);
    this.knownDemand = undefined;
  }

  /** Those whose time has passed without an event: none of them is refused. */
  private makeRegularCalls(): void {
    const { now } = this.simulation;
    const untilMs = this.priority === BEFORE_ALL ? now : now - 1;
    this.skipWhatIsForgotten(untilMs);
    for (let next = this.next(); next !== undefined && next.nextMs <= untilMs; next = this.next()) {
      const isTaken = this.bucket.take(next.nextMs);
      invariant(isTaken, "a regular call without an event finds a token");
      this.onCall?.(next.nextMs, isTaken);
      next.nextMs += next.periodMs;
      this.callers.replace(next);
    }
    this.madeUntilMs = untilMs;
  }

  /**
   * What lies so far back that an empty bucket would have filled since, in spite of the regular calls, is of no account,
   * and is not even told the bucket: in any stretch they take at most `callers + demand * t / interval` tokens.
   */
  private skipWhatIsForgotten(untilMs: number): void {
    const spare = 1 - this.demand;
    if (spare < RATE_TOLERANCE) return;
    const memoryMs = 1 + Math.ceil(((this.bucket.burst + this.callerCount) * this.intervalMs) / spare);
    const spanMs = untilMs - this.madeUntilMs;
    if (spanMs <= memoryMs || (this.demand * spanMs) / this.intervalMs < FEW_CALLS) return;
    const fromMs = untilMs - memoryMs;
    const callers = this.callers.toArray().filter(({ isGone }) => !isGone);
    for (const caller of callers) {
      const missed = Math.max(0, Math.ceil((fromMs - caller.nextMs) / caller.periodMs));
      this.tellMissed(caller, missed);
      caller.nextMs += missed * caller.periodMs;
    }
    this.callers.init(callers);
  }

  private tellMissed({ nextMs, periodMs }: RegularCaller, count: number): void {
    if (this.onCall === undefined) return;
    for (let index = 0; index < count; index += 1) this.onCall(nextMs + index * periodMs, true);
  }

  /** Tokens that the regular callers want in the time in which one comes. */
  private get demand(): number {
    this.knownDemand ??= this.addUpDemand();
    return this.knownDemand;
  }

  private addUpDemand(): number {
    let demand = 0;
    for (const [periodMs, count] of this.countByPeriod) demand += (count * this.intervalMs) / periodMs;
    return demand;
  }

  /** Unless a single call comes, after which it is asked again. */
  private get isRefusalRuledOut(): boolean {
    const count = this.callerCount;
    return count === 0 || (count <= this.bucket.tokensAt(this.simulation.now) && this.demand <= 1 - RATE_TOLERANCE);
  }

  private watch(): void {
    const atMs = this.isRefusalRuledOut ? undefined : this.next()?.nextMs;
    if (atMs === this.wake?.atMs) return;
    if (this.wake !== undefined) this.simulation.cancel(this.wake.event);
    this.wake = undefined;
    if (atMs === undefined) return;
    const event = this.simulation.at(atMs, () => this.wakeUp(), this.priority, this);
    this.wake = { atMs, event };
  }

  private wakeUp(): void {
    const { now } = this.simulation;
    const due: RegularCaller[] = [];
    this.wake = undefined;
    // enough tokens may have come meanwhile
    if (this.isRefusalRuledOut) return;
    for (let next = this.next(); next?.nextMs === now; next = this.next()) {
      due.push(next);
      this.forget(next);
    }
    this.madeUntilMs = now;
    this.watch();
    for (const { onDue } of due) onDue();
  }

  private next(): RegularCaller | undefined {
    while (this.callers.peek()?.isGone) this.callers.pop();
    return this.callers.peek();
  }
}
