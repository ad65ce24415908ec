import type { Result } from "../../experiment/result.ts";
import { type Column, writeCsv } from "../csv/write-csv.ts";
import { type Run, runsOf } from "./runs.ts";

const RUN_COLUMNS: readonly Column<Run>[] = [
  { header: "Name", cell: (run) => run.name },
  { header: "Scheduled Start", cell: (run) => run.scheduledStart },
  { header: "Status", cell: (run) => run.status },
  { header: "ID", cell: (run) => run.id },
  { header: "Started", cell: (run) => run.started },
  { header: "Ended", cell: (run) => run.ended },
  { header: "Pipeline ID", cell: (run) => run.pipelineId },
];

/** `runs.csv`: what `runs.txt` shows, uncut, one row per instance, with the pipeline as a last column. */
export function writeRunsCsv(result: Pick<Result, "instances">): string {
  return writeCsv(RUN_COLUMNS, runsOf(result));
}
