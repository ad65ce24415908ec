import { findInstanceType } from "../../catalog/instance-type.ts";
import type { PipelineObject } from "../../definition/definition.ts";
import type { HadoopNodePlan } from "../../model/map-reduce-plan.ts";
import type { CompileContext } from "./compile-context.ts";
import { emrProperties } from "./emr-properties.ts";
import { hadoopSetting } from "./hadoop-settings.ts";

type SlotsNode = HadoopNodePlan & { readonly kind: "slots" };
type MemoryNode = HadoopNodePlan & { readonly kind: "memory" };

/**
 * A node with what a cluster's EmrConfiguration objects and bootstrap actions change of it (5.4): `yarn-site` its memory and
 * vcores, `mapred-site` the size of its containers or the number of its slots, `capacity-scheduler` whether vcores count
 * at all, which they do not by default.
 */
export function withYarnSettings(
  context: CompileContext,
  cluster: PipelineObject,
  instanceType: string,
  node: HadoopNodePlan,
): HadoopNodePlan {
  if (node.kind === "slots") return withSlots(context, cluster, node);
  const calculator = emrProperties(context, cluster, "capacity-scheduler").get(
    "yarn.scheduler.capacity.resource-calculator",
  );
  const memoryMb = hadoopSetting(context, cluster, "yarn-site", "yarn.nodemanager.resource.memory-mb");
  const vcores =
    hadoopSetting(context, cluster, "yarn-site", "yarn.nodemanager.resource.cpu-vcores") ??
    findInstanceType(instanceType)?.vcpu ??
    undefined;
  return {
    ...node,
    ...(memoryMb === undefined ? {} : { memoryMb }),
    containerMb: containersOf(context, cluster, node),
    ...(vcores === undefined || calculator?.endsWith("DominantResourceCalculator") !== true ? {} : { vcores }),
  };
}

/** Hadoop 1 takes as many tasks as its TaskTracker is told. Source: Hadoop 1, mapred-default.xml. */
function withSlots(context: CompileContext, cluster: PipelineObject, node: SlotsNode): SlotsNode {
  const own = (kind: "map" | "reduce") =>
    hadoopSetting(context, cluster, "mapred-site", `mapred.tasktracker.${kind}.tasks.maximum`) ?? node.slots[kind];
  return { ...node, slots: { map: own("map"), reduce: own("reduce") } };
}

/** YARN gives multiples of its smallest container. Source: Hadoop, mapred-default.xml and yarn-default.xml. */
function containersOf(
  context: CompileContext,
  cluster: PipelineObject,
  { containerMb }: MemoryNode,
): MemoryNode["containerMb"] {
  const smallest = hadoopSetting(context, cluster, "yarn-site", "yarn.scheduler.minimum-allocation-mb") ?? 1;
  const sized = (key: string, ofTable: number) => {
    const asked = hadoopSetting(context, cluster, "mapred-site", key) ?? ofTable;
    return Math.ceil(asked / smallest) * smallest;
  };
  return {
    applicationMaster: sized("yarn.app.mapreduce.am.resource.mb", containerMb.applicationMaster),
    map: sized("mapreduce.map.memory.mb", containerMb.map),
    reduce: sized("mapreduce.reduce.memory.mb", containerMb.reduce),
  };
}
