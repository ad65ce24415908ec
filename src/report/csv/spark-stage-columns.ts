import type { SparkStageRow } from "../../model/records.ts";
import { type Column, secondsCell, utcCell } from "./write-csv.ts";

/** `spark-stages.csv`: one row per stage of a Spark application that has begun; only where there are any. */
export const sparkStageColumns: readonly Column<SparkStageRow>[] = [
  { header: "pipeline_id", cell: (row) => row.pipelineId },
  { header: "activity_id", cell: (row) => row.componentId },
  { header: "work_id", cell: (row) => row.workId },
  { header: "stage", cell: (row) => row.index },
  { header: "name", cell: (row) => row.name },
  { header: "status", cell: (row) => row.status },
  { header: "tasks", cell: (row) => row.tasks },
  { header: "submitted_utc", cell: (row) => utcCell(row.submittedAtMs) },
  { header: "started_utc", cell: (row) => utcCell(row.startedAtMs) },
  { header: "ended_utc", cell: (row) => utcCell(row.endedAtMs) },
  { header: "ran_s", cell: (row) => secondsCell(row.submittedAtMs, row.endedAtMs) },
  { header: "critical", cell: (row) => (row.critical === true ? "yes" : "no") },
  { header: "failed_tasks", cell: (row) => row.failedTasks ?? 0 },
  { header: "spilled_tasks", cell: (row) => row.spilledTasks ?? 0 },
  { header: "recomputed_tasks", cell: (row) => row.recomputedTasks ?? 0 },
  { header: "uncached_tasks", cell: (row) => row.uncachedTasks ?? 0 },
];
