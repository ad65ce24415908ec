import type { ActivityPlan, DataNodePlan, PipelinePlan, ResourcePlan } from "../plan.ts";
import type { World } from "../world.ts";
import { ActivityInstance } from "./activity-instance.ts";
import { DataNodeInstance } from "./data-node-instance.ts";
import { Dependencies } from "./dependencies.ts";
import { Executions } from "./executions.ts";
import { InstanceIds } from "./instance-ids.ts";
import { InstanceSource, type Occasion } from "./instance-source.ts";
import { PreconditionInstance } from "./precondition-instance.ts";
import { Preconditions, type PreconditionUser } from "./preconditions.ts";
import { ResourceInstances } from "./resource-instances.ts";
import type { WorkerGroups } from "./worker-groups.ts";

/**
 * At one instant resources come into being before the activities that run on them, and so do data nodes; each of these in
 * the order of the definition: it does not matter which of the instances before them ended first (8.1).
 */
const RESOURCE_PRIORITY = -3_000_000;
const DATA_NODE_PRIORITY = -2_000_000;
const ACTIVITY_PRIORITY = -1_000_000;

interface SourceOptions {
  readonly isResource: boolean;
  readonly priority: number;
  readonly create: (occasion: Occasion) => void;
}

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
  private readonly preconditions: Preconditions;
  private readonly dependencies: Dependencies<PreconditionUser>;
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
        this.sourceOf(resource, {
          isResource: true,
          priority: RESOURCE_PRIORITY + plan.resources.indexOf(resource),
          create,
        }),
      onArrived: (instance) => {
        if (instance instanceof PreconditionInstance) this.preconditions.arrived(instance);
        else this.dependencies.met(instance);
      },
    });
    this.preconditions = new Preconditions({
      world,
      pipeline: plan,
      resources: this.resources,
      workerGroups,
      onEnd: (precondition, user) => {
        if (precondition.status === "FINISHED") this.dependencies.met(user);
        else this.dependencies.failed(user, precondition);
      },
    });
    const { activities, dataNodes = [] } = plan;
    for (const [index, dataNode] of dataNodes.entries()) {
      const create = (occasion: Occasion) => this.createDataNodeInstance(dataNode, occasion);
      this.addSource(dataNode, { isResource: false, priority: DATA_NODE_PRIORITY + index, create });
    }
    for (const [index, activity] of activities.entries()) {
      const awaited = awaitedBy(activity);
      const create = (occasion: Occasion) => this.createActivityInstance(activity, awaited, occasion);
      this.addSource(activity, { isResource: false, priority: ACTIVITY_PRIORITY + index, create });
    }
    const schedules = [...plan.resources, ...dataNodes, ...activities].map(({ schedule }) => JSON.stringify(schedule));
    this.dependencies = new Dependencies<PreconditionUser>({
      components: [...dataNodes, ...activities],
      isUniform: new Set(schedules).size <= 1,
      onReady: (instance) => this.ready(instance),
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
    this.preconditions.tell();
    this.resources.tell();
    this.executions.tell();
    for (const [plan, source] of this.resources.sources()) this.tellHeldBack(plan, source);
    for (const plan of [...(this.plan.dataNodes ?? []), ...this.plan.activities]) {
      this.tellHeldBack(plan, this.sources.get(plan.id));
    }
  }

  private tellHeldBack({ id, type }: Pick<ActivityPlan, "id" | "type">, source: InstanceSource | undefined): void {
    const heldBack = source?.heldBack();
    if (heldBack === undefined) return;
    const row = { pipelineId: this.plan.id, componentId: id, type, ...heldBack };
    this.world.emit({ kind: "heldBack", row });
  }

  private addSource(plan: ActivityPlan | DataNodePlan, rest: SourceOptions): void {
    this.sources.set(plan.id, this.sourceOf(plan, rest));
  }

  private sourceOf(
    { id, schedule, maxActiveInstances }: ActivityPlan | DataNodePlan | ResourcePlan,
    rest: SourceOptions,
  ): InstanceSource {
    const maxActive = this.lowerLimit(maxActiveInstances);
    return new InstanceSource({ world: this.world, name: `${this.plan.name}/${id}`, schedule, maxActive, ...rest });
  }

  private lowerLimit(own: number | null): number | null {
    const { activeInstancesPerObject: account } = this.world.plan.limits;
    return own === null || account === null ? (own ?? account) : Math.min(own, account);
  }

  private createActivityInstance(plan: ActivityPlan, awaited: readonly string[], occasion: Occasion): void {
    const instance = new ActivityInstance({
      world: this.world,
      plan,
      pipeline: this.plan,
      id: this.ids.next(plan.id, occasion),
      occasion,
      execution: this.executions.of(plan, occasion),
      onRetry: this.queueForRunner,
      onEnd: this.instanceEnds,
    });
    this.dependencies.add(instance);
    const missing = this.resources.attachOrWait(instance);
    const waits = instance.isOver ? [] : this.dependencies.await(instance, awaited);
    if (instance.isOver) return;
    for (const id of this.preconditions.create(instance)) waits.push(id);
    this.dependencies.hold(instance, waits.length + (missing === undefined ? 0 : 1));
    // one that waits for ever has said so already
    if (instance.status !== "WAITING_ON_DEPENDENCIES") {
      if (waits.length > 0) instance.waitOnDependencies(`waits for ${waits.join(", ")} (3.1)`);
      else if (missing !== undefined) instance.waitOnDependencies(missing);
      else this.dependencies.ready(instance);
    }
    this.preconditions.begin(instance);
  }

  private createDataNodeInstance(plan: DataNodePlan, occasion: Occasion): void {
    const { world, plan: pipeline } = this;
    const id = this.ids.next(plan.id, occasion);
    const instance = new DataNodeInstance({ world, plan, pipeline, id, occasion, onEnd: this.instanceEnds });
    this.dependencies.add(instance);
    const waits = this.dependencies.await(instance, plan.producers);
    if (instance.isOver) return;
    this.dependencies.hold(instance, waits.length);
    if (waits.length === 0) this.dependencies.ready(instance);
    else if (instance.status === "SCHEDULED") instance.waitOnDependencies(`waits for ${waits.join(", ")} (3.1)`);
  }

  /** It has nothing to wait for any more; a data node's preconditions are checked only now. */
  private ready(instance: PreconditionUser): void {
    if (instance instanceof ActivityInstance) {
      this.queueForRunner(instance);
      return;
    }
    const waits = this.preconditions.hasCreated(instance) ? [] : this.preconditions.create(instance);
    if (waits.length === 0) {
      instance.end("FINISHED", whyItIsThere(instance.plan));
      return;
    }
    this.dependencies.hold(instance, waits.length);
    instance.waitOnDependencies(`waits for ${waits.join(", ")} (3.1)`);
    this.preconditions.begin(instance);
  }

  private readonly instanceEnds = (instance: PreconditionUser): void => this.dependencies.end(instance);

  private readonly queueForRunner = (instance: ActivityInstance): void => {
    const { runner } = instance.plan;
    if (runner.kind === "resource") {
      instance.waitForRunner("all dependencies are met: queued for the Task Runner of its resource (3.1)");
      this.resources.of(instance)?.enqueue(instance);
    } else if (runner.kind === "workerGroup") {
      this.workerGroups.enqueue(instance, runner.workerGroup);
    } else {
      instance.waitForRunner("waits for ever: neither runsOn nor workerGroup is given (4.1)");
    }
  };

  /** Those who waited for it know. */
  private ended(instance: PreconditionUser): void {
    this.preconditions.userEnded(instance);
    if (instance instanceof ActivityInstance) {
      this.resources.ended(instance);
      this.executions.ended(instance);
    }
    this.sources.get(instance.plan.id)?.release();
  }
}

function whyItIsThere({ producers, preconditions = [] }: DataNodePlan): string {
  if (preconditions.length > 0) return "its preconditions are met (3.1)";
  return producers.length > 0
    ? "those who write it are done (3.1)"
    : "it comes from outside: nothing makes it wait (3.1)";
}

/** The components that an activity waits for: data nodes, and the activities that it is linked to without one (3.1). */
function awaitedBy({ dataNodes = [], dependsOn }: ActivityPlan): string[] {
  const direct = dependsOn.filter(({ via }) => !dataNodes.includes(via));
  return [...dataNodes, ...direct.map(({ activityId }) => activityId)];
}
