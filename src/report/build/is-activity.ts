import type { InstanceRow } from "../../model/records.ts";

/** Instances are of activities or of resources (2.1); the type tells them apart. */
export function isActivity({ type }: Pick<InstanceRow, "type">): boolean {
  return type !== "EmrCluster" && type !== "Ec2Resource";
}
