import type { HistoryRow } from "../../experiment/result.ts";
import { type Column, utcCell } from "./write-csv.ts";

/** `history.csv`: one row per transition, in the order in which they happened (2.6). */
export const historyColumns: readonly Column<HistoryRow>[] = [
  { header: "pipeline_id", cell: (row) => row.pipelineId },
  { header: "component_id", cell: (row) => row.componentId },
  { header: "machine", cell: (row) => row.machine },
  { header: "id", cell: (row) => row.id },
  { header: "at_utc", cell: (row) => utcCell(row.atMs) },
  { header: "from", cell: (row) => row.from },
  { header: "to", cell: (row) => row.to },
  { header: "reason", cell: (row) => row.reason },
  { header: "rule", cell: (row) => row.rule },
];
