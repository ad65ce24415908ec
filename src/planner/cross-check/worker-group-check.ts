import { momentsOf } from "../../engine/moments.ts";
import type { CrossCheckRow, Measure } from "../../experiment/result.ts";
import type { ActivityPlan, PipelinePlan, Plan, WorkItemPlan } from "../../model/plan.ts";
import { compare } from "./compare.ts";
import { type QueueShape, queueLaw } from "./queues.ts";

/**
 * The wait for the Task Runners of a worker group where it is a queue with an exact answer: one activity alone, on demand
 * by Poisson arrivals, on runners that poll long, and nothing that fails or is limited (4.1 to 4.3).
 */
export function checkWorkerGroups(plan: Plan, measureOf: (name: string) => Measure | undefined): CrossCheckRow[] {
  return plan.pipelines.flatMap((pipeline) =>
    pipeline.activities.flatMap((activity) => {
      const shape = shapeOf(plan, pipeline, activity);
      const law = shape === undefined ? undefined : queueLaw(shape);
      if (law === undefined) return [];
      const name = `wait.runner.${plan.pipelinesAreNamed === true ? `${pipeline.name}.` : ""}${activity.id}`;
      const measure = measureOf(name);
      return measure === undefined ? [] : [compare(name, law.law, { exact: law.meanWait }, measure)];
    }),
  );
}

function shapeOf(plan: Plan, { activation }: PipelinePlan, activity: ActivityPlan): QueueShape | undefined {
  const { runner } = activity;
  if (runner.kind !== "workerGroup" || activation.kind !== "poisson" || !isAlone(plan, activity)) return undefined;
  if (plan.limits.calls !== undefined && plan.limits.calls.operations.length > 0) return undefined;
  if (plan.runnerFailure !== undefined || plan.lostAnswers !== undefined) return undefined;
  const runners = plan.taskRunners.filter(({ workerGroup }) => workerGroup === runner.workerGroup);
  if (runners.length === 0 || runners.some(({ poll }) => poll.kind !== "long")) return undefined;
  const service = serviceOf(activity.work);
  if (service === undefined) return undefined;
  const servers = runners.reduce((sum, { tasks }) => sum + tasks, 0);
  return { servers, meanInterarrival: activation.meanInterarrivalMs, ...service };
}

/** Nothing holds its instances back but the queue, and nothing else is in it. */
function isAlone({ pipelines, limits }: Plan, activity: ActivityPlan): boolean {
  const { schedule, dependsOn, dataNodes = [], preconditions = [], failure, attemptTimeoutMs, late, runner } = activity;
  const shares = pipelines.flatMap(({ activities }) => activities).filter((other) => other !== activity);
  const isShared = shares.some(
    (other) =>
      other.runner.kind === "workerGroup" &&
      runner.kind === "workerGroup" &&
      other.runner.workerGroup === runner.workerGroup,
  );
  const waits = dependsOn.length + dataNodes.length + preconditions.length > 0;
  const ends = failure !== undefined || attemptTimeoutMs !== undefined || late !== undefined;
  const isHeldBack =
    limits.instanceCreationIntervalMs !== null ||
    limits.activeInstancesPerObject !== null ||
    activity.maxActiveInstances !== null;
  return schedule.kind === "ondemand" && !isShared && !waits && !ends && !isHeldBack;
}

/** The mean and variance of all of an attempt's work; undefined where it is not the same for every attempt. */
function serviceOf(work: readonly WorkItemPlan[]): Pick<QueueShape, "service" | "isExponential"> | undefined {
  let [mean, variance] = [0, 0];
  for (const { work: one, place } of work) {
    if (one.kind !== "duration" || place !== "runner") return undefined;
    const moments = momentsOf(one.duration);
    mean += moments.mean;
    variance += moments.variance;
  }
  const [first] = work;
  const isExponential =
    work.length === 1 && first?.work.kind === "duration" && first.work.duration.kind === "exponential";
  return Number.isFinite(variance) ? { service: { mean, variance }, isExponential } : undefined;
}
