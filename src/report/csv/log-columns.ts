import type { LogRow } from "../../model/records.ts";
import { type Column, utcCell } from "./write-csv.ts";

/** `logs.csv`: one row per log file. */
export const logColumns: readonly Column<LogRow>[] = [
  { header: "kind", cell: (row) => row.kind },
  { header: "writer_id", cell: (row) => row.writerId },
  { header: "host_id", cell: (row) => row.hostId },
  { header: "status", cell: (row) => row.status },
  { header: "destination", cell: (row) => row.destination },
  { header: "bytes", cell: (row) => row.bytes },
  { header: "published_bytes", cell: (row) => row.bytesPublished },
  { header: "put_requests", cell: (row) => row.putRequests },
  { header: "written_from_utc", cell: (row) => utcCell(row.writtenFromAtMs) },
  { header: "written_to_utc", cell: (row) => utcCell(row.writtenToAtMs) },
  { header: "lost_from_utc", cell: (row) => utcCell(row.lostFromAtMs) },
  { header: "published_utc", cell: (row) => utcCell(row.publishedAtMs) },
  { header: "delay_s", cell: (row) => (row.delayMs === undefined ? undefined : row.delayMs / 1000) },
  { header: "reason", cell: (row) => row.reason },
];

/** The same where there are several pipelines; empty for the own log of a Task Runner that serves them all. */
export const pipelineLogColumns: readonly Column<LogRow>[] = [
  { header: "pipeline_id", cell: (row) => row.pipelineId },
  ...logColumns,
];
