import type { InstantMs } from "../../base/instant.ts";
import { invariant } from "../../base/invariant.ts";
import type { EventHandle } from "../../engine/simulation.ts";
import type { InstanceGroupPlan, ResourcePlan } from "../plan.ts";
import type { ComponentRef } from "../records.ts";
import { SpotBuyer } from "../spot/spot-buyer.ts";
import type { PurchasePlan, SpotPurchasePlan } from "../spot-plan.ts";
import type { World } from "../world.ts";
import { Ec2Instance, type InstanceListener, placeOfReplacement } from "./ec2-instance.ts";
import type { Ec2QuotaRequest } from "./ec2-quota.ts";
import { countInstances, groupsOf } from "./instance-groups.ts";

const ON_DEMAND: PurchasePlan = { kind: "on-demand" };

/** Whose instances they are; what failed or was lost gets a successor by `replace` (5.2, 5.3). */
export interface FleetOwner extends InstanceListener {
  /** Instances of a group wait for the price of their Spot market; why, a sentence (5.3). */
  waits(group: InstanceGroupPlan, reason: string): void;
  /** ... and are launched now. */
  bought(group: InstanceGroupPlan): void;
}

/** The EC2 instances of one resource attempt, master, core and task, or the one host (5.1, 5.3). */
export class Ec2Fleet implements InstanceListener {
  private readonly world: World;
  private readonly plan: ResourcePlan;
  private readonly groups: readonly InstanceGroupPlan[];
  private readonly component: ComponentRef;
  private readonly resourceId: string;
  private readonly purpose: string;
  private readonly owner: FleetOwner;
  private readonly isOnDemand: boolean;
  /** Of the groups that are bought on Spot markets; undefined: none is. */
  private buyers: Map<InstanceGroupPlan, SpotBuyer> | undefined;
  private first: Ec2Instance | undefined;
  /** Those whose launch or bootstrap action failed, and those that were lost, are gone from here. */
  private instances: Ec2Instance[] = [];
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
    readonly owner: FleetOwner;
    /** Whatever is bid: it is the last attempt (3.6). */
    readonly isOnDemand: boolean;
  }) {
    this.world = options.world;
    this.plan = options.plan;
    this.groups = groupsOf(this.plan);
    this.component = options.component;
    this.resourceId = options.resourceId;
    this.purpose = options.purpose;
    this.owner = options.owner;
    this.isOnDemand = options.isOnDemand;
  }

  /** Where the Task Runner lives; it may have been lost. */
  get host(): Ec2Instance {
    const { first } = this;
    invariant(first !== undefined, `${this.resourceId} has been launched`);
    return first;
  }

  /** One of its instances has been launched and costs money, or soon will. */
  get isBilled(): boolean {
    return this.present.length > 0;
  }

  isHost(instance: Ec2Instance): boolean {
    return instance === this.first;
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
    for (const group of groups) this.launchGroup(group);
  }

  /**
   * Another instance of the same group takes the place of one that failed or was lost, also under the account's limit:
   * at once if that leaves room for it, else when an instance is terminated (2.5, 5.2, 5.3).
   */
  replace({ group, place }: Ec2Instance): void {
    if (group.role !== "task") this.unbootedCount += 1;
    const request = this.world.ec2Quota.requestReplacement(() => {
      const buyer = this.buyerFor(group);
      if (buyer === undefined) this.launchOne(group, placeOfReplacement(place), ON_DEMAND);
      else buyer.buy([placeOfReplacement(place)]);
    });
    this.quotaRequests.push(request);
  }

  /** Nothing more begins on its instances. */
  abandonBoots(): void {
    for (const request of this.quotaRequests) this.world.ec2Quota.withdraw(request);
    this.quotaRequests = [];
    for (const buyer of this.buyers?.values() ?? []) buyer.stop();
    for (const instance of this.instances) instance.abandonBoot();
  }

  shutDown(reason: string): void {
    for (const instance of this.instances) instance.shutDown(reason);
  }

  terminate(): void {
    for (const handle of this.ending?.values() ?? []) this.world.simulation.cancel(handle);
    for (const instance of this.present) instance.terminate();
  }

  /** They no longer count for the account's limit, nor do those that still waited for a price (2.5). */
  releaseQuota(): void {
    let count = this.present.length;
    for (const buyer of this.buyers?.values() ?? []) count += buyer.waitingCount;
    this.world.ec2Quota.release(count);
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

  /** At once, or when the price of its Spot market is within the bid (5.1, 5.3). */
  private launchGroup(group: InstanceGroupPlan): void {
    const buyer = this.buyerFor(group);
    if (buyer !== undefined) {
      buyer.buy(Array.from({ length: group.count }, (_, index) => `${group.role}/${index}`));
      return;
    }
    for (let index = 0; index < group.count; index += 1) this.launchOne(group, `${group.role}/${index}`, ON_DEMAND);
  }

  private buyerFor(group: InstanceGroupPlan): SpotBuyer | undefined {
    const { purchase } = group;
    if (purchase.kind === "on-demand" || this.isOnDemand) return undefined;
    this.buyers ??= new Map();
    let buyer = this.buyers.get(group);
    if (buyer === undefined) {
      buyer = this.newBuyer(group, purchase);
      this.buyers.set(group, buyer);
    }
    return buyer;
  }

  private newBuyer(group: InstanceGroupPlan, purchase: SpotPurchasePlan): SpotBuyer {
    const { world } = this;
    return new SpotBuyer({
      world,
      market: world.spotMarkets.of(purchase.marketId),
      group,
      bidNanoUsd: purchase.bidNanoUsd,
      launch: (place) => this.launchOne(group, place, purchase),
      onWait: (reason) => this.owner.waits(group, reason),
      onBought: () => this.owner.bought(group),
    });
  }

  private launchOne(group: InstanceGroupPlan, place: string, purchase: PurchasePlan): Ec2Instance {
    const { world, component, plan: resource, resourceId } = this;
    const ofGroup = this.groups.indexOf(group);
    const index = this.namedCounts[ofGroup] ?? 0;
    this.namedCounts[ofGroup] = index + 1;
    const launched = new Ec2Instance({
      world,
      component,
      resource,
      resourceId,
      group,
      purchase,
      index,
      place,
      purpose: `${this.purpose}/${place}`,
      listener: this,
    });
    this.instances.push(launched);
    if (group.role === "master" || group.role === "host") this.first ??= launched;
    return launched;
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
