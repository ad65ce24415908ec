import type { Result } from "../../experiment/result.ts";
import { isActivity } from "../build/is-activity.ts";
import { activityColumns, attemptColumns } from "./activity-columns.ts";
import { apiCallColumns } from "./api-call-columns.ts";
import { billColumns } from "./bill-columns.ts";
import { checkColumns } from "./check-columns.ts";
import { historyColumns } from "./history-columns.ts";
import { logColumns, pipelineLogColumns } from "./log-columns.ts";
import { measureColumns } from "./measure-columns.ts";
import { notificationColumns } from "./notification-columns.ts";
import { pipelineColumns } from "./pipeline-columns.ts";
import { ec2InstanceColumns, resourceColumns } from "./resource-columns.ts";
import { sparkStageColumns } from "./spark-stage-columns.ts";
import { outcomeColumns, unfinishedColumns } from "./unfinished-columns.ts";
import { writeCsv } from "./write-csv.ts";

/** One table of a result as text. */
export interface CsvFile {
  /** `activities.csv`. */
  readonly name: string;
  readonly text: string;
}

/** The tables of a result, one file each: of the first replication, but for `measures.csv`, `outcomes.csv` and `checks.csv`. */
export function writeCsvFiles(result: Result): CsvFile[] {
  const ec2Counts = new Map<string, number>();
  for (const row of result.ec2Instances) ec2Counts.set(keyOf(row), (ec2Counts.get(keyOf(row)) ?? 0) + 1);
  const resources = result.resources.map((row) => ({ ...row, ec2Instances: ec2Counts.get(keyOf(row)) ?? 0 }));
  const { pipelines, sparkStages, checks } = result;
  return [
    ...(pipelines === undefined ? [] : [{ name: "pipelines.csv", text: writeCsv(pipelineColumns, pipelines) }]),
    { name: "activities.csv", text: writeCsv(activityColumns, result.instances.filter(isActivity)) },
    { name: "attempts.csv", text: writeCsv(attemptColumns, result.attempts) },
    ...(sparkStages === undefined
      ? []
      : [{ name: "spark-stages.csv", text: writeCsv(sparkStageColumns, sparkStages) }]),
    { name: "resources.csv", text: writeCsv(resourceColumns, resources) },
    { name: "ec2-instances.csv", text: writeCsv(ec2InstanceColumns, result.ec2Instances) },
    { name: "logs.csv", text: writeCsv(pipelines === undefined ? logColumns : pipelineLogColumns, result.logs) },
    { name: "history.csv", text: writeCsv(historyColumns, result.history) },
    { name: "unfinished.csv", text: writeCsv(unfinishedColumns, result.unfinished) },
    { name: "outcomes.csv", text: writeCsv(outcomeColumns, result.outcomes) },
    { name: "notifications.csv", text: writeCsv(notificationColumns, result.notifications) },
    { name: "bill.csv", text: writeCsv(billColumns, result.bill.lines) },
    { name: "api-calls.csv", text: writeCsv(apiCallColumns, result.apiCalls) },
    ...(checks === undefined ? [] : [{ name: "checks.csv", text: writeCsv(checkColumns, checks) }]),
    { name: "measures.csv", text: writeCsv(measureColumns, Object.entries(result.measures)) },
  ];
}

/** Several pipelines may have resources of one name. */
function keyOf({ pipelineId, resourceId }: { readonly pipelineId: string; readonly resourceId: string }): string {
  return `${pipelineId} ${resourceId}`;
}
