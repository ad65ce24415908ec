import type { InstanceRow } from "../../model/records.ts";

/** Instances are of activities, resources, data nodes or preconditions (2.1); the type tells them apart. */
export function isResource({ type }: Pick<InstanceRow, "type">): boolean {
  return type === "EmrCluster" || type === "Ec2Resource";
}
