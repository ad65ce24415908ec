import { invariant } from "../../base/invariant.ts";
import type { HadoopNodePlan, TaskKind } from "../map-reduce-plan.ts";

/**
 * What one node of a cluster offers to tasks: map and reduce slots of Hadoop 0.20 and 1, or YARN's memory, of which each
 * container takes its part (5.4).
 */
export class TaskRoom {
  /** The EC2 instance's name: `@MyEmrCluster_2012-11-23T00:00:00/CORE-3`. */
  readonly id: string;
  private readonly plan: HadoopNodePlan;
  private readonly speed: number;
  private readonly counts: Record<TaskKind, number> = { applicationMaster: 0, map: 0, reduce: 0 };

  /** @param speed of the whole node, on the scale of `InstanceTypePlan.speed` */
  constructor(id: string, plan: HadoopNodePlan, speed: number) {
    this.id = id;
    this.plan = plan;
    this.speed = speed;
  }

  toString(): string {
    return this.id;
  }

  /** Maps and reduces take from the same memory (YARN). */
  get sharesMemory(): boolean {
    return this.plan.kind === "memory";
  }

  /** How many more tasks of a kind would fit. */
  free(kind: TaskKind): number {
    const { plan, counts } = this;
    if (plan.kind === "slots") return slotCount(plan, kind) - counts[kind];
    const usedMb = KINDS.reduce((sum, other) => sum + counts[other] * plan.containerMb[other], 0);
    return Math.floor((plan.memoryMb - usedMb) / plan.containerMb[kind]);
  }

  /** How many tasks of a kind it takes when it is empty. */
  capacity(kind: TaskKind): number {
    return slotCount(this.plan, kind);
  }

  /** The speed of one slot or container of a node that is full of such tasks: they share its processors. */
  slotSpeed(kind: TaskKind): number {
    return this.speed / Math.max(1, slotCount(this.plan, kind));
  }

  take(kind: TaskKind): void {
    invariant(this.free(kind) > 0, `${this.id} has room for one more ${kind} task`);
    this.counts[kind] += 1;
  }

  release(kind: TaskKind): void {
    this.counts[kind] -= 1;
    invariant(this.counts[kind] >= 0, `${this.id} gets back only what was taken`);
  }
}

const KINDS = ["applicationMaster", "map", "reduce"] as const;

/** How many tasks of a kind an empty node takes at a time. Slots know no application masters: those cost nothing. */
function slotCount(plan: HadoopNodePlan, kind: TaskKind): number {
  if (plan.kind === "memory") return Math.floor(plan.memoryMb / plan.containerMb[kind]);
  return kind === "applicationMaster" ? Number.POSITIVE_INFINITY : plan.slots[kind];
}
