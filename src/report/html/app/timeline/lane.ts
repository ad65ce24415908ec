import type { Selection } from "d3";
import { formatCount } from "../../../format/count.ts";
import type { TimelineLane } from "../../../view.ts";
import type { Place } from "../panels/panel.ts";
import { describeBand, drawBand } from "./band.ts";
import { describeBars, drawBars } from "./bars.ts";
import { type Describe, followCursor } from "./cursor.ts";
import { describePrice, drawPrice } from "./price.ts";
import type { Tooltip } from "./tooltip.ts";

/** A drawing that can be drawn again at another width. */
export interface DrawnLane {
  readonly svg: Selection<SVGSVGElement, unknown, HTMLElement | null, unknown>;
  draw(width: number): void;
}

const ROW_HEIGHT = 20;
const BAND_HEIGHT = 24;
const PRICE_HEIGHT = 72;

/** One lane with its label; pointing at it, or the arrow keys in it, tell what is there. */
export function drawLane(chart: Place, group: string, lane: TimelineLane, endMs: number, tooltip: Tooltip): DrawnLane {
  const row = chart.append<HTMLElement>("div").attr("class", "lane");
  const label = lane.kind === "band" && lane.count > 1 ? `${formatCount(lane.count)} × ${lane.label}` : lane.label;
  row.append("span").attr("class", "lane-label").text(label);
  const height = heightOf(lane);
  const svg: DrawnLane["svg"] = row
    .append<SVGSVGElement>("svg")
    .attr("class", "lane-drawing")
    .attr("height", height)
    .attr("preserveAspectRatio", "none");
  followCursor(svg, { label: `${group}: ${label}`, endMs, stops: stopsOf(lane), describe: describe(lane), tooltip });
  return {
    svg,
    draw(width) {
      svg.attr("viewBox", `0 0 ${width} ${height}`);
      if (lane.kind === "band") drawBand(svg, lane, { width, height, endMs });
      else if (lane.kind === "price") drawPrice(svg, lane, { width, height, endMs });
      else drawBars(svg, lane, { width, height: ROW_HEIGHT, endMs });
    },
  };
}

function heightOf(lane: TimelineLane): number {
  if (lane.kind === "bars") return lane.rows * ROW_HEIGHT;
  return lane.kind === "band" ? BAND_HEIGHT : PRICE_HEIGHT;
}

function describe(lane: TimelineLane): Describe {
  if (lane.kind === "bars") return describeBars(lane, ROW_HEIGHT);
  return lane.kind === "band" ? describeBand(lane) : describePrice(lane);
}

/** Where something changes: the arrow keys go from one to the next. */
function stopsOf(lane: TimelineLane): number[] {
  const times =
    lane.kind === "bars"
      ? lane.bars.flatMap(({ segments }) => segments.flatMap(({ fromMs, toMs }) => [fromMs, toMs]))
      : [...lane.points.map(([atMs = 0]) => atMs), ...(lane.losses ?? []).map(({ atMs }) => atMs)];
  return [...new Set(times)].sort((a, b) => a - b);
}
