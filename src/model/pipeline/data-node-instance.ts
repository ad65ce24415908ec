import type { InstantMs } from "../../base/instant.ts";
import { LifeCycle } from "../life-cycle.ts";
import type { DataNodePlan, PipelinePlan } from "../plan.ts";
import { DATA_NODE_INSTANCE_MOVES, type DataNodeInstanceStatus } from "../status.ts";
import type { World } from "../world.ts";
import type { Occasion } from "./instance-source.ts";
import { LateWatch } from "./late-watch.ts";
import { tellInstance } from "./tell-instance.ts";

/**
 * One instance of a data node: it waits for those who write it and for its preconditions, and nothing runs for it. One
 * that comes from outside is FINISHED as it is created (3.1).
 */
export class DataNodeInstance {
  readonly plan: DataNodePlan;
  readonly id: string;
  readonly occasion: Occasion;
  unmetCount = 0;
  private readonly world: World;
  private readonly pipeline: PipelinePlan;
  private readonly createdAtMs: InstantMs;
  private readonly lifeCycle: LifeCycle<DataNodeInstanceStatus>;
  private readonly late: LateWatch;
  private readonly onEnd: (instance: DataNodeInstance) => void;
  private endedAtMs: InstantMs | undefined;

  constructor(options: {
    readonly world: World;
    readonly plan: DataNodePlan;
    readonly pipeline: PipelinePlan;
    readonly id: string;
    readonly occasion: Occasion;
    readonly onEnd: (instance: DataNodeInstance) => void;
  }) {
    this.world = options.world;
    this.plan = options.plan;
    this.pipeline = options.pipeline;
    this.id = options.id;
    this.occasion = options.occasion;
    this.onEnd = options.onEnd;
    this.createdAtMs = this.world.now;
    const reason = "its interval is due and the limits allow it (2.2, 2.4)";
    const component = { pipelineId: this.pipeline.id, componentId: this.plan.id };
    const { world, id } = this;
    this.lifeCycle = new LifeCycle(world, "instance", id, DATA_NODE_INSTANCE_MOVES, "SCHEDULED", reason, component);
    this.late = new LateWatch(this.world, this.plan, this.occasion, (why) => this.end("CANCELED", why), this);
  }

  get status(): DataNodeInstanceStatus {
    return this.lifeCycle.status;
  }

  get isOver(): boolean {
    return this.lifeCycle.isOver;
  }

  waitOnDependencies(reason: string): void {
    if (this.status === "SCHEDULED") this.lifeCycle.moveTo("WAITING_ON_DEPENDENCIES", reason);
    else this.lifeCycle.explain(reason);
  }

  end(status: "FINISHED" | "CANCELED" | "CASCADE_FAILED", reason: string): void {
    this.late.cancel();
    this.endedAtMs = this.world.now;
    this.lifeCycle.moveTo(status, reason);
    this.emit();
    this.onEnd(this);
  }

  /** The simulation stops here: it is recorded as it is. */
  tell(): void {
    if (!this.isOver) this.emit();
  }

  toString(): string {
    return this.id;
  }

  private emit(): void {
    const { lateAtMs } = this.late;
    const { plan, occasion, createdAtMs, endedAtMs } = this;
    const { id, status, reason } = this.lifeCycle;
    const times = { createdAtMs, startedAtMs: undefined, lateAtMs, endedAtMs };
    tellInstance(this.world, this.pipeline, plan, occasion, { id, status, reason, attempts: 0, ...times });
  }
}
