import type { InstantMs } from "../../base/instant.ts";
import { invariant } from "../../base/invariant.ts";
import type { InstanceGroupPlan, PipelinePlan, ResourcePlan } from "../plan.ts";
import type { World } from "../world.ts";
import { Ec2Instance } from "./ec2-instance.ts";
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
  /** Those whose launch failed are gone from here. */
  private instances: readonly Ec2Instance[] = [];
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
  }) {
    this.world = options.world;
    this.pipeline = options.pipeline;
    this.plan = options.plan;
    this.resourceId = options.resourceId;
    this.purpose = options.purpose;
    this.onBooted = options.onBooted;
    this.onThrough = options.onThrough;
    this.onLaunchFailed = options.onLaunchFailed;
  }

  /** Where the Task Runner lives. */
  get host(): Ec2Instance {
    const host = this.instances[0];
    invariant(host !== undefined, `${this.resourceId} has been launched`);
    return host;
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
      Array.from({ length: group.count }, (_, index) => this.launchOne(group, index)),
    );
  }

  /** Nothing more begins on its instances. */
  abandonBoots(): void {
    for (const instance of this.instances) instance.abandonBoot();
  }

  shutDown(reason: string): void {
    for (const instance of this.instances) instance.shutDown(reason);
  }

  terminate(): void {
    for (const instance of this.instances) instance.terminate();
  }

  /** They no longer count for the account's limit (2.5). */
  releaseQuota(): void {
    this.world.ec2Quota.release(this.instances.length);
  }

  /** The simulation stops here. */
  tell(): void {
    for (const instance of this.instances) instance.tell();
  }

  /** Those that have taken up their role. */
  ready(): { readonly instance: Ec2Instance; readonly readyAtMs: InstantMs }[] {
    return this.instances.flatMap((instance) =>
      instance.readyAtMs === undefined ? [] : [{ instance, readyAtMs: instance.readyAtMs }],
    );
  }

  private launchOne(group: InstanceGroupPlan, index: number): Ec2Instance {
    const { world, pipeline, plan: resource, resourceId } = this;
    return new Ec2Instance({
      world,
      pipeline,
      resource,
      resourceId,
      group,
      index,
      purpose: `${this.purpose}/${group.role}/${index}`,
      onBooted: (instance) => {
        if (group.role !== "task") this.unbootedCount -= 1;
        this.onBooted(instance);
      },
      onThrough: this.onThrough,
      onLaunchFailed: (instance) => this.launchFailed(instance),
    });
  }

  private launchFailed(failed: Ec2Instance): void {
    this.instances = this.instances.filter((instance) => instance !== failed);
    this.onLaunchFailed(failed);
    this.world.ec2Quota.release(1);
  }
}
