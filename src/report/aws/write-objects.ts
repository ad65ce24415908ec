import type { Result } from "../../experiment/result.ts";
import { awsObjects } from "./objects.ts";

/** `objects.json`: the first replication in the form of `aws datapipeline describe-objects`, one object a line. */
export function writeObjects(result: Result): string {
  const lines: string[] = [];
  for (const object of awsObjects(result)) lines.push(`    ${JSON.stringify(object)}`);
  const objects = lines.length === 0 ? "[]" : `[\n${lines.join(",\n")}\n  ]`;
  return `{\n  "pipelineObjects": ${objects},\n  "hasMoreResults": false\n}\n`;
}
