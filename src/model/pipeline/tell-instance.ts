import type { InstantMs } from "../../base/instant.ts";
import type { PipelinePlan } from "../plan.ts";
import type { InstanceRow, Written } from "../records.ts";
import type { World } from "../world.ts";
import type { Occasion } from "./instance-source.ts";

/** What a data node's or a precondition's instance is when its record is written. */
export interface InstanceState extends Pick<InstanceRow, "status" | "reason" | "attempts" | "createdAtMs"> {
  readonly id: string;
  readonly startedAtMs: InstantMs | undefined;
  readonly lateAtMs: InstantMs | undefined;
  readonly endedAtMs: InstantMs | undefined;
}

/** Tells the record of an instance that is no work of an execution: of a data node or a precondition (2.1). */
export function tellInstance(
  world: World,
  pipeline: PipelinePlan,
  component: { readonly id: string; readonly type: string },
  occasion: Occasion,
  { id, status, reason, attempts, createdAtMs, startedAtMs, lateAtMs, endedAtMs }: InstanceState,
): void {
  const row: Written<InstanceRow> = {
    pipelineId: pipeline.id,
    componentId: component.id,
    type: component.type,
    instanceId: id,
    status,
    reason,
    scheduledStartAtMs: occasion.startMs,
    scheduledEndAtMs: occasion.endMs,
    dueAtMs: occasion.dueMs,
    createdAtMs,
    attempts,
  };
  if (startedAtMs !== undefined) row.startedAtMs = startedAtMs;
  if (lateAtMs !== undefined) row.lateAtMs = lateAtMs;
  if (endedAtMs !== undefined) row.endedAtMs = endedAtMs;
  world.emit({ kind: "instance", row });
}
