import { formatInstantAsAws } from "../../base/instant.ts";
import type { ActivityPlan, PipelinePlan, ResourcePlan } from "../plan.ts";
import { ManagedResource } from "../resource/managed-resource.ts";
import type { World } from "../world.ts";
import { ActivityInstance } from "./activity-instance.ts";
import { Executions } from "./executions.ts";
import { InstanceSource, type Occasion } from "./instance-source.ts";
import { countServed, keyOf, keyOfResource, keysWaitedFor, type OccasionKey } from "./occasions.ts";
import type { WorkerGroups } from "./worker-groups.ts";

/** At one instant resources come into being before the activities that run on them. */
const RESOURCE_PRIORITY = -2;
const ACTIVITY_PRIORITY = -1;

interface ActivityComponent {
  readonly plan: ActivityPlan;
  readonly source: InstanceSource;
  readonly instances: Map<OccasionKey, ActivityInstance>;
  /** Instances of other activities that wait for one of this. */
  readonly consumers: Map<OccasionKey, ActivityInstance[]>;
}

interface ResourceComponent {
  readonly plan: ResourcePlan;
  readonly source: InstanceSource;
  readonly instances: Map<OccasionKey, ManagedResource>;
  /** Activity instances whose resource instance has not been created yet. */
  readonly awaiting: Map<OccasionKey, ActivityInstance[]>;
}

/**
 * One pipeline as the service sees it: components give rise to instances (2.1), which wait for one another (3.1) and
 * are queued for their runners (4.1).
 */
export class Pipeline {
  private readonly world: World;
  private readonly plan: PipelinePlan;
  private readonly workerGroups: WorkerGroups;
  private readonly activities = new Map<string, ActivityComponent>();
  private readonly resources = new Map<string, ResourceComponent>();
  private readonly unmet = new Map<ActivityInstance, number>();
  private readonly executions: Executions;
  private readonly lastIds = new Map<string, { readonly id: string; readonly count: number }>();
  private readonly resourceOf = new Map<ActivityInstance, ManagedResource>();
  private readonly isUniform: boolean;

  constructor(world: World, plan: PipelinePlan, workerGroups: WorkerGroups) {
    this.world = world;
    this.plan = plan;
    this.workerGroups = workerGroups;
    this.executions = new Executions(world, plan);
    for (const resource of plan.resources) this.resources.set(resource.id, this.resourceComponent(resource));
    for (const activity of plan.activities) this.activities.set(activity.id, this.activityComponent(activity));
    const schedules = [...plan.resources, ...plan.activities].map(({ schedule }) => JSON.stringify(schedule));
    this.isUniform = new Set(schedules).size <= 1;
  }

  toString(): string {
    return `the pipeline ${this.plan.name}`;
  }

  activate(): void {
    for (const component of this.resources.values()) component.source.activate();
    for (const component of this.activities.values()) component.source.activate();
  }

  /** A resource of it goes on, and is billed, though nothing more may happen. */
  get isBilled(): boolean {
    return [...this.resources.values()].some(({ instances }) =>
      [...instances.values()].some((resource) => resource.isBilled),
    );
  }

  /** The simulation stops here. */
  tell(): void {
    for (const { instances } of this.activities.values()) for (const instance of instances.values()) instance.tell();
    for (const { instances } of this.resources.values()) for (const resource of instances.values()) resource.tell();
    this.executions.tell();
  }

  private activityComponent(plan: ActivityPlan): ActivityComponent {
    const create = (occasion: Occasion) => this.createActivityInstance(plan, occasion);
    const source = this.sourceOf(plan, { isResource: false, priority: ACTIVITY_PRIORITY, create });
    return { plan, source, instances: new Map(), consumers: new Map() };
  }

  private resourceComponent(plan: ResourcePlan): ResourceComponent {
    const create = (occasion: Occasion) => this.createResource(plan, occasion);
    const source = this.sourceOf(plan, { isResource: true, priority: RESOURCE_PRIORITY, create });
    return { plan, source, instances: new Map(), awaiting: new Map() };
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

  private createResource(plan: ResourcePlan, occasion: Occasion): void {
    const component = this.resources.get(plan.id);
    if (component === undefined) return;
    const key = keyOf(plan.schedule, occasion);
    const served = this.plan.activities.filter(
      ({ runner }) => runner.kind === "resource" && runner.resourceId === plan.id,
    );
    const outstanding = served.reduce((sum, { schedule }) => sum + countServed(plan.schedule, occasion, schedule), 0);
    const resource = new ManagedResource({
      world: this.world,
      pipeline: this.plan,
      plan,
      id: this.instanceId(plan.id, occasion),
      occasion,
      outstanding,
      onEnd: (ended) => {
        // one that failed is still needed: it cancels the activities of its interval that are yet to come (3.5)
        if (ended.failure === undefined) component.instances.delete(key);
        component.source.release();
      },
    });
    component.instances.set(key, resource);
    const awaiting = component.awaiting.get(key) ?? [];
    component.awaiting.delete(key);
    for (const instance of awaiting) this.attach(instance, resource);
    if (outstanding === 0) resource.endUnused();
  }

  private createActivityInstance(plan: ActivityPlan, occasion: Occasion): void {
    const component = this.activities.get(plan.id);
    if (component === undefined) return;
    const instance = new ActivityInstance({
      world: this.world,
      plan,
      pipeline: this.plan,
      id: this.instanceId(plan.id, occasion),
      occasion,
      onRetry: (waiting) => this.queueForRunner(waiting),
      onEnd: (ended) => this.activityEnded(component, ended),
    });
    component.instances.set(keyOf(plan.schedule, occasion), instance);
    this.executions.created(instance);
    const missing = this.awaitResource(instance);
    const waits = instance.isOver ? [] : this.awaitDependencies(instance);
    if (instance.isOver) return;
    this.unmet.set(instance, waits.length + (missing ? 1 : 0));
    // one that waits for ever has said so already
    if (instance.status === "WAITING_ON_DEPENDENCIES") return;
    if (waits.length > 0) instance.waitOnDependencies(`waits for ${waits.join(", ")} (3.1)`);
    else if (missing) instance.waitOnDependencies(this.whyResourceIsMissing(instance));
    else this.becomeReady(instance);
  }

  /** Answers whether the resource instance that it runs on is still to be created. */
  private awaitResource(instance: ActivityInstance): boolean {
    const component = this.resourceComponentOf(instance);
    if (component === undefined) return false;
    const key = keyOfResource(instance.plan.schedule, instance.occasion, component.plan.schedule);
    const resource = key === undefined ? undefined : component.instances.get(key);
    if (resource !== undefined) this.attach(instance, resource);
    else if (key !== undefined) append(component.awaiting, key, instance);
    return resource === undefined;
  }

  private resourceComponentOf({ plan: { runner } }: ActivityInstance): ResourceComponent | undefined {
    return runner.kind === "resource" ? this.resources.get(runner.resourceId) : undefined;
  }

  private whyResourceIsMissing(instance: ActivityInstance): string {
    const resource = this.resourceComponentOf(instance)?.plan;
    const { plan, occasion } = instance;
    const isToCome = resource !== undefined && keyOfResource(plan.schedule, occasion, resource.schedule) !== undefined;
    if (isToCome) return `waits for an instance of ${resource.id}, which has not been created yet (2.4)`;
    return `waits for ever: the schedule of ${resource?.id} has no interval that its start falls into (2.3)`;
  }

  private attach(instance: ActivityInstance, resource: ManagedResource): void {
    if (instance.isOver) {
      resource.activityEnded(instance);
      return;
    }
    resource.attach(instance);
    this.resourceOf.set(instance, resource);
    const { failure } = resource;
    if (failure !== undefined) instance.end("CANCELED", `its resource ${resource.id} was stopped: ${failure} (3.5)`);
    else if (this.unmet.has(instance)) this.oneLess(instance);
  }

  /** The ids of the instances that it has to wait for. */
  private awaitDependencies(instance: ActivityInstance): string[] {
    const waits: string[] = [];
    const { schedule, dependsOn } = instance.plan;
    for (const { activityId } of dependsOn) {
      const component = this.activities.get(activityId);
      if (component === undefined) continue;
      for (const key of keysWaitedFor(schedule, instance.occasion, component.plan.schedule)) {
        const producer = component.instances.get(key);
        if (producer?.status === "FINISHED") continue;
        if (producer?.isOver) this.producerFailed(instance, producer);
        else append(component.consumers, key, instance);
        waits.push(producer?.id ?? activityId);
      }
    }
    return waits;
  }

  private oneLess(instance: ActivityInstance): void {
    const left = (this.unmet.get(instance) ?? 0) - 1;
    this.unmet.set(instance, left);
    if (left === 0 && !instance.isOver) this.becomeReady(instance);
  }

  private becomeReady(instance: ActivityInstance): void {
    this.unmet.delete(instance);
    this.queueForRunner(instance);
  }

  private queueForRunner(instance: ActivityInstance): void {
    const { runner } = instance.plan;
    if (runner.kind === "resource") {
      const resource = this.resourceOf.get(instance);
      instance.waitForRunner("all dependencies are met: queued for the Task Runner of its resource (3.1)");
      resource?.enqueue(instance);
    } else if (runner.kind === "workerGroup") {
      this.workerGroups.enqueue(instance, runner.workerGroup);
    } else {
      instance.waitForRunner("waits for ever: neither runsOn nor workerGroup is given (4.1)");
    }
  }

  private activityEnded(component: ActivityComponent, instance: ActivityInstance): void {
    const key = keyOf(instance.plan.schedule, instance.occasion);
    const consumers = component.consumers.get(key) ?? [];
    component.consumers.delete(key);
    for (const consumer of consumers) {
      if (consumer.isOver) continue;
      if (instance.status === "FINISHED") this.oneLess(consumer);
      else this.producerFailed(consumer, instance);
    }
    this.unmet.delete(instance);
    this.resourceOf.get(instance)?.activityEnded(instance);
    this.resourceOf.delete(instance);
    this.forgetFailedResource(instance);
    if (this.executions.ended(instance) && this.isUniform) this.forget(key);
    component.source.release();
  }

  /** 3.5: cascade fails the consumer too; none lets it wait for ever. */
  private producerFailed(consumer: ActivityInstance, producer: ActivityInstance): void {
    if (consumer.isOver) return;
    const failed = `${producer.id} is ${producer.status}`;
    if (consumer.plan.failureAndRerunMode === "none") {
      consumer.waitOnDependencies(`waits for ever: ${failed}, and failureAndRerunMode is none (3.5)`);
      return;
    }
    if (consumer.status === "SCHEDULED") consumer.waitOnDependencies(`waits for ${producer.id} (3.1)`);
    consumer.end("CASCADE_FAILED", `${failed}, and failureAndRerunMode is cascade (3.5)`);
  }

  /** A resource that failed has now cancelled the last of its activities. */
  private forgetFailedResource(instance: ActivityInstance): void {
    const component = this.resourceComponentOf(instance);
    if (component === undefined) return;
    const key = keyOfResource(instance.plan.schedule, instance.occasion, component.plan.schedule);
    const resource = key === undefined ? undefined : component.instances.get(key);
    if (key !== undefined && resource?.isOver && resource.failure === undefined) component.instances.delete(key);
  }

  /** Nothing waits for an execution that has ended where all share one schedule: memory is bounded by what is live. */
  private forget(key: OccasionKey): void {
    for (const { instances } of this.activities.values()) instances.delete(key);
  }

  /** The name that AWS shows (2.1); activations within one second are told apart by a number. */
  private instanceId(componentId: string, occasion: Occasion): string {
    const id = `@${componentId}_${formatInstantAsAws(occasion.startMs)}`;
    const last = this.lastIds.get(componentId);
    const count = last?.id === id ? last.count + 1 : 1;
    this.lastIds.set(componentId, { id, count });
    return count === 1 ? id : `${id}_${count}`;
  }
}

function append<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
