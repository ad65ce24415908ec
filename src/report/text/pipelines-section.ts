import { formatCounted } from "../format/count.ts";
import { formatDuration } from "../format/duration.ts";
import { formatFigure } from "../format/figure.ts";
import { shortName } from "../format/short-name.ts";
import { formatUtc } from "../format/utc.ts";
import type { PipelineView, SummaryView } from "../view.ts";
import { type ColumnLayout, columns } from "./columns.ts";
import { heading } from "./heading.ts";
import type { Paper } from "./paper.ts";
import { wrap } from "./wrap.ts";

/** Rows that are shown where the list is not asked for in full. */
const ROWS_MAX = 12;

const LAYOUT: readonly ColumnLayout[] = [
  { align: "left", shrinksTo: 12 },
  { align: "left", drops: 2 },
  { align: "right", drops: 1 },
  { align: "right" },
  { align: "right" },
  { align: "right" },
];

/** Where there are several pipelines: what each costs and how long it takes. */
export function pipelinesSection({ pipelines }: SummaryView, paper: Paper): string[] {
  if (pipelines.length === 0) return [];
  const shown = paper.all ? pipelines : pipelines.slice(0, ROWS_MAX);
  const rows = [["", "activated", "executions", "mean time", "p95", "cost"], ...shown.map(rowOf)];
  const lines = columns(LAYOUT, rows, paper.width - 2).map((line) => `  ${line}`);
  const hidden = pipelines.length - shown.length;
  return [
    ...heading(paper, "Each", formatCounted(pipelines.length, "pipeline")),
    "",
    ...lines.map((line, index) => (index === 0 ? paper.colors.dim(line) : line)),
    ...(hidden === 0 ? [] : wrap(`... and ${hidden} more`, paper.width, "  ").map(paper.colors.dim)),
  ];
}

function rowOf({ name, activationAtMs, executions, latency, cost }: PipelineView): string[] {
  const { total, succeeded } = executions;
  return [
    shortName(name),
    formatUtc(activationAtMs),
    succeeded === total ? String(total) : `${succeeded} of ${total}`,
    latency === undefined ? "does not finish" : formatDuration(latency.mean),
    latency === undefined ? "" : formatDuration(latency.p95),
    cost === undefined ? "" : formatFigure(cost.mean, "USD"),
  ];
}
