import type { Selection } from "d3";
import type { View } from "../../../view.ts";

/** An element of the page to draw into. */
export type Place = Selection<HTMLElement, unknown, HTMLElement | null, unknown>;

/** Draws one part of the view at the end of the page. */
export type Panel = (page: Place, view: View) => void;
