import { RandomStreams } from "../engine/random-streams.ts";
import { Simulation } from "../engine/simulation.ts";
import type { CallListener } from "./api/call-limits.ts";
import { scheduleActivations } from "./pipeline/activations.ts";
import { Pipeline } from "./pipeline/pipeline.ts";
import { WorkerGroups } from "./pipeline/worker-groups.ts";
import type { Plan } from "./plan.ts";
import type { ApiCallRow } from "./records.ts";
import { RunError } from "./run-error.ts";
import { type Observer, World } from "./world.ts";

/** Moves when numbers move: a change of the model that gives another result for the same plan. */
export const MODEL_VERSION = "3";

/** Which randomness, and who listens. */
export interface SimulateOptions {
  readonly seed: string;
  /** Counts from 0; each replication has streams of its own (8.2). */
  readonly replication: number;
  readonly observers: readonly Observer[];
  /** Absent: nobody wants to know of single calls (4.5); a run in which somebody does takes longer. */
  readonly onCall?: CallListener;
}

/** What is left to say when the observers have heard everything. */
export interface Outcome {
  /** The last instant at which something happened, or the horizon. */
  readonly endedAtMs: number;
  readonly handledEvents: number;
  readonly apiCalls: readonly ApiCallRow[];
}

/**
 * Simulates a plan once, from its activation until nothing can happen any more, at the latest to its horizon. A pure
 * function: the same arguments tell the observers the same events in the same order (8.1).
 *
 * @throws RunError when a bug in the model stops the run
 */
export function simulate(plan: Plan, options: SimulateOptions): Outcome {
  try {
    return run(plan, options);
  } catch (error) {
    throw new RunError(options.seed, options.replication, error);
  }
}

function run(plan: Plan, { seed, replication, observers, onCall }: SimulateOptions): Outcome {
  const simulation = new Simulation({ startMs: plan.activationMs });
  const world = new World(plan, simulation, new RandomStreams(seed, replication), observers, onCall);
  const workerGroups = new WorkerGroups(world);
  const pipelines = plan.pipelines.map((pipeline) => new Pipeline(world, pipeline, workerGroups));
  workerGroups.start();
  for (const [index, pipeline] of pipelines.entries()) {
    const pipelinePlan = plan.pipelines[index];
    if (pipelinePlan !== undefined) scheduleActivations(world, pipelinePlan, pipeline);
  }
  runToHorizon(world, () => pipelines.some((pipeline) => pipeline.isBilled));
  for (const pipeline of pipelines) pipeline.tell();
  workerGroups.tell();
  for (const row of world.spotMarkets.rows(simulation.now)) world.emit({ kind: "spotMarket", row });
  return { endedAtMs: simulation.now, handledEvents: simulation.handledCount, apiCalls: world.apiCallRows() };
}

/**
 * Ends with the last event, not at the horizon, when nothing is left to happen and to pay for. A resource that waits for
 * an activity that never comes is paid for to the horizon.
 */
function runToHorizon({ simulation, idleEvents, callLimits, plan }: World, isBilled: () => boolean): void {
  const { horizonMs } = plan;
  const isIdle = () => {
    const idleCount = idleEvents.count + callLimits.awakeCount;
    return idleCount > 0 && simulation.pendingCount === idleCount && !idleEvents.isAwaited && !isBilled();
  };
  while (simulation.nextTimeMs !== undefined && simulation.nextTimeMs <= horizonMs) {
    if (isIdle()) return;
    simulation.step();
  }
  if (simulation.nextTimeMs !== undefined || isBilled()) simulation.run(horizonMs);
}
