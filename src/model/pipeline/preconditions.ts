import type { PipelinePlan } from "../plan.ts";
import type { PreconditionPlan } from "../precondition-plan.ts";
import type { World } from "../world.ts";
import type { ActivityInstance } from "./activity-instance.ts";
import type { DataNodeInstance } from "./data-node-instance.ts";
import { PreconditionInstance } from "./precondition-instance.ts";
import type { ResourceInstances } from "./resource-instances.ts";
import type { WorkerGroups } from "./worker-groups.ts";

/** What may have preconditions: an instance of an activity or of a data node (3.1). */
export type PreconditionUser = ActivityInstance | DataNodeInstance;

/** The preconditions of one pipeline: each instance of what uses them has instances of its own (3.2). */
export class Preconditions {
  private readonly world: World;
  private readonly pipeline: PipelinePlan;
  private readonly resources: ResourceInstances;
  private readonly workerGroups: WorkerGroups;
  private readonly onEnd: (precondition: PreconditionInstance, user: PreconditionUser) => void;
  private readonly open = new Map<PreconditionUser, Set<PreconditionInstance>>();

  constructor(options: {
    readonly world: World;
    readonly pipeline: PipelinePlan;
    readonly resources: ResourceInstances;
    readonly workerGroups: WorkerGroups;
    readonly onEnd: (precondition: PreconditionInstance, user: PreconditionUser) => void;
  }) {
    this.world = options.world;
    this.pipeline = options.pipeline;
    this.resources = options.resources;
    this.workerGroups = options.workerGroups;
    this.onEnd = options.onEnd;
  }

  /** Those of an instance come into being; answers the ids of what it waits for. */
  create(user: PreconditionUser): string[] {
    const { preconditions = [] } = user.plan;
    if (preconditions.length === 0) return [];
    const open = new Set<PreconditionInstance>();
    this.open.set(user, open);
    return preconditions.map((plan) => {
      const precondition = new PreconditionInstance({
        world: this.world,
        plan,
        pipeline: this.pipeline,
        id: idOf(plan, user),
        occasion: user.occasion,
        onEnd: (ended) => {
          open.delete(ended);
          this.onEnd(ended, user);
          this.resources.ended(ended);
        },
      });
      open.add(precondition);
      return precondition.id;
    });
  }

  /** Begins to check those of an instance; one whose runner is gone for good is over within this call. */
  begin(user: PreconditionUser): void {
    for (const precondition of this.open.get(user) ?? []) this.check(precondition);
  }

  /** The resource instance whose runner is to check it has been created. */
  arrived(precondition: PreconditionInstance): void {
    precondition.waitForRunner("queued for the precondition threads of its resource's Task Runner (3.2)");
    this.resources.of(precondition)?.enqueueCheck(precondition);
  }

  private check(precondition: PreconditionInstance): void {
    const { runner } = precondition.plan;
    if (runner.kind === "service") precondition.begin("the service");
    else if (runner.kind === "workerGroup") this.workerGroups.enqueueCheck(precondition, runner.workerGroup);
    else if (runner.kind === "resource") this.checkOnResource(precondition);
    else precondition.waitForRunner("waits for ever: what uses it has neither runsOn nor workerGroup (4.1)");
  }

  private checkOnResource(precondition: PreconditionInstance): void {
    const missing = this.resources.attachOrWait(precondition);
    if (precondition.isOver) return;
    if (missing === undefined) this.arrived(precondition);
    else precondition.waitOnDependencies(missing);
  }

  /** Those of an instance are there, or have been. */
  hasCreated(user: PreconditionUser): boolean {
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

/** Its user's id under its own name: those of one second come into being in any order (2.1). */
function idOf({ instanceName }: PreconditionPlan, user: PreconditionUser): string {
  return `@${instanceName}${user.id.slice(1 + user.plan.id.length)}`;
}
