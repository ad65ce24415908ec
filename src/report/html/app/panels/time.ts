import { formatShare } from "../../../format/count.ts";
import { formatDuration } from "../../../format/duration.ts";
import type { PhaseView, View } from "../../../view.ts";
import { drawSection } from "../draw/section.ts";
import { drawShareBar } from "../draw/share-bar.ts";
import { drawTable } from "../draw/table.ts";
import type { Place } from "./panel.ts";

/** Where the latency goes, phase by phase. */
export function drawTime(page: Place, { time, headline }: View): void {
  if (time.latency === undefined) return;
  const isMean = time.latency.observations > 1;
  const remark = isMean
    ? `The phases of the critical path, on average over ${time.latency.observations} executions that succeeded.`
    : "The phases of the critical path, from the activation to the end of the last activity.";
  const section = drawSection(page, "time", "Where the time goes", remark);
  const parts = time.phases.map(({ phase, label, mean, share }) => ({
    label: `${label}: ${formatDuration(mean)}, ${formatShare(share)}`,
    share,
    tone: `phase-${phase}`,
  }));
  drawShareBar(section, parts, `Phases: ${parts.map(({ label }) => label).join("; ")}`);
  drawTable<PhaseView>(
    section,
    [
      { header: "Phase", kind: "text", text: ({ label }) => label },
      { header: isMean ? "Mean" : "Time", kind: "figure", text: ({ mean }) => formatDuration(mean) },
      { header: "Share", kind: "figure", text: ({ share }) => formatShare(share) },
      { header: "", kind: "mark", draw: (cell, { phase, share, label }) => drawBar(cell, phase, share, label) },
    ],
    { rows: time.phases, total: time.phases.length },
    { caption: "Where the time goes", total: ["Time to finish", formatDuration(time.latency.mean), "100 %"] },
  );
  const after = headline.logPublication;
  if (after === undefined) return;
  section
    .append<HTMLElement>("p")
    .attr("class", "remark")
    .text(`Then ${formatDuration(after.mean)} until the last log is in S3.`);
}

function drawBar(cell: Place, phase: string, share: number, label: string): void {
  drawShareBar(cell, [{ label, share, tone: `phase-${phase}` }], `${label}: ${formatShare(share)}`, 10);
}
