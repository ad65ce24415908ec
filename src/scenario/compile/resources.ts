import { findInstanceType } from "../../catalog/instance-type.ts";
import { defaultInstanceType } from "../../catalog/region.ts";
import type { PipelineObject } from "../../definition/definition.ts";
import type {
  ActivityPlan,
  Ec2ResourcePlan,
  EmrClusterPlan,
  InstanceGroupPlan,
  ResourcePlan,
} from "../../model/plan.ts";
import { DOCUMENTED_GROUP_COUNT } from "../defaults.ts";
import { compileApplications, compileGroupBoot, refuseUnknownPlaces } from "./boot.ts";
import { compileBootstrap } from "./bootstrap-actions.ts";
import { compileSharing } from "./cluster-sharing.ts";
import { type CompileContext, placeOf } from "./compile-context.ts";
import { isAmiEra } from "./emr-era.ts";
import { countOf, textOf, typeOf } from "./fields.ts";
import { withTaskRoom } from "./hadoop-nodes.ts";
import { compileHdfs } from "./hdfs.ts";
import { refuseInstanceType } from "./instance-types.ts";
import { compileManagedResource } from "./managed-resource.ts";
import { compileNodeFailures, refuseUnknownNodes } from "./node-failures.ts";
import { compilePurchase } from "./purchase.ts";
import { instanceTypeOf, warnOfResizing } from "./resized-cluster.ts";
import { RESOURCE_TYPES } from "./runner.ts";
import { warnOfUnmatched } from "./workload-parts.ts";

/** The resources that activities run on; others would never be launched (2.3) and are left out with a warning. */
export function compileResources(context: CompileContext, activities: readonly ActivityPlan[]): ResourcePlan[] {
  const used = new Set(activities.flatMap(({ runner }) => (runner.kind === "resource" ? [runner.resourceId] : [])));
  const objects = context.definition.objects.filter((object) => RESOURCE_TYPES.has(typeOf(object)));
  for (const object of objects) if (!used.has(object.id)) warnOfUnused(context, object);
  const resources = objects
    .filter(({ id }) => used.has(id))
    .map((object) => compileResource(context, object, activities));
  const names = resources.flatMap((resource) =>
    resource.kind === "EmrCluster" ? resource.bootstrapActions.map(({ name }) => name) : [],
  );
  warnOfUnmatched(context, context.scenario.bootstrapActions, names, "bootstrap action");
  const clusters = resources.filter(({ kind }) => kind === "EmrCluster").map(({ id }) => id);
  warnOfUnmatched(context, context.scenario.clusters, clusters, "cluster");
  refuseUnknownPlaces(context, resources);
  refuseUnknownNodes(context, resources);
  for (const resource of resources) refuseAboveLimit(context, resource);
  return resources;
}

/** It would wait for ever for its EC2 instances. */
function refuseAboveLimit(context: CompileContext, resource: ResourcePlan): void {
  const limit = context.scenario.account.ec2InstanceLimit ?? Number.POSITIVE_INFINITY;
  const groups = resource.kind === "EmrCluster" ? resource.groups : [resource.group];
  const count = groups.reduce((sum, group) => sum + group.count, 0);
  const object = context.objects.get(resource.id);
  if (count <= limit || object === undefined) return;
  const message = `${resource.id} needs ${count} EC2 instances, but the account may have only ${limit} at a time`;
  const hint = "raise `account.ec2InstanceLimit`, or have fewer instances";
  context.problems.error("PLAN_RUNNER", placeOf(context, object), message, { path: resource.id, rule: "2.5", hint });
}

function warnOfUnused(context: CompileContext, object: PipelineObject): void {
  const message = `no activity runs on ${object.id}: it is never launched`;
  context.problems.warning("PLAN_RUNNER", placeOf(context, object), message, { path: object.id, rule: "2.3" });
}

function compileResource(
  context: CompileContext,
  object: PipelineObject,
  activities: readonly ActivityPlan[],
): ResourcePlan {
  if (typeOf(object) === "EmrCluster") return compileCluster(context, object, activities);
  return compileEc2Resource(context, object, activities);
}

function compileCluster(
  context: CompileContext,
  object: PipelineObject,
  activities: readonly ActivityPlan[],
): EmrClusterPlan {
  const groups = withTaskRoom(context, object, compileGroups(context, object), activities);
  warnOfResizing(context, object);
  const amiEra = isAmiEra(context, object);
  const masterType = groups[0]?.instanceType ?? defaultInstanceType(context.region);
  const managed = compileManagedResource(context, object, "EmrCluster", amiEra, groups, activities);
  return {
    ...managed,
    kind: "EmrCluster",
    groups,
    ...compileBootstrap(context, object, groups),
    ...compileHdfs(context, object, groups),
    applications: compileApplications(context, object, masterType, amiEra),
    ...compileSharing(context, object, managed.schedule, activities),
    clusterLogUri: textOf(context, object, "emrLogUri") ?? managed.runnerLogUri,
  };
}

/** Master, then core, then task; groups of no instances are left out. */
function compileGroups(context: CompileContext, cluster: PipelineObject): InstanceGroupPlan[] {
  const hasTask = cluster.fields.has("taskInstanceType") || cluster.fields.has("taskInstanceCount");
  const core = groupCount(context, cluster, "core");
  const task = hasTask ? groupCount(context, cluster, "task") : 0;
  const counts = [
    ["master", countOf(context, cluster, "masterInstanceCount") ?? 1],
    ["core", core],
    ["task", task],
  ] as const;
  return counts
    .filter(([, count]) => count > 0)
    .map(([role, count]) => compileGroup(context, cluster, role, `${role}InstanceType`, count));
}

function groupCount(context: CompileContext, cluster: PipelineObject, role: "core" | "task"): number {
  const key = `${role}InstanceCount`;
  const own = countOf(context, cluster, key);
  if (own === undefined) {
    context.assumptions.add({
      id: `${key}.${cluster.id}`,
      rule: "5.3",
      what: `Number of ${role} instances of ${cluster.id}`,
      value: String(DOCUMENTED_GROUP_COUNT),
      source: "the default in editions of the guide before 2015",
      override: `\`${key}\` in the definition`,
    });
  }
  return own ?? DOCUMENTED_GROUP_COUNT;
}

function compileEc2Resource(
  context: CompileContext,
  object: PipelineObject,
  activities: readonly ActivityPlan[],
): Ec2ResourcePlan {
  const group = compileGroup(context, object, "host", "instanceType", 1);
  const managed = compileManagedResource(context, object, "Ec2Resource", false, [group], activities);
  return { ...managed, kind: "Ec2Resource", group };
}

function compileGroup(
  context: CompileContext,
  object: PipelineObject,
  role: InstanceGroupPlan["role"],
  key: string,
  count: number,
): InstanceGroupPlan {
  const instanceType = instanceTypeOf(context, object, key) ?? assumeInstanceType(context, object, key);
  if (findInstanceType(instanceType) === undefined) {
    refuseInstanceType(
      context,
      placeOf(context, object.fields.get(key) ?? object),
      instanceType,
      `${object.id}.${key}`,
    );
  }
  return {
    role,
    instanceType,
    count,
    purchase: compilePurchase(context, object, role, instanceType),
    ...compileGroupBoot(context, object.id, role, instanceType, count),
    ...compileNodeFailures(context, object.id, role, instanceType, count),
  };
}

function assumeInstanceType(context: CompileContext, object: PipelineObject, key: string): string {
  const type = defaultInstanceType(context.region);
  context.assumptions.add({
    id: `${key}.${object.id}`,
    rule: "1.7",
    what: `\`${key}\` of ${object.id}`,
    value: type,
    source: `DG, default instance types: the one of ${context.region}`,
    override: `\`${key}\` in the definition`,
  });
  return type;
}
