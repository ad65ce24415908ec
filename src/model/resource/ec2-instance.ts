import { type InstantMs, SECOND_MS } from "../../base/instant.ts";
import { invariant } from "../../base/invariant.ts";
import { formatNanoUsd } from "../../base/money.ts";
import type { EventHandle } from "../../engine/simulation.ts";
import { LifeCycle } from "../life-cycle.ts";
import { UploadChannel } from "../logs/upload-channel.ts";
import type { BootstrapActionPlan, InstanceGroupPlan, ResourcePlan } from "../plan.ts";
import type { ComponentRef, Ec2InstanceRow, InstanceLoss, SpotPurchase, Written } from "../records.ts";
import type { PurchasePlan, SpotPurchasePlan } from "../spot-plan.ts";
import { EC2_INSTANCE_MOVES, type Ec2InstanceState } from "../status.ts";
import { withRule } from "../with-rule.ts";
import type { World } from "../world.ts";
import { canBeLost } from "./instance-groups.ts";

const REPLACEMENT = "/replacement";

const LIFE_MS_MIN = SECOND_MS;

const ROLE_NAMES = { master: "MASTER", core: "CORE", task: "TASK", host: "HOST" } as const;

/** Hears what becomes of an EC2 instance. */
export interface InstanceListener {
  booted(instance: Ec2Instance): void;
  /** It is through its bootstrap actions. */
  through(instance: Ec2Instance): void;
  /** It is terminated already. */
  launchFailed(instance: Ec2Instance): void;
  /** It is shutting down already. */
  bootstrapFailed(instance: Ec2Instance): void;
  /** It is terminated already; its record is written after this. */
  lost(instance: Ec2Instance): void;
}

/** One EC2 instance, from its launch request through boot and bootstrap actions to its end (5.1, 5.6). */
export class Ec2Instance {
  readonly group: InstanceGroupPlan;
  readonly speed: number;
  private readonly purchase: PurchasePlan;
  readonly channel: UploadChannel;
  /** Its place in its resource: `core/3`, and `core/3/replacement` of all that come after that one (5.2, 5.3). */
  readonly place: string;
  private readonly world: World;
  private readonly component: ComponentRef;
  private readonly resource: ResourcePlan;
  private readonly resourceId: string;
  private readonly name: string;
  private readonly purpose: string;
  private readonly listener: InstanceListener;
  private readonly lifeCycle: LifeCycle<Ec2InstanceState>;
  private readonly requestedAtMs: InstantMs;
  private readonly bootstrapRows: Ec2InstanceRow["bootstrapActions"][number][] = [];
  private pendingEvents: EventHandle[] = [];
  private times: Partial<Record<"runningAtMs" | "bootedAtMs" | "readyAtMs" | "shuttingDownAtMs", InstantMs>> = {};
  private busyTotalMs = 0;
  private lostBy: InstanceLoss | undefined;

  constructor(options: {
    readonly world: World;
    readonly component: ComponentRef;
    readonly resource: ResourcePlan;
    readonly resourceId: string;
    readonly group: InstanceGroupPlan;
    /** The group's own, or on demand (3.6). */
    readonly purchase: PurchasePlan;
    readonly index: number;
    readonly place: string;
    /** Part of the names of its random streams. */
    readonly purpose: string;
    readonly listener: InstanceListener;
  }) {
    const { world, resource, group, index } = options;
    this.world = world;
    this.component = options.component;
    this.resource = resource;
    this.resourceId = options.resourceId;
    this.group = group;
    this.purchase = options.purchase;
    this.requestedAtMs = world.now;
    this.name = `${ROLE_NAMES[group.role]}-${index}`;
    this.place = options.place;
    this.purpose = options.purpose;
    this.listener = options.listener;
    const type = world.plan.instanceTypes[group.instanceType];
    invariant(type !== undefined, `the plan knows the instance type ${group.instanceType}`);
    this.speed = type.speed;
    this.channel = new UploadChannel(world, type.uploadBytesPerSecond, options.purpose, canBeLost(group));
    const id = `${this.resourceId}/${this.name}`;
    const reason = whyLaunched(world, options.purchase);
    this.lifeCycle = new LifeCycle(world, "ec2Instance", id, EC2_INSTANCE_MOVES, "pending", reason, this.component);
    this.boot(index);
  }

  get id(): string {
    return this.lifeCycle.id;
  }

  toString(): string {
    return this.id;
  }

  get readyAtMs(): InstantMs | undefined {
    return this.times.readyAtMs;
  }

  /** It took the place of one that failed or was lost (5.2, 5.3). */
  get isReplacement(): boolean {
    return this.place.endsWith(REPLACEMENT);
  }

  /** It has booted; its bootstrap actions may still run. */
  get hasBooted(): boolean {
    return this.times.bootedAtMs !== undefined;
  }

  /** It ended abruptly; undefined: it has not (5.3). */
  get loss(): InstanceLoss | undefined {
    return this.lostBy;
  }

  /** It has taken up its role. */
  markReady(): void {
    this.times.readyAtMs = this.world.now;
  }

  addBusyTime(busyMs: number): void {
    this.busyTotalMs += busyMs;
  }

  /** Nothing more begins on it; what it costs ends with `shutDown`. */
  abandonBoot(): void {
    for (const handle of this.pendingEvents) this.world.simulation.cancel(handle);
    this.pendingEvents = [];
  }

  /** `shutting-down`: the bill ends here (7.1). */
  shutDown(reason: string): void {
    this.abandonBoot();
    this.times.shuttingDownAtMs = this.world.now;
    this.lifeCycle.moveTo("shutting-down", reason);
  }

  /**
   * Ends it abruptly, from outside: it is terminated at once, what it costs ends now, and its resource goes on without
   * it or fails (5.3, 7.1). What shuts down already, or has ended, is not lost any more.
   */
  lose(loss: InstanceLoss): void {
    if (this.lifeCycle.status !== "pending" && this.lifeCycle.status !== "running") return;
    this.abandonBoot();
    this.times.shuttingDownAtMs = this.world.now;
    this.lostBy = loss;
    this.lifeCycle.moveTo("terminated", withRule(`it was lost: ${loss.reason}`, "5.3"));
    this.listener.lost(this);
    this.channel.lose("its host was lost while it was uploaded (6.5)");
    this.tell();
  }

  terminate(): void {
    this.lifeCycle.moveTo("terminated", "terminated (7.3)");
    this.tell();
  }

  /** Its record, at its end or when the simulation stops before. */
  tell(): void {
    const { times, group, resource } = this;
    this.channel.close();
    const row: Written<Ec2InstanceRow> = {
      pipelineId: this.component.pipelineId,
      componentId: this.component.componentId,
      resourceId: this.resourceId,
      ec2InstanceId: this.name,
      role: group.role,
      instanceType: group.instanceType,
      purchase: this.purchase.kind,
      emr: resource.kind === "EmrCluster",
      state: this.lifeCycle.status,
      ebsGb: resource.ebsGbPerInstance,
      requestedAtMs: this.requestedAtMs,
      bootstrapActions: this.bootstrapRows,
      busyMs: this.busyTotalMs,
    };
    if (times.runningAtMs !== undefined) row.runningAtMs = times.runningAtMs;
    if (times.bootedAtMs !== undefined) row.bootedAtMs = times.bootedAtMs;
    if (times.readyAtMs !== undefined) row.readyAtMs = times.readyAtMs;
    if (times.shuttingDownAtMs !== undefined) row.shuttingDownAtMs = times.shuttingDownAtMs;
    if (row.state === "terminated") row.terminatedAtMs = this.world.now;
    if (this.lostBy !== undefined) row.lost = this.lostBy;
    if (this.purchase.kind === "spot") row.spot = this.spotPurchase(this.purchase);
    this.world.emit({ kind: "ec2Instance", row });
  }

  private boot(index: number): void {
    const own = this.group.instanceBoots.find((boot) => boot.index === index);
    const bootMs = this.world.draw(own?.boot ?? this.group.boot, `boot/${this.purpose}`);
    const pendingMs = Math.min(bootMs, this.world.draw(this.resource.pending, `pending/${this.purpose}`));
    const { launchFailure } = this.resource;
    if (launchFailure !== undefined && this.world.drawChance(launchFailure, `launchFailure/${this.purpose}`)) {
      this.later(pendingMs, () => this.failLaunch());
      return;
    }
    this.later(pendingMs, () => {
      this.times.runningAtMs = this.world.now;
      this.lifeCycle.moveTo("running", "provisioned; billing begins (5.6, 7.1)");
      this.expectFailure(index);
      this.expectReclaim();
    });
    this.later(bootMs, () => {
      this.times.bootedAtMs = this.world.now;
      this.listener.booted(this);
      this.runBootstrapAction(0);
    });
  }

  /** What it runs on fails when its time is up, if it still runs then (5.3). */
  private expectFailure(index: number): void {
    const { timeToFailure, instanceFailures } = this.group;
    const own = instanceFailures?.find((failure) => failure.index === index)?.timeToFailure ?? timeToFailure;
    if (own === undefined) return;
    const lifeMs = this.world.draw(own, `nodeFailure/${this.purpose}`);
    // one that failed at once would be replaced for ever within one instant
    this.later(Math.max(LIFE_MS_MIN, lifeMs), () => this.lose({ cause: "failure", reason: "what it ran on failed" }));
  }

  /** EC2 needs what a Spot instance runs on for others, whatever its bid, and gives notice (5.3). */
  private expectReclaim(): void {
    if (this.purchase.kind !== "spot") return;
    const { meanTimeToReclaimMs: mean, noticeMs } = this.world.spotMarkets.of(this.purchase.marketId).plan;
    if (mean === undefined) return;
    const lifeMs = this.world.draw({ kind: "exponential", mean }, `reclaim/${this.purpose}`);
    const reason = "EC2 took the Spot instance back, whatever its bid (5.3)";
    this.later(Math.max(LIFE_MS_MIN, lifeMs) + noticeMs, () => this.lose({ cause: "interruption", reason }));
  }

  private spotPurchase({ bidNanoUsd, marketId }: SpotPurchasePlan): SpotPurchase {
    const { world } = this;
    const { runningAtMs, shuttingDownAtMs = world.now } = this.times;
    if (runningAtMs === undefined) return { marketId, bidNanoUsd, prices: [] };
    const prices = world.spotMarkets.of(marketId).pricesPaid(runningAtMs, shuttingDownAtMs, world.plan.billing.mode);
    return { marketId, bidNanoUsd, prices };
  }

  /** It never gets to `running`, and costs nothing (7.1). */
  private failLaunch(): void {
    this.lifeCycle.moveTo("terminated", "its launch failed (3.6)");
    this.tell();
    this.listener.launchFailed(this);
  }

  /** Bootstrap actions run in order on every instance (5.1). */
  private runBootstrapAction(index: number): void {
    const action = this.bootstrapActions[index];
    if (action === undefined) {
      this.listener.through(this);
      return;
    }
    const startedAtMs = this.world.now;
    const { durationMs, fails } = this.drawBootstrapAction(action, index);
    this.later(durationMs, () => {
      const row = { name: action.name, startedAtMs, endedAtMs: this.world.now };
      this.bootstrapRows.push(fails ? { ...row, failed: true } : row);
      if (fails) this.failBootstrap(index);
      else this.runBootstrapAction(index + 1);
    });
  }

  private get bootstrapActions(): readonly BootstrapActionPlan[] {
    return this.resource.kind === "EmrCluster" ? this.resource.bootstrapActions : [];
  }

  private drawBootstrapAction({ duration, failureProbability }: BootstrapActionPlan, index: number) {
    const { world, purpose } = this;
    const durationMs = world.draw(duration, `bootstrap/${purpose}/${index}`);
    const fails =
      failureProbability !== undefined && world.drawChance(failureProbability, `bootstrapFailure/${purpose}/${index}`);
    return { durationMs, fails };
  }

  /** What ends it costs until now (5.2, 7.1). */
  private failBootstrap(index: number): void {
    const { bootstrapActions } = this;
    // those behind it draw all the same, so that later instances of this place draw what they would have drawn (8.2)
    for (let behind = index + 1; behind < bootstrapActions.length; behind += 1) {
      const action = bootstrapActions[behind];
      if (action !== undefined) this.drawBootstrapAction(action, behind);
    }
    this.shutDown(`its bootstrap action ${bootstrapActions[index]?.name} failed (5.2)`);
    this.listener.bootstrapFailed(this);
  }

  private later(delayMs: number, action: () => void): void {
    this.pendingEvents.push(this.world.simulation.after(delayMs, action, 0, this));
  }
}

function whyLaunched(world: World, purchase: PurchasePlan): string {
  if (purchase.kind !== "spot") return "launch requested (5.1)";
  const price = formatNanoUsd(world.spotMarkets.of(purchase.marketId).path.priceAt(world.now));
  return `launch requested at the Spot price of ${price} USD, within the bid of ${formatNanoUsd(purchase.bidNanoUsd)} USD (5.3)`;
}

/** All that come one after another in a place bear one name, and draw from the same streams (5.2, 5.3). */
export function placeOfReplacement(place: string): string {
  return place.endsWith(REPLACEMENT) ? place : `${place}${REPLACEMENT}`;
}
