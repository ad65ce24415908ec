import { bisectLeft, bisectRight, pointer } from "d3";
import type { DrawnLane } from "./lane.ts";
import type { Tooltip } from "./tooltip.ts";

/**
 * Says in lines what is there at a time.
 *
 * @param y pixels from the top of the lane, where a pointer says so
 * @param toleranceMs how far beside it a pointer may be
 */
export type Describe = (atMs: number, y: number | undefined, toleranceMs: number) => readonly string[];

/** A lane along which a cursor can move. */
export interface CursorTrack {
  readonly label: string;
  readonly endMs: number;
  /** Where something changes, ascending. */
  readonly stops: readonly number[];
  readonly describe: Describe;
  readonly tooltip: Tooltip;
}

const POINTER_TOLERANCE_PX = 4;

/** Lets the pointer and the arrow keys move along a lane; a slider of time for those who hear the page. */
export function followCursor(svg: DrawnLane["svg"], { label, endMs, stops, describe, tooltip }: CursorTrack): void {
  let atMs = stops[0] ?? 0;
  const show = (node: SVGSVGElement, y: number | undefined) => {
    const { width } = node.getBoundingClientRect();
    const toleranceMs = y === undefined ? 0 : (POINTER_TOLERANCE_PX * endMs) / Math.max(1, width);
    const text = tooltip.show(node, atMs, endMs, describe(atMs, y, toleranceMs));
    svg.attr("aria-valuenow", Math.round(atMs)).attr("aria-valuetext", text);
  };
  svg
    .attr("tabindex", 0)
    .attr("role", "slider")
    .attr("aria-label", label)
    .attr("aria-valuemin", 0)
    .attr("aria-valuemax", endMs)
    .attr("aria-valuenow", atMs)
    .on("pointermove", function (event: PointerEvent) {
      const [x, y] = pointer(event, this.parentElement);
      const { left, width, top } = boxWithin(this, this.parentElement);
      atMs = Math.min(endMs, Math.max(0, ((x - left) / Math.max(1, width)) * endMs));
      show(this, y - top);
    })
    .on("pointerleave blur", () => tooltip.hide())
    .on("focus", function () {
      if (this.matches(":focus-visible")) show(this, undefined);
    })
    .on("keydown", function (event: KeyboardEvent) {
      const next = keyTarget(event.key, atMs, stops);
      if (next === undefined) return;
      event.preventDefault();
      atMs = next;
      show(this, undefined);
    });
}

function keyTarget(key: string, atMs: number, stops: readonly number[]): number | undefined {
  if (key === "ArrowRight" || key === "ArrowUp") return stops[bisectRight(stops, atMs)];
  if (key === "ArrowLeft" || key === "ArrowDown") return stops[bisectLeft(stops, atMs) - 1];
  if (key === "Home") return stops[0];
  if (key === "End") return stops.at(-1);
  return undefined;
}

/** In the coordinates that `pointer` gives for the parent. */
function boxWithin(node: Element, parent: Element | null): { left: number; top: number; width: number } {
  const box = node.getBoundingClientRect();
  const outer = parent?.getBoundingClientRect() ?? box;
  return { left: box.left - outer.left, top: box.top - outer.top, width: box.width };
}
