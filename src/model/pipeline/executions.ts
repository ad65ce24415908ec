import type { InstantMs } from "../../base/instant.ts";
import type { PipelinePlan, SchedulePlan } from "../plan.ts";
import type { World } from "../world.ts";
import type { ActivityInstance } from "./activity-instance.ts";
import { keyOf, type OccasionKey } from "./occasions.ts";

/** What all instances of one execution have in common, and no others of the run. */
export function executionKeyOf({ pipeline, plan, occasion }: ActivityInstance): string {
  return `${pipeline.name}/${nameOf(plan.schedule)}/${keyOf(plan.schedule, occasion)}`;
}

interface Execution {
  readonly instance: ActivityInstance;
  remaining: number;
  succeeded: boolean;
  dueAtMs: InstantMs;
}

/**
 * The executions of a pipeline: one for each interval of a schedule, or each activation, made of the instances of all
 * activities that share the schedule. An execution ends with the last of them.
 */
export class Executions {
  private readonly world: World;
  private readonly pipeline: PipelinePlan;
  private readonly sizes = new Map<string, number>();
  private readonly open = new Map<string, Map<OccasionKey, Execution>>();

  constructor(world: World, pipeline: PipelinePlan) {
    this.world = world;
    this.pipeline = pipeline;
    for (const { schedule } of pipeline.activities) {
      this.sizes.set(nameOf(schedule), (this.sizes.get(nameOf(schedule)) ?? 0) + 1);
      this.open.set(nameOf(schedule), new Map());
    }
  }

  created(instance: ActivityInstance): void {
    const { schedule } = instance.plan;
    const group = this.open.get(nameOf(schedule));
    const key = keyOf(schedule, instance.occasion);
    if (group === undefined || group.has(key)) return;
    const remaining = this.sizes.get(nameOf(schedule)) ?? 0;
    group.set(key, { instance, remaining, succeeded: true, dueAtMs: instance.occasion.dueMs });
  }

  /** The execution ends with the last of its instances. */
  ended(instance: ActivityInstance): void {
    const group = this.open.get(nameOf(instance.plan.schedule));
    const key = keyOf(instance.plan.schedule, instance.occasion);
    const execution = group?.get(key);
    if (group === undefined || execution === undefined) return;
    execution.remaining -= 1;
    execution.succeeded &&= instance.status === "FINISHED";
    if (execution.remaining > 0) return;
    group.delete(key);
    this.tellOne(execution, this.world.now);
  }

  /** The simulation stops here: executions that have not ended are recorded without an end. */
  tell(): void {
    for (const group of this.open.values()) for (const execution of group.values()) this.tellOne(execution);
  }

  private tellOne(execution: Execution, endedAtMs?: InstantMs): void {
    this.world.emit({
      kind: "execution",
      executionKey: executionKeyOf(execution.instance),
      row: {
        pipelineId: this.pipeline.id,
        scheduledStartAtMs: execution.instance.occasion.startMs,
        dueAtMs: execution.dueAtMs,
        ...(endedAtMs === undefined ? {} : { endedAtMs }),
        succeeded: endedAtMs !== undefined && execution.succeeded,
      },
    });
  }
}

function nameOf(schedule: SchedulePlan): string {
  return schedule.kind === "ondemand" ? schedule.kind : `${schedule.kind} ${schedule.scheduleId}`;
}
