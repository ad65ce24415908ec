import { describeCrossCheck } from "../../../format/cross-check-sentence.ts";
import type { View } from "../../../view.ts";
import { drawSection } from "../draw/section.ts";
import { drawTable } from "../draw/table.ts";
import type { Place } from "./panel.ts";

/** What has an exact answer, beside the forecast; nothing where it was not asked for. */
export function drawCrossChecks(page: Place, { crossChecks = [] }: View): void {
  if (crossChecks.length === 0) return;
  const remark = "Parts of the model that theory answers exactly. Within two standard errors the two agree.";
  const section = drawSection(page, "theory", "The forecast beside theory", remark);
  drawTable(
    section,
    [
      { header: "Measure", kind: "name", text: ({ measure }) => measure },
      { header: "Law", kind: "text", text: ({ law }) => law },
      { header: "Exact, and simulated", kind: "text", text: describeCrossCheck },
    ],
    { rows: crossChecks, total: crossChecks.length },
    { caption: "The forecast beside theory" },
  );
}
