import type { Result } from "../../experiment/result.ts";
import { writeObjects } from "./write-objects.ts";
import { writeRunsCsv } from "./write-runs-csv.ts";
import { writeRunsText } from "./write-runs-text.ts";

/** One file of the first replication in a form of AWS's own. */
export interface AwsFile {
  readonly name: "runs.txt" | "runs.csv" | "objects.json";
  readonly text: string;
}

/** What AWS's own command line would answer of the first replication, so that the two can be laid side by side. */
export function writeAwsFiles(result: Result): AwsFile[] {
  return [
    { name: "runs.txt", text: writeRunsText(result) },
    { name: "runs.csv", text: writeRunsCsv(result) },
    { name: "objects.json", text: writeObjects(result) },
  ];
}
