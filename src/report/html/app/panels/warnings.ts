import type { Diagnostic } from "../../../../base/diagnostic.ts";
import type { View } from "../../../view.ts";
import { drawSection } from "../draw/section.ts";
import { drawTable } from "../draw/table.ts";
import type { Place } from "./panel.ts";

/** What was odd in the input files, each at its place. */
export function drawWarnings(page: Place, { warnings }: View): void {
  if (warnings.total === 0) return;
  const section = drawSection(page, "warnings", "Warnings");
  drawTable<Diagnostic>(
    section,
    [
      { header: "Place", kind: "code", text: ({ file, line, column }) => `${file}:${line}:${column}` },
      { header: "Warning", kind: "text", text: ({ message }) => message },
      { header: "What to do", kind: "text", text: ({ hint }) => hint ?? "" },
    ],
    warnings,
    { caption: "Warnings" },
  );
}
