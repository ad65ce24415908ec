import type { PipelineObject } from "../../definition/definition.ts";
import type { ActivityPlan, EmrClusterPlan, HadoopSchedulerPlan, SchedulePlan } from "../../model/plan.ts";
import { DEFAULT_QUEUE_SCHEDULER } from "../defaults/queues.ts";
import { DEFAULT_HADOOP_SCHEDULER, DEFAULT_WORK_BESIDE } from "../defaults.ts";
import type { QueueSettings } from "../sections/clusters.ts";
import type { Placed } from "../values/value.ts";
import { type CompileContext, placeOf } from "./compile-context.ts";
import { emrProperties } from "./emr-properties.ts";
import { textOf } from "./fields.ts";
import { matching } from "./patterns.ts";
import { queuesOfDefinition } from "./queue-capacities.ts";
import { compileQueues } from "./queues.ts";
import { sideBySide } from "./side-by-side.ts";

/** Source: EMR Release Guide, Run multiple steps in parallel (4.6). */
const STEP_CONCURRENCY_FROM: readonly [major: number, minor: number] = [5, 28];

/**
 * How the steps and Hadoop jobs of a cluster share it (4.6): what the scenario says, the definition's
 * `hadoopSchedulerType` and configurations, else first come, first served.
 *
 * @param activities all of the definition
 */
export function compileSharing(
  context: CompileContext,
  cluster: PipelineObject,
  schedule: SchedulePlan,
  activities: readonly ActivityPlan[],
): Pick<EmrClusterPlan, "stepConcurrency" | "hadoopScheduler"> {
  const stepConcurrency = compileStepConcurrency(context, cluster);
  const own = activities.filter(({ runner }) => runner.kind === "resource" && runner.resourceId === cluster.id);
  const meeting = sideBySide(own, schedule, stepConcurrency);
  const scheduler = compileScheduler(context, cluster, own);
  if (meeting.length > 0) assumeSharing(context, cluster, scheduler, meeting);
  return { stepConcurrency, ...(scheduler.kind === "fifo" ? {} : { hadoopScheduler: scheduler }) };
}

function compileStepConcurrency(context: CompileContext, cluster: PipelineObject): number {
  const entries = matching(context.scenario.clusters, cluster.id);
  const given = entries.flatMap(({ value }) => value.stepConcurrency ?? [])[0];
  if (given === undefined) return 1;
  const older = given.value > 1 ? olderSoftware(context, cluster) : undefined;
  if (older !== undefined) {
    const message = `${cluster.id} runs one step at a time: ${older}, and several at a time came with emr-5.28.0`;
    context.problems.error("SCENARIO_VALUE", given.place, message, { path: given.path, rule: "4.6" });
  }
  return given.value;
}

/** What the definition says of software from before concurrent steps; undefined where it does not say. */
function olderSoftware(context: CompileContext, cluster: PipelineObject): string | undefined {
  const label = textOf(context, cluster, "releaseLabel");
  if (label === undefined) {
    // releases have neither
    const amiVersion = textOf(context, cluster, "amiVersion");
    if (amiVersion !== undefined) return `it has AMI version ${amiVersion}`;
    const hadoopVersion = textOf(context, cluster, "hadoopVersion");
    return hadoopVersion === undefined ? undefined : `it has Hadoop ${hadoopVersion}`;
  }
  const [, major, minor] = /^emr-(\d+)\.(\d+)/.exec(label) ?? [];
  if (major === undefined || minor === undefined) return undefined;
  const [fromMajor, fromMinor] = STEP_CONCURRENCY_FROM;
  const isOlder = Number(major) < fromMajor || (Number(major) === fromMajor && Number(minor) < fromMinor);
  return isOlder ? `it has the release ${label}` : undefined;
}

const KINDS: ReadonlyMap<string, HadoopSchedulerPlan["kind"]> = new Map([
  ["PARALLEL_FAIR_SCHEDULING", "fair"],
  ["PARALLEL_CAPACITY_SCHEDULING", "capacity"],
]);

/** By the last word of YARN's `yarn.resourcemanager.scheduler.class`. Source: Hadoop, ResourceManager. */
const CLASSES: ReadonlyMap<string, HadoopSchedulerPlan["kind"]> = new Map([
  ["CapacityScheduler", "capacity"],
  ["FairScheduler", "fair"],
  ["FifoScheduler", "fifo"],
]);

/**
 * What hadoopSchedulerType names, else the class of a configuration. Only the CapacityScheduler has queues with
 * capacities: where they are given and no scheduler is named, they are those of EMR's own, which since Hadoop 2 is that
 * one.
 */
function compileScheduler(
  context: CompileContext,
  cluster: PipelineObject,
  activities: readonly ActivityPlan[],
): HadoopSchedulerPlan {
  const type = textOf(context, cluster, "hadoopSchedulerType")?.toUpperCase() ?? "";
  const className = emrProperties(context, cluster, "yarn-site").get("yarn.resourcemanager.scheduler.class") ?? "";
  const named =
    KINDS.get(type) ?? (type === "" ? CLASSES.get(className.slice(className.lastIndexOf(".") + 1)) : "fifo");
  const given = matching(context.scenario.clusters, cluster.id).flatMap(({ value }) => value.queues ?? [])[0];
  const queues = given?.value ?? queuesOfDefinition(context, cluster);
  if (named === undefined && queues.length > 0) sayWhoseQueues(context, cluster, given);
  const kind = named ?? (queues.length > 0 ? "capacity" : "fifo");
  if (kind === "capacity") return { kind, queues: compileQueues(context, cluster, queues, given, activities) };
  if (given !== undefined) warnOfUnusedQueues(context, cluster, type === "" ? className : type, given);
  return { kind, queues: [] };
}

/** Hadoop 1 has queues only where a CapacityScheduler is asked for; since Hadoop 2 it is there anyway. */
function sayWhoseQueues(
  context: CompileContext,
  cluster: PipelineObject,
  given: Placed<readonly QueueSettings[]> | undefined,
): void {
  if (isHadoop1(context, cluster)) {
    const message = `the queues of ${cluster.id} need a CapacityScheduler, which its Hadoop starts only where it is asked for: they are simulated as if it were`;
    const hint = 'give the cluster `"hadoopSchedulerType": "PARALLEL_CAPACITY_SCHEDULING"`';
    const place = given?.place ?? placeOf(context, cluster);
    context.problems.warning("PLAN_WORK", place, message, { path: given?.path ?? cluster.id, rule: "4.6", hint });
    return;
  }
  const { rule, what, value, source } = DEFAULT_QUEUE_SCHEDULER;
  context.assumptions.add({
    id: `hadoopScheduler.${cluster.id}`,
    rule,
    what: `${what} ${cluster.id}`,
    value,
    source,
    override: "`hadoopSchedulerType` in the definition",
  });
}

function isHadoop1(context: CompileContext, cluster: PipelineObject): boolean {
  if (textOf(context, cluster, "releaseLabel") !== undefined) return false;
  const ami = textOf(context, cluster, "amiVersion");
  return ami === undefined
    ? /^[01]\./.test(textOf(context, cluster, "hadoopVersion") ?? "")
    : /^(ami-)?[12]\./i.test(ami);
}

function warnOfUnusedQueues(
  context: CompileContext,
  cluster: PipelineObject,
  type: string,
  { place, path }: Placed<readonly QueueSettings[]>,
): void {
  const message = `the queues' parts of ${cluster.id} count only with PARALLEL_CAPACITY_SCHEDULING, and its scheduler is ${type}`;
  context.problems.warning("PLAN_WORK", place, message, { path, rule: "4.6" });
}

function assumeSharing(
  context: CompileContext,
  cluster: PipelineObject,
  { kind }: HadoopSchedulerPlan,
  meeting: readonly ActivityPlan[],
): void {
  const { assumptions } = context;
  if (kind === "fifo") {
    const { rule, what, value, source } = DEFAULT_HADOOP_SCHEDULER;
    assumptions.add({
      id: `hadoopScheduler.${cluster.id}`,
      rule,
      what: `${what} ${cluster.id}`,
      value,
      source,
      override: "`hadoopSchedulerType` in the definition",
    });
  }
  const isTimed = ({ work }: ActivityPlan) =>
    work.some((item) => item.place !== "runner" && item.work.kind === "duration");
  const timed = meeting.filter(isTimed);
  if (timed.length === 0) return;
  const { rule, what, value, source } = DEFAULT_WORK_BESIDE;
  assumptions.add({
    id: `work.beside.${cluster.id}`,
    rule,
    what: `${what} ${cluster.id} (${timed.map(({ id }) => id).join(", ")})`,
    value,
    source,
    override: "`scaling` in place of a duration, under `workloads`",
  });
}
