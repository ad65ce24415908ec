import type { PipelineObject } from "../../definition/definition.ts";
import type { ActivityPlan, EmrClusterPlan, HadoopSchedulerPlan, SchedulePlan } from "../../model/plan.ts";
import { DEFAULT_HADOOP_SCHEDULER, DEFAULT_WORK_BESIDE } from "../defaults.ts";
import type { QueueSettings } from "../sections/clusters.ts";
import type { Placed } from "../values/value.ts";
import type { CompileContext } from "./compile-context.ts";
import { textOf, textsOf } from "./fields.ts";
import { matching } from "./patterns.ts";
import { compileQueues } from "./queues.ts";
import { sideBySide } from "./side-by-side.ts";

/** Source: EMR Release Guide, Run multiple steps in parallel (4.6). */
const STEP_CONCURRENCY_FROM: readonly [major: number, minor: number] = [5, 28];

/**
 * How the steps and Hadoop jobs of a cluster share it (4.6): what the scenario says, the definition's
 * `hadoopSchedulerType`, else first come, first served.
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

/**
 * Only the CapacityScheduler has queues with capacities. Where they are given without a scheduler type they are those of
 * EMR's own scheduler, which since Hadoop 2 is that one.
 */
function compileScheduler(
  context: CompileContext,
  cluster: PipelineObject,
  activities: readonly ActivityPlan[],
): HadoopSchedulerPlan {
  const type = textOf(context, cluster, "hadoopSchedulerType")?.toUpperCase() ?? "";
  const given = matching(context.scenario.clusters, cluster.id).flatMap(({ value }) => value.queues ?? [])[0];
  const queues = given?.value ?? queuesOfDefinition(context, cluster);
  const kind = KINDS.get(type) ?? (type === "" && queues.length > 0 ? "capacity" : "fifo");
  if (kind === "capacity") return { kind, queues: compileQueues(context, cluster, queues, given, activities) };
  if (given !== undefined) warnOfUnusedQueues(context, cluster, type, given);
  return { kind, queues: [] };
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

/** As the guide's examples configure them: `...,-z,yarn.scheduler.capacity.root.high.capacity=40`. */
const QUEUE_ARGUMENT =
  /\b(?:yarn\.scheduler\.capacity\.root|mapred\.capacity-scheduler\.queue)\.([\w-]+)\.capacity=(\d{1,3}(?:\.\d{1,6})?)/g;

/** Source: DG HadoopActivity, examples of EmrCluster. */
function queuesOfDefinition(context: CompileContext, cluster: PipelineObject): QueueSettings[] {
  const texts = textsOf(context, cluster, "bootstrapAction");
  const found = texts.flatMap((text) => [...text.matchAll(QUEUE_ARGUMENT)]);
  return found
    .map(([, name = "", percent]) => ({ name, capacity: Number(percent) / 100 }))
    .filter(({ capacity }) => capacity > 0 && capacity <= 1);
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
