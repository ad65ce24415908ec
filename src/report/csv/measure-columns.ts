import type { Measure } from "../../experiment/result.ts";
import type { Column } from "./write-csv.ts";

/** `measures.csv`: one row per measure, over all replications. */
export const measureColumns: readonly Column<readonly [name: string, measure: Measure]>[] = [
  { header: "measure", cell: ([name]) => name },
  { header: "unit", cell: ([, row]) => row.unit },
  { header: "replications", cell: ([, row]) => row.n },
  { header: "observations", cell: ([, row]) => row.observations },
  { header: "mean", cell: ([, row]) => row.mean },
  { header: "sd", cell: ([, row]) => row.sd },
  { header: "ci95_low", cell: ([, row]) => row.ci95?.low },
  { header: "ci95_high", cell: ([, row]) => row.ci95?.high },
  { header: "min", cell: ([, row]) => row.min },
  { header: "p5", cell: ([, row]) => row.p5 },
  { header: "p25", cell: ([, row]) => row.p25 },
  { header: "p50", cell: ([, row]) => row.p50 },
  { header: "p75", cell: ([, row]) => row.p75 },
  { header: "p90", cell: ([, row]) => row.p90 },
  { header: "p95", cell: ([, row]) => row.p95 },
  { header: "p99", cell: ([, row]) => row.p99 },
  { header: "max", cell: ([, row]) => row.max },
];
