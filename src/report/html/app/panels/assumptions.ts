import type { Assumption } from "../../../../model/plan.ts";
import type { View } from "../../../view.ts";
import { appendName, appendText } from "../draw/name.ts";
import { drawSection } from "../draw/section.ts";
import { drawTable } from "../draw/table.ts";
import type { Place } from "./panel.ts";

/** Every number that was not given, where it comes from and what changes it. */
export function drawAssumptions(page: Place, { assumptions }: View): void {
  if (assumptions.total === 0) return;
  const section = drawSection(page, "assumptions", "What was assumed", "Numbers that were not given.");
  drawTable<Assumption>(
    section,
    [
      { header: "Assumption", kind: "text", draw: drawWhat },
      { header: "Value", kind: "text", text: ({ value }) => value },
      { header: "Change it with", kind: "code", text: ({ override }) => override },
      { header: "Source", kind: "text", text: ({ source, rule }) => (source === "" ? rule : `${source} (${rule})`) },
    ],
    assumptions,
    { caption: "Assumptions" },
  );
}

function drawWhat(cell: Place, { what, id }: Assumption): void {
  appendText(cell, what);
  cell.append<HTMLElement>("small").call((small) => appendName(small, id));
}
