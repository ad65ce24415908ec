import type { WorkPlan } from "../plan.ts";
import type { World } from "../world.ts";

/** Work that the nodes of a cluster share. */
export type ScalingPlan = Extract<WorkPlan, { kind: "scaling" }>;

/** What `ScalingPlan.factor` counts: a factor of 1. */
export const FACTOR_ONE = 1_000_000;

/** How long the nodes coordinate: what grows with their number, whatever their speed. */
export function coordinationMs(
  { overheadPerNodeMs, logMs = 0, communicationMs = 0 }: ScalingPlan,
  nodeCount: number,
): number {
  const perNode = overheadPerNodeMs * nodeCount;
  if ((logMs === 0 && communicationMs === 0) || nodeCount < 2) return Math.round(perNode);
  const shuffle = (communicationMs * (nodeCount - 1)) / (nodeCount * nodeCount);
  return Math.round(perNode + logMs * Math.log2(nodeCount) + shuffle);
}

/** A plan of which every time but that of `work` is multiplied. */
export function scaledPlan(plan: ScalingPlan, factor: number): ScalingPlan {
  const { serialMs, overheadPerNodeMs, logMs, communicationMs } = plan;
  return {
    ...plan,
    serialMs: Math.round(serialMs * factor),
    overheadPerNodeMs: overheadPerNodeMs * factor,
    ...(logMs === undefined ? {} : { logMs: logMs * factor }),
    ...(communicationMs === undefined ? {} : { communicationMs: communicationMs * factor }),
  };
}

/**
 * By how much the law of a step is off in this replication: the same for all of its instances and attempts, since it is
 * the law that is wrong, and not a run that is long.
 */
export function lawFactor(world: World, factor: ScalingPlan["factor"], owner: string): number {
  return factor === undefined ? 1 : world.drawFor(factor, `scalingLaw/${owner}`) / FACTOR_ONE;
}
