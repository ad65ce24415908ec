import type { InstantMs } from "../../base/instant.ts";
import { invariant } from "../../base/invariant.ts";
import type { EventHandle } from "../../engine/simulation.ts";
import { LifeCycle } from "../life-cycle.ts";
import { UploadChannel } from "../logs/upload-channel.ts";
import type { BootstrapActionPlan, InstanceGroupPlan, PipelinePlan, ResourcePlan } from "../plan.ts";
import type { Ec2InstanceRow, InstanceLoss } from "../records.ts";
import { EC2_INSTANCE_MOVES, type Ec2InstanceState } from "../status.ts";
import { withRule } from "../with-rule.ts";
import type { World } from "../world.ts";

const REPLACEMENT = "/replacement";

/** One EC2 instance, from its launch request through boot and bootstrap actions to its end (5.1, 5.6). */
export class Ec2Instance {
  readonly group: InstanceGroupPlan;
  readonly speed: number;
  readonly channel: UploadChannel;
  /** Its place in its resource: `core/3`, and `core/3/replacement` of all that come after that one (5.2, 5.3). */
  readonly place: string;
  private readonly world: World;
  private readonly pipeline: PipelinePlan;
  private readonly resource: ResourcePlan;
  private readonly resourceId: string;
  private readonly name: string;
  private readonly purpose: string;
  private readonly onBooted: (instance: Ec2Instance) => void;
  private readonly onThrough: (instance: Ec2Instance) => void;
  private readonly onLaunchFailed: (instance: Ec2Instance) => void;
  private readonly onBootstrapFailed: (instance: Ec2Instance) => void;
  private readonly onLost: (instance: Ec2Instance) => void;
  private readonly lifeCycle: LifeCycle<Ec2InstanceState>;
  private readonly requestedAtMs: InstantMs;
  private readonly bootstrapRows: Ec2InstanceRow["bootstrapActions"][number][] = [];
  private pendingEvents: EventHandle[] = [];
  private times: Partial<Record<"runningAtMs" | "bootedAtMs" | "readyAtMs" | "shuttingDownAtMs", InstantMs>> = {};
  private busyTotalMs = 0;
  private lostBy: InstanceLoss | undefined;

  constructor(options: {
    readonly world: World;
    readonly pipeline: PipelinePlan;
    readonly resource: ResourcePlan;
    readonly resourceId: string;
    readonly group: InstanceGroupPlan;
    readonly index: number;
    readonly place: string;
    /** Part of the names of its random streams. */
    readonly purpose: string;
    readonly onBooted: (instance: Ec2Instance) => void;
    readonly onThrough: (instance: Ec2Instance) => void;
    /** It is terminated already. */
    readonly onLaunchFailed: (instance: Ec2Instance) => void;
    /** It is shutting down already. */
    readonly onBootstrapFailed: (instance: Ec2Instance) => void;
    /** It is terminated already; its record is written after this. */
    readonly onLost: (instance: Ec2Instance) => void;
  }) {
    const { world, resource, group, index } = options;
    this.world = world;
    this.pipeline = options.pipeline;
    this.resource = resource;
    this.resourceId = options.resourceId;
    this.group = group;
    this.onBooted = options.onBooted;
    this.onThrough = options.onThrough;
    this.onLaunchFailed = options.onLaunchFailed;
    this.onBootstrapFailed = options.onBootstrapFailed;
    this.onLost = options.onLost;
    this.requestedAtMs = world.now;
    this.name = `${group.role.toUpperCase()}-${index}`;
    this.place = options.place;
    this.purpose = options.purpose;
    const type = world.plan.instanceTypes[group.instanceType];
    invariant(type !== undefined, `the plan knows the instance type ${group.instanceType}`);
    this.speed = type.speed;
    this.channel = new UploadChannel(world, type.uploadBytesPerSecond);
    const id = `${this.resourceId}/${this.name}`;
    const owner = { pipelineId: options.pipeline.id, componentId: resource.id };
    const reason = "launch requested (5.1)";
    this.lifeCycle = new LifeCycle(world, "ec2Instance", id, EC2_INSTANCE_MOVES, "pending", reason, owner);
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
    this.onLost(this);
    this.tell();
  }

  terminate(): void {
    this.lifeCycle.moveTo("terminated", "terminated (7.3)");
    this.tell();
  }

  /** Its record, at its end or when the simulation stops before. */
  tell(): void {
    this.world.emit({
      kind: "ec2Instance",
      row: {
        pipelineId: this.pipeline.id,
        componentId: this.resource.id,
        resourceId: this.resourceId,
        ec2InstanceId: this.name,
        role: this.group.role,
        instanceType: this.group.instanceType,
        purchase: this.group.purchase.kind,
        emr: this.resource.kind === "EmrCluster",
        state: this.lifeCycle.status,
        ebsGb: this.resource.ebsGbPerInstance,
        requestedAtMs: this.requestedAtMs,
        ...this.times,
        bootstrapActions: this.bootstrapRows,
        ...(this.lifeCycle.status === "terminated" ? { terminatedAtMs: this.world.now } : {}),
        ...(this.lostBy === undefined ? {} : { lost: this.lostBy }),
        busyMs: this.busyTotalMs,
      },
    });
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
      this.expectFailure();
    });
    this.later(bootMs, () => {
      this.times.bootedAtMs = this.world.now;
      this.onBooted(this);
      this.runBootstrapAction(0);
    });
  }

  /** What it runs on fails when its time is up, if it still runs then (5.3). */
  private expectFailure(): void {
    const { timeToFailure } = this.group;
    if (timeToFailure === undefined) return;
    const lifeMs = this.world.draw(timeToFailure, `nodeFailure/${this.purpose}`);
    this.later(lifeMs, () => this.lose({ cause: "failure", reason: "what it ran on failed" }));
  }

  /** It never gets to `running`, and costs nothing (7.1). */
  private failLaunch(): void {
    this.lifeCycle.moveTo("terminated", "its launch failed (3.6)");
    this.tell();
    this.onLaunchFailed(this);
  }

  /** Bootstrap actions run in order on every instance (5.1). */
  private runBootstrapAction(index: number): void {
    const action = this.bootstrapActions[index];
    if (action === undefined) {
      this.onThrough(this);
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
    this.onBootstrapFailed(this);
  }

  private later(delayMs: number, action: () => void): void {
    this.pendingEvents.push(this.world.simulation.after(delayMs, action, 0, this));
  }
}

/** All that come one after another in a place bear one name, and draw from the same streams (5.2, 5.3). */
export function placeOfReplacement(place: string): string {
  return place.endsWith(REPLACEMENT) ? place : `${place}${REPLACEMENT}`;
}
