import type { InstantMs } from "../../base/instant.ts";
import type { Occasion } from "../pipeline/instance-source.ts";
import type { PipelinePlan, ResourcePlan } from "../plan.ts";
import type { InstanceRow, ResourceRow } from "../records.ts";
import type { ClusterStatus, ResourceInstanceStatus } from "../status.ts";

/** The moments of a resource's life that its record names, but for its request and its end. */
export type Milestone = Exclude<keyof ResourceRow & `${string}AtMs`, "requestedAtMs" | "terminatedAtMs">;

/** What a resource instance is when its records are written. */
export interface ResourceState {
  readonly pipeline: PipelinePlan;
  readonly plan: ResourcePlan;
  readonly id: string;
  readonly status: ResourceInstanceStatus;
  readonly clusterStatus: ClusterStatus | undefined;
  readonly reason: string;
  readonly occasion: Occasion;
  readonly createdAtMs: InstantMs;
  readonly milestones: Readonly<Partial<Record<Milestone, InstantMs>>>;
  readonly endedAtMs: InstantMs | undefined;
  readonly attempts: number;
  readonly busyMs: number;
}

/** The record of a resource as an instance of its component (2.1). */
export function instanceRowOf(state: ResourceState, requestedAtMs: InstantMs | undefined): InstanceRow {
  const { pipeline, plan, occasion, milestones, endedAtMs } = state;
  return {
    pipelineId: pipeline.id,
    componentId: plan.id,
    type: plan.type,
    instanceId: state.id,
    status: state.status,
    reason: state.reason,
    scheduledStartAtMs: occasion.startMs,
    scheduledEndAtMs: occasion.endMs,
    dueAtMs: occasion.dueMs,
    createdAtMs: state.createdAtMs,
    ...(requestedAtMs === undefined ? {} : { readyAtMs: requestedAtMs }),
    ...(milestones.readyAtMs === undefined ? {} : { startedAtMs: milestones.readyAtMs }),
    ...(endedAtMs === undefined ? {} : { endedAtMs }),
    attempts: state.attempts,
  };
}

/** The record of a resource that was requested, from its launch request on (5.1). */
export function resourceRowOf(state: ResourceState, requestedAtMs: InstantMs): ResourceRow {
  const { pipeline, plan, clusterStatus, milestones, endedAtMs } = state;
  return {
    pipelineId: pipeline.id,
    componentId: plan.id,
    type: plan.type,
    resourceId: state.id,
    status: state.status,
    ...(clusterStatus === undefined ? {} : { clusterStatus }),
    reason: state.reason,
    requestedAtMs,
    ...milestones,
    ...(endedAtMs === undefined ? {} : { terminatedAtMs: endedAtMs }),
    busyMs: state.busyMs,
  };
}
