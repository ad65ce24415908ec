import type { InstantMs } from "../../../../base/instant.ts";
import { formatDuration } from "../../../format/duration.ts";
import { formatUtc } from "../../../format/utc.ts";
import type { Place } from "../panels/panel.ts";

/** What is at a time of a lane, beside it; and a line through all lanes at that time. */
export class Tooltip {
  private readonly chart: Place;
  private readonly activationAtMs: InstantMs;
  private readonly box: Place;
  private readonly line: Place;

  constructor(chart: Place, activationAtMs: InstantMs) {
    this.chart = chart;
    this.activationAtMs = activationAtMs;
    this.line = chart
      .append<HTMLElement>("div")
      .attr("class", "cursor-line")
      .attr("hidden", "")
      .attr("aria-hidden", "true");
    this.box = chart.append<HTMLElement>("div").attr("class", "tooltip").attr("hidden", "").attr("aria-hidden", "true");
  }

  /** Answers what it shows as one text. */
  show(lane: SVGSVGElement, atMs: number, endMs: number, lines: readonly string[]): string {
    const head = `${formatDuration(atMs)} after the activation, ${formatUtc(this.activationAtMs + Math.round(atMs))}`;
    const shown = lines.length === 0 ? ["nothing"] : lines;
    this.box.selectAll("*").remove();
    this.box.append("strong").text(head);
    for (const line of shown) this.box.append("span").text(line);
    this.place(lane, endMs === 0 ? 0 : atMs / endMs);
    return [head, ...shown].join("; ");
  }

  hide(): void {
    this.box.attr("hidden", "");
    this.line.attr("hidden", "");
  }

  /** Beside the cursor, on the side where there is room, within the chart. */
  private place(lane: SVGSVGElement, share: number): void {
    const outer = this.chart.node()?.getBoundingClientRect();
    const box = this.box.attr("hidden", null).node();
    if (outer === undefined || box === null) return;
    const { left, top, width, height } = lane.getBoundingClientRect();
    const x = left - outer.left + share * width;
    const { width: boxWidth } = box.getBoundingClientRect();
    const right = x + 12;
    const fits = right + boxWidth <= outer.width;
    const boxLeft = Math.max(0, fits ? right : Math.min(x - 12 - boxWidth, outer.width - boxWidth));
    this.box.style("left", `${boxLeft}px`).style("top", `${top - outer.top + height + 6}px`);
    this.line.attr("hidden", null).style("left", `${x}px`);
  }
}
