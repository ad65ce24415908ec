import { expect } from "chai";
import { InvariantError } from "../../src/base/invariant.ts";
import { Interrupt, Process, type ProcessBody, waitFor } from "../../src/engine/process.ts";
import { Resource } from "../../src/engine/resource.ts";
import { Simulation } from "../../src/engine/simulation.ts";
import { SimulationError } from "../../src/engine/simulation-error.ts";
import { Store } from "../../src/engine/store.ts";
import { delay, itemOf, Signal, unitOf } from "../../src/engine/waitable.ts";

describe("Process", () => {
  const log: string[] = [];
  const note = (what: string) => log.push(`${what}@${simulation.now}`);
  const start = <R>(name: string, body: ProcessBody<R>) => new Process(simulation, name, body);
  let simulation = new Simulation({ startMs: 0 });

  beforeEach(() => {
    log.length = 0;
    simulation = new Simulation({ startMs: 0 });
  });

  // SimPy's first example: parks for 5, drives for 2
  it("goes on when the time that it waits for has passed", () => {
    function* car(): ProcessBody<void> {
      for (;;) {
        note("park");
        yield delay(5);
        note("drive");
        yield delay(2);
      }
    }
    start("car", car());
    simulation.run(15);
    expect(log).to.deep.equal(["park@0", "drive@5", "park@7", "drive@12", "park@14"]);
  });

  it("begins by an event of its own, not where it is made", () => {
    function* quick(): ProcessBody<void> {
      note("begin");
      yield delay(0);
    }
    const process = start("quick", quick());
    expect([log.length, process.isEnded]).to.deep.equal([0, false]);
    simulation.run();
    expect(log).to.deep.equal(["begin@0"]);
    expect(process.isEnded).to.equal(true);
  });

  it("waits for the end of another and gets what it returns, also when that was before", () => {
    function* worker(): ProcessBody<number> {
      yield delay(3);
      return 42;
    }
    function* boss(): ProcessBody<void> {
      const work = start("worker", worker());
      note(`${yield* waitFor(work)}`);
      yield delay(1);
      note(`${yield* waitFor(work)}`);
    }
    start("boss", boss());
    simulation.run();
    expect(log).to.deep.equal(["42@3", "42@4"]);
  });

  it("waits for a signal together with others, in the order of waiting", () => {
    const signal = new Signal<string>();
    function* waiter(name: string): ProcessBody<void> {
      note(`${name} ${yield* waitFor(signal)}`);
    }
    start("a", waiter("a"));
    start("b", waiter("b"));
    simulation.at(5, () => signal.trigger("now"));
    simulation.run();
    expect(log).to.deep.equal(["a now@5", "b now@5"]);
    expect(() => signal.trigger("again")).to.throw(InvariantError);
  });

  // two charge at once for 5, the third from 5 on
  it("waits for a unit of a resource", () => {
    const stations = new Resource(simulation, 2);
    function* car(name: string): ProcessBody<void> {
      const unit = yield* waitFor(unitOf(stations));
      note(name);
      yield delay(5);
      stations.release(unit);
    }
    for (const name of ["a", "b", "c"]) start(name, car(name));
    simulation.run();
    expect(log).to.deep.equal(["a@0", "b@0", "c@5"]);
    expect(stations.inUse).to.equal(0);
  });

  it("waits for an item of a store", () => {
    const store = new Store<string>();
    function* consumer(): ProcessBody<void> {
      for (;;) note(yield* waitFor(itemOf(store)));
    }
    function* producer(): ProcessBody<void> {
      for (const item of ["x", "y"]) {
        yield delay(2);
        store.put(item);
      }
    }
    start("consumer", consumer());
    start("producer", producer());
    simulation.run();
    expect(log).to.deep.equal(["x@2", "y@4"]);
  });

  it("is interrupted where it waits, and what it waited for is withdrawn", () => {
    const desk = new Resource(simulation, 1);
    const store = new Store<string>();
    const unit = desk.request(() => {});
    function* impatient(what: "delay" | "unit" | "item" | "signal"): ProcessBody<void> {
      try {
        if (what === "delay") yield delay(100);
        else if (what === "unit") yield unitOf(desk);
        else if (what === "item") yield itemOf(store);
        else yield new Signal<string>();
      } catch (error) {
        if (!(error instanceof Interrupt)) throw error;
        note(`${what} ${error.reason}`);
      }
    }
    for (const what of ["delay", "unit", "item", "signal"] as const) {
      const process = start(what, impatient(what));
      simulation.at(3, () => process.interrupt("enough"));
    }
    simulation.run();
    expect(log).to.deep.equal(["delay enough@3", "unit enough@3", "item enough@3", "signal enough@3"]);
    expect([desk.waitingCount, store.waitingCount]).to.deep.equal([0, 0]);
    desk.release(unit);
    expect(desk.inUse).to.equal(0);
  });

  // at 3 the item is put for it and it is interrupted: the item first, then the interrupt at the next wait
  it("gets what is on its way before the interrupt, so that nothing is lost", () => {
    const store = new Store<string>();
    function* consumer(): ProcessBody<void> {
      note(yield* waitFor(itemOf(store)));
      try {
        yield delay(100);
      } catch (error) {
        note(String(error));
      }
    }
    const process = start("consumer", consumer());
    simulation.at(3, () => {
      store.put("x");
      process.interrupt("enough");
    });
    simulation.run();
    expect(log).to.deep.equal(["x@3", "Interrupt: interrupted: enough@3"]);
    expect(simulation.now).to.equal(3);
  });

  it("is interrupted after its beginning when that is still to come, and not at all after its end", () => {
    function* short(): ProcessBody<void> {
      try {
        yield delay(5);
      } catch {
        note("interrupted");
      }
    }
    const process = start("short", short());
    process.interrupt("early");
    simulation.run();
    process.interrupt("late");
    simulation.run();
    expect(log).to.deep.equal(["interrupted@0"]);
  });

  it("an exception that it does not catch stops the run and names it", () => {
    function* clumsy(): ProcessBody<void> {
      yield delay(5);
      throw new Error("dropped");
    }
    start("clumsy 1", clumsy());
    expect(() => simulation.run()).to.throw(SimulationError, /^Error: dropped \(while .* of clumsy 1 at 5 ms/);
  });
});
