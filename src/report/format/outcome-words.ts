import type { OutcomeRow } from "../../experiment/result.ts";
import { formatCount, formatCounted, formatShare } from "./count.ts";

/** `28 of 100 runs, 20 % to 37 %`: how often, and how probable that makes it. */
export function runsOfOutcome({ replications, probabilityCi95 }: OutcomeRow, of: number): string {
  const runs = `${formatCount(replications)} of ${formatCounted(of, "run")}`;
  if (probabilityCi95 === undefined) return runs;
  return `${runs}, ${formatShare(probabilityCi95.low)} to ${formatShare(probabilityCi95.high)}`;
}

/** `28 of 100 instances, 28 %`. */
export function instancesOfOutcome({ instances, ofInstances }: OutcomeRow): string {
  return `${formatCount(instances)} of ${formatCounted(ofInstances, "instance")}, ${formatShare(instances / ofInstances)}`;
}
