import type { InstantMs } from "../../base/instant.ts";
import { invariant } from "../../base/invariant.ts";
import { LiveMap } from "../../engine/live-map.ts";
import type { ActivityPlan, PipelinePlan, SchedulePlan } from "../plan.ts";
import type { ActivityHistory, ExecutionRow, Written } from "../records.ts";
import type { World } from "../world.ts";
import type { ActivityInstance } from "./activity-instance.ts";
import { keyOf } from "./occasions.ts";

/** What all instances of one execution have in common. */
export interface Execution {
  /** Of those that have been told. */
  readonly histories: ActivityHistory[];
  readonly startMs: InstantMs;
  readonly dueAtMs: InstantMs;
  remaining: number;
  succeeded: boolean;
}

/** Activities that share a schedule. */
interface Group {
  size: number;
  readonly open: LiveMap<Execution>;
}

/**
 * The executions of a pipeline: one for each interval of a schedule, or each activation, made of the instances of all
 * activities that share the schedule. An execution ends with the last of them.
 */
export class Executions {
  private readonly world: World;
  private readonly pipeline: PipelinePlan;
  private readonly groups = new Map<string, Group>();
  private readonly groupOf = new Map<ActivityPlan, Group>();

  constructor(world: World, pipeline: PipelinePlan) {
    this.world = world;
    this.pipeline = pipeline;
    for (const activity of pipeline.activities) {
      const name = nameOf(activity.schedule);
      const group = this.groups.get(name) ?? { size: 0, open: new LiveMap() };
      group.size += 1;
      this.groups.set(name, group);
      this.groupOf.set(activity, group);
    }
  }

  /** The execution that an instance is to belong to. */
  of(plan: ActivityPlan, occasion: ActivityInstance["occasion"]): Execution {
    const group = this.groupOf.get(plan);
    invariant(group !== undefined, "each activity is of a group");
    const key = keyOf(plan.schedule, occasion);
    let execution = group.open.get(key);
    if (execution === undefined) {
      const { startMs, dueMs: dueAtMs } = occasion;
      execution = { histories: [], startMs, dueAtMs, remaining: group.size, succeeded: true };
      group.open.set(key, execution);
    }
    return execution;
  }

  /** The execution ends with the last of its instances. */
  ended({ plan, occasion, execution, status }: ActivityInstance): void {
    execution.remaining -= 1;
    execution.succeeded &&= status === "FINISHED";
    if (execution.remaining > 0) return;
    this.groupOf.get(plan)?.open.delete(keyOf(plan.schedule, occasion));
    this.tellOne(execution, this.world.now);
  }

  /** The simulation stops here: executions that have not ended are recorded without an end. */
  tell(): void {
    for (const { open } of this.groups.values()) for (const execution of open.list()) this.tellOne(execution);
  }

  private tellOne({ histories, startMs, dueAtMs, succeeded }: Execution, endedAtMs?: InstantMs): void {
    const row: Written<ExecutionRow> = {
      pipelineId: this.pipeline.id,
      scheduledStartAtMs: startMs,
      dueAtMs,
      succeeded: endedAtMs !== undefined && succeeded,
    };
    if (endedAtMs !== undefined) row.endedAtMs = endedAtMs;
    this.world.emit({ kind: "execution", row, instances: histories });
  }
}

function nameOf(schedule: SchedulePlan): string {
  return schedule.kind === "ondemand" ? schedule.kind : `${schedule.kind} ${schedule.scheduleId}`;
}
