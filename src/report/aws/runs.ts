import { formatInstantAsAws } from "../../base/instant.ts";
import type { Result } from "../../experiment/result.ts";
import type { InstanceRow } from "../../model/records.ts";
import { isResource } from "../build/is-resource.ts";

/** One row of `aws datapipeline list-runs`: an instance of a component; times as AWS writes them. */
export interface Run {
  readonly pipelineId: string;
  /** The id of the component, which AWS heads with Name. */
  readonly name: string;
  readonly scheduledStart: string;
  readonly status: string;
  readonly id: string;
  readonly started: string | undefined;
  readonly ended: string | undefined;
}

/** Every instance of the first replication, in the order of list-runs: by scheduled start, then by name. */
export function runsOf({ instances }: Pick<Result, "instances">): Run[] {
  return instances.map(runOf).sort((a, b) => compare(a.scheduledStart, b.scheduledStart) || compare(a.id, b.id));
}

function runOf(row: InstanceRow): Run {
  return {
    pipelineId: row.pipelineId,
    name: row.componentId,
    scheduledStart: formatInstantAsAws(row.scheduledStartAtMs),
    status: row.status,
    id: row.instanceId,
    started: awsTime(startedAtMs(row)),
    ended: awsTime(row.endedAtMs),
  };
}

/**
 * What AWS shows as Started (`@actualStartTime`): of an activity, a data node or a precondition when the service took it
 * up, long before a runner may take its task; of a resource its launch request. Source: answers of the service, in which
 * an activity that waits for its cluster has started, and a cluster that waits for its first activity has not.
 */
export function startedAtMs(row: InstanceRow): number | undefined {
  return isResource(row) ? row.readyAtMs : row.createdAtMs;
}

/** `2012-11-23T00:03:30`, UTC; undefined for what did not happen. */
export function awsTime(instantMs: number | undefined): string | undefined {
  return instantMs === undefined ? undefined : formatInstantAsAws(instantMs);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
