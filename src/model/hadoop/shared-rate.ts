import type { EventHandle, Simulation } from "../../engine/simulation.ts";

/** Work that goes on at the rate that it gets. */
export interface SharedWork {
  /** Milliseconds at the full rate, when `sinceMs` was noted. */
  leftMs: number;
  sinceMs: number;
  end: EventHandle;
  readonly onEnd: () => void;
  readonly owner: object;
}

/**
 * What several share evenly: a node's processors, of which a task uses one at most, or its network. More work than there
 * is capacity slows all of it down.
 */
export class SharedRate {
  private readonly simulation: Simulation;
  private readonly capacity: number;
  private readonly works = new Set<SharedWork>();
  private rate = 1;

  /** @param capacity how much work goes on at the full rate side by side */
  constructor(simulation: Simulation, capacity: number) {
    this.simulation = simulation;
    this.capacity = capacity;
  }

  /** @param workMs at the full rate */
  start(workMs: number, onEnd: () => void, owner: object): SharedWork {
    const { simulation } = this;
    const done = () => {
      this.leave(work);
      onEnd();
    };
    const end = simulation.after(delayOf(workMs, this.rate), done, 0, owner);
    const work: SharedWork = { leftMs: workMs, sinceMs: simulation.now, end, onEnd: done, owner };
    this.works.add(work);
    this.shareOut();
    return work;
  }

  cancel(work: SharedWork): void {
    this.simulation.cancel(work.end);
    this.leave(work);
  }

  private leave(work: SharedWork): void {
    if (this.works.delete(work)) this.shareOut();
  }

  private shareOut(): void {
    const rate = Math.min(1, this.capacity / Math.max(1, this.works.size));
    if (rate === this.rate) return;
    const { simulation } = this;
    for (const work of this.works) {
      work.leftMs = Math.max(0, work.leftMs - (simulation.now - work.sinceMs) * this.rate);
      work.sinceMs = simulation.now;
      simulation.cancel(work.end);
      work.end = simulation.after(delayOf(work.leftMs, rate), work.onEnd, 0, work.owner);
    }
    this.rate = rate;
  }
}

/** A started millisecond counts, so that an end is never before its work is done; less than a nanosecond is noise. */
function delayOf(workMs: number, rate: number): number {
  return Math.max(0, Math.ceil(workMs / rate - 1e-6));
}
