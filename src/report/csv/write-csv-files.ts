import type { Result } from "../../experiment/result.ts";
import { isActivity } from "../build/is-activity.ts";
import { activityColumns, attemptColumns } from "./activity-columns.ts";
import { billColumns } from "./bill-columns.ts";
import { historyColumns } from "./history-columns.ts";
import { logColumns } from "./log-columns.ts";
import { measureColumns } from "./measure-columns.ts";
import { ec2InstanceColumns, resourceColumns } from "./resource-columns.ts";
import { outcomeColumns, unfinishedColumns } from "./unfinished-columns.ts";
import { writeCsv } from "./write-csv.ts";

/** One table of a result as text. */
export interface CsvFile {
  /** `activities.csv`. */
  readonly name: string;
  readonly text: string;
}

/** The tables of a result, one file each: of the first replication, but for `measures.csv` and `outcomes.csv`. */
export function writeCsvFiles(result: Result): CsvFile[] {
  const ec2Counts = new Map<string, number>();
  for (const { resourceId } of result.ec2Instances) ec2Counts.set(resourceId, (ec2Counts.get(resourceId) ?? 0) + 1);
  const resources = result.resources.map((row) => ({ ...row, ec2Instances: ec2Counts.get(row.resourceId) ?? 0 }));
  return [
    { name: "activities.csv", text: writeCsv(activityColumns, result.instances.filter(isActivity)) },
    { name: "attempts.csv", text: writeCsv(attemptColumns, result.attempts) },
    { name: "resources.csv", text: writeCsv(resourceColumns, resources) },
    { name: "ec2-instances.csv", text: writeCsv(ec2InstanceColumns, result.ec2Instances) },
    { name: "logs.csv", text: writeCsv(logColumns, result.logs) },
    { name: "history.csv", text: writeCsv(historyColumns, result.history) },
    { name: "unfinished.csv", text: writeCsv(unfinishedColumns, result.unfinished) },
    { name: "outcomes.csv", text: writeCsv(outcomeColumns, result.outcomes) },
    { name: "bill.csv", text: writeCsv(billColumns, result.bill.lines) },
    { name: "measures.csv", text: writeCsv(measureColumns, Object.entries(result.measures)) },
  ];
}
