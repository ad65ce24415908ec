import type { InstantMs } from "../../base/instant.ts";
import type { EventHandle } from "../../engine/simulation.ts";
import type { WorkPlan } from "../plan.ts";
import type { World } from "../world.ts";
import { coordinationMs } from "./scaling-plan.ts";

/** What carries work out: the nodes of a cluster that have joined, or one host. */
export interface Capacity {
  /** Sum of the speeds of the nodes that take part, on the scale of `InstanceTypePlan.speed`; above 0. */
  readonly speed: number;
  readonly nodeCount: number;
}

/** What one work item gets of a capacity that it may have to share. */
export interface Share {
  /** Asked again whenever it has changed; a speed of 0 lets the work wait. */
  capacity(): Capacity;
  /** From now on the item uses the speed that it gets. */
  claim(): void;
  /** It uses speed no longer. */
  release(): void;
}

/** Work that goes on: its end is an event, and moves when it gets more or less of the capacity. */
export interface RunningWork {
  cancel(): void;
  capacityChanged(): void;
  /** Of work by a scaling law: what it has gone through so far. */
  phases?(): ScalingPhases;
}

/** When work by a scaling law went on to its next part; absent: it has not come so far. */
export interface ScalingPhases {
  /** Its serial part was done: from then on the nodes shared the work. */
  readonly sharedAtMs?: InstantMs;
  /** The shared work was done: what was left was the nodes' coordination. */
  readonly coordinatedAtMs?: InstantMs;
}

/** All of a capacity, whatever else runs on it. */
export function wholeOf(capacity: () => Capacity): Share {
  return { capacity, claim: doNothing, release: doNothing };
}

function doNothing(): void {}

/**
 * Starts a work item whose amount has been drawn; `onDone` is called at its end (4.6, 4.8).
 *
 * @param amount milliseconds; for `scaling` node-milliseconds on the reference type
 * @param owner the attempt or step, for the message of an error
 */
export function startWork(
  world: World,
  work: WorkPlan,
  amount: number,
  share: Share,
  onDone: () => void,
  owner: object,
): RunningWork {
  if (work.kind === "scaling") return new ScalingWork(world, work, amount, share, onDone, owner);
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
  private readonly share: Share;
  private readonly onDone: () => void;
  private readonly owner: object;
  /** Node-milliseconds on the reference type that were left when `sinceMs` was noted. */
  private left: number;
  private sinceMs = 0;
  private nodesPerReference = 0;
  private phase: "serial" | "parallel" | "overhead" = "serial";
  private sharedAtMs: number | undefined;
  private coordinatedAtMs: number | undefined;
  /** Undefined while it gets nothing of the speed. */
  private next: EventHandle | undefined;

  constructor(
    world: World,
    plan: Extract<WorkPlan, { kind: "scaling" }>,
    amount: number,
    share: Share,
    onDone: () => void,
    owner: object,
  ) {
    this.world = world;
    this.plan = plan;
    this.left = amount;
    this.share = share;
    this.onDone = onDone;
    this.owner = owner;
    this.next = this.after(plan.serialMs, () => this.beginParallel());
  }

  cancel(): void {
    this.cancelNext();
    this.endParallel();
  }

  capacityChanged(): void {
    if (this.phase !== "parallel") return;
    const nodesPerReference = this.share.capacity().speed / this.plan.referenceSpeed;
    if (nodesPerReference === this.nodesPerReference) return;
    this.left = Math.max(0, this.left - (this.world.now - this.sinceMs) * this.nodesPerReference);
    this.sinceMs = this.world.now;
    this.nodesPerReference = nodesPerReference;
    this.cancelNext();
    if (nodesPerReference === 0) return;
    // a started millisecond counts, so that an end is never before its work is done; less than a nanosecond is noise
    const durationMs = Math.max(0, Math.ceil(this.left / nodesPerReference - 1e-6));
    this.next = this.after(durationMs, () => this.beginOverhead());
  }

  phases(): ScalingPhases {
    const { sharedAtMs, coordinatedAtMs } = this;
    return {
      ...(sharedAtMs === undefined ? {} : { sharedAtMs }),
      ...(coordinatedAtMs === undefined ? {} : { coordinatedAtMs }),
    };
  }

  private beginParallel(): void {
    this.next = undefined;
    this.phase = "parallel";
    this.sinceMs = this.world.now;
    this.sharedAtMs = this.world.now;
    this.share.claim();
    this.capacityChanged();
  }

  private beginOverhead(): void {
    this.endParallel();
    this.coordinatedAtMs = this.world.now;
    this.next = this.after(coordinationMs(this.plan, this.share.capacity().nodeCount), this.onDone);
  }

  private endParallel(): void {
    if (this.phase !== "parallel") return;
    this.phase = "overhead";
    this.share.release();
  }

  private cancelNext(): void {
    if (this.next !== undefined) this.world.simulation.cancel(this.next);
    this.next = undefined;
  }

  private after(delayMs: number, action: () => void): EventHandle {
    return this.world.simulation.after(delayMs, action, 0, this.owner);
  }
}
