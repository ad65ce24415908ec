import { invariant } from "../base/invariant.ts";

/** Whose turn comes next, and when. */
export interface NextPoll<P> {
  readonly poller: P;
  readonly atMs: number;
}

/**
 * Idle pollers that all come back every `periodMs`, each in a phase of its own. Nobody needs an event while idle: which
 * of them polls next, and when, is a search in the phases.
 *
 * It serves fixed-interval pollers (whose next poll is it?) and held long polls (the one whose hold runs out first is the
 * one that is held the longest).
 */
export class PhaseRing<P> {
  private readonly periodMs: number;
  // sorted by phase, equal phases in the order in which they came
  private readonly phases: number[] = [];
  private readonly pollers: P[] = [];
  private readonly phaseOf = new Map<P, number>();

  constructor(periodMs: number) {
    invariant(Number.isSafeInteger(periodMs) && periodMs > 0, `a period is a positive integer, not ${periodMs}`);
    this.periodMs = periodMs;
  }

  get size(): number {
    return this.pollers.length;
  }

  has(poller: P): boolean {
    return this.phaseOf.has(poller);
  }

  /** `phaseMs` is any instant at which it polls: only its remainder by the period counts. */
  add(poller: P, phaseMs: number): void {
    invariant(!this.phaseOf.has(poller), "a poller is in the ring once");
    const phase = this.phase(phaseMs);
    const index = this.firstIndexAbove(phase);
    this.phases.splice(index, 0, phase);
    this.pollers.splice(index, 0, poller);
    this.phaseOf.set(poller, phase);
  }

  /** Answers false when the poller is not in the ring. */
  remove(poller: P): boolean {
    const phase = this.phaseOf.get(poller);
    if (phase === undefined) return false;
    const index = this.pollers.indexOf(poller, this.firstIndexAbove(phase - 1));
    this.phases.splice(index, 1);
    this.pollers.splice(index, 1);
    this.phaseOf.delete(poller);
    return true;
  }

  /**
   * The poller whose next poll comes first; of several at the same time the one that was added first. A poll exactly at
   * `nowMs` is still to come when `inclusive`, else it has just been made and comes again a period later.
   */
  nextAfter(nowMs: number, inclusive: boolean): NextPoll<P> | undefined {
    const nowPhase = this.phase(nowMs);
    const index = this.firstIndexAbove(inclusive ? nowPhase - 1 : nowPhase) % this.phases.length;
    const poller = this.pollers[index];
    const phase = this.phases[index];
    if (poller === undefined || phase === undefined) return undefined;
    const waitMs = phase - nowPhase;
    const isPast = inclusive ? waitMs < 0 : waitMs <= 0;
    return { poller, atMs: nowMs + waitMs + (isPast ? this.periodMs : 0) };
  }

  private phase(timeMs: number): number {
    const remainder = timeMs % this.periodMs;
    return remainder < 0 ? remainder + this.periodMs : remainder;
  }

  /** Phases are integers: above `phase - 1` is at or above `phase`. */
  private firstIndexAbove(phase: number): number {
    let low = 0;
    let high = this.phases.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.phases[middle] ?? 0) <= phase) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
