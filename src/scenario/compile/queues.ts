import type { PipelineObject } from "../../definition/definition.ts";
import { DEFAULT_QUEUE } from "../../model/emr/hadoop-scheduler.ts";
import type { ActivityPlan, HadoopSchedulerPlan } from "../../model/plan.ts";
import type { QueueSettings } from "../sections/clusters.ts";
import type { Placed } from "../values/value.ts";
import { type CompileContext, placeOf } from "./compile-context.ts";

type Queue = HadoopSchedulerPlan["queues"][number];

/** Weights are whole numbers, so that parts add up exactly: hundredths of a percent. */
const WEIGHT_OF_ALL = 10_000;

/**
 * The queues of a CapacityScheduler that a cluster's jobs go to, with their weights (4.6). Those that nobody gives a capacity have what is left
 * in equal parts.
 *
 * @param queues with the capacities that the scenario or the definition gives
 * @param given of the scenario, for the place of a problem
 */
export function compileQueues(
  context: CompileContext,
  cluster: PipelineObject,
  queues: readonly QueueSettings[],
  given: Placed<readonly QueueSettings[]> | undefined,
  activities: readonly ActivityPlan[],
): Queue[] {
  const weights = new Map(
    queues.map(({ name, capacity }) => [name, Math.max(1, Math.round(WEIGHT_OF_ALL * capacity))]),
  );
  const unnamed = queuesUsed(activities).filter((name) => !weights.has(name));
  if (queues.length === 0) {
    if (unnamed.length > 1) assumeEqual(context, cluster, unnamed);
    return [];
  }
  const left = WEIGHT_OF_ALL - [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  const weight = Math.floor(left / unnamed.length);
  if (unnamed.length > 0 && weight < 1) warnOfNoPart(context, cluster, given, unnamed);
  for (const name of unnamed) weights.set(name, Math.max(1, weight));
  return [...weights].map(([name, one]) => ({ name, weight: one }));
}

function queuesUsed(activities: readonly ActivityPlan[]): string[] {
  const items = activities.flatMap(({ work }) => work.filter(({ place }) => place !== "runner"));
  return [...new Set(items.map(({ queue }) => queue ?? DEFAULT_QUEUE))];
}

function assumeEqual(context: CompileContext, cluster: PipelineObject, names: readonly string[]): void {
  const percent = `${Math.floor(100 / names.length)}%`;
  context.assumptions.add({
    id: `queues.${cluster.id}`,
    rule: "4.6",
    what: `Parts of ${cluster.id} that the queues ${names.join(", ")} have`,
    value: "equal parts",
    source: "nobody has given their capacities",
    override: `clusters: { ${cluster.id}: { queues: { ${names.map((name) => `${name}: ${percent}`).join(", ")} } } }`,
  });
}

/** Such a queue has the least weight that there is: as good as nothing beside others, everything without them. */
function warnOfNoPart(
  context: CompileContext,
  cluster: PipelineObject,
  given: Placed<readonly QueueSettings[]> | undefined,
  names: readonly string[],
): void {
  const list = names.map((name) => `\`${name}\``).join(" and ");
  const message = `the queues of ${cluster.id} leave no part of it for ${list}: what runs there has what the others leave`;
  const hint =
    "give every queue that a `hadoopQueue` names a part, and `default`, which steps and all other jobs go to";
  const place = given?.place ?? placeOf(context, cluster);
  context.problems.warning("PLAN_WORK", place, message, { path: given?.path ?? cluster.id, rule: "4.6", hint });
}
