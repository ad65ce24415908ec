import type { EventHandle } from "../../engine/simulation.ts";
import type { WorkPlan } from "../plan.ts";
import type { World } from "../world.ts";

/** What carries work out: the nodes of a cluster that have joined, or one host. */
export interface Capacity {
  /** Sum of the speeds of the nodes that take part, on the scale of `InstanceTypePlan.speed`; above 0. */
  readonly speed: number;
  readonly nodeCount: number;
}

/** Work that goes on: its end is an event, and moves when nodes join. */
export interface RunningWork {
  cancel(): void;
  capacityChanged(): void;
}

/**
 * Starts a work item whose amount has been drawn; `onDone` is called at its end (4.6, 4.8).
 *
 * @param amount milliseconds, or for `scaling` node-milliseconds on the reference type
 * @param capacity asked again whenever it has changed
 * @param owner the attempt or step, for the message of an error
 */
export function startWork(
  world: World,
  work: WorkPlan,
  amount: number,
  capacity: () => Capacity,
  onDone: () => void,
  owner: object,
): RunningWork {
  if (work.kind === "scaling") return new ScalingWork(world, work, amount, capacity, onDone, owner);
  const end = world.simulation.after(amount, onDone, 0, owner);
  return {
    cancel: () => {
      world.simulation.cancel(end);
    },
    capacityChanged: () => {},
  };
}

/** Amdahl's law with a cost for coordination: the serial part, the parallel part at the speed of the nodes, the overhead. */
class ScalingWork implements RunningWork {
  private readonly world: World;
  private readonly plan: Extract<WorkPlan, { kind: "scaling" }>;
  private readonly capacity: () => Capacity;
  private readonly onDone: () => void;
  private readonly owner: object;
  /** Node-milliseconds on the reference type that were left when `sinceMs` was noted. */
  private left: number;
  private sinceMs = 0;
  private nodesPerReference = 0;
  private phase: "serial" | "parallel" | "overhead" = "serial";
  private next: EventHandle;

  constructor(
    world: World,
    plan: Extract<WorkPlan, { kind: "scaling" }>,
    amount: number,
    capacity: () => Capacity,
    onDone: () => void,
    owner: object,
  ) {
    this.world = world;
    this.plan = plan;
    this.left = amount;
    this.capacity = capacity;
    this.onDone = onDone;
    this.owner = owner;
    this.next = this.after(plan.serialMs, () => this.beginParallel());
  }

  cancel(): void {
    this.world.simulation.cancel(this.next);
  }

  capacityChanged(): void {
    if (this.phase !== "parallel") return;
    this.left = Math.max(0, this.left - (this.world.now - this.sinceMs) * this.nodesPerReference);
    this.world.simulation.cancel(this.next);
    this.continueParallel();
  }

  private beginParallel(): void {
    this.phase = "parallel";
    this.continueParallel();
  }

  private continueParallel(): void {
    this.sinceMs = this.world.now;
    this.nodesPerReference = this.capacity().speed / this.plan.referenceSpeed;
    // a started millisecond counts, so that an end is never before its work is done; less than a nanosecond is noise
    const durationMs = Math.ceil(this.left / this.nodesPerReference - 1e-6);
    this.next = this.after(durationMs, () => this.beginOverhead());
  }

  private beginOverhead(): void {
    this.phase = "overhead";
    const overheadMs = Math.round(this.plan.overheadPerNodeMs * this.capacity().nodeCount);
    this.next = this.after(overheadMs, this.onDone);
  }

  private after(delayMs: number, action: () => void): EventHandle {
    return this.world.simulation.after(delayMs, action, 0, this.owner);
  }
}
