import type { InstantMs } from "../../base/instant.ts";
import type { Occasion } from "../pipeline/instance-source.ts";
import type { PipelinePlan, ResourcePlan } from "../plan.ts";
import type { InstanceRow, ResourceRow, Written } from "../records.ts";
import type { ClusterStatus, ResourceInstanceStatus } from "../status.ts";

/** The moments of a resource attempt that its record names, but for its end. */
export type Milestones = { requestedAtMs: InstantMs } & {
  -readonly [Key in Exclude<keyof ResourceRow & `${string}AtMs`, "requestedAtMs" | "terminatedAtMs">]?: InstantMs;
};

/** What a resource instance is when its record is written. */
export interface ResourceInstanceState {
  readonly pipeline: PipelinePlan;
  readonly plan: ResourcePlan;
  readonly id: string;
  readonly status: ResourceInstanceStatus;
  readonly reason: string;
  readonly occasion: Occasion;
  readonly createdAtMs: InstantMs;
  /** Of its first attempt. */
  readonly requestedAtMs: InstantMs | undefined;
  readonly readyAtMs: InstantMs | undefined;
  readonly lateAtMs: InstantMs | undefined;
  readonly endedAtMs: InstantMs | undefined;
  /** Those that were launched. */
  readonly attempts: number;
}

/** What a resource attempt is when its record is written. */
export interface ResourceAttemptState {
  readonly pipeline: PipelinePlan;
  readonly plan: ResourcePlan;
  readonly id: string;
  /** Counts from 1. */
  readonly number: number;
  readonly status: ResourceInstanceStatus;
  readonly clusterStatus: ClusterStatus | undefined;
  readonly reason: string;
  readonly milestones: Milestones;
  readonly endedAtMs: InstantMs | undefined;
  readonly busyMs: number;
}

/** The record of a resource as an instance of its component (2.1). */
export function instanceRowOf(state: ResourceInstanceState): InstanceRow {
  const { pipeline, plan, occasion, requestedAtMs, readyAtMs, lateAtMs, endedAtMs } = state;
  const row: Written<InstanceRow> = {
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
    attempts: state.attempts,
  };
  if (requestedAtMs !== undefined) row.readyAtMs = requestedAtMs;
  if (readyAtMs !== undefined) row.startedAtMs = readyAtMs;
  if (lateAtMs !== undefined) row.lateAtMs = lateAtMs;
  if (endedAtMs !== undefined) row.endedAtMs = endedAtMs;
  return row;
}

/** The record of a resource attempt, from its launch request on (5.1); field by field, since spreading takes far longer. */
export function resourceRowOf(state: ResourceAttemptState): ResourceRow {
  const { pipeline, plan, clusterStatus, milestones, endedAtMs } = state;
  const { launchedAtMs, bootedAtMs, bootstrappedAtMs, readyAtMs, firstPollAtMs } = milestones;
  const { shuttingDownAtMs, stoppedAtMs } = milestones;
  const row: Written<ResourceRow> = {
    pipelineId: pipeline.id,
    componentId: plan.id,
    type: plan.type,
    resourceId: state.id,
    status: state.status,
    reason: state.reason,
    busyMs: state.busyMs,
    requestedAtMs: milestones.requestedAtMs,
  };
  if (state.number > 1) row.attempt = state.number;
  if (clusterStatus !== undefined) row.clusterStatus = clusterStatus;
  if (launchedAtMs !== undefined) row.launchedAtMs = launchedAtMs;
  if (bootedAtMs !== undefined) row.bootedAtMs = bootedAtMs;
  if (bootstrappedAtMs !== undefined) row.bootstrappedAtMs = bootstrappedAtMs;
  if (readyAtMs !== undefined) row.readyAtMs = readyAtMs;
  if (firstPollAtMs !== undefined) row.firstPollAtMs = firstPollAtMs;
  if (shuttingDownAtMs !== undefined) row.shuttingDownAtMs = shuttingDownAtMs;
  if (stoppedAtMs !== undefined) row.stoppedAtMs = stoppedAtMs;
  if (endedAtMs !== undefined) row.terminatedAtMs = endedAtMs;
  return row;
}
