import type { PipelineObject } from "../../definition/definition.ts";
import type { HadoopNodePlan } from "../../model/map-reduce-plan.ts";
import type { ActivityPlan, InstanceGroupPlan } from "../../model/plan.ts";
import type { ContainerPlan, SparkPlan } from "../../model/spark-plan.ts";
import { type CompileContext, placeOf } from "./compile-context.ts";

/** Applications whose master or executors no node of their cluster has room for: they would wait for ever (5.4). */
export function refuseUnfitting(
  context: CompileContext,
  cluster: PipelineObject,
  groups: readonly InstanceGroupPlan[],
  activities: readonly ActivityPlan[],
): void {
  const nodes = groups.flatMap(({ hadoop, count }) => (hadoop === undefined ? [] : [{ hadoop, count }]));
  if (nodes.length === 0) return;
  for (const activity of activities) {
    for (const { work, label } of activity.work) {
      if (work.kind !== "spark") continue;
      const problem = problemOf(cluster, nodes, work.application);
      if (problem === undefined) continue;
      const object = context.objects.get(activity.id) ?? cluster;
      const message = `${label} of ${activity.id} can never run: ${problem}`;
      const hint = "give `executor` less `memory`, or the cluster larger instances";
      context.problems.error("PLAN_WORK", placeOf(context, object), message, { path: activity.id, rule: "5.4", hint });
    }
  }
}

interface Nodes {
  readonly hadoop: HadoopNodePlan;
  readonly count: number;
}

function problemOf(
  cluster: PipelineObject,
  nodes: readonly Nodes[],
  { executor, master }: SparkPlan,
): string | undefined {
  if (nodes.some(({ hadoop }) => hadoop.kind === "slots")) {
    return `Spark needs YARN, and the nodes of ${cluster.id} have the map and reduce slots of Hadoop 1`;
  }
  const largest = nodes.reduce((most, { hadoop }) => larger(most, sizeOf(hadoop)), { memoryMb: 0, vcores: 0 });
  const parts = [
    ["the application master", master.container],
    ["an executor", executor.container],
  ] as const;
  for (const [what, size] of parts) {
    const lack = lackOf(size, largest);
    if (lack !== undefined) return `${what} needs ${lack} that the largest node of ${cluster.id} offers`;
  }
  const nodeCount = nodes.reduce((sum, { count }) => sum + count, 0);
  const together = add(master.container, executor.container);
  const lack = nodeCount > 1 ? undefined : lackOf(together, largest);
  return lack === undefined
    ? undefined
    : `the application master and one executor need ${lack} that the only node of ${cluster.id} offers`;
}

/** `12,000 MB, more than the 10,240 MB`. */
function lackOf(size: ContainerPlan, largest: ContainerPlan): string | undefined {
  if (size.memoryMb > largest.memoryMb) return `${size.memoryMb} MB of memory, more than the ${largest.memoryMb} MB`;
  if (size.vcores > largest.vcores) return `${size.vcores} vcores, more than the ${largest.vcores}`;
  return undefined;
}

function sizeOf(hadoop: HadoopNodePlan): ContainerPlan {
  if (hadoop.kind === "slots") return { memoryMb: 0, vcores: 0 };
  return { memoryMb: hadoop.memoryMb, vcores: hadoop.vcores ?? Number.POSITIVE_INFINITY };
}

function larger(a: ContainerPlan, b: ContainerPlan): ContainerPlan {
  return { memoryMb: Math.max(a.memoryMb, b.memoryMb), vcores: Math.max(a.vcores, b.vcores) };
}

function add(a: ContainerPlan, b: ContainerPlan): ContainerPlan {
  return { memoryMb: a.memoryMb + b.memoryMb, vcores: a.vcores + b.vcores };
}
