import type { ApiCallRow } from "../../model/records.ts";
import type { Column } from "./write-csv.ts";

/** `api-calls.csv`: one row per operation of the service's API. */
export const apiCallColumns: readonly Column<ApiCallRow>[] = [
  { header: "operation", cell: (row) => row.operation },
  { header: "calls", cell: (row) => row.calls },
  { header: "throttled", cell: (row) => row.throttled ?? 0 },
];
