import type { Result } from "../../experiment/result.ts";
import type { AttemptRow, Ec2InstanceRow, LogRow, ResourceRow, StepRow } from "../../model/records.ts";
import type { TimelineGroup, TimelineLane, TimelineView } from "../view.ts";
import { attemptLane } from "./attempt-lane.ts";
import { BOUNDS } from "./bounds.ts";
import { ec2Lanes } from "./ec2-lanes.ts";
import { lastInstant } from "./last-instant.ts";
import { logLane } from "./log-lane.ts";
import { priceGroups } from "./price-groups.ts";

/** The lanes of the first replication: instances, attempts and logs by resource, then by worker group. */
export function buildTimeline(result: Result): TimelineView {
  const drafts = draftGroups(result);
  const endAtMs = lastInstant(result);
  const notes = new Set<string>();
  const groups = drafts.slice(0, BOUNDS.timelineGroups).map((draft) => drawGroup(draft, result, endAtMs, notes));
  if (drafts.length > groups.length)
    notes.add(
      `${drafts.length - groups.length} of ${drafts.length} groups are not drawn; they are in the tables and in the JSON file.`,
    );
  const markets = priceGroups(result).slice(0, BOUNDS.timelineGroups);
  const all = [...groups, ...markets];
  return { endMs: endAtMs - result.activationAtMs, groups: all, totalGroups: drafts.length, notes: [...notes] };
}

interface Draft {
  readonly label: string;
  readonly type: string;
  /** Of resource instances or user-managed runners. */
  readonly hosts: Set<string>;
  readonly resources: ResourceRow[];
  readonly ec2Instances: Ec2InstanceRow[];
  readonly attempts: AttemptRow[];
  readonly steps: StepRow[];
  readonly logs: LogRow[];
}

function draftGroups(result: Result): Draft[] {
  const drafts = new Map<string, Draft>();
  const byHost = new Map<string, Draft>();
  const put = (hostId: string, key: string, label: string, type: string): Draft => {
    const draft = drafts.get(key) ?? newDraft(label, type);
    drafts.set(key, draft);
    draft.hosts.add(hostId);
    byHost.set(hostId, draft);
    return draft;
  };
  const counts = countBy(result.resources, componentKey);
  for (const row of [...result.resources].sort((a, b) => a.requestedAtMs - b.requestedAtMs)) {
    const count = counts.get(componentKey(row)) ?? 1;
    const isApart = count > 1 && count <= BOUNDS.resourcesApart;
    const key = JSON.stringify(["resource", componentKey(row), isApart ? row.resourceId : null]);
    put(row.resourceId, key, isApart ? row.resourceId : row.componentId, row.type).resources.push(row);
  }
  const draftOf = (hostId: string): Draft => {
    const workerGroup = hostId.includes("/") ? hostId.slice(0, hostId.lastIndexOf("/")) : hostId;
    return byHost.get(hostId) ?? put(hostId, JSON.stringify(["runner", workerGroup]), workerGroup, "Task Runner");
  };
  for (const row of result.ec2Instances) draftOf(row.resourceId).ec2Instances.push(row);
  for (const row of result.attempts) draftOf(row.runnerId).attempts.push(row);
  for (const row of result.steps) draftOf(row.resourceId).steps.push(row);
  for (const row of result.logs) draftOf(row.hostId).logs.push(row);
  return [...drafts.values()];
}

function newDraft(label: string, type: string): Draft {
  return { label, type, hosts: new Set(), resources: [], ec2Instances: [], attempts: [], steps: [], logs: [] };
}

function drawGroup(draft: Draft, { activationAtMs }: Result, endAtMs: number, notes: Set<string>): TimelineGroup {
  const lanes: TimelineLane[] = [];
  const ec2 = ec2Lanes(draft, activationAtMs, endAtMs);
  lanes.push(...ec2.lanes);
  if (ec2.isCut) notes.add(`Of a lane the first ${BOUNDS.losses} lost instances are marked; all are in the JSON file.`);
  if (ec2.isThinned) notes.add(`Curves with more than ${BOUNDS.points} steps are drawn at as many points.`);
  for (const drawn of [
    draft.attempts.length === 0 ? undefined : attemptLane(draft.attempts, activationAtMs),
    draft.logs.length === 0 ? undefined : logLane(draft.logs, activationAtMs),
  ]) {
    if (drawn === undefined || (drawn.lane.kind === "bars" && drawn.lane.bars.length === 0)) continue;
    lanes.push(drawn.lane);
    if (drawn.isCurve)
      notes.add(
        `Where there are more than ${BOUNDS.bars} attempts or logs, or more than ${BOUNDS.barRows} at a time, a curve shows how many there are.`,
      );
  }
  const kind = draft.hosts.size > 1 ? `${draft.hosts.size} × ${draft.type}` : draft.type;
  return { label: draft.label, kind, lanes };
}

function componentKey(row: ResourceRow): string {
  return JSON.stringify([row.pipelineId, row.componentId]);
}

function countBy<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(keyOf(row), (counts.get(keyOf(row)) ?? 0) + 1);
  return counts;
}
