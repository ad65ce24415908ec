import { formatCounted } from "../../../format/count.ts";
import type { LaneState, View } from "../../../view.ts";
import { LANE_STATE_LABELS, LANE_STATE_LOOKS, toneOf } from "../draw/lane-states.ts";
import { drawLegend, type LegendEntry } from "../draw/legend.ts";
import { appendName } from "../draw/name.ts";
import { drawSection } from "../draw/section.ts";
import { drawAxis } from "../timeline/axis.ts";
import { type DrawnLane, drawLane } from "../timeline/lane.ts";
import { Tooltip } from "../timeline/tooltip.ts";
import type { Place } from "./panel.ts";

/** The first run on a time axis: instances, attempts and logs of each resource. */
export function drawTimeline(page: Place, view: View): void {
  const { timeline, activationAtMs } = view;
  if (timeline.groups.length === 0) return;
  const remark =
    view.replications > 1 ? "The first run. Time counts from the activation." : "Time counts from the activation.";
  const section = drawSection(page, "timeline", "What happens when", remark);
  drawLegend(section, legendOf(view));
  const chart = section.append<HTMLElement>("div").attr("class", "timeline");
  const tooltip = new Tooltip(chart, activationAtMs);
  const axis = drawAxis(chart, timeline.endMs);
  const lanes: DrawnLane[] = [];
  for (const group of timeline.groups) {
    const heading = chart.append<HTMLElement>("h3");
    appendName(heading, group.label);
    heading.append("small").text(group.kind);
    for (const lane of group.lanes) lanes.push(drawLane(chart, group.label, lane, timeline.endMs, tooltip));
  }
  for (const note of timeline.notes) section.append<HTMLElement>("p").attr("class", "remark").text(note);
  drawAtWidth(chart, [axis, ...lanes]);
  section.append<HTMLElement>("p").attr("class", "remark print-hidden").text(hint(lanes.length));
}

/** Draws again when the place for the drawing has another width. */
function drawAtWidth(chart: Place, drawings: readonly DrawnLane[]): void {
  const first = drawings[0]?.svg.node();
  const node = chart.node();
  if (first === null || first === undefined || node === null) return;
  let drawnWidth = 0;
  const draw = () => {
    const width = Math.round(first.getBoundingClientRect().width);
    if (width === drawnWidth || width === 0) return;
    drawnWidth = width;
    for (const drawing of drawings) drawing.draw(width);
  };
  draw();
  new ResizeObserver(draw).observe(node);
}

function hint(lanes: number): string {
  return `Point at one of the ${formatCounted(lanes, "lane")}, or go to it with the Tab key and along it with the arrow keys, to see what is there.`;
}

/** Only what is drawn. */
function legendOf({ timeline }: View): LegendEntry[] {
  const present = new Set<LaneState>();
  for (const lane of timeline.groups.flatMap(({ lanes }) => lanes)) {
    if (lane.kind === "band") {
      for (const state of lane.states) present.add(state);
      if (lane.losses !== undefined) present.add("lostInstance");
    } else if (lane.kind === "bars") {
      for (const { segments } of lane.bars) for (const { state } of segments) present.add(state);
    }
  }
  return LANE_STATE_LOOKS.flatMap((states) => {
    const drawn = states.filter((state) => present.has(state));
    const [first] = drawn;
    if (first === undefined) return [];
    return [{ label: drawn.map((state) => LANE_STATE_LABELS[state]).join(", "), tone: toneOf(first) }];
  });
}
