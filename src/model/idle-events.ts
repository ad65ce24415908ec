import type { InstantMs } from "../base/instant.ts";
import type { Simulation } from "../engine/simulation.ts";

/** An event that may be taken back. */
export interface IdleEvent {
  cancel(): void;
}

/**
 * Events that keep nothing going, such as the death of a Task Runner that has nothing to do: a run ends when none but
 * these are to come and nobody waits for one of them.
 */
export class IdleEvents {
  private readonly simulation: Simulation;
  private readonly horizonMs: InstantMs;
  /** For each, whether somebody waits for it. */
  private readonly pending = new Set<() => boolean>();

  constructor(simulation: Simulation, horizonMs: InstantMs) {
    this.simulation = simulation;
    this.horizonMs = horizonMs;
  }

  get count(): number {
    return this.pending.size;
  }

  /** Something comes of one of them. */
  get isAwaited(): boolean {
    for (const isAwaited of this.pending) if (isAwaited()) return true;
    return false;
  }

  /** Schedules one; what lies behind the horizon never comes. */
  after(delayMs: number, action: () => void, isAwaited: () => boolean, owner: object): IdleEvent {
    if (this.simulation.now + delayMs > this.horizonMs) return { cancel: () => {} };
    // a key of its own, also where two are awaited alike
    const key = () => isAwaited();
    this.pending.add(key);
    const act = () => {
      this.pending.delete(key);
      action();
    };
    const event = this.simulation.after(delayMs, act, 0, owner);
    return {
      cancel: () => {
        this.pending.delete(key);
        this.simulation.cancel(event);
      },
    };
  }
}
