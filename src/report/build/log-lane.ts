import { formatInstant, type InstantMs } from "../../base/instant.ts";
import type { LogRow } from "../../model/records.ts";
import { formatBytes } from "../format/bytes.ts";
import { formatCounted } from "../format/count.ts";
import { formatDuration } from "../format/duration.ts";
import type { TimelineBar, TimelineLane } from "../view.ts";
import { BOUNDS } from "./bounds.ts";
import { packRows } from "./pack-rows.ts";
import { stateCurve } from "./state-curve.ts";

/** The logs of one group: when each was written, then on its way to S3; logs with the same times share a bar. */
export function logLane(
  logs: readonly LogRow[],
  activationAtMs: InstantMs,
): { readonly lane: TimelineLane; readonly isCurve: boolean } {
  const groups = groupByTimes(logs.filter(({ bytes, status }) => bytes > 0 || status === "published"));
  const spans = groups.map(([first]) => ({
    fromMs: first.writtenFromAtMs,
    toMs: first.publishedAtMs ?? first.writtenToAtMs,
  }));
  const packed = groups.length > BOUNDS.bars ? undefined : packRows(spans);
  if (packed === undefined || packed.count > BOUNDS.barRows)
    return { lane: curveOf(logs, activationAtMs), isCurve: true };
  const bars = groups.map((group, index) => barOf(group, packed.rows[index] ?? 0, activationAtMs));
  return { lane: { kind: "bars", label: "logs", rows: packed.count, bars }, isCurve: false };
}

type LogRows = readonly [LogRow, ...LogRow[]];

function groupByTimes(logs: readonly LogRow[]): LogRows[] {
  const groups = new Map<string, [LogRow, ...LogRow[]]>();
  for (const log of logs) {
    const key = [log.kind, log.status, log.writtenFromAtMs, log.writtenToAtMs, log.publishedAtMs].join();
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [log]);
    else group.push(log);
  }
  return [...groups.values()];
}

function curveOf(logs: readonly LogRow[], activationAtMs: InstantMs): TimelineLane {
  const intervals = logs.flatMap(({ writtenFromAtMs, writtenToAtMs, publishedAtMs, status }) => {
    const toMs = writtenToAtMs - activationAtMs;
    const written = {
      state: status === "lost" ? "lost" : "writing",
      fromMs: writtenFromAtMs - activationAtMs,
      toMs,
    } as const;
    if (publishedAtMs === undefined) return [written];
    return [written, { state: "upload", fromMs: toMs, toMs: publishedAtMs - activationAtMs } as const];
  });
  const { states, points } = stateCurve(intervals, ["upload", "writing", "lost"], BOUNDS.points);
  return { kind: "band", label: "logs", count: logs.length, states, points };
}

function barOf(group: LogRows, row: number, activationAtMs: InstantMs): TimelineBar {
  const [first] = group;
  const writtenToMs = first.writtenToAtMs - activationAtMs;
  const state = first.status === "lost" ? "lost" : "writing";
  const written = { state, fromMs: first.writtenFromAtMs - activationAtMs, toMs: writtenToMs } as const;
  const { publishedAtMs } = first;
  const segments =
    publishedAtMs === undefined
      ? [written]
      : [written, { state: "upload", fromMs: writtenToMs, toMs: publishedAtMs - activationAtMs } as const];
  return { row, label: `${first.kind} log`, detail: detailOf(group), segments };
}

function detailOf(group: LogRows): string {
  const [first] = group;
  const bytes = group.reduce((sum, log) => sum + log.bytes, 0);
  const what = `${formatCounted(group.length, `${first.kind} log`)}, ${formatBytes(bytes)}`;
  if (first.publishedAtMs === undefined) return `${what}: ${first.status}, ${first.reason}`;
  const delay = formatDuration(first.publishedAtMs - first.writtenToAtMs);
  return `${what}: readable at ${formatInstant(first.publishedAtMs)}, ${delay} after the last byte`;
}
