import type { OutcomeRow, UnfinishedRow } from "../../experiment/result.ts";
import { type Column, utcCell } from "./write-csv.ts";

/** `unfinished.csv`: one row per instance that did not finish in time, or per component for those never created. */
export const unfinishedColumns: readonly Column<UnfinishedRow>[] = [
  { header: "pipeline_id", cell: (row) => row.pipelineId },
  { header: "component_id", cell: (row) => row.componentId },
  { header: "instance_id", cell: (row) => row.instanceId },
  { header: "instances", cell: (row) => row.count ?? 1 },
  { header: "status", cell: (row) => row.status },
  { header: "late_utc", cell: (row) => utcCell(row.lateAtMs) },
  { header: "reason", cell: (row) => row.reason },
  { header: "rule", cell: (row) => row.rule },
];

/** `outcomes.csv`: one row per component, status and reason, over all replications. */
export const outcomeColumns: readonly Column<OutcomeRow>[] = [
  { header: "pipeline_id", cell: (row) => row.pipelineId },
  { header: "component_id", cell: (row) => row.componentId },
  { header: "status", cell: (row) => row.status },
  { header: "reason", cell: (row) => row.reason },
  { header: "rule", cell: (row) => row.rule },
  { header: "replications", cell: (row) => row.replications },
  { header: "probability_low", cell: (row) => row.probabilityCi95?.low },
  { header: "probability_high", cell: (row) => row.probabilityCi95?.high },
  { header: "instances", cell: (row) => row.instances },
  { header: "of_instances", cell: (row) => row.ofInstances },
];
