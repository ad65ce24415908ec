import { expect } from "chai";
import { InvariantError } from "../../src/base/invariant.ts";
import { SimulationError } from "../../src/engine/simulation-error.ts";
import type { ModelEvent, TransitionEvent } from "../../src/model/records.ts";
import { RunError } from "../../src/model/run-error.ts";
import { simulate } from "../../src/model/simulate.ts";
import { ACTIVATION_MS, activityOf, clusterOf, itemOf, planOf } from "./plans.ts";

const plan = planOf({
  resources: [clusterOf("R")],
  activities: [
    activityOf("A", {
      runner: { kind: "resource", resourceId: "R" },
      work: [itemOf("command", 20), itemOf("step", 60)],
    }),
  ],
});

/** What surfaces when something throws at the first transition that is so. */
function errorAt(isIt: (event: TransitionEvent) => boolean): RunError {
  const observer = (event: ModelEvent) => {
    if (event.kind === "transition" && isIt(event)) throw new InvariantError("broken on purpose");
  };
  try {
    simulate(plan, { seed: "x y", replication: 3, observers: [observer] });
  } catch (error) {
    if (error instanceof RunError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

describe("a bug inside a run", () => {
  // the entity whose event was being handled, in seconds after the activation
  const cases: [string, (event: TransitionEvent) => boolean, string, number][] = [
    ["when the pipeline is activated", (event) => event.to === "SCHEDULED", "the pipeline test", 0],
    ["in an instance's boot", (event) => event.to === "running", "@R_2012-11-23T00:00:00/MASTER-0", 20],
    ["in a cluster", (event) => event.to === "WAITING", "@R_2012-11-23T00:00:00", 160],
    [
      "at the end of a command",
      (event) => event.machine === "step" && event.to === "PENDING",
      "@A_2012-11-23T00:00:00_Attempt=1",
      210,
    ],
    ["at the end of a step", (event) => event.to === "COMPLETED", "@R_2012-11-23T00:00:00_Step=1", 270],
  ];
  for (const [where, isIt, entity, atS] of cases) {
    it(`surfaces ${where} with its simulated time, entity, seed and replication`, () => {
      const error = errorAt(isIt);
      expect(error).to.include({ seed: "x y", replication: 3 });
      expect(error.cause).to.be.instanceOf(SimulationError);
      if (!(error.cause instanceof SimulationError)) return;
      expect(error.cause.event).to.include({ entity, timeMs: ACTIVATION_MS + 1000 * atS });
      expect(error.cause.cause).to.be.instanceOf(InvariantError);
      expect(error.message).to.include("InvariantError: broken on purpose").and.to.include(entity);
    });
  }

  it("says which command repeats it", () => {
    const { message } = errorAt((event) => event.to === "running");
    expect(message).to.match(
      /seed "x y", replication 3: `stepcast run FILE --seed "x y" --replications 4` repeats it$/,
    );
  });

  it("surfaces too when the plan contradicts itself", () => {
    // a plan that contradicts itself: an instance type that it does not hold
    const broken = { ...plan, instanceTypes: {} };
    expect(() => simulate(broken, { seed: "s", replication: 0, observers: [] })).to.throw(
      RunError,
      "the plan knows the instance type m1.small",
    );
  });
});
