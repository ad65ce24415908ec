import { findInstanceType } from "../../catalog/instance-type.ts";
import { nearestInstanceTypes } from "../../catalog/nearest-instance-types.ts";
import { defaultInstanceType } from "../../catalog/region.ts";
import type { PipelineObject } from "../../definition/definition.ts";
import type { Distribution } from "../../engine/distribution.ts";
import type { InstanceGroupPlan, ResourcePlan } from "../../model/plan.ts";
import type { NodeFailure } from "../sections/node-failures.ts";
import { nearestNames } from "../source/nearest-names.ts";
import { instanceIndex } from "./boot.ts";
import { type CompileContext, given } from "./compile-context.ts";
import { typeOf } from "./fields.ts";
import { closest, isExact, matchesPattern } from "./patterns.ts";
import { instanceTypeOf } from "./resized-cluster.ts";

type Role = InstanceGroupPlan["role"];

const ROLES: readonly Role[] = ["master", "core", "task", "host"];

/** When the instances of one group fail (5.3): what the scenario says of the closest place; else they do not. */
export function compileNodeFailures(
  context: CompileContext,
  resourceId: string,
  role: Role,
  instanceType: string,
  count: number,
): Pick<InstanceGroupPlan, "timeToFailure" | "instanceFailures"> {
  const { nodes } = context.scenario.failures;
  const own = closest(nodes, namesOf(resourceId, role, instanceType))?.value;
  const timeToFailure = own && timeOf(context, own);
  const instanceFailures = nodes.flatMap(({ pattern, value }) => {
    const index = instanceIndex(pattern, `${resourceId}.${role}`, count);
    const time = index === undefined ? undefined : timeOf(context, value);
    return index === undefined || time === undefined ? [] : [{ index, timeToFailure: time }];
  });
  return {
    ...(timeToFailure === undefined ? {} : { timeToFailure }),
    ...(instanceFailures.length === 0 ? {} : { instanceFailures }),
  };
}

/** Whether the scenario lets an instance of a resource fail. */
export function canNodesFail(context: CompileContext, resource: PipelineObject): boolean {
  const { nodes } = context.scenario.failures;
  const roles = typeOf(resource) === "EmrCluster" ? ROLES.filter((role) => role !== "host") : (["host"] as const);
  return roles.some((role) => {
    const key = role === "host" ? "instanceType" : `${role}InstanceType`;
    const type = instanceTypeOf(context, resource, key) ?? defaultInstanceType(context.region);
    const group = closest(nodes, namesOf(resource.id, role, type))?.value;
    const isOne = ({ pattern, value }: (typeof nodes)[number]) =>
      value.kind !== "none" && pattern.startsWith(`${resource.id}.${role}[`);
    return (group !== undefined && group.kind !== "none") || nodes.some(isOne);
  });
}

/** Keys of `failures.nodes` that stand for no instance of any pipeline: nothing would come of them. */
export function refuseUnknownNodes(context: CompileContext, resources: readonly ResourcePlan[]): void {
  const groups = resources.flatMap((resource) =>
    (resource.kind === "EmrCluster" ? resource.groups : [resource.group]).map((group) => ({
      ...group,
      name: `${resource.id}.${group.role}`,
    })),
  );
  const places = [...resources.map(({ id }) => id), ...groups.map(({ name }) => name), ...ROLES];
  const names = [...places, ...groups.map(({ instanceType }) => instanceType)];
  for (const { pattern, place, path } of context.scenario.failures.nodes) {
    const isInstance = groups.some(({ name, count }) => instanceIndex(pattern, name, count) !== undefined);
    const isPattern = !isExact(pattern) && (pattern === "*" || names.some((name) => matchesPattern(pattern, name)));
    const isKnown = places.includes(pattern) || isPattern || isInstance || findInstanceType(pattern) !== undefined;
    context.matches.look(place, isKnown, () => {
      const nearest = [...nearestNames(pattern, places), ...nearestInstanceTypes(pattern)].slice(0, 3);
      const hint =
        nearest.length === 0 ? {} : { hint: `did you mean ${nearest.map((one) => `\`${one}\``).join(" or ")}?` };
      const message = `\`${pattern}\` is neither a role, an instance type nor a resource, group or instance of the definition`;
      context.problems.error("SCENARIO_VALUE", place, message, { path, ...hint });
    });
  }
}

/** The narrowest first. */
function namesOf(resourceId: string, role: Role, instanceType: string): string[] {
  return [`${resourceId}.${role}`, resourceId, instanceType, role];
}

function timeOf(context: CompileContext, failure: NodeFailure): Distribution | undefined {
  if (failure.kind === "none") return undefined;
  if (failure.kind === "time") return given(context, failure.time);
  return { kind: "exponential", mean: failure.meanTimeToFailureMs };
}
