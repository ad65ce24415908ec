import type { InstantMs } from "../../base/instant.ts";
import { invariant } from "../../base/invariant.ts";
import type { EventHandle } from "../../engine/simulation.ts";
import type { InstanceGroupPlan, PipelinePlan, ResourcePlan } from "../plan.ts";
import type { World } from "../world.ts";
import { Ec2Instance, placeOfReplacement } from "./ec2-instance.ts";
import type { Ec2QuotaRequest } from "./ec2-quota.ts";
import { countInstances, groupsOf } from "./instance-groups.ts";

/** The EC2 instances of one resource attempt, master, core and task, or the one host (5.1, 5.3). */
export class Ec2Fleet {
  private readonly world: World;
  private readonly pipeline: PipelinePlan;
  private readonly plan: ResourcePlan;
  private readonly resourceId: string;
  private readonly purpose: string;
  private readonly onBooted: (instance: Ec2Instance) => void;
  private readonly onThrough: (instance: Ec2Instance) => void;
  private readonly onLaunchFailed: (instance: Ec2Instance) => void;
  private readonly onBootstrapFailed: (instance: Ec2Instance) => void;
  private readonly onLost: (instance: Ec2Instance) => void;
  private first: Ec2Instance | undefined;
  /** Those whose launch or bootstrap action failed, and those that were lost, are gone from here. */
  private instances: readonly Ec2Instance[] = [];
  /** Those whose bootstrap action failed, until they are terminated, and when they will be (5.2, 7.3). */
  private readonly ending = new Map<Ec2Instance, EventHandle>();
  /** Of replacements; those that were granted are of no more use. */
  private quotaRequests: Ec2QuotaRequest[] = [];
  /** How many instances each group has had so far. */
  private readonly namedCounts = new Map<InstanceGroupPlan, number>();
  private unbootedCount = 0;

  constructor(options: {
    readonly world: World;
    readonly pipeline: PipelinePlan;
    readonly plan: ResourcePlan;
    readonly resourceId: string;
    /** Part of the names of the random streams. */
    readonly purpose: string;
    readonly onBooted: (instance: Ec2Instance) => void;
    /** It is through its bootstrap actions. */
    readonly onThrough: (instance: Ec2Instance) => void;
    readonly onLaunchFailed: (instance: Ec2Instance) => void;
    /** It is shutting down; `replace` gives it a successor (5.2). */
    readonly onBootstrapFailed: (instance: Ec2Instance) => void;
    /** It is terminated; `replace` gives it a successor (5.3). */
    readonly onLost: (instance: Ec2Instance) => void;
  }) {
    this.world = options.world;
    this.pipeline = options.pipeline;
    this.plan = options.plan;
    this.resourceId = options.resourceId;
    this.purpose = options.purpose;
    this.onBooted = options.onBooted;
    this.onThrough = options.onThrough;
    this.onLaunchFailed = options.onLaunchFailed;
    this.onBootstrapFailed = options.onBootstrapFailed;
    this.onLost = options.onLost;
  }

  /** Where the Task Runner lives; it may have been lost. */
  get host(): Ec2Instance {
    const { first } = this;
    invariant(first !== undefined, `${this.resourceId} has been launched`);
    return first;
  }

  /** All instances that it starts without but for task instances have booted (5.1). */
  get isBooted(): boolean {
    return this.unbootedCount === 0;
  }

  /** When everything that its instances upload is in S3. */
  get uploadedAtMs(): InstantMs {
    return Math.max(this.world.now, ...this.instances.map(({ channel }) => channel.doneAtMs));
  }

  launch(): void {
    const groups = groupsOf(this.plan);
    this.unbootedCount = countInstances(groups, "awaited");
    this.instances = groups.flatMap((group) =>
      Array.from({ length: group.count }, (_, index) => this.launchOne(group, `${group.role}/${index}`)),
    );
    this.first = this.instances[0];
  }

  /**
   * Another instance of the same group takes the place of one that failed or was lost, also under the account's limit:
   * at once if that leaves room for it, else when an instance is terminated (2.5, 5.2, 5.3).
   */
  replace({ group, place }: Ec2Instance): void {
    if (group.role !== "task") this.unbootedCount += 1;
    const request = this.world.ec2Quota.requestReplacement(() => {
      this.instances = [...this.instances, this.launchOne(group, placeOfReplacement(place))];
    });
    this.quotaRequests.push(request);
  }

  /** Nothing more begins on its instances. */
  abandonBoots(): void {
    for (const request of this.quotaRequests) this.world.ec2Quota.withdraw(request);
    this.quotaRequests = [];
    for (const instance of this.instances) instance.abandonBoot();
  }

  shutDown(reason: string): void {
    for (const instance of this.instances) instance.shutDown(reason);
  }

  terminate(): void {
    for (const handle of this.ending.values()) this.world.simulation.cancel(handle);
    for (const instance of this.present) instance.terminate();
  }

  /** They no longer count for the account's limit (2.5). */
  releaseQuota(): void {
    this.world.ec2Quota.release(this.present.length);
  }

  /** The simulation stops here. */
  tell(): void {
    for (const instance of this.present) instance.tell();
  }

  /** Those that have taken up their role. */
  ready(): { readonly instance: Ec2Instance; readonly readyAtMs: InstantMs }[] {
    return this.instances.flatMap((instance) =>
      instance.readyAtMs === undefined ? [] : [{ instance, readyAtMs: instance.readyAtMs }],
    );
  }

  /** They count for the account's limit (2.5). */
  private get present(): readonly Ec2Instance[] {
    return this.ending.size === 0 ? this.instances : [...this.ending.keys(), ...this.instances];
  }

  private launchOne(group: InstanceGroupPlan, place: string): Ec2Instance {
    const { world, pipeline, plan: resource, resourceId } = this;
    const index = this.namedCounts.get(group) ?? 0;
    this.namedCounts.set(group, index + 1);
    return new Ec2Instance({
      world,
      pipeline,
      resource,
      resourceId,
      group,
      index,
      place,
      purpose: `${this.purpose}/${place}`,
      onBooted: (instance) => {
        if (group.role !== "task") this.unbootedCount -= 1;
        this.onBooted(instance);
      },
      onThrough: this.onThrough,
      onLaunchFailed: (instance) => this.launchFailed(instance),
      onBootstrapFailed: (instance) => this.bootstrapFailed(instance),
      onLost: (instance) => this.lost(instance),
    });
  }

  private launchFailed(failed: Ec2Instance): void {
    this.instances = this.instances.filter((instance) => instance !== failed);
    this.onLaunchFailed(failed);
    this.world.ec2Quota.release(1);
  }

  private lost(lost: Ec2Instance): void {
    this.instances = this.instances.filter((instance) => instance !== lost);
    if (lost.group.role !== "task" && !lost.hasBooted) this.unbootedCount -= 1;
    this.onLost(lost);
    this.world.ec2Quota.release(1);
  }

  /** It counts for the account's limit until it is terminated, which its resource does not outlast (7.3). */
  private bootstrapFailed(failed: Ec2Instance): void {
    const { world, plan } = this;
    this.instances = this.instances.filter((instance) => instance !== failed);
    const terminationMs = world.draw(plan.termination, `termination/${this.purpose}/${failed.place}`);
    const handle = world.simulation.after(terminationMs, () => this.gone(failed), 0, failed);
    this.ending.set(failed, handle);
    this.onBootstrapFailed(failed);
  }

  private gone(ended: Ec2Instance): void {
    this.ending.delete(ended);
    ended.terminate();
    this.world.ec2Quota.release(1);
  }
}
