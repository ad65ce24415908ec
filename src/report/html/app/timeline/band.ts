import { area, bisectRight, curveStepAfter, scaleLinear, stack } from "d3";
import { plainText } from "../../../format/plain-text.ts";
import type { TimelineLane } from "../../../view.ts";
import { LANE_STATE_LABELS, toneOf } from "../draw/lane-states.ts";
import type { Describe } from "./cursor.ts";
import type { DrawnLane } from "./lane.ts";

type Band = Extract<TimelineLane, { kind: "band" }>;

const LOSS_WIDTH = 3;

/** How many things are in each state, stacked; lost instances are marked where they end. */
export function drawBand(
  svg: DrawnLane["svg"],
  band: Band,
  { width, height, endMs }: { readonly width: number; readonly height: number; readonly endMs: number },
): void {
  const x = scaleLinear([0, Math.max(1, endMs)], [0, width]);
  const most = band.points.reduce(
    (max, [, ...counts]) =>
      Math.max(
        max,
        counts.reduce((sum, n) => sum + n, 0),
      ),
    1,
  );
  const y = scaleLinear([0, most], [height - 1, 1]);
  const layers = stack<readonly number[], number>()
    .keys(band.states.map((_, index) => index))
    .value((point, index) => point[index + 1] ?? 0)(band.points);
  const shape = area<(typeof layers)[number][number]>()
    .curve(curveStepAfter)
    .x(({ data }) => x(data[0] ?? 0))
    .y0(([low]) => y(low))
    .y1(([, high]) => y(high));
  svg
    .selectAll("path")
    .data(layers)
    .join("path")
    .attr("class", ({ key }) => toneOf(band.states[key] ?? "idle"))
    .attr("d", (layer) => shape(layer));
  svg
    .selectAll("rect")
    .data(band.losses ?? [])
    .join("rect")
    .attr("class", toneOf("lostInstance"))
    .attr("x", ({ atMs }) => Math.min(x(atMs), width - LOSS_WIDTH))
    .attr("width", LOSS_WIDTH)
    .attr("y", 0)
    .attr("height", height);
}

/** Says how many are in which state at a time. */
export function describeBand(band: Band): Describe {
  const times = band.points.map(([atMs = 0]) => atMs);
  return (atMs, _y, toleranceMs) => {
    const losses = (band.losses ?? []).filter((loss) => Math.abs(loss.atMs - atMs) <= toleranceMs);
    const counts = band.points[bisectRight(times, atMs) - 1]?.slice(1) ?? [];
    const present = counts.flatMap((count, index) => {
      const state = band.states[index];
      return count === 0 || state === undefined ? [] : [`${count} ${LANE_STATE_LABELS[state]}`];
    });
    return [...losses.map(({ detail }) => plainText(detail)), ...present];
  };
}
