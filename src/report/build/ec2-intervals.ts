import type { Ec2InstanceRow, ResourceRow } from "../../model/records.ts";
import type { LaneState } from "../view.ts";
import type { Span } from "./pack-rows.ts";
import type { StateInterval } from "./state-curve.ts";

/**
 * What an EC2 instance did from its launch request to its end, one state after another. What had not ended when the
 * simulation stopped goes on to `endAtMs`.
 *
 * @param busy when work that it takes part in ran on its resource, in order and apart
 */
export function ec2Intervals(
  row: Ec2InstanceRow,
  resource: ResourceRow | undefined,
  busy: readonly Span[],
  endAtMs: number,
): StateInterval[] {
  const marks: readonly (readonly [LaneState, number | undefined])[] = [
    ["pending", row.requestedAtMs],
    ["boot", row.runningAtMs],
    ["bootstrap", row.bootedAtMs],
    ["setup", row.bootstrapActions.at(-1)?.endedAtMs ?? row.bootedAtMs],
    ["idle", row.readyAtMs],
    ["publishing", resource?.shuttingDownAtMs],
    ["shuttingDown", row.shuttingDownAtMs],
  ];
  const reached = marks.flatMap(([state, atMs]) => (atMs === undefined ? [] : [{ state, atMs }]));
  const overMs = row.terminatedAtMs ?? endAtMs;
  return reached.flatMap(({ state, atMs }, index) => {
    const toMs = Math.min(overMs, ...reached.slice(index + 1).map((mark) => mark.atMs));
    if (state === "idle") return splitByWork({ fromMs: atMs, toMs }, busy);
    return toMs > atMs ? [{ state, fromMs: atMs, toMs }] : [];
  });
}

function splitByWork({ fromMs, toMs }: Span, busy: readonly Span[]): StateInterval[] {
  const intervals: StateInterval[] = [];
  let markMs = fromMs;
  for (const period of busy) {
    const workFromMs = Math.max(markMs, period.fromMs);
    const workToMs = Math.min(toMs, period.toMs);
    if (workToMs <= workFromMs) continue;
    if (workFromMs > markMs) intervals.push({ state: "idle", fromMs: markMs, toMs: workFromMs });
    intervals.push({ state: "working", fromMs: workFromMs, toMs: workToMs });
    markMs = workToMs;
  }
  if (toMs > markMs) intervals.push({ state: "idle", fromMs: markMs, toMs });
  return intervals;
}
