import type { ActivityPlan, PipelinePlan, ResourcePlan } from "../plan.ts";
import type { World } from "../world.ts";
import { ActivityInstance } from "./activity-instance.ts";
import { Dependencies } from "./dependencies.ts";
import { Executions } from "./executions.ts";
import { InstanceIds } from "./instance-ids.ts";
import { InstanceSource, type Occasion } from "./instance-source.ts";
import { ResourceInstances } from "./resource-instances.ts";
import type { WorkerGroups } from "./worker-groups.ts";

/** At one instant resources come into being before the activities that run on them. */
const RESOURCE_PRIORITY = -2;
const ACTIVITY_PRIORITY = -1;

/**
 * One pipeline as the service sees it: components give rise to instances (2.1), which wait for one another (3.1) and
 * are queued for their runners (4.1).
 */
export class Pipeline {
  private readonly world: World;
  private readonly plan: PipelinePlan;
  private readonly workerGroups: WorkerGroups;
  private readonly ids = new InstanceIds();
  private readonly resources: ResourceInstances;
  private readonly sources = new Map<string, InstanceSource>();
  private readonly dependencies: Dependencies<ActivityInstance>;
  private readonly executions: Executions;

  constructor(world: World, plan: PipelinePlan, workerGroups: WorkerGroups) {
    this.world = world;
    this.plan = plan;
    this.workerGroups = workerGroups;
    this.executions = new Executions(world, plan);
    this.resources = new ResourceInstances({
      world,
      pipeline: plan,
      ids: this.ids,
      sourceOf: (resource, create) =>
        this.sourceOf(resource, { isResource: true, priority: RESOURCE_PRIORITY, create }),
      onArrived: (instance) => this.dependencies.met(instance),
    });
    for (const activity of plan.activities) {
      const create = (occasion: Occasion) => this.createActivityInstance(activity, occasion);
      const source = this.sourceOf(activity, { isResource: false, priority: ACTIVITY_PRIORITY, create });
      this.sources.set(activity.id, source);
    }
    const schedules = [...plan.resources, ...plan.activities].map(({ schedule }) => JSON.stringify(schedule));
    this.dependencies = new Dependencies({
      components: plan.activities,
      isUniform: new Set(schedules).size <= 1,
      onReady: (instance) => this.queueForRunner(instance),
      onEnded: (instance) => this.ended(instance),
    });
  }

  toString(): string {
    return `the pipeline ${this.plan.name}`;
  }

  activate(): void {
    this.resources.activate();
    for (const source of this.sources.values()) source.activate();
  }

  /** A resource of it goes on, and is billed, though nothing more may happen. */
  get isBilled(): boolean {
    return this.resources.isBilled;
  }

  /** The simulation stops here. */
  tell(): void {
    for (const instance of this.dependencies.instances()) instance.tell();
    this.resources.tell();
    this.executions.tell();
  }

  private sourceOf(
    { id, schedule, maxActiveInstances }: ActivityPlan | ResourcePlan,
    rest: { readonly isResource: boolean; readonly priority: number; readonly create: (occasion: Occasion) => void },
  ): InstanceSource {
    const maxActive = this.lowerLimit(maxActiveInstances);
    return new InstanceSource({ world: this.world, name: `${this.plan.name}/${id}`, schedule, maxActive, ...rest });
  }

  private lowerLimit(own: number | null): number | null {
    const { activeInstancesPerObject: account } = this.world.plan.limits;
    return own === null || account === null ? (own ?? account) : Math.min(own, account);
  }

  private createActivityInstance(plan: ActivityPlan, occasion: Occasion): void {
    const instance = new ActivityInstance({
      world: this.world,
      plan,
      pipeline: this.plan,
      id: this.ids.next(plan.id, occasion),
      occasion,
      onRetry: (waiting) => this.queueForRunner(waiting),
      onEnd: (ended) => this.dependencies.end(ended),
    });
    this.dependencies.add(instance);
    this.executions.created(instance);
    const missing = this.resources.attachOrWait(instance);
    const producers = plan.dependsOn.map(({ activityId }) => activityId);
    const waits = instance.isOver ? [] : this.dependencies.await(instance, producers);
    if (instance.isOver) return;
    this.dependencies.hold(instance, waits.length + (missing === undefined ? 0 : 1));
    // one that waits for ever has said so already
    if (instance.status === "WAITING_ON_DEPENDENCIES") return;
    if (waits.length > 0) instance.waitOnDependencies(`waits for ${waits.join(", ")} (3.1)`);
    else if (missing !== undefined) instance.waitOnDependencies(missing);
    else this.dependencies.ready(instance);
  }

  private queueForRunner(instance: ActivityInstance): void {
    const { runner } = instance.plan;
    if (runner.kind === "resource") {
      instance.waitForRunner("all dependencies are met: queued for the Task Runner of its resource (3.1)");
      this.resources.of(instance)?.enqueue(instance);
    } else if (runner.kind === "workerGroup") {
      this.workerGroups.enqueue(instance, runner.workerGroup);
    } else {
      instance.waitForRunner("waits for ever: neither runsOn nor workerGroup is given (4.1)");
    }
  }

  /** Those who waited for it know. */
  private ended(instance: ActivityInstance): void {
    this.resources.activityEnded(instance);
    this.executions.ended(instance);
    this.sources.get(instance.plan.id)?.release();
  }
}
