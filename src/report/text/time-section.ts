import { formatCounted, formatShare } from "../format/count.ts";
import { formatDuration } from "../format/duration.ts";
import { describeSteadyState } from "../format/steady-state-words.ts";
import { formatUtc } from "../format/utc.ts";
import type { SummaryView } from "../view.ts";
import { columns } from "./columns.ts";
import { describeEstimate } from "./estimate.ts";
import { heading } from "./heading.ts";
import type { Paper } from "./paper.ts";
import { wrap } from "./wrap.ts";

/** How long it takes, and where the time goes. */
export function timeSection(view: SummaryView, paper: Paper): string[] {
  const { latency } = view.headline;
  if (latency === undefined) return heading(paper, "Time", ...unansweredOf(view));
  const rest = describeEstimate(latency);
  return [
    ...heading(paper, "Time", formatDuration(latency.mean), rest === "" ? endOf(view) : rest),
    ...remarks(view)
      .flatMap((line) => wrap(line, paper.width, " ".repeat(8)))
      .map(paper.colors.dim),
    "",
    ...phaseTable(view, paper),
  ];
}

function endOf({ headline: { endedAtMs } }: SummaryView): string {
  return endedAtMs === undefined ? "" : `ends at ${formatUtc(endedAtMs)}`;
}

function unansweredOf(view: SummaryView): [answer: string, rest?: string] {
  if (view.headline.executions.total === 0) return ["nothing was due before the simulation ended"];
  return ["does not finish", view.headline.failures ?? ""];
}

function remarks(view: SummaryView): string[] {
  const { executions, failures, latency } = view.headline;
  const end = endOf(view);
  const lines: string[] = [];
  if (executions.total > 1) lines.push(`mean over ${formatCounted(executions.total, "execution")} of a pipeline`);
  if (executions.total > 1 && end !== "") lines.push(`the last of them ${end}`);
  const steady = latency === undefined ? undefined : describeSteadyState(latency);
  if (steady !== undefined) lines.push(steady);
  if (failures !== undefined) lines.push(failures);
  return lines;
}

function phaseTable({ time }: SummaryView, paper: Paper): string[] {
  const { cyan, dim } = paper.colors;
  const barWidth = Math.max(0, Math.min(32, paper.width - 48));
  const rows = time.phases.map(({ label, mean, share }) => [
    label,
    formatDuration(mean),
    formatShare(share),
    bar(share, barWidth),
  ]);
  const after = time.logPublication;
  const layout = [
    { align: "left", shrinksTo: 10 },
    { align: "right" },
    { align: "right" },
    { align: "left", drops: 1 },
  ] as const;
  const tail = after === undefined ? [] : [["log publication", formatDuration(after.mean), "", "after the end"]];
  const lines = columns(layout, [...rows, ...tail], paper.width - 2).map((line) => `  ${line}`);
  return lines.map((line, index) =>
    index < rows.length ? line.replace(/[█▏▎▍▌▋▊▉]+$/, (cells) => cyan(cells)) : dim(line),
  );
}

/** Eighths of a cell, so that a short phase is still seen. */
function bar(share: number, width: number): string {
  const eighths = Math.round(share * width * 8);
  const whole = "█".repeat(Math.floor(eighths / 8));
  const rest = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8] ?? "";
  return whole + rest || (share > 0 && width > 0 ? "▏" : "");
}
