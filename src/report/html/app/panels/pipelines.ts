import { formatDuration } from "../../../format/duration.ts";
import { formatFigure } from "../../../format/figure.ts";
import { formatUtc } from "../../../format/utc.ts";
import type { PipelineView, View } from "../../../view.ts";
import { drawSection } from "../draw/section.ts";
import { drawTable } from "../draw/table.ts";
import type { Place } from "./panel.ts";

/** Where there are several pipelines: what each costs and how long it takes. */
export function drawPipelines(page: Place, { pipelines, replications }: View): void {
  if (pipelines.length === 0) return;
  const remark = replications > 1 ? "Executions are those of the first run; the means are over all runs." : "";
  const section = drawSection(page, "pipelines", "The pipelines", remark);
  drawTable<PipelineView>(
    section,
    [
      { header: "Pipeline", kind: "name", text: ({ name }) => name },
      { header: "Id", kind: "code", text: ({ id }) => id, isExtra: true },
      { header: "Activated, UTC", kind: "figure", text: ({ activationAtMs }) => formatUtc(activationAtMs) },
      { header: "Executions", kind: "figure", text: ({ executions }) => String(executions.total) },
      { header: "Succeeded", kind: "figure", text: ({ executions }) => String(executions.succeeded), isExtra: true },
      { header: "Mean time", kind: "figure", text: ({ latency }) => durationText(latency?.mean) },
      { header: "p95", kind: "figure", text: ({ latency }) => durationText(latency?.p95), isExtra: true },
      {
        header: "Cost",
        kind: "figure",
        text: ({ cost }) => (cost === undefined ? "" : formatFigure(cost.mean, "USD")),
      },
    ],
    { rows: pipelines, total: pipelines.length },
    { caption: "The pipelines" },
  );
}

function durationText(durationMs: number | undefined): string {
  return durationMs === undefined ? "" : formatDuration(durationMs);
}
