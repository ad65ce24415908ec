import { formatBytes } from "../format/bytes.ts";
import { formatCounted } from "../format/count.ts";
import { formatDuration } from "../format/duration.ts";
import { LOG_KIND_WORDS } from "../format/log-kind-words.ts";
import { lostWindow } from "../format/lost-window.ts";
import { plainText } from "../format/plain-text.ts";
import { shortName } from "../format/short-name.ts";
import { formatUtc } from "../format/utc.ts";
import type { LogGroup, SummaryView } from "../view.ts";
import { describeEstimate } from "./estimate.ts";
import { heading } from "./heading.ts";
import type { Paper } from "./paper.ts";
import { wrap } from "./wrap.ts";

const GROUPS_MAX = 6;

/** When the logs can be read, and what would be lost. */
export function logsSection(view: SummaryView, paper: Paper): string[] {
  const { groups, lostBytes } = view.logs;
  const { red, yellow } = paper.colors;
  const published = groups.rows.filter(({ status }) => status === "published");
  const missing = groups.rows.filter(({ status, missingBytes }) => status !== "published" && missingBytes > 0);
  const nothing = view.logs.rows.total === 0 ? "  no logs are written" : "  nothing is lost";
  return [
    ...heading(paper, "Logs", answerOf(view), restOf(view)),
    "",
    ...listed(published, paper, (group) => describePublished(group, paper)),
    ...(missing.length === 0 ? [nothing] : []),
    ...listed(missing, paper, (group) =>
      wrap(describeMissing(group), paper.width, "  ", "    ").map((line) =>
        group.status === "lost" ? red(line) : yellow(line),
      ),
    ),
    ...(lostBytes > 0 ? [red(`  ${formatBytes(lostBytes)} are lost in all`)] : []),
  ];
}

function answerOf({ headline: { logPublication, publishDelay } }: SummaryView): string {
  if (publishDelay === undefined) return "none can be read in S3";
  return `readable ${formatDuration(logPublication?.mean ?? publishDelay.mean)} after the end`;
}

function restOf({ headline: { lastLogAtMs, publishDelay } }: SummaryView): string {
  if (publishDelay === undefined) return "";
  const estimate = describeEstimate(publishDelay);
  if (estimate !== "") return `${formatDuration(publishDelay.mean)} from a writer's end to S3; ${estimate}`;
  return lastLogAtMs === undefined ? "" : `at ${formatUtc(lastLogAtMs)}`;
}

function listed(groups: readonly LogGroup[], paper: Paper, describe: (group: LogGroup) => string[]): string[] {
  const shown = paper.all ? groups : groups.slice(0, GROUPS_MAX);
  const hidden = groups.slice(shown.length);
  if (hidden.length === 0) return shown.flatMap(describe);
  const count = hidden.reduce((sum, group) => sum + group.count, 0);
  const bytes = hidden.reduce((sum, group) => sum + group.bytes, 0);
  return [
    ...shown.flatMap(describe),
    paper.colors.dim(`  ... and ${formatCounted(count, "log")} more, ${formatBytes(bytes)}`),
  ];
}

/** The place stands on a line of its own, not broken, so that it can be copied. */
function describePublished(group: LogGroup, paper: Paper): string[] {
  const { delayMsMax, count, destination = "" } = group;
  const delay =
    delayMsMax === undefined ? "" : `, ${count > 1 ? "at most " : ""}${formatDuration(delayMsMax)} after the last byte`;
  return [
    ...wrap(`${describe(group)}${delay}`, paper.width, "  ", "    "),
    paper.colors.dim(`    ${plainText(destination)}`),
  ];
}

function describeMissing(group: LogGroup): string {
  const what = group.status === "lost" ? "lost: " : `${group.status}: `;
  const remedy = group.remedy === undefined || group.reason.includes(" set ") ? "" : `; ${group.remedy}`;
  return `${what}${describe(group)}: ${plainText(group.reason)}${lostWindow(group)}${remedy}`;
}

function describe({ count, kind, host, bytes }: LogGroup): string {
  const words = LOG_KIND_WORDS[kind];
  return `${formatCounted(count, words)} of ${shortName(host)}, ${formatBytes(bytes)}`;
}
