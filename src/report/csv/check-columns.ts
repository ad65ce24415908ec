import type { CheckRow } from "../../experiment/result.ts";
import type { Column } from "./write-csv.ts";

/** `checks.csv`: one row per condition of the scenario, over all replications. */
export const checkColumns: readonly Column<CheckRow>[] = [
  { header: "condition", cell: (row) => row.condition },
  { header: "measure", cell: (row) => row.measure },
  { header: "unit", cell: (row) => row.unit },
  { header: "value", cell: (row) => row.value },
  { header: "ci95_low", cell: (row) => row.interval?.low ?? undefined },
  { header: "ci95_high", cell: (row) => row.interval?.high ?? undefined },
  { header: "limit", cell: (row) => row.limit },
  { header: "verdict", cell: (row) => row.verdict },
];
