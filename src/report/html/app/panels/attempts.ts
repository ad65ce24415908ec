import { formatDuration } from "../../../format/duration.ts";
import { formatUtcSeconds } from "../../../format/utc.ts";
import type { View } from "../../../view.ts";
import { drawSection } from "../draw/section.ts";
import { drawTable } from "../draw/table.ts";
import type { Place } from "./panel.ts";

/** The attempts of the first run as a table: what the timeline draws, for those who read rather than look. */
export function drawAttempts(page: Place, { attempts }: View): void {
  if (attempts.total === 0) return;
  const section = drawSection(page, "attempts", "Attempts", "Of the first run.");
  drawTable<View["attempts"]["rows"][number]>(
    section,
    [
      { header: "Attempt", kind: "name", text: ({ attemptId }) => attemptId },
      { header: "Status", kind: "word", draw: (cell, { status }) => drawStatus(cell, status) },
      { header: "Runner", kind: "name", text: ({ runnerId }) => runnerId, isExtra: true },
      { header: "Started, UTC", kind: "figure", text: ({ startedAtMs }) => formatUtcSeconds(startedAtMs) },
      {
        header: "Waited",
        kind: "figure",
        text: ({ queuedAtMs, startedAtMs }) => formatDuration(startedAtMs - queuedAtMs),
      },
      { header: "Ran", kind: "figure", text: ({ startedAtMs, endedAtMs }) => formatDuration(endedAtMs - startedAtMs) },
      { header: "Why", kind: "text", text: ({ reason }) => reason, isExtra: true },
    ],
    attempts,
    { caption: "Attempts" },
  );
}

function drawStatus(cell: Place, status: string): void {
  cell
    .append("span")
    .attr("class", status === "FINISHED" || status === "RUNNING" ? null : "bad")
    .text(status);
}
