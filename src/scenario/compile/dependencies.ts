import type { PipelineObject } from "../../definition/definition.ts";
import type { ActivityPlan, DependencyPlan } from "../../model/plan.ts";
import { type CompileContext, placeOf } from "./compile-context.ts";
import { idsOf } from "./fields.ts";
import { dataNodesReadBy, producersOf } from "./precondition-uses.ts";

/**
 * The activities that an activity waits for (3.1): those of its `dependsOn`, and those that have to be done before a
 * data node of its `input` or `dependsOn` is there. Links to what is not in the file are left out.
 */
export function compileDependencies(
  context: CompileContext,
  activity: PipelineObject,
  activities: readonly PipelineObject[],
): DependencyPlan[] {
  const dependencies = new Map<string, DependencyPlan>();
  const link = (activityId: string, via: string) => {
    if (!dependencies.has(activityId)) dependencies.set(activityId, { activityId, via });
  };
  const ids = new Set(activities.map(({ id }) => id));
  for (const id of idsOf(activity, "dependsOn")) if (ids.has(id)) link(id, "dependsOn");
  for (const node of idsOf(activity, "input")) {
    for (const producer of activities) if (idsOf(producer, "output").includes(node)) link(producer.id, node);
  }
  for (const node of dataNodesReadBy(context, activity)) {
    for (const producer of producersOf(context, node, activities)) link(producer.id, node.id);
  }
  // what reads and writes one data node does not wait for itself; what depends on itself is a circle
  if (dependencies.get(activity.id)?.via !== "dependsOn") dependencies.delete(activity.id);
  return [...dependencies.values()];
}

/** Activities that wait for each other in a circle would wait for ever: an error that names the circle. */
export function refuseCycles(context: CompileContext, activities: readonly ActivityPlan[]): void {
  const byId = new Map(activities.map((activity) => [activity.id, activity]));
  const done = new Set<string>();
  for (const { id } of activities) {
    const cycle = findCycle(id, byId, done);
    if (cycle === undefined) continue;
    const object = context.objects.get(id);
    if (object === undefined) continue;
    const message = `these activities wait for each other and would never run: ${cycle.join(" -> ")}`;
    context.problems.error("PLAN_DEPENDENCY_CYCLE", placeOf(context, object), message, { path: id, rule: "3.1" });
  }
}

/** Depth-first without recursion; `done` collects the activities that are known to be in no cycle or reported. */
function findCycle(
  start: string,
  byId: ReadonlyMap<string, ActivityPlan>,
  done: Set<string>,
): readonly string[] | undefined {
  const path: { readonly id: string; next: number }[] = [{ id: start, next: 0 }];
  while (path.length > 0) {
    const top = path.at(-1);
    if (top === undefined) break;
    const next = done.has(top.id) ? undefined : byId.get(top.id)?.dependsOn[top.next];
    top.next += 1;
    if (next === undefined) {
      done.add(top.id);
      path.pop();
      continue;
    }
    const index = path.findIndex(({ id }) => id === next.activityId);
    if (index >= 0) {
      const cycle = [...path.slice(index).map(({ id }) => id), next.activityId];
      for (const { id } of path) done.add(id);
      return cycle;
    }
    path.push({ id: next.activityId, next: 0 });
  }
  return undefined;
}
