import type { SparkStagePlan } from "../spark-plan.ts";

/** Indexes of the stages that a stage waits for: those whose shuffles it reads, and the one whose cached data it reads. */
export function parentsOf({ after, cached }: SparkStagePlan): readonly number[] {
  return cached === undefined ? after : [...after, cached.of];
}
