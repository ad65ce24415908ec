import type { Place } from "../panels/panel.ts";

/** What a colour stands for. */
export interface LegendEntry {
  readonly label: string;
  readonly tone: string;
}

/** Colours and their words in a line. */
export function drawLegend(place: Place, entries: readonly LegendEntry[]): void {
  const list = place.append("ul").attr("class", "legend");
  for (const { label, tone } of entries) {
    const item = list.append("li");
    item
      .append<SVGSVGElement>("svg")
      .attr("width", 12)
      .attr("height", 12)
      .attr("aria-hidden", "true")
      .append("rect")
      .attr("class", tone)
      .attr("width", 12)
      .attr("height", 12)
      .attr("rx", 2);
    item.append("span").text(label);
  }
}
