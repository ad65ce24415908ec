import type { MapReducePlan } from "../map-reduce-plan.ts";
import type { WorkPlan } from "../plan.ts";
import type { SparkPlan } from "../spark-plan.ts";
import { scaledPlan } from "./scaling-plan.ts";

/** Where in its work an attempt fails (3.3). */
export interface FailurePoint {
  /** Of the work item in which it fails. */
  readonly index: number;
  /** How much of that item is done by then, from 0 to 1. */
  readonly share: number;
}

/** Where a fraction of the whole work falls, which is the sum of what was drawn for its items (3.3). */
export function failurePointAt(fraction: number, amounts: readonly number[]): FailurePoint {
  const last = Math.max(0, amounts.length - 1);
  let left = fraction * amounts.reduce((sum, amount) => sum + amount, 0);
  for (const [index, amount] of amounts.entries()) {
    if (left < amount) return { index, share: left / amount };
    left -= amount;
  }
  return { index: last, share: 1 };
}

/** The first part of a work item whose amount has been drawn: with all nodes there, it takes that share of its time. */
export function partOfWork(work: WorkPlan, amount: number, share: number): { work: WorkPlan; amount: number } {
  if (work.kind === "mapreduce") return { work: { ...work, job: partOfJob(work.job, share) }, amount: amount * share };
  if (work.kind === "spark") {
    return { work: { ...work, application: partOfApplication(work.application, share) }, amount: amount * share };
  }
  if (work.kind !== "scaling") return { work, amount: Math.round(amount * share) };
  return { work: scaledPlan(work, share), amount: amount * share };
}

/** Stages in their order: the first part of its tasks. */
function partOfApplication(application: SparkPlan, share: number): SparkPlan {
  const total = application.stages.reduce((sum, { count }) => sum + count, 0);
  let left = Math.round(total * share);
  const stages = application.stages.map((stage) => {
    const count = Math.min(stage.count, left);
    left -= count;
    return { ...stage, count };
  });
  return { ...application, stages };
}

/** The maps of a job come before its reduces: the first part of its tasks. */
function partOfJob(job: MapReducePlan, share: number): MapReducePlan {
  const { map, reduce } = job;
  const count = Math.round((map.count + reduce.count) * share);
  const maps = Math.min(map.count, count);
  return { ...job, map: { ...map, count: maps }, reduce: { ...reduce, count: count - maps } };
}
