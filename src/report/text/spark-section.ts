import { formatCount, formatCounted } from "../format/count.ts";
import { formatDuration } from "../format/duration.ts";
import { plainText } from "../format/plain-text.ts";
import { shortName } from "../format/short-name.ts";
import type { SparkStageView, SummaryView } from "../view.ts";
import { type ColumnLayout, columns } from "./columns.ts";
import { heading } from "./heading.ts";
import type { Paper } from "./paper.ts";
import { wrap } from "./wrap.ts";

/** Rows that are shown where the list is not asked for in full. */
const ROWS_MAX = 12;

const LAYOUT: readonly ColumnLayout[] = [
  { align: "left", shrinksTo: 12, drops: 1 },
  { align: "left", shrinksTo: 12 },
  { align: "right" },
  { align: "right" },
  { align: "left" },
  { align: "left", shrinksTo: 16, drops: 2 },
];

/** Where Spark applications ran: their stages, how long they took and which of them decide about the end (5.4). */
export function sparkSection({ spark, replications }: SummaryView, paper: Paper): string[] {
  if (spark === undefined) return [];
  const { applications, stages } = spark;
  const shown = paper.all ? stages.rows : stages.rows.slice(0, ROWS_MAX);
  const rows = [["activity", "stage", "tasks", "time", "", ""], ...shown.map(rowOf)];
  const lines = columns(LAYOUT, rows, paper.width - 2).map((line) => `  ${line}`);
  const hidden = stages.total - shown.length;
  const answer = `${formatCounted(stages.total, "stage")} of ${formatCounted(applications, "application")}`;
  return [
    ...heading(paper, "Spark", answer, replications > 1 ? "in the first run" : ""),
    "",
    ...lines.map((line, index) => (index === 0 ? paper.colors.dim(line) : line)),
    ...(hidden === 0 ? [] : wrap(`... and ${formatCount(hidden)} more`, paper.width, "  ").map(paper.colors.dim)),
  ];
}

function rowOf({ componentId, name, tasks, status, ranMs, critical, remarks }: SparkStageView): string[] {
  return [
    shortName(componentId),
    plainText(name),
    formatCount(tasks),
    ranMs === undefined ? status : formatDuration(ranMs),
    critical ? "critical" : "",
    remarks,
  ];
}
