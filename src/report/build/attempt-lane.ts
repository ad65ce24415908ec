import type { InstantMs } from "../../base/instant.ts";
import type { AttemptRow, WaitSplit } from "../../model/records.ts";
import { formatDuration } from "../format/duration.ts";
import type { TimelineBar, TimelineLane } from "../view.ts";
import { BOUNDS } from "./bounds.ts";
import { packRows } from "./pack-rows.ts";
import { stateCurve } from "./state-curve.ts";

type Segment = TimelineBar["segments"][number];

/** The attempts of one group: a bar each with its commands and steps, or a curve where there are too many. */
export function attemptLane(
  attempts: readonly AttemptRow[],
  activationAtMs: InstantMs,
): { readonly lane: TimelineLane; readonly isCurve: boolean } {
  const spans = attempts.map((row) => ({ fromMs: row.queuedAtMs, toMs: row.endedAtMs }));
  const packed = attempts.length > BOUNDS.bars ? undefined : packRows(spans);
  if (packed === undefined || packed.count > BOUNDS.barRows)
    return { lane: curveOf(attempts, activationAtMs), isCurve: true };
  const bars = attempts.map((row, index) => barOf(row, packed.rows[index] ?? 0, activationAtMs));
  return { lane: { kind: "bars", label: "attempts", rows: packed.count, bars }, isCurve: false };
}

function curveOf(attempts: readonly AttemptRow[], activationAtMs: InstantMs): TimelineLane {
  const intervals = attempts.flatMap((row) => [
    { state: "queued", fromMs: row.queuedAtMs - activationAtMs, toMs: row.startedAtMs - activationAtMs } as const,
    { state: "working", fromMs: row.startedAtMs - activationAtMs, toMs: row.endedAtMs - activationAtMs } as const,
  ]);
  const { states, points } = stateCurve(intervals, ["working", "queued"], BOUNDS.points);
  return { kind: "band", label: "attempts", count: attempts.length, states, points };
}

function barOf(row: AttemptRow, rowIndex: number, activationAtMs: InstantMs): TimelineBar {
  const segments: Segment[] = [];
  let markMs = row.queuedAtMs;
  const add = (state: Segment["state"], toMs: number, label?: string) => {
    const fromMs = markMs - activationAtMs;
    if (toMs > markMs)
      segments.push({ state, fromMs, toMs: toMs - activationAtMs, ...(label === undefined ? {} : { label }) });
    markMs = Math.max(markMs, toMs);
  };
  for (const item of row.workItems) {
    add("queued", item.startedAtMs);
    add(item.completed || row.status === "RUNNING" ? item.role : "failed", item.endedAtMs, item.label);
  }
  add("queued", row.endedAtMs);
  return { row: rowIndex, label: row.componentId, detail: detailOf(row), segments };
}

function detailOf(row: AttemptRow): string {
  const waitedMs = row.startedAtMs - row.queuedAtMs;
  const ran = `ran ${formatDuration(row.endedAtMs - row.startedAtMs)}`;
  const waited = waitedMs === 0 ? "" : `waited ${formatDuration(waitedMs)} (${describeWait(row.waitedFor)}), `;
  return `${row.attemptId}: ${row.status}, ${row.reason}; ${waited}${ran}`;
}

const WAITS: readonly (readonly [keyof WaitSplit, string])[] = [
  ["bootMs", "boot"],
  ["bootstrapMs", "bootstrap actions"],
  ["applicationsMs", "applications"],
  ["runnerInstallMs", "Task Runner install"],
  ["queueMs", "queue"],
];

function describeWait(waitedFor: WaitSplit): string {
  return WAITS.filter(([key]) => waitedFor[key] > 0)
    .map(([key, label]) => `${label} ${formatDuration(waitedFor[key])}`)
    .join(", ");
}
