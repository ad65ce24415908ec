import { InvariantError, invariant } from "../base/invariant.ts";

/** Whose turn comes next, and when. */
export interface NextPoll<P> {
  readonly poller: P;
  readonly atMs: number;
}

/** Most rings stay small, and V8 makes small arrays many times faster than those of more than 64 bytes. */
const FIRST_COUNT = 4;

/**
 * Idle pollers that all come back every `periodMs`, each in a phase of its own. Nobody needs an event while idle: which
 * of them polls next, and when, is a search in the phases.
 *
 * It serves fixed-interval pollers (whose next poll is it?) and held long polls (the one whose hold runs out first is the
 * one that is held the longest).
 *
 * They are sorted by (phase, order of coming) in an array with a gap, as text is in an editor: pollers come and go where
 * the clock stands, so that the next change is found next to the last one and moves nearly nothing.
 */
export class PhaseRing<P> {
  readonly periodMs: number;
  private addedCount = 0;
  private readonly entryOf = new Map<P, number>();
  // what is known of an entry is in the same place of each of these
  private readonly pollers: (P | undefined)[] = [];
  private phases = new Float64Array(FIRST_COUNT);
  private sequences = new Float64Array(FIRST_COUNT);
  private readonly freeEntries: number[] = [];
  /** The entries in order, except for the gap: from `gapStart` on, up to and without `gapEnd`. */
  private order = new Int32Array(FIRST_COUNT);
  private gapStart = 0;
  private gapEnd = FIRST_COUNT;

  constructor(periodMs: number) {
    invariant(Number.isSafeInteger(periodMs) && periodMs > 0, `a period is a positive integer, not ${periodMs}`);
    this.periodMs = periodMs;
  }

  get size(): number {
    return this.gapStart + this.order.length - this.gapEnd;
  }

  /** `phaseMs` is any instant at which it polls: only its remainder by the period counts. */
  add(poller: P, phaseMs: number): void {
    invariant(Number.isSafeInteger(phaseMs), "a phase is an integer");
    invariant(!this.entryOf.has(poller), "a poller is in the ring once");
    if (this.gapStart === this.gapEnd) this.grow();
    const entry = this.freeEntries.pop() ?? this.pollers.length;
    const phase = this.phase(phaseMs);
    this.pollers[entry] = poller;
    this.phases[entry] = phase;
    this.sequences[entry] = this.addedCount++;
    this.entryOf.set(poller, entry);
    this.moveGap(this.firstIndexAfter(phase, Number.POSITIVE_INFINITY));
    this.order[this.gapStart++] = entry;
  }

  /** Answers false when the poller is not in the ring. */
  remove(poller: P): boolean {
    const entry = this.entryOf.get(poller);
    if (entry === undefined) return false;
    this.entryOf.delete(poller);
    this.moveGap(this.firstIndexAfter(this.phases[entry] ?? 0, (this.sequences[entry] ?? 0) - 1));
    this.gapEnd += 1;
    this.pollers[entry] = undefined;
    this.freeEntries.push(entry);
    return true;
  }

  /**
   * The poller whose next poll comes first; of several at the same time the one that was added first. A poll exactly at
   * `nowMs` is still to come when `inclusive`, else it has just been made and comes again a period later.
   */
  nextAfter(nowMs: number, inclusive: boolean): NextPoll<P> | undefined {
    if (this.size === 0) return undefined;
    const nowPhase = this.phase(nowMs);
    const index = this.firstIndexAfter(nowPhase, inclusive ? -1 : Number.POSITIVE_INFINITY);
    const isNextRound = index === this.size;
    const entry = this.entryAt(isNextRound ? 0 : index);
    const poller = this.pollers[entry];
    if (poller === undefined) throw new InvariantError("an entry in order has a poller");
    const waitMs = (this.phases[entry] ?? 0) - nowPhase + (isNextRound ? this.periodMs : 0);
    return { poller, atMs: nowMs + waitMs };
  }

  /** The remainder; unlike that of `%` never negative, and several times faster where the quotient is large. */
  private phase(timeMs: number): number {
    return timeMs - Math.floor(timeMs / this.periodMs) * this.periodMs;
  }

  /** The index of the first entry that comes after (phase, sequence); most often next to the gap, so it starts there. */
  private firstIndexAfter(phase: number, sequence: number): number {
    let low = 0;
    let high = this.size;
    if (this.gapStart < high && !this.isAfter(this.gapStart, phase, sequence)) {
      low = this.gapStart + 1;
      for (let step = 1; low + step < high; step *= 2) {
        if (this.isAfter(low + step, phase, sequence)) high = low + step;
        else low += step + 1;
      }
    } else {
      high = this.gapStart;
      for (let step = 1; high - step > low; step *= 2) {
        if (this.isAfter(high - step, phase, sequence)) high -= step;
        else low = high - step + 1;
      }
    }
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.isAfter(middle, phase, sequence)) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  private isAfter(index: number, phase: number, sequence: number): boolean {
    const entry = this.entryAt(index);
    const entryPhase = this.phases[entry] ?? 0;
    return entryPhase > phase || (entryPhase === phase && (this.sequences[entry] ?? 0) > sequence);
  }

  private entryAt(index: number): number {
    return this.order[index < this.gapStart ? index : index + this.gapEnd - this.gapStart] ?? 0;
  }

  private moveGap(index: number): void {
    const { order, gapStart, gapEnd } = this;
    if (index < gapStart) order.copyWithin(gapEnd - (gapStart - index), index, gapStart);
    else if (index > gapStart) order.copyWithin(gapStart, gapEnd, gapEnd + index - gapStart);
    this.gapStart = index;
    this.gapEnd = gapEnd + index - gapStart;
  }

  /** Only called when the gap is empty, so that the old order is in one piece. */
  private grow(): void {
    const count = this.order.length;
    this.order = extended(this.order, new Int32Array(2 * count));
    this.phases = extended(this.phases, new Float64Array(2 * count));
    this.sequences = extended(this.sequences, new Float64Array(2 * count));
    this.gapStart = count;
    this.gapEnd = 2 * count;
  }
}

function extended<T extends Int32Array | Float64Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
