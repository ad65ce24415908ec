import { findInstanceType } from "../../../catalog/instance-type.ts";
import type { Plan } from "../../../model/plan.ts";
import type { RunObservation } from "../observations.ts";
import type { WorkProfile } from "../profile.ts";
import { totalText, type WorkOptions, workLines } from "../work-lines.ts";
import { mapReduceReplay } from "./map-reduce-replay.ts";
import { type ReplayCluster, replayPlan } from "./replay-plan.ts";
import { sparkReplay } from "./spark-replay.ts";

/** One run as plans. */
export interface ReplayStep {
  readonly tasks: number;
  /** With the measured times of its tasks; absent: none are known. */
  readonly measured?: { readonly plan: Plan; readonly replications: number };
  readonly fitted: Plan;
}

/** The plans of one run by what is known of it: its tasks, a scaling law, its duration. */
export function replayOf(run: RunObservation, profile: WorkProfile, options: WorkOptions): ReplayStep {
  const { job } = run;
  if (options.totals !== true) {
    if (job?.kind === "mapreduce" && profile.mapReduce?.map !== undefined) {
      return mapReduceReplay(run, job, profile.mapReduce, profile);
    }
    if (job?.kind === "spark" && profile.spark !== undefined) return sparkReplay(run, job, profile.spark, profile);
  }
  const cluster = clusterOf(run, profile);
  const isOfTasks = profile.mapReduce !== undefined || profile.spark !== undefined;
  const work = isOfTasks || cluster === undefined ? [totalText(profile)] : workLines(profile, { totals: true });
  return { tasks: 0, fitted: replayPlan(work, cluster ?? ANY_CLUSTER) };
}

const ANY_CLUSTER: ReplayCluster = { nodes: 1, instanceType: "m1.small", hadoop: "ami" };

/** The cluster that a scaling law has to be asked for; undefined: durations know no cluster. */
function clusterOf({ cluster }: RunObservation, { scaling }: WorkProfile): ReplayCluster | undefined {
  const { nodes, instanceType } = cluster ?? {};
  if (scaling === undefined || nodes === undefined || instanceType === undefined) return undefined;
  return findInstanceType(instanceType) === undefined ? undefined : { nodes, instanceType, hadoop: "ami" };
}
