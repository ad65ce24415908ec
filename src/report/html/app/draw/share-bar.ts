import type { Place } from "../panels/panel.ts";

/** One part of a bar. */
export interface SharePart {
  readonly label: string;
  /** Of the whole bar, 0 to 1. */
  readonly share: number;
  /** Class that gives its colour. */
  readonly tone: string;
}

const WIDTH = 1000;
const GAP = 2;

/** A bar of parts side by side; it stretches to its place. */
export function drawShareBar(place: Place, parts: readonly SharePart[], label: string, height = 28): void {
  const svg = place
    .append<SVGSVGElement>("svg")
    .attr("class", "share-bar")
    .attr("viewBox", `0 0 ${WIDTH} ${height}`)
    .attr("height", height)
    .attr("preserveAspectRatio", "none")
    .attr("role", "img")
    .attr("aria-label", label);
  let from = 0;
  for (const [index, part] of parts.entries()) {
    const width = part.share * WIDTH;
    const gap = index < parts.length - 1 && width > 3 * GAP ? GAP : 0;
    svg
      .append("rect")
      .attr("class", part.tone)
      .attr("x", from)
      .attr("width", Math.max(part.share > 0 ? 1.5 : 0, width - gap))
      .attr("height", height)
      .append("title")
      .text(part.label);
    from += width;
  }
}
