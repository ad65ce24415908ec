import type { PipelinePlan } from "../plan.ts";
import type { World } from "../world.ts";

/** Activates a pipeline at the instants that its plan says, with one pending event at a time (2.2). */
export function scheduleActivations(world: World, plan: PipelinePlan, pipeline: { activate(): void }): void {
  const nextDelayMs = delays(world, plan);
  const scheduleNext = (): void => {
    const delayMs = nextDelayMs();
    // a rare arrival can lie later than a clock can count
    if (delayMs === undefined || world.now + delayMs > world.plan.horizonMs) return;
    const activate = (): void => {
      pipeline.activate();
      scheduleNext();
    };
    world.simulation.after(delayMs, activate, 0, pipeline);
  };
  scheduleNext();
}

/** The time from one activation to the next, the first counted from the start of the simulation. */
function delays(world: World, { activation, activationMs, name }: PipelinePlan): () => number | undefined {
  const offsetMs = (activationMs ?? world.plan.activationMs) - world.plan.activationMs;
  let index = 0;
  if (activation.kind === "times") {
    return () => {
      const timeMs = activation.timesMs[index];
      index += 1;
      return timeMs === undefined ? undefined : timeMs - world.now;
    };
  }
  const limit = activation.count ?? Number.POSITIVE_INFINITY;
  return () => {
    if (index >= limit) return undefined;
    index += 1;
    const beginsMs = index === 1 ? offsetMs : 0;
    if (activation.kind === "every") return index === 1 ? beginsMs : activation.everyMs;
    return beginsMs + world.draw({ kind: "exponential", mean: activation.meanInterarrivalMs }, `arrivals/${name}`);
  };
}
