import type { EmrClusterPlan, ResourcePlan } from "../plan.ts";
import type { World } from "../world.ts";
import type { LogPlace } from "./write-log.ts";

/** Where a managed Task Runner's log goes: its log URI, else the place that the service chooses (6.3). */
export function runnerLogPlace(plan: ResourcePlan, world: World): LogPlace {
  const uri = plan.runnerLogUri ?? world.plan.logs.defaultUri;
  if (uri !== null) return { kind: "uri", uri };
  return { kind: "lost", reason: "logs.defaultUri is none and no pipelineLogUri is given (6.3)" };
}

/** Where a cluster's node and step logs go; without a log URI they are lost with it (6.3). */
export function clusterLogPlace(plan: EmrClusterPlan): LogPlace {
  if (plan.clusterLogUri !== null) return { kind: "uri", uri: plan.clusterLogUri };
  const reason = "no emrLogUri or pipelineLogUri is given: node and step logs are lost with the cluster (6.3)";
  return { kind: "lost", reason };
}
