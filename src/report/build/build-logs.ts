import type { LogRow } from "../../model/records.ts";
import type { Excerpt, LogGroup, SummaryView } from "../view.ts";
import { BOUNDS } from "./bounds.ts";
import { excerpt } from "./excerpt.ts";
import type { Summarised } from "./first-run.ts";
import type { LogTotals } from "./log-groups.ts";

/** What became of the logs: what is lost first, because something can be done about it. */
export function buildLogs({ firstRun: { logs } }: Summarised): SummaryView["logs"] {
  const groups = logs.map(groupOf);
  groups.sort((a, b) => b.missingBytes - a.missingBytes || b.bytes - a.bytes || rank(a) - rank(b));
  return {
    groups: excerpt(groups, BOUNDS.logGroups),
    rows: { total: logs.reduce((sum, { count }) => sum + count, 0) },
    publishedBytes: logs.reduce((sum, { bytes, missingBytes }) => sum + bytes - missingBytes, 0),
    lostBytes: groups.reduce((sum, group) => sum + (group.status === "lost" ? group.missingBytes : 0), 0),
  };
}

/** Those that can be read first. */
export function firstPublished(logs: readonly LogRow[]): Excerpt<LogRow> {
  return excerpt([...logs].sort(byPublication), BOUNDS.tableRows);
}

function groupOf({ resource, hostId, ...totals }: LogTotals): LogGroup {
  const { kind, status, reason, count, bytes, missingBytes } = totals;
  const { firstPublishedAtMs, lastPublishedAtMs, delayMsMax, destination } = totals;
  const isWithoutUri = status === "lost" && reason.endsWith("(6.3)");
  const remedy = isWithoutUri ? REMEDIES[kind] : undefined;
  return {
    kind,
    host: resource?.componentId ?? hostId,
    status,
    reason,
    count,
    bytes,
    missingBytes,
    ...(firstPublishedAtMs === undefined ? {} : { firstPublishedAtMs }),
    ...(lastPublishedAtMs === undefined ? {} : { lastPublishedAtMs }),
    ...(delayMsMax === undefined ? {} : { delayMsMax }),
    ...(destination === undefined ? {} : { destination }),
    ...(remedy === undefined ? {} : { remedy }),
    ...lostOf(totals),
  };
}

function lostOf({ missingBytes: bytes, lostFromAtMs, lostToAtMs }: Omit<LogTotals, "hostId">): Pick<LogGroup, "lost"> {
  if (lostFromAtMs === undefined || lostToAtMs === undefined) return {};
  return { lost: { bytes, fromMs: lostFromAtMs, toMs: lostToAtMs } };
}

/** Where a log URI is missing, what gives one (6.3). */
const REMEDIES: Readonly<Record<LogRow["kind"], string>> = {
  taskRunner: "set pipelineLogUri in the definition, or logs.defaultUri in the scenario",
  attempt: "set pipelineLogUri in the definition",
  step: "set emrLogUri on the cluster, or pipelineLogUri",
  node: "set emrLogUri on the cluster, or pipelineLogUri",
};

/** Lost logs in front of open ones, what is readable last. */
function rank({ status }: LogGroup): number {
  return ["lost", "open", "kept on the host", "published"].indexOf(status);
}

function byPublication(a: LogRow, b: LogRow): number {
  return (
    (a.publishedAtMs ?? Number.MAX_VALUE) - (b.publishedAtMs ?? Number.MAX_VALUE) || a.writtenToAtMs - b.writtenToAtMs
  );
}
