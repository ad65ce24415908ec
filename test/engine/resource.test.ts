import { expect } from "chai";
import { InvariantError } from "../../src/base/invariant.ts";
import { Resource, type ResourceRequest } from "../../src/engine/resource.ts";
import { Simulation } from "../../src/engine/simulation.ts";
import { SimulationError } from "../../src/engine/simulation-error.ts";
import { TimeWeighted } from "../../src/stats/time-weighted.ts";

describe("Resource", () => {
  /** Asks at `atMs`, holds what it gets for `holdMs`, and notes when that began. */
  function use(resource: Resource, name: string, atMs: number, holdMs: number, priority = 0): void {
    simulation.at(atMs, () => {
      resource.request((request) => {
        log.push(`${name}@${simulation.now}`);
        simulation.after(holdMs, () => resource.release(request));
      }, priority);
    });
  }

  const log: string[] = [];
  let simulation = new Simulation({ startMs: 0 });

  beforeEach(() => {
    log.length = 0;
    simulation = new Simulation({ startMs: 0 });
  });

  // two units: a 0..10, b 1..21; c waits from 2 for a's unit at 10, d from 3 for c's at 15
  it("grants what is free at once, and then in the order of asking", () => {
    const resource = new Resource(simulation, 2);
    use(resource, "a", 0, 10);
    use(resource, "b", 1, 20);
    use(resource, "c", 2, 5);
    use(resource, "d", 3, 5);
    simulation.run(4);
    expect([resource.inUse, resource.waitingCount]).to.deep.equal([2, 2]);
    simulation.run();
    expect(log).to.deep.equal(["a@0", "b@1", "c@10", "d@15"]);
    expect([resource.inUse, resource.waitingCount]).to.deep.equal([0, 0]);
  });

  it("serves the lower priority number first, and equal ones in the order of asking", () => {
    const resource = new Resource(simulation, 1);
    use(resource, "first", 0, 10);
    use(resource, "later", 1, 10, 1);
    use(resource, "b", 2, 10);
    use(resource, "c", 3, 10);
    use(resource, "urgent", 4, 10, -1);
    simulation.run();
    expect(log).to.deep.equal(["first@0", "urgent@10", "b@20", "c@30", "later@40"]);
  });

  it("passes over who has given up waiting", () => {
    const resource = new Resource(simulation, 1);
    use(resource, "a", 0, 10);
    const requests: ResourceRequest[] = [];
    simulation.at(1, () => requests.push(resource.request(() => log.push("b"))));
    use(resource, "c", 2, 10);
    simulation.at(3, () => log.push(...requests.flatMap((r) => [`${resource.cancel(r)}`, `${resource.cancel(r)}`])));
    simulation.run();
    expect(log).to.deep.equal(["a@0", "true", "false", "c@10"]);
  });

  it("does not cancel what is granted, nor release what is not held", () => {
    const resource = new Resource(simulation, 1);
    const held = resource.request(() => {});
    const waiting = resource.request(() => {});
    expect(resource.cancel(held)).to.equal(false);
    expect(() => resource.release(waiting)).to.throw(InvariantError);
    resource.release(held);
    expect(() => resource.release(held)).to.throw(InvariantError);
    expect(resource.inUse).to.equal(1);
  });

  it("does not nest grants, however long the chain of those who release at once", () => {
    const resource = new Resource(simulation, 1);
    const first = resource.request(() => {});
    let count = 0;
    for (let index = 0; index < 100_000; index++) {
      resource.request((request) => {
        count += 1;
        resource.release(request);
      });
    }
    resource.release(first);
    expect([count, resource.inUse]).to.deep.equal([100_000, 0]);
  });

  it("is as before when a grant throws", () => {
    const resource = new Resource(simulation, 2);
    simulation.at(1, () => {
      resource.request(() => {
        throw new Error("no");
      });
    });
    expect(() => simulation.run()).to.throw(SimulationError);
    use(resource, "a", 2, 1);
    simulation.run();
    expect(log).to.deep.equal(["a@2"]);
  });

  // one unit: a holds 0..10, b asks at 4, is granted at 10, holds to 15, c asks at 12 and gives up at 14
  it("tells its observer of every change, so that utilisation and waits can be counted outside", () => {
    const busy = new TimeWeighted(0, 0);
    const queue = new TimeWeighted(0, 0);
    const waits: number[] = [];
    const resource = new Resource(simulation, 1, (change, request, { inUse, waitingCount }) => {
      busy.set(simulation.now, inUse);
      queue.set(simulation.now, waitingCount);
      if (change === "GRANTED") waits.push(simulation.now - request.requestedAtMs);
      log.push(change);
    });
    const hold = (holdMs: number) => (request: ResourceRequest) => {
      simulation.after(holdMs, () => resource.release(request));
    };
    simulation.at(0, () => resource.request(hold(10)));
    simulation.at(4, () => resource.request(hold(5)));
    simulation.at(12, () => {
      const request = resource.request(hold(1));
      simulation.after(2, () => resource.cancel(request));
    });
    simulation.run(20);
    expect(log.join(" ")).to.equal("REQUESTED GRANTED REQUESTED RELEASED GRANTED REQUESTED CANCELLED RELEASED");
    expect(waits).to.deep.equal([0, 6]);
    expect(busy.mean(20)).to.equal(15 / 20);
    expect(queue.mean(20)).to.equal((6 + 2) / 20);
  });

  it("has at least one unit", () => {
    expect(() => new Resource(simulation, 0)).to.throw(InvariantError);
    expect(() => new Resource(simulation, 1.5)).to.throw(InvariantError);
  });
});
