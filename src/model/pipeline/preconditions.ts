import type { PipelinePlan } from "../plan.ts";
import type { World } from "../world.ts";
import type { ActivityInstance } from "./activity-instance.ts";
import type { DataNodeInstance } from "./data-node-instance.ts";
import type { InstanceIds } from "./instance-ids.ts";
import { PreconditionInstance } from "./precondition-instance.ts";

/** What may have preconditions: an instance of an activity or of a data node (3.1). */
export type PreconditionUser = ActivityInstance | DataNodeInstance;

/** The preconditions of one pipeline: each instance of what uses them has instances of its own (3.2). */
export class Preconditions {
  private readonly world: World;
  private readonly pipeline: PipelinePlan;
  private readonly ids: InstanceIds;
  private readonly onEnd: (precondition: PreconditionInstance, user: PreconditionUser) => void;
  private readonly open = new Map<PreconditionUser, Set<PreconditionInstance>>();

  constructor(options: {
    readonly world: World;
    readonly pipeline: PipelinePlan;
    readonly ids: InstanceIds;
    readonly onEnd: (precondition: PreconditionInstance, user: PreconditionUser) => void;
  }) {
    this.world = options.world;
    this.pipeline = options.pipeline;
    this.ids = options.ids;
    this.onEnd = options.onEnd;
  }

  /** Begins to check those of an instance; answers the ids of what it waits for. None ends within this call. */
  begin(user: PreconditionUser): string[] {
    const { preconditions = [] } = user.plan;
    if (preconditions.length === 0) return [];
    const open = new Set<PreconditionInstance>();
    this.open.set(user, open);
    return preconditions.map((plan) => {
      const precondition = new PreconditionInstance({
        world: this.world,
        plan,
        pipeline: this.pipeline,
        id: this.ids.next(plan.instanceName, user.occasion),
        occasion: user.occasion,
        onEnd: (ended) => {
          open.delete(ended);
          this.onEnd(ended, user);
        },
      });
      open.add(precondition);
      precondition.begin("the service");
      return precondition.id;
    });
  }

  /** Those of an instance are checked, or have been. */
  hasBegun(user: PreconditionUser): boolean {
    return this.open.has(user);
  }

  /** An instance is over: what it still waited for is of no use any more (3.5). */
  userEnded(user: PreconditionUser): void {
    for (const precondition of this.open.get(user) ?? []) {
      precondition.end("CANCELED", `${user.id}, which waited for it, is ${user.status} (3.5)`);
    }
    this.open.delete(user);
  }

  /** The simulation stops here. */
  tell(): void {
    for (const preconditions of this.open.values()) for (const precondition of preconditions) precondition.tell();
  }
}
