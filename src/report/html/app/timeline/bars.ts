import { scaleLinear } from "d3";
import { formatDuration } from "../../../format/duration.ts";
import { plainText } from "../../../format/plain-text.ts";
import type { LaneState, TimelineLane } from "../../../view.ts";
import { LANE_STATE_LABELS, toneOf } from "../draw/lane-states.ts";
import type { Describe } from "./cursor.ts";
import type { DrawnLane } from "./lane.ts";

type Bars = Extract<TimelineLane, { kind: "bars" }>;

/** Waiting and writing take time, but nothing is done for it: a thin line. */
const THIN: ReadonlySet<LaneState> = new Set<LaneState>(["queued", "writing", "lost"]);

/** An upload of seconds in a run of hours would not be seen. */
const WIDTH_MIN = 2;

const LETTER_PX = 6.5;

/** Single things, one bar each, in rows. */
export function drawBars(
  svg: DrawnLane["svg"],
  { bars }: Bars,
  { width, height, endMs }: { readonly width: number; readonly height: number; readonly endMs: number },
): void {
  const x = scaleLinear([0, Math.max(1, endMs)], [0, width]);
  const segments = bars.flatMap((bar) => bar.segments.map((segment) => ({ ...segment, row: bar.row })));
  svg
    .selectAll("rect")
    .data(segments)
    .join("rect")
    .attr("class", ({ state }) => toneOf(state))
    .attr("x", ({ fromMs }) => Math.min(x(fromMs), width - WIDTH_MIN))
    .attr("width", ({ fromMs, toMs }) => Math.max(WIDTH_MIN, x(toMs) - x(fromMs) - 1))
    .attr("y", ({ row, state }) => row * height + (THIN.has(state) ? height / 2 - 1 : 2))
    .attr("height", ({ state }) => (THIN.has(state) ? 2 : height - 4));
  drawLabels(svg, bars, x, height);
}

/** Names on the bars that have room for them, on their longest part. */
function drawLabels(svg: DrawnLane["svg"], bars: Bars["bars"], x: (atMs: number) => number, height: number): void {
  const labels = bars.flatMap(({ row, label, segments }) => {
    const solid = segments.filter(({ state }) => !THIN.has(state));
    const [longest] = solid.sort((a, b) => b.toMs - b.fromMs - (a.toMs - a.fromMs));
    const text = plainText(label);
    const isRoomy = longest !== undefined && x(longest.toMs) - x(longest.fromMs) > text.length * LETTER_PX + 12;
    return isRoomy ? [{ text, x: x(longest.fromMs) + 6, y: row * height + height / 2 }] : [];
  });
  svg
    .selectAll("text")
    .data(labels)
    .join("text")
    .attr("class", "bar-label")
    .attr("x", (label) => label.x)
    .attr("y", (label) => label.y)
    .attr("dominant-baseline", "central")
    .text(({ text }) => text);
}

/** Says what is there at a time: in the row that is pointed at, or in all of them. */
export function describeBars({ bars }: Bars, rowHeight: number): Describe {
  return (atMs, y, toleranceMs) => {
    const row = y === undefined ? undefined : Math.floor(y / rowHeight);
    const near = bars.filter((bar) => (row === undefined || bar.row === row) && covers(bar, atMs, toleranceMs));
    return near.slice(0, 4).flatMap((bar) => describeBar(bar, atMs, toleranceMs));
  };
}

function covers({ segments }: Bars["bars"][number], atMs: number, toleranceMs: number): boolean {
  const fromMs = segments[0]?.fromMs ?? 0;
  const toMs = segments.at(-1)?.toMs ?? 0;
  return atMs >= fromMs - toleranceMs && atMs <= toMs + toleranceMs;
}

function describeBar({ detail, segments }: Bars["bars"][number], atMs: number, toleranceMs: number): string[] {
  const segment =
    segments.find(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs) ??
    segments.find(({ fromMs, toMs }) => fromMs - toleranceMs <= atMs && atMs <= toMs + toleranceMs);
  if (segment === undefined) return [plainText(detail)];
  const label = segment.label === undefined ? "" : ` ${plainText(segment.label)}`;
  return [
    `${LANE_STATE_LABELS[segment.state]}${label}, ${formatDuration(segment.toMs - segment.fromMs)}`,
    plainText(detail),
  ];
}
