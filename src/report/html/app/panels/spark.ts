import { formatCount } from "../../../format/count.ts";
import { formatDuration } from "../../../format/duration.ts";
import type { SparkStageView, View } from "../../../view.ts";
import { drawSection } from "../draw/section.ts";
import { drawTable } from "../draw/table.ts";
import type { Place } from "./panel.ts";

/** The stages of Spark applications (5.4). */
export function drawSpark(page: Place, { spark }: View): void {
  if (spark === undefined) return;
  const remark = "Of the first run. Critical stages decide when their application ends.";
  const section = drawSection(page, "spark", "Spark stages", remark);
  drawTable<SparkStageView>(
    section,
    [
      { header: "Activity", kind: "name", text: ({ componentId }) => componentId },
      { header: "Step or attempt", kind: "code", text: ({ workId }) => workId, isExtra: true },
      { header: "Stage", kind: "word", text: ({ name }) => name },
      { header: "Tasks", kind: "figure", text: ({ tasks }) => formatCount(tasks) },
      { header: "Begins after", kind: "figure", text: ({ submittedMs }) => formatDuration(submittedMs), isExtra: true },
      { header: "Takes", kind: "figure", text: ({ ranMs }) => (ranMs === undefined ? "" : formatDuration(ranMs)) },
      { header: "Critical", kind: "word", text: ({ critical }) => (critical ? "yes" : "") },
      { header: "Status", kind: "word", text: ({ status }) => status, isExtra: true },
      { header: "Remarks", kind: "text", text: ({ remarks }) => remarks },
    ],
    spark.stages,
    { caption: "Stages of Spark applications" },
  );
}
