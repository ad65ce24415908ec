import type { OutcomeRow } from "../../experiment/result.ts";
import { formatCount, formatCounted, formatShare } from "./count.ts";

/** `28 of 100 runs`. */
export function runsOfOutcome({ replications }: OutcomeRow, of: number): string {
  return `${formatCount(replications)} of ${formatCounted(of, "run")}`;
}

/** `28 of 100 instances, 28 %`. */
export function instancesOfOutcome({ instances, ofInstances }: OutcomeRow): string {
  return `${formatCount(instances)} of ${formatCounted(ofInstances, "instance")}, ${formatShare(instances / ofInstances)}`;
}
