import type { ActivityPlan, SchedulePlan } from "../../model/plan.ts";

/**
 * The activities of one cluster whose Hadoop jobs or steps can run on it beside others (4.6): neither waits for the
 * other, and they are not both steps of a cluster that runs one step at a time.
 */
export function sideBySide(
  activities: readonly ActivityPlan[],
  cluster: SchedulePlan,
  stepConcurrency: number,
): ActivityPlan[] {
  const users = activities.filter((activity) => usesHadoop(activity) || usesSteps(activity));
  const waitedFor = ancestors(users, activities);
  const isOrdered = (a: ActivityPlan, b: ActivityPlan) =>
    servesOnce(a, cluster) && servesOnce(b, cluster) && (isIn(waitedFor, a, b) || isIn(waitedFor, b, a));
  const canMeet = (a: ActivityPlan, b: ActivityPlan) => {
    if (stepConcurrency === 1 && !usesHadoop(a) && !usesHadoop(b)) return false;
    return a === b ? a.maxActiveInstances !== 1 && !servesOnce(a, cluster) : !isOrdered(a, b);
  };
  return users.filter((activity) => users.some((other) => canMeet(activity, other)));
}

function usesHadoop({ work }: ActivityPlan): boolean {
  return work.some(({ place }) => place === "hadoop");
}

function usesSteps({ work }: ActivityPlan): boolean {
  return work.some(({ place }) => place === "stepQueue");
}

/** Whether each instance of the cluster serves one interval or activation of the activity only (2.3). */
function servesOnce({ schedule }: ActivityPlan, cluster: SchedulePlan): boolean {
  if (schedule.kind === "ondemand" || cluster.kind === "ondemand") return schedule.kind === cluster.kind;
  return schedule.scheduleId === cluster.scheduleId;
}

/** By activity, the ids of all that it waits for, directly or through others. */
function ancestors(
  users: readonly ActivityPlan[],
  activities: readonly ActivityPlan[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const byId = new Map(activities.map((activity) => [activity.id, activity]));
  return new Map(
    users.map(({ id }) => {
      const found = new Set<string>();
      const open = [id];
      for (let next = open.pop(); next !== undefined; next = open.pop()) {
        for (const { activityId } of byId.get(next)?.dependsOn ?? []) {
          if (found.has(activityId)) continue;
          found.add(activityId);
          open.push(activityId);
        }
      }
      return [id, found];
    }),
  );
}

function isIn(waitedFor: ReadonlyMap<string, ReadonlySet<string>>, a: ActivityPlan, b: ActivityPlan): boolean {
  return waitedFor.get(a.id)?.has(b.id) ?? false;
}
