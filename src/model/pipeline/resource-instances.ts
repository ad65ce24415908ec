import { LiveMap } from "../../engine/live-map.ts";
import type { ActivityPlan, PipelinePlan, ResourcePlan } from "../plan.ts";
import { ManagedResource } from "../resource/managed-resource.ts";
import { withRule } from "../with-rule.ts";
import type { World } from "../world.ts";
import type { ActivityInstance } from "./activity-instance.ts";
import type { InstanceIds } from "./instance-ids.ts";
import type { InstanceSource, Occasion } from "./instance-source.ts";
import { countServed, keyOf, keyOfResource, type OccasionKey } from "./occasions.ts";
import { PreconditionInstance } from "./precondition-instance.ts";
import { preconditionsOf } from "./preconditions-of.ts";

/** What runs on a resource: an instance of an activity, or of a precondition that its Task Runner checks (3.2). */
type Tenant = ActivityInstance | PreconditionInstance;

interface ResourceComponent {
  readonly plan: ResourcePlan;
  /** The activities that run on it. */
  readonly served: readonly ActivityPlan[];
  /** Its Task Runners have preconditions to check (3.2). */
  readonly hasChecks: boolean;
  readonly source: InstanceSource;
  readonly instances: LiveMap<ManagedResource>;
  /** Those whose resource instance has not been created yet. */
  readonly awaiting: LiveMap<Tenant[]>;
  /** Of the last instance that was created: keys ascend. */
  lastKey: OccasionKey | undefined;
}

/** The resource instances of one pipeline, and which of them each activity instance runs on (2.3). */
export class ResourceInstances {
  private readonly world: World;
  private readonly pipeline: PipelinePlan;
  private readonly ids: InstanceIds;
  private readonly onArrived: (instance: Tenant) => void;
  private readonly components = new Map<string, ResourceComponent>();

  constructor(options: {
    readonly world: World;
    readonly pipeline: PipelinePlan;
    readonly ids: InstanceIds;
    readonly sourceOf: (plan: ResourcePlan, create: (occasion: Occasion) => void) => InstanceSource;
    /** The resource instance that it waited for has been created. */
    readonly onArrived: (instance: Tenant) => void;
  }) {
    this.world = options.world;
    this.pipeline = options.pipeline;
    this.ids = options.ids;
    this.onArrived = options.onArrived;
    for (const plan of options.pipeline.resources) {
      const component: ResourceComponent = {
        plan,
        served: activitiesOn(plan, options.pipeline),
        hasChecks: hasChecks(options.pipeline, plan),
        source: options.sourceOf(plan, (occasion) => this.create(component, occasion)),
        instances: new LiveMap(),
        awaiting: new LiveMap(),
        lastKey: undefined,
      };
      this.components.set(plan.id, component);
    }
  }

  activate(): void {
    for (const { source } of this.components.values()) source.activate();
  }

  /** One goes on, and is billed, though nothing more may happen. */
  get isBilled(): boolean {
    return [...this.components.values()].some(({ instances }) =>
      instances.list().some((resource) => resource.isBilled),
    );
  }

  /** The simulation stops here. */
  tell(): void {
    for (const { instances } of this.components.values()) for (const resource of instances.list()) resource.tell();
  }

  /** Whoever decides on the creation of instances, with the component whose they are. */
  *sources(): Generator<readonly [ResourcePlan, InstanceSource]> {
    for (const { plan, source } of this.components.values()) yield [plan, source];
  }

  /** Undefined where it runs on no managed resource, or its resource instance is yet to come. */
  of(instance: Tenant): ManagedResource | undefined {
    return instance.resource;
  }

  /**
   * Attaches an instance to the resource instance that it runs on, or lets it wait for its creation: then the reason is
   * answered, a sentence. One whose resource has failed is cancelled, and a precondition whose resource has ended.
   */
  attachOrWait(instance: Tenant): string | undefined {
    const component = this.componentOf(instance);
    if (component === undefined) return undefined;
    const key = keyOfResource(instance.plan.schedule, instance.occasion, component.plan.schedule);
    if (key === undefined) {
      return `waits for ever: the schedule of ${component.plan.id} has no interval that its start falls into (2.3)`;
    }
    const resource = component.instances.get(key);
    if (resource !== undefined) {
      this.attach(instance, resource);
      return undefined;
    }
    if (component.lastKey !== undefined && key <= component.lastKey && instance instanceof PreconditionInstance) {
      instance.end("CANCELED", `the instance of ${component.plan.id} that would check it has ended (3.5)`);
      return undefined;
    }
    const awaiting = component.awaiting.get(key);
    if (awaiting === undefined) component.awaiting.set(key, [instance]);
    else awaiting.push(instance);
    return `waits for an instance of ${component.plan.id}, which has not been created yet (2.4)`;
  }

  /** What ran on a resource is over: the resource may be needed no more (5.5). */
  ended(instance: Tenant): void {
    const { resource } = instance;
    if (instance instanceof PreconditionInstance) resource?.checkEnded(instance);
    else resource?.activityEnded(instance);
    instance.resource = undefined;
    if (resource?.isOver !== false) this.forgetFailed(instance);
  }

  private componentOf({ plan: { runner } }: Tenant): ResourceComponent | undefined {
    return runner.kind === "resource" ? this.components.get(runner.resourceId) : undefined;
  }

  private create(component: ResourceComponent, occasion: Occasion): void {
    const { plan, served } = component;
    const key = keyOf(plan.schedule, occasion);
    const outstanding = served.reduce((sum, { schedule }) => sum + countServed(plan.schedule, occasion, schedule), 0);
    const resource = new ManagedResource({
      world: this.world,
      pipeline: this.pipeline,
      plan,
      id: this.ids.next(plan.id, occasion),
      occasion,
      outstanding,
      hasChecks: component.hasChecks,
      onEnd: (ended) => {
        // one that failed is still needed: it cancels the activities of its interval that are yet to come (3.5)
        if (ended.failure === undefined) component.instances.delete(key);
        component.source.release();
      },
    });
    component.instances.set(key, resource);
    component.lastKey = key;
    const awaiting = component.awaiting.get(key);
    if (awaiting !== undefined) this.letArrive(component, key, awaiting, resource);
    if (outstanding === 0) resource.endUnused();
  }

  private letArrive(
    component: ResourceComponent,
    key: OccasionKey,
    awaiting: readonly Tenant[],
    resource: ManagedResource,
  ): void {
    component.awaiting.delete(key);
    for (const instance of awaiting) {
      this.attach(instance, resource);
      if (!instance.isOver) this.onArrived(instance);
    }
  }

  private attach(instance: Tenant, resource: ManagedResource): void {
    if (instance.isOver) {
      if (!(instance instanceof PreconditionInstance)) resource.activityEnded(instance);
      return;
    }
    if (instance instanceof PreconditionInstance) resource.attachCheck(instance);
    else resource.attach(instance);
    instance.resource = resource;
    const { failure } = resource;
    if (failure === undefined) return;
    instance.end("CANCELED", withRule(`its resource ${resource.id} was stopped: ${failure}`, "3.5"));
  }

  /** A resource that failed has now cancelled the last of its activities. */
  private forgetFailed(instance: Tenant): void {
    const component = this.componentOf(instance);
    if (component === undefined) return;
    const key = keyOfResource(instance.plan.schedule, instance.occasion, component.plan.schedule);
    const resource = key === undefined ? undefined : component.instances.get(key);
    if (key !== undefined && resource?.isOver && resource.failure === undefined) component.instances.delete(key);
  }
}

function activitiesOn({ id }: ResourcePlan, { activities }: PipelinePlan): readonly ActivityPlan[] {
  return activities.filter(({ runner }) => runner.kind === "resource" && runner.resourceId === id);
}

/** Whether Task Runners on it have preconditions to check (3.2). */
function hasChecks(pipeline: PipelinePlan, { id }: ResourcePlan): boolean {
  return preconditionsOf(pipeline).some(({ runner }) => runner.kind === "resource" && runner.resourceId === id);
}
