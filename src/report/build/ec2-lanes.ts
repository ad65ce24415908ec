import type { InstantMs } from "../../base/instant.ts";
import type { AttemptRow, Ec2InstanceRow, ResourceRow, StepRow } from "../../model/records.ts";
import type { LaneState, TimelineLane, TimelineLoss } from "../view.ts";
import { BOUNDS } from "./bounds.ts";
import { mergeSpans } from "./busy-periods.ts";
import { ec2Intervals } from "./ec2-intervals.ts";
import type { Span } from "./pack-rows.ts";
import { type StateInterval, stateCurve } from "./state-curve.ts";

/** Work at the bottom, what it costs to get there and away above it. */
const STATES: readonly LaneState[] = [
  "working",
  "idle",
  "setup",
  "bootstrap",
  "boot",
  "pending",
  "publishing",
  "shuttingDown",
];

/** Everything that ran on the resources of one group of lanes. */
export interface GroupRows {
  readonly resources: readonly ResourceRow[];
  readonly ec2Instances: readonly Ec2InstanceRow[];
  readonly attempts: readonly AttemptRow[];
  readonly steps: readonly StepRow[];
}

/** One lane per role and instance type: how many instances are in each state. */
export function ec2Lanes(
  rows: GroupRows,
  activationAtMs: InstantMs,
  endAtMs: InstantMs,
): { readonly lanes: TimelineLane[]; readonly isThinned: boolean; readonly isCut: boolean } {
  const resources = new Map(rows.resources.map((row) => [row.resourceId, row]));
  const attemptSpans = spansBy(rows.attempts, (row) => row.runnerId);
  const stepSpans = spansBy(
    rows.steps.flatMap((row) => (row.startedAtMs === undefined ? [] : [{ ...row, startedAtMs: row.startedAtMs }])),
    (row) => row.resourceId,
  );
  const lanes = new Map<string, Lane>();
  for (const row of rows.ec2Instances) {
    const label = `${row.role} ${row.instanceType}`;
    const lane = lanes.get(label) ?? { label, count: 0, intervals: [], losses: [] };
    lanes.set(label, lane);
    const isNode = row.role === "core" || row.role === "task";
    const busy = (isNode ? stepSpans.get(row.resourceId) : undefined) ?? attemptSpans.get(row.resourceId) ?? [];
    lane.count += 1;
    if (row.lost !== undefined) lane.losses.push(lossOf(row, row.lost.reason, activationAtMs, endAtMs));
    for (const { state, fromMs, toMs } of ec2Intervals(row, resources.get(row.resourceId), busy, endAtMs)) {
      lane.intervals.push({ state, fromMs: fromMs - activationAtMs, toMs: toMs - activationAtMs });
    }
  }
  const curves = [...lanes.values()].map((lane) => ({
    ...lane,
    curve: stateCurve(lane.intervals, STATES, BOUNDS.points),
  }));
  return {
    lanes: curves.map(({ label, count, losses, curve: { states, points } }) => ({
      kind: "band",
      label,
      count,
      states,
      points,
      ...(losses.length === 0 ? {} : { losses: losses.sort(byTime).slice(0, BOUNDS.losses) }),
    })),
    isThinned: curves.some(({ curve }) => curve.isThinned),
    isCut: curves.some(({ losses }) => losses.length > BOUNDS.losses),
  };
}

interface Lane {
  readonly label: string;
  count: number;
  readonly intervals: StateInterval[];
  readonly losses: TimelineLoss[];
}

function lossOf(row: Ec2InstanceRow, reason: string, activationAtMs: InstantMs, endAtMs: InstantMs): TimelineLoss {
  const atMs = (row.terminatedAtMs ?? endAtMs) - activationAtMs;
  return { atMs, detail: `${row.resourceId}/${row.ec2InstanceId} was lost: ${reason}` };
}

function byTime(a: TimelineLoss, b: TimelineLoss): number {
  return a.atMs - b.atMs;
}

function spansBy<Row extends { readonly startedAtMs: number; readonly endedAtMs: number }>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
): Map<string, readonly Span[]> {
  const spans = new Map<string, Span[]>();
  for (const row of rows) {
    const list = spans.get(keyOf(row)) ?? [];
    spans.set(keyOf(row), list);
    list.push({ fromMs: row.startedAtMs, toMs: row.endedAtMs });
  }
  return new Map([...spans].map(([key, list]) => [key, mergeSpans(list)]));
}
