import type { PipelineObject } from "../../definition/definition.ts";
import type { MapReducePlan, TaskKind } from "../../model/map-reduce-plan.ts";
import type { ActivityPlan, InstanceGroupPlan } from "../../model/plan.ts";
import { type CompileContext, placeOf } from "./compile-context.ts";
import { hadoopSetting } from "./hadoop-settings.ts";

/** Jobs whose containers no node of their cluster has room for, or that YARN is told to refuse (5.4). */
export function refuseUnfittingJobs(
  context: CompileContext,
  cluster: PipelineObject,
  groups: readonly InstanceGroupPlan[],
  activities: readonly ActivityPlan[],
): void {
  const largestMb = hadoopSetting(context, cluster, "yarn-site", "yarn.scheduler.maximum-allocation-mb");
  for (const activity of activities) {
    for (const { work, label } of activity.work) {
      const problem = work.kind === "mapreduce" ? problemOf(cluster, groups, work.job, largestMb) : undefined;
      if (problem === undefined) continue;
      const object = context.objects.get(activity.id) ?? cluster;
      const message = `${label} of ${activity.id} can never run: ${problem}`;
      const hint = "lower mapreduce.map.memory.mb and its like in the definition, or give the cluster larger instances";
      context.problems.error("PLAN_WORK", placeOf(context, object), message, { path: activity.id, rule: "5.4", hint });
    }
  }
}

const NAMES: Readonly<Record<TaskKind, string>> = {
  applicationMaster: "its application master",
  map: "a map",
  reduce: "a reduce",
};

function problemOf(
  cluster: PipelineObject,
  groups: readonly InstanceGroupPlan[],
  job: MapReducePlan,
  largestMb = Number.POSITIVE_INFINITY,
): string | undefined {
  const nodes = groups.flatMap(({ hadoop }) => (hadoop?.kind === "memory" ? [hadoop] : []));
  const kinds: readonly TaskKind[] =
    job.reduce.count > 0 ? ["applicationMaster", "map", "reduce"] : ["applicationMaster", "map"];
  for (const kind of nodes.length === 0 ? [] : kinds) {
    const least = Math.min(...nodes.map(({ containerMb }) => containerMb[kind]));
    if (least > largestMb)
      return `${NAMES[kind]} needs ${least} MB, more than yarn.scheduler.maximum-allocation-mb, ${largestMb}`;
    if (nodes.every(({ containerMb, memoryMb }) => containerMb[kind] > memoryMb)) {
      return `${NAMES[kind]} needs ${least} MB, more than any node of ${cluster.id} offers`;
    }
  }
  return undefined;
}
