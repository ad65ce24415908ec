import type { EventHandle } from "../../engine/simulation.ts";
import type { IdleEvent } from "../idle-events.ts";
import type { ApiOperation } from "../plan.ts";
import type { World } from "../world.ts";
import { type BackOff, backOffOf } from "./back-off.ts";
import type { CallLimiter, RegularCaller } from "./call-limiter.ts";

/** After everything else of the same instant: what ends right then needs to hear of nothing. */
const NEXT_CALL_PRIORITY = 1;

/** What calls they are. */
export interface KindOfCalls {
  readonly operation: ApiOperation;
  readonly periodMs: number;
  /** Something can come of a call: a run goes on for it. */
  readonly isAwaited: boolean;
}

/** Whoever must know that nothing is heard of the caller for a while. */
export interface LateCallListener {
  /** A regular call is late, because it may be refused. */
  callsAreLate(): void;
  /** One that was late has got through. */
  callsGotThrough(): void;
}

/**
 * The calls that one caller makes again and again, an attempt's reports or a runner's heartbeats (4.4): how many got
 * through, and what happens when one is refused (4.5). They cost no events while none can be refused.
 */
export class RegularCalls {
  private readonly world: World;
  private readonly kind: KindOfCalls;
  private readonly caller: object;
  private readonly listener: LateCallListener | undefined;
  private readonly limiter: CallLimiter | undefined;
  private backOff: BackOff | undefined;
  /** A call got through then, and one each period since; absent while one is on its way. */
  private sinceMs: number | undefined;
  private lastMs: number | undefined;
  private through = 0;
  /** As the limiter knows them; absent: nothing is limited, or one is on its way. */
  private limited: RegularCaller | undefined;
  private isOver = false;
  private retry: IdleEvent | undefined;
  private next: EventHandle | undefined;
  private onAnswer: (() => void) | undefined;

  /**
   * @param caller whose random stream says when a refused call is made again
   * @param listener hears of calls that are late; absent: nobody does
   */
  constructor(world: World, kind: KindOfCalls, caller: object, listener?: LateCallListener) {
    this.world = world;
    this.kind = kind;
    this.caller = caller;
    this.listener = listener;
    this.limiter = world.callLimits.of(kind.operation);
  }

  /** A call has just got through; the next is a period from now. */
  begin(): void {
    this.sinceMs = this.world.now;
    this.limited = this.limiter?.begin(this.kind.periodMs, () => this.callLate());
  }

  /** Calls until it gets through, and from then on regularly. */
  call(): void {
    this.retry = undefined;
    if (this.limiter === undefined || this.limiter.call()) this.answered();
    else {
      this.world.countThrottledCall(this.kind.operation);
      this.callAfter(this.ownBackOff()?.nextDelayMs() ?? 0);
    }
  }

  /** `onAnswer` is called when the next call gets through; one of this very instant is still to come. */
  hearWithNext(onAnswer: () => void): void {
    this.onAnswer = onAnswer;
    if (this.sinceMs === undefined) return;
    const periods = Math.ceil((this.world.now - this.sinceMs) / this.kind.periodMs);
    const nextMs = this.sinceMs + periods * this.kind.periodMs;
    const makeNext = () => (periods === 0 ? this.heard() : this.callInTime());
    this.next = this.world.simulation.at(nextMs, makeNext, NEXT_CALL_PRIORITY, this);
  }

  /**
   * No more calls; those that got through are counted.
   *
   * @param countsNow one that is due at this very instant has been made
   */
  end(countsNow: boolean): void {
    if (this.isOver) return;
    this.isOver = true;
    this.endLimited();
    this.retry?.cancel();
    if (this.next !== undefined) this.world.simulation.cancel(this.next);
    const { sinceMs } = this;
    if (sinceMs !== undefined) {
      const periods = (this.world.now - sinceMs) / this.kind.periodMs;
      this.take(sinceMs, countsNow ? 1 + Math.floor(periods) : Math.max(1, Math.ceil(periods)));
    }
    this.world.countApiCalls(this.kind.operation, this.through);
  }

  /** When the last call got through; asked after the end, or while one is late. */
  get lastThroughMs(): number {
    return this.lastMs ?? this.world.now;
  }

  toString(): string {
    return `${this.kind.operation} of ${this.caller}`;
  }

  private answered(): void {
    this.backOff?.reset();
    this.begin();
    this.listener?.callsGotThrough();
    this.heard();
  }

  private heard(): void {
    const { onAnswer } = this;
    this.onAnswer = undefined;
    onAnswer?.();
  }

  /** The call of this instant as one of its own: its answer matters. */
  private callInTime(): void {
    this.next = undefined;
    this.endLimited();
    this.interrupt();
    this.call();
  }

  /** The call of this instant may be refused. */
  private callLate(): void {
    if (this.next !== undefined) this.world.simulation.cancel(this.next);
    this.interrupt();
    this.callAfter(this.ownBackOff()?.jitterMs() ?? 0);
    this.listener?.callsAreLate();
  }

  private endLimited(): void {
    if (this.limited !== undefined) this.limiter?.end(this.limited);
    this.limited = undefined;
  }

  private interrupt(): void {
    const { sinceMs } = this;
    if (sinceMs === undefined) return;
    this.take(sinceMs, Math.round((this.world.now - sinceMs) / this.kind.periodMs));
  }

  private take(sinceMs: number, calls: number): void {
    this.through += calls;
    this.lastMs = sinceMs + (calls - 1) * this.kind.periodMs;
    this.sinceMs = undefined;
  }

  private callAfter(delayMs: number): void {
    this.retry = this.world.idleEvents.after(
      delayMs,
      () => this.call(),
      () => this.kind.isAwaited,
      this,
    );
  }

  private ownBackOff(): BackOff | undefined {
    this.backOff ??= backOffOf(this.world, this.caller);
    return this.backOff;
  }
}
