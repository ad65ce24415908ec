import { findInstanceType } from "../../catalog/instance-type.ts";
import type { PipelineObject } from "../../definition/definition.ts";
import type { HadoopNodePlan } from "../../model/map-reduce-plan.ts";
import type { CompileContext } from "./compile-context.ts";
import { emrProperties } from "./emr-properties.ts";

/**
 * A node with what the cluster's EmrConfiguration objects change of its YARN (5.4): `yarn-site` its memory and vcores,
 * `capacity-scheduler` whether vcores count at all, which they do not by default.
 */
export function withYarnSettings(
  context: CompileContext,
  cluster: PipelineObject,
  instanceType: string,
  node: HadoopNodePlan,
): HadoopNodePlan {
  if (node.kind === "slots") return node;
  const yarn = emrProperties(context, cluster, "yarn-site");
  const calculator = emrProperties(context, cluster, "capacity-scheduler").get(
    "yarn.scheduler.capacity.resource-calculator",
  );
  const memoryMb = wholeOf(yarn.get("yarn.nodemanager.resource.memory-mb"));
  const vcores =
    wholeOf(yarn.get("yarn.nodemanager.resource.cpu-vcores")) ?? findInstanceType(instanceType)?.vcpu ?? undefined;
  return {
    ...node,
    ...(memoryMb === undefined ? {} : { memoryMb }),
    ...(vcores === undefined || calculator?.endsWith("DominantResourceCalculator") !== true ? {} : { vcores }),
  };
}

function wholeOf(text: string | undefined): number | undefined {
  return text !== undefined && /^[1-9]\d{0,8}$/.test(text.trim()) ? Number(text) : undefined;
}
