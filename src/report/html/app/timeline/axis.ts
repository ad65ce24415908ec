import { axisTop, scaleLinear } from "d3";
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "../../../../base/instant.ts";
import { formatDuration } from "../../../format/duration.ts";
import type { Place } from "../panels/panel.ts";
import type { DrawnLane } from "./lane.ts";

const HEIGHT = 22;
const TICK_DISTANCE_PX = 84;

/** Steps that a person counts in. */
const STEPS_MS = [
  ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND_MS),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE_MS),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR_MS),
  ...[1, 2, 7, 14, 28, 91, 182, 364].map((n) => n * DAY_MS),
];

/** Time since the activation, at the top of the lanes. */
export function drawAxis(chart: Place, endMs: number): DrawnLane {
  const row = chart.append<HTMLElement>("div").attr("class", "lane axis").attr("aria-hidden", "true");
  row.append("span").attr("class", "lane-label");
  const svg: DrawnLane["svg"] = row.append<SVGSVGElement>("svg").attr("class", "lane-drawing").attr("height", HEIGHT);
  const ticks = svg.append("g").attr("transform", `translate(0,${HEIGHT - 1})`);
  return {
    svg,
    draw(width) {
      svg.attr("viewBox", `0 0 ${width} ${HEIGHT}`);
      const x = scaleLinear([0, Math.max(1, endMs)], [0, width]);
      const axis = axisTop<number>(x)
        .tickValues(tickTimes(endMs, width))
        .tickFormat((atMs) => (atMs === 0 ? "0" : formatDuration(atMs)))
        .tickSizeOuter(0);
      ticks.call(axis);
      ticks.select(".tick text").attr("text-anchor", "start");
    },
  };
}

/** Round times, as many as there is room for; the last one not so near to the edge that its words are cut. */
function tickTimes(endMs: number, width: number): number[] {
  const wanted = endMs / Math.max(1, width / TICK_DISTANCE_PX);
  const stepMs = STEPS_MS.find((step) => step >= wanted) ?? Math.ceil(wanted / (364 * DAY_MS)) * 364 * DAY_MS;
  const times: number[] = [];
  for (let atMs = 0; atMs <= endMs - (endMs * TICK_DISTANCE_PX) / (3 * width); atMs += stepMs) times.push(atMs);
  return times.length === 0 ? [0] : times;
}
