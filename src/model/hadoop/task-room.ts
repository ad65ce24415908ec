import { invariant } from "../../base/invariant.ts";
import type { Simulation } from "../../engine/simulation.ts";
import type { HadoopNodePlan, TaskKind } from "../map-reduce-plan.ts";
import type { ContainerPlan } from "../spark-plan.ts";
import { SharedRate } from "./shared-rate.ts";

/** What a job asks of a node: a slot or container of one of MapReduce's kinds, or a container of a size of its own. */
export type RoomRequest = TaskKind | ContainerPlan;

/** What the Spark tasks on a node share. */
export interface NodeLoad {
  /** A task uses one at most. */
  readonly processors: SharedRate;
  readonly network: SharedRate;
}

/**
 * What one node of a cluster offers to tasks: map and reduce slots of Hadoop 0.20 and 1, or YARN's memory, of which each
 * container takes its part (5.4).
 */
export class TaskRoom {
  /** The EC2 instance's name: `@MyEmrCluster_2012-11-23T00:00:00/CORE-3`. */
  readonly id: string;
  private readonly plan: HadoopNodePlan;
  private readonly speed: number;
  private readonly slotsUsed: Record<TaskKind, number> = { applicationMaster: 0, map: 0, reduce: 0 };
  private memoryUsedMb = 0;
  private vcoresUsed = 0;
  private load: NodeLoad | undefined;

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

  /** How many more such requests would fit. */
  free(request: RoomRequest): number {
    const { plan } = this;
    if (plan.kind === "slots") return slotCount(plan, request) - (isKind(request) ? this.slotsUsed[request] : 0);
    const { memoryMb, vcores } = sizeIn(plan, request);
    return fitting(plan.memoryMb - this.memoryUsedMb, memoryMb, plan.vcores, this.vcoresUsed, vcores);
  }

  /** How many tasks of a kind it takes when it is empty. */
  capacity(kind: TaskKind): number {
    return slotCount(this.plan, kind);
  }

  /** What a request weighs when jobs are compared: megabytes of YARN's memory, or one slot. */
  weight(request: RoomRequest): number {
    return this.plan.kind === "memory" ? sizeIn(this.plan, request).memoryMb : 1;
  }

  /** The speed of one slot or container of a node that is full of such tasks: they share its processors. */
  slotSpeed(kind: TaskKind): number {
    return this.speed / Math.max(1, slotCount(this.plan, kind));
  }

  /** The speed of one of its processors. */
  get coreSpeed(): number {
    return this.speed / processorCount(this.plan);
  }

  /** Made when the first Spark task comes. */
  loadOf(simulation: Simulation): NodeLoad {
    this.load ??= {
      processors: new SharedRate(simulation, processorCount(this.plan)),
      network: new SharedRate(simulation, 1),
    };
    return this.load;
  }

  take(request: RoomRequest): void {
    invariant(this.free(request) > 0, `${this.id} has room for one more ${nameOf(request)}`);
    this.count(request, 1);
  }

  release(request: RoomRequest): void {
    this.count(request, -1);
    const used = isKind(request) && this.plan.kind === "slots" ? this.slotsUsed[request] : this.memoryUsedMb;
    invariant(used >= 0, `${this.id} gets back only what was taken`);
  }

  private count(request: RoomRequest, sign: 1 | -1): void {
    if (this.plan.kind === "slots") {
      if (isKind(request)) this.slotsUsed[request] += sign;
      return;
    }
    const { memoryMb, vcores } = sizeIn(this.plan, request);
    this.memoryUsedMb += sign * memoryMb;
    this.vcoresUsed += sign * vcores;
  }
}

type MemoryPlan = Extract<HadoopNodePlan, { kind: "memory" }>;

function isKind(request: RoomRequest): request is TaskKind {
  return typeof request === "string";
}

function nameOf(request: RoomRequest): string {
  return isKind(request) ? `${request} task` : `container of ${request.memoryMb} MB`;
}

/** A container of MapReduce has one vcore. Source: Hadoop 2, mapreduce.map.cpu.vcores and mapreduce.reduce.cpu.vcores. */
function sizeIn({ containerMb }: MemoryPlan, request: RoomRequest): ContainerPlan {
  return isKind(request) ? { memoryMb: containerMb[request], vcores: 1 } : request;
}

function fitting(
  freeMb: number,
  memoryMb: number,
  vcores: number | undefined,
  vcoresUsed: number,
  vcoresEach: number,
): number {
  const byMemory = Math.floor(freeMb / memoryMb);
  return vcores === undefined ? byMemory : Math.min(byMemory, Math.floor((vcores - vcoresUsed) / vcoresEach));
}

/** How many requests an empty node takes at a time. Slots know no application masters, which cost nothing, nor containers. */
function slotCount(plan: HadoopNodePlan, request: RoomRequest): number {
  if (plan.kind === "memory") {
    const { memoryMb, vcores } = sizeIn(plan, request);
    return fitting(plan.memoryMb, memoryMb, plan.vcores, 0, vcores);
  }
  if (!isKind(request)) return 0;
  return request === "applicationMaster" ? Number.POSITIVE_INFINITY : plan.slots[request];
}

function processorCount(plan: HadoopNodePlan): number {
  return plan.kind === "memory" ? (plan.processors ?? 1) : 1;
}
