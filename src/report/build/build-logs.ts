import type { Result } from "../../experiment/result.ts";
import type { LogRow } from "../../model/records.ts";
import type { LogGroup, LogsView } from "../view.ts";
import { BOUNDS } from "./bounds.ts";
import { excerpt } from "./excerpt.ts";

/** What became of the logs: what is lost first, because something can be done about it. */
export function buildLogs({ logs, resources }: Result): LogsView {
  const componentOf = new Map(resources.map(({ resourceId, componentId }) => [resourceId, componentId]));
  const groups = new Map<string, LogRow[]>();
  for (const log of logs) {
    const key = JSON.stringify([log.kind, hostOf(log, componentOf), log.status, log.reason]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [log]);
    else group.push(log);
  }
  const summaries = [...groups.values()].map((rows) => groupOf(rows, componentOf));
  summaries.sort((a, b) => b.missingBytes - a.missingBytes || b.bytes - a.bytes || rank(a) - rank(b));
  return {
    groups: excerpt(summaries, BOUNDS.logGroups),
    rows: excerpt([...logs].sort(byPublication), BOUNDS.tableRows),
    publishedBytes: logs.reduce((sum, { bytesPublished }) => sum + bytesPublished, 0),
    lostBytes: summaries.reduce((sum, group) => sum + (group.status === "lost" ? group.missingBytes : 0), 0),
  };
}

function hostOf({ hostId }: LogRow, componentOf: ReadonlyMap<string, string>): string {
  return componentOf.get(hostId) ?? hostId;
}

function groupOf(rows: readonly LogRow[], componentOf: ReadonlyMap<string, string>): LogGroup {
  const [first] = rows as readonly [LogRow, ...LogRow[]];
  const published = rows.flatMap(({ publishedAtMs }) => publishedAtMs ?? []).sort((a, b) => a - b);
  const [firstPublishedAtMs] = published;
  const lastPublishedAtMs = published.at(-1);
  const delays = rows.flatMap(({ delayMs }) => delayMs ?? []).sort((a, b) => a - b);
  const delayMsMax = delays.at(-1);
  const destination = commonPlace(rows.flatMap((row) => row.destination ?? []));
  const isWithoutUri = first.status === "lost" && first.reason.endsWith("(6.3)");
  const remedy = isWithoutUri ? REMEDIES[first.kind] : undefined;
  return {
    kind: first.kind,
    host: hostOf(first, componentOf),
    status: first.status,
    reason: first.reason,
    count: rows.length,
    bytes: rows.reduce((sum, { bytes }) => sum + bytes, 0),
    missingBytes: rows.reduce((sum, { bytes, bytesPublished }) => sum + bytes - bytesPublished, 0),
    ...(firstPublishedAtMs === undefined ? {} : { firstPublishedAtMs }),
    ...(lastPublishedAtMs === undefined ? {} : { lastPublishedAtMs }),
    ...(delayMsMax === undefined ? {} : { delayMsMax }),
    ...(destination === undefined ? {} : { destination }),
    ...(remedy === undefined ? {} : { remedy }),
  };
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

/** The one place, or the folders that all have in common. */
function commonPlace(places: readonly string[]): string | undefined {
  const [first, ...others] = places;
  if (first === undefined || others.every((place) => place === first)) return first;
  let common = first;
  for (const place of others) {
    while (!place.startsWith(common)) common = common.slice(0, -1);
  }
  return `${common.slice(0, common.lastIndexOf("/") + 1)}...`;
}

function byPublication(a: LogRow, b: LogRow): number {
  return (
    (a.publishedAtMs ?? Number.MAX_VALUE) - (b.publishedAtMs ?? Number.MAX_VALUE) || a.writtenToAtMs - b.writtenToAtMs
  );
}
