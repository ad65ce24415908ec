import type { PipelineObject } from "../../definition/definition.ts";
import type { InstanceGroupPlan } from "../../model/plan.ts";
import type { CompileContext } from "./compile-context.ts";
import { countOf, referredObjects } from "./fields.ts";

/**
 * EBS volumes that a cluster's groups attach to their instances, in GB: the mean over its instances, since the bill
 * counts the volumes of a resource together. Source: DG EbsConfiguration, EbsBlockDeviceConfig, VolumeSpecification (7.1).
 */
export function attachedGbPerInstance(
  context: CompileContext,
  resource: PipelineObject,
  groups: readonly InstanceGroupPlan[],
): number {
  const instances = groups.reduce((sum, { count }) => sum + count, 0);
  const gb = groups.reduce((sum, { role, count }) => sum + count * attachedGb(context, resource, role), 0);
  return instances === 0 ? 0 : gb / instances;
}

function attachedGb(context: CompileContext, resource: PipelineObject, role: InstanceGroupPlan["role"]): number {
  const configurations = referredObjects(context, resource, `${role}EbsConfiguration`);
  const devices = configurations.flatMap((one) => referredObjects(context, one, "ebsBlockDeviceConfig"));
  return devices.reduce((sum, device) => {
    const perInstance = countOf(context, device, "volumesPerInstance") ?? 1;
    const [volume] = referredObjects(context, device, "volumeSpecification");
    return sum + perInstance * (volume === undefined ? 0 : (countOf(context, volume, "sizeInGB") ?? 0));
  }, 0);
}
