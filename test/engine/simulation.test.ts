import { expect } from "chai";
import { InvariantError } from "../../src/base/invariant.ts";
import { heapEventQueue } from "../../src/engine/event-queue.ts";
import { Simulation } from "../../src/engine/simulation.ts";
import { SimulationError } from "../../src/engine/simulation-error.ts";

describe("Simulation", () => {
  const log: string[] = [];
  const note = (simulation: Simulation, name: string) => () => {
    log.push(`${name}@${simulation.now}`);
  };
  let simulation = new Simulation({ startMs: 0 });

  beforeEach(() => {
    log.length = 0;
    simulation = new Simulation({ startMs: 0 });
  });

  it("8.1 handles events by time, then priority, the lower first, then in the order of scheduling", () => {
    simulation.at(7, note(simulation, "late"));
    simulation.at(5, note(simulation, "first"));
    simulation.at(5, note(simulation, "second"));
    simulation.at(5, note(simulation, "urgent"), -1);
    simulation.at(5, note(simulation, "patient"), 1);
    simulation.run();
    expect(log).to.deep.equal(["urgent@5", "first@5", "second@5", "patient@5", "late@7"]);
  });

  it("8.1 an event that is scheduled for now goes behind what is there already, but before a higher priority number", () => {
    simulation.at(5, () => {
      note(simulation, "outer")();
      simulation.after(0, note(simulation, "inner"));
      simulation.after(0, note(simulation, "urgent"), -1);
    });
    simulation.at(5, note(simulation, "second"));
    simulation.at(5, note(simulation, "patient"), 1);
    simulation.run();
    expect(log).to.deep.equal(["outer@5", "urgent@5", "second@5", "inner@5", "patient@5"]);
  });

  it("starts its clock where it is told to and leaves it at the last event", () => {
    simulation = new Simulation({ startMs: 1_353_628_800_000 });
    expect(simulation.now).to.equal(1_353_628_800_000);
    simulation.after(250, note(simulation, "a"));
    simulation.run();
    expect(simulation.now).to.equal(1_353_628_800_250);
  });

  it("runs up to and including a time, and leaves its clock there", () => {
    for (const timeMs of [1, 5, 6]) simulation.at(timeMs, note(simulation, "a"));
    simulation.run(5);
    expect(log).to.deep.equal(["a@1", "a@5"]);
    expect([simulation.now, simulation.handledCount, simulation.pendingCount]).to.deep.equal([5, 2, 1]);
    simulation.run(5);
    simulation.run(9);
    expect(log).to.deep.equal(["a@1", "a@5", "a@6"]);
    expect(simulation.now).to.equal(9);
  });

  it("handles one event a step and says when there is none", () => {
    simulation.at(1, note(simulation, "a"));
    simulation.cancel(simulation.at(2, note(simulation, "cancelled")));
    simulation.at(3, note(simulation, "b"));
    expect([simulation.step(), simulation.now]).to.deep.equal([true, 1]);
    expect([simulation.step(), simulation.now]).to.deep.equal([true, 3]);
    expect([simulation.step(), simulation.now]).to.deep.equal([false, 3]);
  });

  it("says when the next event comes, between events", () => {
    expect(simulation.nextTimeMs).to.equal(undefined);
    const first = simulation.at(3, note(simulation, "a"));
    simulation.at(5, note(simulation, "b"));
    expect(simulation.nextTimeMs).to.equal(3);
    simulation.cancel(first);
    expect(simulation.nextTimeMs).to.equal(5);
    simulation.run();
    expect(simulation.nextTimeMs).to.equal(undefined);
  });

  it("stops after the event that is being handled and can be taken up again", () => {
    simulation.at(1, () => simulation.stop());
    simulation.at(2, note(simulation, "b"));
    simulation.run(10);
    expect([simulation.now, simulation.pendingCount]).to.deep.equal([1, 1]);
    simulation.run(10);
    expect(log).to.deep.equal(["b@2"]);
    expect(simulation.now).to.equal(10);
  });

  it("counts the event that is being handled as handled", () => {
    const counts: number[] = [];
    const count = () => counts.push(simulation.handledCount, simulation.pendingCount);
    simulation.at(1, () => {
      count();
      simulation.after(1, count);
      count();
    });
    simulation.at(1, count);
    simulation.run();
    expect(counts).to.deep.equal([1, 1, 1, 2, 2, 1, 3, 0]);
  });

  it("cancels an event once, and not after it has been handled or while it is", () => {
    const handle = simulation.at(5, note(simulation, "a"));
    const handled = simulation.at(3, () => log.push(`${simulation.cancel(handled)}`));
    expect([simulation.cancel(handle), simulation.cancel(handle)]).to.deep.equal([true, false]);
    expect(simulation.pendingCount).to.equal(1);
    simulation.run();
    expect(log).to.deep.equal(["false"]);
    expect(simulation.cancel(handled)).to.equal(false);
  });

  it("an old handle does not cancel the event that has taken over its place", () => {
    const old = simulation.at(1, () => simulation.after(1, note(simulation, "b")));
    simulation.step();
    expect(simulation.cancel(old)).to.equal(false);
    const other = simulation.at(1, note(simulation, "c"));
    expect(simulation.cancel(other)).to.equal(true);
    simulation.run();
    expect(log).to.deep.equal(["b@2"]);
  });

  it("keeps the queue small when timeouts are set and cancelled again and again", () => {
    let queueLength = () => 0;
    simulation = new Simulation({
      startMs: 0,
      queue: (order) => {
        const queue = heapEventQueue(order);
        queueLength = () => queue.length;
        return queue;
      },
    });
    let lengthMax = 0;
    const again = (round: number) => {
      simulation.cancel(simulation.after(1_000_000, note(simulation, "timeout")));
      lengthMax = Math.max(lengthMax, queueLength());
      if (round < 10_000) simulation.after(1, () => again(round + 1));
    };
    again(1);
    simulation.run();
    expect(log).to.deep.equal([]);
    expect(simulation.now).to.equal(9_999);
    // at most 64 cancelled ones are tolerated, beside the one that is live
    expect(lengthMax).to.be.within(60, 70);
  });

  it("loses nothing when an action cancels so much that the queue is compacted under it", () => {
    simulation.at(1, () => {
      const handles = Array.from({ length: 200 }, (_, index) => simulation.after(10 + index, note(simulation, "x")));
      for (const handle of handles.slice(1)) simulation.cancel(handle);
      simulation.after(1, note(simulation, "after"));
    });
    simulation.at(1, () => {
      // nothing is scheduled before the cancelling here, so the queue is compacted while it has a vacancy
      for (const handle of late.splice(0)) simulation.cancel(handle);
      simulation.after(2, note(simulation, "after"));
    });
    const late = Array.from({ length: 300 }, (_, index) => simulation.at(50 + index, note(simulation, "y")));
    simulation.run();
    expect(log).to.deep.equal(["after@2", "after@3", "x@11"]);
    expect([simulation.handledCount, simulation.pendingCount]).to.deep.equal([5, 0]);
  });

  it("an action that throws stops the run, with the time, the entity and the event", () => {
    const cause = new Error("out of paper");
    const printer = { toString: () => "printer 7" };
    const print = () => {
      throw cause;
    };
    simulation.at(1000, print, 0, printer);
    simulation.at(2000, note(simulation, "next"));
    const error = thrownBy(() => simulation.run());
    if (!(error instanceof SimulationError)) throw error;
    expect(error.cause).to.equal(cause);
    expect(error.event).to.deep.equal({ timeMs: 1000, sequence: 0, action: "print", entity: "printer 7" });
    expect(error.message).to.equal(
      "Error: out of paper (while handling event 0 print of printer 7 at 1000 ms, 1970-01-01T00:00:01.000Z)",
    );
    expect([simulation.now, simulation.pendingCount]).to.deep.equal([1000, 1]);
  });

  it("names the event that threw even when it had scheduled others before", () => {
    simulation.at(1, () => {
      simulation.after(5, note(simulation, "other"), 0, { toString: () => "somebody else" });
      throw new RangeError("too late");
    });
    expect(() => simulation.run()).to.throw(SimulationError, "RangeError: too late (while handling event 0 at 1 ms");
    expect(simulation.pendingCount).to.equal(1);
    simulation.run();
    expect(log).to.deep.equal(["other@6"]);
  });

  it("refuses times that are in the past or no integers, and priorities that are none", () => {
    simulation.run(10);
    for (const timeMs of [9, 10.5, Number.NaN, Number.POSITIVE_INFINITY, 9e15]) {
      expect(() => simulation.at(timeMs, () => {}), `${timeMs}`).to.throw(InvariantError);
      expect(() => simulation.run(timeMs), `${timeMs}`).to.throw(InvariantError);
    }
    expect(() => simulation.after(-1, () => {})).to.throw(InvariantError);
    expect(() => simulation.at(10, () => {}, 0.5)).to.throw(InvariantError);
    expect(() => new Simulation({ startMs: 0.5 })).to.throw(InvariantError);
    expect(simulation.pendingCount).to.equal(0);
  });

  it("is not run from within one of its own actions", () => {
    simulation.at(1, () => simulation.run());
    expect(() => simulation.run()).to.throw(SimulationError, "InvariantError");
    expect(simulation.step()).to.equal(false);
  });
});

function thrownBy(act: () => void): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  return undefined;
}
