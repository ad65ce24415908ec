import { expect } from "chai";
import { InvariantError } from "../../src/base/invariant.ts";
import { RandomStreams } from "../../src/engine/random-streams.ts";
import { Simulation } from "../../src/engine/simulation.ts";
import { LifeCycle } from "../../src/model/life-cycle.ts";
import type { ModelEvent } from "../../src/model/records.ts";
import {
  ACTIVITY_INSTANCE_MOVES,
  ATTEMPT_MOVES,
  CLUSTER_MOVES,
  DATA_NODE_INSTANCE_MOVES,
  EC2_INSTANCE_MOVES,
  PRECONDITION_INSTANCE_MOVES,
  RESOURCE_INSTANCE_MOVES,
  STEP_MOVES,
} from "../../src/model/status.ts";
import { World } from "../../src/model/world.ts";
import { ACTIVATION_MS, planOf } from "./plans.ts";

describe("life cycles", () => {
  const events: ModelEvent[] = [];
  const world = new World(planOf({}), new Simulation({ startMs: ACTIVATION_MS }), new RandomStreams("seed", 0), [
    (event) => events.push(event),
  ]);

  it("2.6 tell every move with its time and reason, the first included", () => {
    events.length = 0;
    const lifeCycle = new LifeCycle(world, "attempt", "x", ATTEMPT_MOVES, "RUNNING", "taken");
    lifeCycle.moveTo("FINISHED", "done");
    const common = { kind: "transition", atMs: ACTIVATION_MS, machine: "attempt", id: "x" } as const;
    expect(events).to.deep.equal([
      { ...common, from: null, to: "RUNNING", reason: "taken" },
      { ...common, from: "RUNNING", to: "FINISHED", reason: "done" },
    ]);
    expect(lifeCycle.isOver).to.equal(true);
  });

  const tables = {
    activity: ACTIVITY_INSTANCE_MOVES,
    resource: RESOURCE_INSTANCE_MOVES,
    dataNode: DATA_NODE_INSTANCE_MOVES,
    precondition: PRECONDITION_INSTANCE_MOVES,
    attempt: ATTEMPT_MOVES,
    cluster: CLUSTER_MOVES,
    ec2Instance: EC2_INSTANCE_MOVES,
    step: STEP_MOVES,
  };
  for (const [name, moves] of Object.entries<Readonly<Record<string, readonly string[]>>>(tables)) {
    it(`2.6 the table of ${name} allows what it lists and refuses everything else`, () => {
      for (const from of Object.keys(moves)) {
        for (const to of Object.keys(moves)) {
          const lifeCycle = new LifeCycle<string>(world, "instance", "x", moves, from, "start");
          const move = () => lifeCycle.moveTo(to, "test");
          if (moves[from]?.includes(to)) expect(move).to.not.throw();
          else expect(move).to.throw(InvariantError, `instance x: ${from} -> ${to} is not allowed`);
        }
      }
    });
  }
});
