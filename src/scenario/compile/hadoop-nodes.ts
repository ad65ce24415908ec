import { type HadoopSlots, hadoopSlots } from "../../catalog/hadoop-slots.ts";
import { findInstanceType } from "../../catalog/instance-type.ts";
import type { PipelineObject } from "../../definition/definition.ts";
import type { HadoopNodePlan } from "../../model/map-reduce-plan.ts";
import type { ActivityPlan, InstanceGroupPlan } from "../../model/plan.ts";
import { DEFAULT_HADOOP_VERSION } from "../defaults.ts";
import { type CompileContext, placeOf } from "./compile-context.ts";
import { isAmiEra } from "./emr-era.ts";
import { textOf } from "./fields.ts";
import { refuseUnfittingJobs } from "./map-reduce-fit.ts";
import { refuseUnfitting } from "./spark-fit.ts";
import { withYarnSettings } from "./yarn-settings.ts";

/** What decides about slots and containers. */
export interface HadoopVersion {
  /** A release label, or an AMI version. */
  readonly text: string;
  readonly hasHbase: boolean;
}

/** The version that a cluster names, or that goes with its Hadoop version; else a default that fits its time. */
export function hadoopVersion(context: CompileContext, cluster: PipelineObject): HadoopVersion {
  const hasHbase = installsHbase(cluster);
  const own = textOf(context, cluster, "releaseLabel") ?? textOf(context, cluster, "amiVersion");
  if (own !== undefined && /^(emr-|ami-)?\d/i.test(own)) return { text: own, hasHbase };
  const ami = AMI_OF_HADOOP.find(([hadoop]) => textOf(context, cluster, "hadoopVersion")?.startsWith(hadoop));
  if (ami !== undefined) return { text: ami[1], hasHbase };
  const isOld = isAmiEra(context, cluster);
  const { rule, what, value, source } = DEFAULT_HADOOP_VERSION[isOld ? "ami" : "release"];
  const override = `\`${isOld ? "amiVersion" : "releaseLabel"}\` in the definition`;
  const id = `hadoop.${cluster.id}`;
  context.assumptions.add({ id, rule, what: `${what} of ${cluster.id}`, value, source, override });
  return { text: value, hasHbase };
}

/** The AMI series that a Hadoop version came with. Source: EMR Management Guide, AMI versions supported. */
const AMI_OF_HADOOP = [
  ["0.20.205", "2.0"],
  ["0.20", "1.0"],
  ["0.18", "1.0"],
  ["1.0", "2.4"],
  ["2.", "3.11"],
] as const;

function installsHbase(cluster: PipelineObject): boolean {
  const values = ["applications", "supportedProducts"].flatMap((key) => cluster.fields.get(key)?.values ?? []);
  return values.some((value) => value.kind !== "ref" && /hbase/i.test(value.text));
}

/** The groups of a cluster with what their nodes offer to tasks, where an activity on it has task-level work (5.4). */
export function withTaskRoom(
  context: CompileContext,
  cluster: PipelineObject,
  groups: readonly InstanceGroupPlan[],
  activities: readonly ActivityPlan[],
): readonly InstanceGroupPlan[] {
  const own = activities.filter(({ runner }) => runner.kind === "resource" && runner.resourceId === cluster.id);
  const kinds = new Set(own.flatMap(({ work }) => work.map((item) => item.work.kind)));
  const hasSpark = kinds.has("spark");
  if (!hasSpark && !kinds.has("mapreduce")) return groups;
  const version = hadoopVersion(context, cluster);
  const isAlone = groups.every(({ role }) => role === "master");
  const compiled = groups.map((group) => {
    if (group.role === "master" && !isAlone) return group;
    const hadoop = compileHadoopNode(context, cluster, group.instanceType, version);
    if (hadoop === undefined) return group;
    return { ...group, hadoop: hasSpark ? withProcessors(hadoop, group.instanceType) : hadoop };
  });
  if (hasSpark) refuseUnfitting(context, cluster, compiled, own);
  if (kinds.has("mapreduce")) refuseUnfittingJobs(context, cluster, compiled, own);
  return compiled;
}

/** Spark's tasks share the vCPUs of their node. */
function withProcessors(node: HadoopNodePlan, instanceType: string): HadoopNodePlan {
  const processors = findInstanceType(instanceType)?.vcpu;
  return node.kind === "slots" || processors === undefined ? node : { ...node, processors };
}

/** What a node of a type offers to tasks; undefined, and an error, where nobody knows. */
function compileHadoopNode(
  context: CompileContext,
  cluster: PipelineObject,
  instanceType: string,
  version: HadoopVersion,
): HadoopNodePlan | undefined {
  const row = hadoopSlots(instanceType, version.text, version.hasHbase);
  const found = row === undefined ? undefined : nodeOf(row);
  if (row === undefined || found === undefined) {
    const message = `the slots and containers of ${instanceType} under EMR ${version.text} are not known: its MapReduce and Spark work cannot be simulated`;
    const hint = "name another instance type, or give the step's `duration` or `scaling`";
    context.problems.error("PLAN_WORK", placeOf(context, cluster), message, { path: cluster.id, rule: "5.4", hint });
    return undefined;
  }
  const node = withYarnSettings(context, cluster, instanceType, found);
  const { note, source, table } = row;
  context.assumptions.add({
    id: `hadoop.${version.text}.${instanceType}`,
    rule: "5.4",
    what: `What a node of ${instanceType} offers to Hadoop tasks`,
    value: describeNode(node),
    source: `EMR's table ${table} (${source})${note === null ? "" : `: ${note}`}`,
    override: "another instance type, or release, in the definition",
  });
  return node;
}

/** The table row as a plan knows it; undefined where it has neither slots nor memory. */
export function nodeOf(row: HadoopSlots): HadoopNodePlan | undefined {
  const { mapSlots, reduceSlots, nodeManagerMemoryMb, mapMemoryMb, reduceMemoryMb, applicationMasterMemoryMb } = row;
  if (mapSlots !== null && reduceSlots !== null)
    return { kind: "slots", slots: { map: mapSlots, reduce: reduceSlots } };
  if (nodeManagerMemoryMb === null || mapMemoryMb === null || reduceMemoryMb === null) return undefined;
  const containerMb = {
    applicationMaster: applicationMasterMemoryMb ?? reduceMemoryMb,
    map: mapMemoryMb,
    reduce: reduceMemoryMb,
  };
  return { kind: "memory", memoryMb: nodeManagerMemoryMb, containerMb };
}

function describeNode(node: HadoopNodePlan): string {
  if (node.kind === "slots") return `${node.slots.map} map and ${node.slots.reduce} reduce slots`;
  const { applicationMaster, map, reduce } = node.containerMb;
  return `${node.memoryMb} MB for containers of ${map} (map), ${reduce} (reduce) and ${applicationMaster} MB (application master)`;
}
