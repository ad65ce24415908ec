import type { InstantMs } from "../../base/instant.ts";
import { invariant } from "../../base/invariant.ts";
import type { EventHandle } from "../../engine/simulation.ts";
import type { InstanceGroupPlan, ResourcePlan } from "../plan.ts";
import type { ComponentRef } from "../records.ts";
import type { World } from "../world.ts";
import { Ec2Instance, type InstanceListener, placeOfReplacement } from "./ec2-instance.ts";
import type { Ec2QuotaRequest } from "./ec2-quota.ts";
import { countInstances, groupsOf } from "./instance-groups.ts";

/** The EC2 instances of one resource attempt, master, core and task, or the one host (5.1, 5.3). */
export class Ec2Fleet implements InstanceListener {
  private readonly world: World;
  private readonly plan: ResourcePlan;
  private readonly groups: readonly InstanceGroupPlan[];
  private readonly component: ComponentRef;
  private readonly resourceId: string;
  private readonly purpose: string;
  private readonly owner: InstanceListener;
  private first: Ec2Instance | undefined;
  /** Those whose launch or bootstrap action failed, and those that were lost, are gone from here. */
  private instances: readonly Ec2Instance[] = [];
  /** Those whose bootstrap action failed, until they are terminated, and when they will be (5.2, 7.3). */
  private ending: Map<Ec2Instance, EventHandle> | undefined;
  /** Of replacements; those that were granted are of no more use. */
  private quotaRequests: Ec2QuotaRequest[] = [];
  /** How many instances each group has had so far. */
  private readonly namedCounts: number[] = [];
  private unbootedCount = 0;

  constructor(options: {
    readonly world: World;
    readonly component: ComponentRef;
    readonly plan: ResourcePlan;
    readonly resourceId: string;
    /** Part of the names of the random streams. */
    readonly purpose: string;
    /** What failed or was lost gets a successor by `replace` (5.2, 5.3). */
    readonly owner: InstanceListener;
  }) {
    this.world = options.world;
    this.plan = options.plan;
    this.groups = groupsOf(this.plan);
    this.component = options.component;
    this.resourceId = options.resourceId;
    this.purpose = options.purpose;
    this.owner = options.owner;
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
    let latestMs = this.world.now;
    for (const { channel } of this.instances) latestMs = Math.max(latestMs, channel.doneAtMs);
    return latestMs;
  }

  launch(): void {
    const { groups } = this;
    this.unbootedCount = countInstances(groups, "awaited");
    const instances: Ec2Instance[] = [];
    for (const group of groups) {
      for (let index = 0; index < group.count; index += 1) {
        instances.push(this.launchOne(group, `${group.role}/${index}`));
      }
    }
    this.instances = instances;
    this.first = instances[0];
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
    for (const handle of this.ending?.values() ?? []) this.world.simulation.cancel(handle);
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

  /** Those that have not failed and were not lost. */
  get members(): readonly Ec2Instance[] {
    return this.instances;
  }

  /** They count for the account's limit (2.5). */
  private get present(): readonly Ec2Instance[] {
    return this.ending === undefined ? this.instances : [...this.ending.keys(), ...this.instances];
  }

  private launchOne(group: InstanceGroupPlan, place: string): Ec2Instance {
    const { world, component, plan: resource, resourceId } = this;
    const ofGroup = this.groups.indexOf(group);
    const index = this.namedCounts[ofGroup] ?? 0;
    this.namedCounts[ofGroup] = index + 1;
    return new Ec2Instance({
      world,
      component,
      resource,
      resourceId,
      group,
      index,
      place,
      purpose: `${this.purpose}/${place}`,
      listener: this,
    });
  }

  booted(instance: Ec2Instance): void {
    if (instance.group.role !== "task") this.unbootedCount -= 1;
    this.owner.booted(instance);
  }

  through(instance: Ec2Instance): void {
    this.owner.through(instance);
  }

  launchFailed(failed: Ec2Instance): void {
    this.instances = this.instances.filter((instance) => instance !== failed);
    this.owner.launchFailed(failed);
    this.world.ec2Quota.release(1);
  }

  lost(lost: Ec2Instance): void {
    this.instances = this.instances.filter((instance) => instance !== lost);
    if (lost.group.role !== "task" && !lost.hasBooted) this.unbootedCount -= 1;
    this.owner.lost(lost);
    this.world.ec2Quota.release(1);
  }

  /** It counts for the account's limit until it is terminated, which its resource does not outlast (7.3). */
  bootstrapFailed(failed: Ec2Instance): void {
    const { world, plan } = this;
    this.instances = this.instances.filter((instance) => instance !== failed);
    const terminationMs = world.draw(plan.termination, `termination/${this.purpose}/${failed.place}`);
    const handle = world.simulation.after(terminationMs, () => this.gone(failed), 0, failed);
    this.ending ??= new Map();
    this.ending.set(failed, handle);
    this.owner.bootstrapFailed(failed);
  }

  private gone(ended: Ec2Instance): void {
    this.ending?.delete(ended);
    ended.terminate();
    this.world.ec2Quota.release(1);
  }
}
