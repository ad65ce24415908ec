import type { SparkStageRow } from "../../model/records.ts";
import { formatCounted } from "../format/count.ts";
import type { SparkStageView, SparkView } from "../view.ts";
import { BOUNDS } from "./bounds.ts";
import { excerpt } from "./excerpt.ts";
import type { Summarised } from "./first-run.ts";

/** The stages of Spark applications of the first run; undefined where there are none (5.4). */
export function buildSparkStages({
  sparkStages,
  activationAtMs,
}: Pick<Summarised, "sparkStages" | "activationAtMs">): SparkView | undefined {
  if (sparkStages === undefined || sparkStages.length === 0) return undefined;
  const { rows, total } = excerpt(sparkStages, BOUNDS.tableRows);
  return {
    applications: new Set(sparkStages.map(({ workId }) => workId)).size,
    stages: { rows: rows.map((row) => viewOf(row, activationAtMs)), total },
  };
}

function viewOf(row: SparkStageRow, activationAtMs: number): SparkStageView {
  const { componentId, workId, name, status, tasks, submittedAtMs, endedAtMs, critical = false } = row;
  return {
    componentId,
    workId,
    name,
    status,
    tasks,
    critical,
    submittedMs: submittedAtMs - activationAtMs,
    ...(endedAtMs === undefined ? {} : { ranMs: endedAtMs - submittedAtMs }),
    remarks: REMARKS.flatMap(([key, words]) => {
      const count = row[key];
      return count === undefined ? [] : [`${formatCounted(count, "task")} ${words}`];
    }).join(", "),
  };
}

const REMARKS = [
  ["spilledTasks", "spilled"],
  ["failedTasks", "failed"],
  ["recomputedTasks", "computed again"],
  ["uncachedTasks", "without cached input"],
] as const;
