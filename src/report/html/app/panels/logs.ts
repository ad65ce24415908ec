import type { LogRow } from "../../../../model/records.ts";
import { formatBytes } from "../../../format/bytes.ts";
import { formatCount } from "../../../format/count.ts";
import { formatDuration } from "../../../format/duration.ts";
import { LOG_KIND_WORDS } from "../../../format/log-kind-words.ts";
import { lostWindow } from "../../../format/lost-window.ts";
import { plainText } from "../../../format/plain-text.ts";
import { formatUtcSeconds } from "../../../format/utc.ts";
import type { LogGroup, View } from "../../../view.ts";
import { drawSection } from "../draw/section.ts";
import { drawTable } from "../draw/table.ts";
import type { Place } from "./panel.ts";

/** When the logs can be read, what is lost and what to set. */
export function drawLogs(page: Place, { logs }: View): void {
  const section = drawSection(page, "logs", "Logs", "Of the first run, what is lost first.");
  if (logs.rows.total === 0) {
    section.append<HTMLElement>("p").text("No logs are written.");
    return;
  }
  drawTable<LogGroup>(
    section,
    [
      { header: "Logs", kind: "text", text: ({ kind, count }) => `${formatCount(count)} × ${LOG_KIND_WORDS[kind]}` },
      { header: "Of", kind: "name", text: ({ host }) => host },
      { header: "Size", kind: "figure", text: ({ bytes }) => formatBytes(bytes) },
      { header: "What becomes of them", kind: "text", draw: drawFate },
      {
        header: "Delay at most",
        kind: "figure",
        text: ({ delayMsMax }) => (delayMsMax === undefined ? "" : formatDuration(delayMsMax)),
      },
      { header: "Place", kind: "code", text: ({ destination }) => destination ?? "" },
    ],
    logs.groups,
    { caption: "Logs by kind, host and what becomes of them" },
  );
  drawEach(section, logs.rows);
}

function drawFate(cell: Place, group: LogGroup): void {
  const { status, reason, remedy, missingBytes } = group;
  const isBad = status === "lost" && missingBytes > 0;
  const text = cell.append<HTMLElement>("bdi");
  text
    .append("strong")
    .attr("class", isBad ? "bad" : null)
    .text(status);
  text.append("span").text(`: ${plainText(reason)}${lostWindow(group)}`);
  if (remedy !== undefined && !reason.includes(" set ")) text.append("span").text(`; ${remedy}`);
}

function drawEach(section: Place, rows: View["logs"]["rows"]): void {
  const details = section.append<HTMLElement>("details");
  details.append("summary").text("Every log by the time of its publication");
  drawTable<LogRow>(
    details,
    [
      { header: "Writer", kind: "name", text: ({ writerId }) => writerId },
      { header: "Kind", kind: "text", text: ({ kind }) => LOG_KIND_WORDS[kind] },
      { header: "Status", kind: "word", text: ({ status }) => status },
      { header: "Size", kind: "figure", text: ({ bytes }) => formatBytes(bytes) },
      { header: "Written until, UTC", kind: "figure", text: ({ writtenToAtMs }) => formatUtcSeconds(writtenToAtMs) },
      {
        header: "Readable at, UTC",
        kind: "figure",
        text: ({ publishedAtMs }) => (publishedAtMs === undefined ? "" : formatUtcSeconds(publishedAtMs)),
      },
      {
        header: "Delay",
        kind: "figure",
        text: ({ delayMs }) => (delayMs === undefined ? "" : formatDuration(delayMs)),
      },
    ],
    rows,
    { caption: "Logs by the time of their publication" },
  );
}
