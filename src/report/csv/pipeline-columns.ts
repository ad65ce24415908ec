import type { NamedPipeline } from "../../experiment/result.ts";
import { type Column, utcCell } from "./write-csv.ts";

/** `pipelines.csv`, where there are several: one row per pipeline, its name beside the id of the other files. */
export const pipelineColumns: readonly Column<NamedPipeline>[] = [
  { header: "pipeline_id", cell: (row) => row.id },
  { header: "name", cell: (row) => row.name },
  { header: "activated_utc", cell: (row) => utcCell(row.activationAtMs) },
];
