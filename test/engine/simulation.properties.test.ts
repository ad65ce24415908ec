import { expect } from "chai";
import fc from "fast-check";
import { type EventHandle, Simulation } from "../../src/engine/simulation.ts";
import { sortedListQueue } from "./sorted-list-queue.ts";

/** What an event does when it is handled: it schedules others, and cancels some that were scheduled before. */
interface Deed {
  readonly schedule: readonly { readonly delayMs: number; readonly priority: number }[];
  /** Counted from the newest. */
  readonly cancel: readonly number[];
}

interface Scheduler {
  readonly now: number;
  readonly pendingCount: number;
  readonly handledCount: number;
  at(timeMs: number, action: () => void, priority: number): EventHandle;
  cancel(handle: EventHandle): boolean;
  run(): void;
}

/** The definition, word for word: of all events that are there the one with the least (time, priority, sequence) is next. */
class Oracle implements Scheduler {
  now = 0;
  handledCount = 0;
  private readonly events: { timeMs: number; priority: number; sequence: number; action: () => void }[] = [];
  private sequence = 0;

  get pendingCount(): number {
    return this.events.length;
  }

  at(timeMs: number, action: () => void, priority: number): number {
    this.events.push({ timeMs, priority, sequence: this.sequence, action });
    return this.sequence++;
  }

  cancel(sequence: number): boolean {
    const index = this.events.findIndex((event) => event.sequence === sequence);
    if (index !== -1) this.events.splice(index, 1);
    return index !== -1;
  }

  run(): void {
    for (;;) {
      this.events.sort((a, b) => a.timeMs - b.timeMs || a.priority - b.priority || a.sequence - b.sequence);
      const event = this.events.shift();
      if (event === undefined) return;
      this.now = event.timeMs;
      this.handledCount += 1;
      event.action();
    }
  }
}

/** Lets the deeds happen, one an event in turn, and writes down everything that can be seen of it. */
function historyOf(scheduler: Scheduler, deeds: readonly Deed[]): string[] {
  const history: string[] = [];
  const handles: EventHandle[] = [];
  let done = 0;
  const act = (name: string) => {
    const deed = deeds[done++];
    history.push(`${name} ${scheduler.now} ${scheduler.handledCount} ${scheduler.pendingCount}`);
    for (const { delayMs, priority } of deed?.schedule ?? []) {
      const id = `event ${handles.length}`;
      handles.push(scheduler.at(scheduler.now + delayMs, () => act(id), priority));
    }
    for (const back of deed?.cancel ?? []) {
      const handle = handles[handles.length - 1 - back];
      if (handle !== undefined) history.push(`cancel ${handles.length - 1 - back} ${scheduler.cancel(handle)}`);
    }
  };
  act("start");
  scheduler.run();
  history.push(`end ${scheduler.now} ${scheduler.handledCount} ${scheduler.pendingCount}`);
  return history;
}

const deed = fc.record({
  schedule: fc.array(fc.record({ delayMs: fc.nat(5), priority: fc.integer({ min: -1, max: 1 }) }), { maxLength: 4 }),
  cancel: fc.array(fc.nat(8), { maxLength: 2 }),
});
const deeds = fc.array(deed, { minLength: 1, maxLength: 60 });

/** Many scheduled, then nearly all cancelled, so that the queue compacts itself. */
const massCancelling = fc.record({
  times: fc.array(fc.nat(50), { minLength: 150, maxLength: 250 }),
  kept: fc.nat(20),
});

describe("Simulation, against the definition", () => {
  it("8.1 handles and cancels what a sorted list of all events would", () => {
    fc.assert(
      fc.property(deeds, (program) => {
        const expected = historyOf(new Oracle(), program);
        expect(historyOf(new Simulation({ startMs: 0 }), program)).to.deep.equal(expected);
        expect(historyOf(new Simulation({ startMs: 0, queue: sortedListQueue }), program)).to.deep.equal(expected);
      }),
      { seed: 81, numRuns: 300 },
    );
  });

  it("8.1 stays right when nearly everything is cancelled", () => {
    fc.assert(
      fc.property(massCancelling, ({ times, kept }) => {
        const schedule = times.map((delayMs) => ({ delayMs, priority: 0 }));
        const cancel = times.map((_, index) => index).filter((index) => index % 21 !== kept);
        const program = [
          { schedule: [{ delayMs: 0, priority: 0 }], cancel: [] },
          { schedule, cancel },
        ];
        expect(historyOf(new Simulation({ startMs: 0 }), program)).to.deep.equal(historyOf(new Oracle(), program));
      }),
      { seed: 82, numRuns: 50 },
    );
  });
});
