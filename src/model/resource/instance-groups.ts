import type { InstanceGroupPlan, ResourcePlan } from "../plan.ts";

/** The groups of EC2 instances that a resource is made of; an Ec2Resource is one of one. */
export function groupsOf(plan: ResourcePlan): readonly InstanceGroupPlan[] {
  return plan.kind === "EmrCluster" ? plan.groups : [plan.group];
}

/** Whether instances of a group can end abruptly, from outside, before their resource does (5.3). */
export function canBeLost({ purchase, timeToFailure, instanceFailures }: InstanceGroupPlan): boolean {
  return purchase.kind === "spot" || timeToFailure !== undefined || instanceFailures !== undefined;
}

/** How many EC2 instances they are; `awaited`: without task instances, which a resource starts without (5.1). */
export function countInstances(groups: readonly InstanceGroupPlan[], which: "all" | "awaited"): number {
  return groups.reduce((sum, { role, count }) => sum + (which === "awaited" && role === "task" ? 0 : count), 0);
}
