import { invariant } from "../../../base/invariant.ts";
import type { MapReducePlan, TasksPlan } from "../../../model/map-reduce-plan.ts";
import type { Plan } from "../../../model/plan.ts";
import { tailOf, tasksSpanMs } from "../map-reduce-profile.ts";
import type { MapReduceObservation, RunObservation, TaskObservation } from "../observations.ts";
import type { CountRange, MapReduceProfile, WorkProfile } from "../profile.ts";
import { workLines } from "../work-lines.ts";
import { replayPlan } from "./replay-plan.ts";
import type { ReplayStep } from "./replay-step.ts";

/** Any type that has slots will do: tasks take in its slots what they took in those that were measured. */
const INSTANCE_TYPE = "m1.small";

/**
 * A job with as many tasks as it had, on one node with as many slots as it used at a time: once with the times of its own
 * tasks in the order in which they began, once with the profile.
 */
export function mapReduceReplay(
  run: RunObservation,
  job: MapReduceObservation,
  profile: MapReduceProfile,
  work: WorkProfile,
): ReplayStep {
  const done = job.tasks.filter(({ status }) => status === "succeeded");
  const maps = inOrder(done, "map");
  const reduces = inOrder(done, "reduce");
  const own: MapReduceProfile = { ...profile, maps: exactly(maps.length), reduces: exactly(reduces.length) };
  const slots = { map: peak(job.tasks, "map"), reduce: peak(job.tasks, "reduce") };
  const lines = workLines({ ...work, instanceType: INSTANCE_TYPE, mapReduce: own }, {});
  const plan = replayPlan(lines, { nodes: 1, instanceType: INSTANCE_TYPE, hadoop: "ami" });
  const fitted = withJob(plan, slots, (planned) => planned);
  const setupMs = Math.max(0, run.durationMs - tasksSpanMs({ ...job, tasks: done }));
  const measured = withJob(plan, slots, (planned) => ({
    ...planned,
    map: { ...planned.map, measuredMs: maps.map(({ startMs, endMs }) => endMs - startMs) },
    reduce: { ...planned.reduce, measuredMs: reduces.map(tailOf(done)) },
    setup: { kind: "constant", value: setupMs },
    faults: { failureProbability: 0, stragglerProbability: 0, stragglerSlowdown: 1, speculation: false },
  }));
  return { tasks: maps.length + reduces.length, fitted, measured: { plan: measured, replications: 1 } };
}

/** One attempt of each task, in the order in which they began. */
function inOrder(tasks: readonly TaskObservation[], phase: TaskObservation["phase"]): readonly TaskObservation[] {
  const byTask = new Map<string, TaskObservation>();
  for (const task of tasks) {
    const known = byTask.get(task.taskId);
    if (task.phase === phase && (known === undefined || task.endMs < known.endMs)) byTask.set(task.taskId, task);
  }
  return [...byTask.values()].sort((a, b) => a.startMs - b.startMs);
}

function exactly(count: number): CountRange {
  return { median: count, min: count, max: count };
}

/** The most that ran at a time; one that ends as another begins has made room for it. */
function peak(tasks: readonly TaskObservation[], phase: TaskObservation["phase"]): number {
  const moves = tasks
    .filter((task) => task.phase === phase)
    .flatMap(({ startMs, endMs }) => [
      { atMs: startMs, by: 1 },
      { atMs: endMs, by: -1 },
    ])
    .sort((a, b) => a.atMs - b.atMs || a.by - b.by);
  let running = 0;
  let most = 1;
  for (const { by } of moves) {
    running += by;
    most = Math.max(most, running);
  }
  return most;
}

/** The plan with slots of its own, in which tasks take as long as in those that were measured. */
function withJob(
  plan: Plan,
  slots: { readonly map: number; readonly reduce: number },
  change: (job: MapReducePlan) => MapReducePlan,
): Plan {
  const speed = plan.instanceTypes[INSTANCE_TYPE]?.speed;
  invariant(speed !== undefined, "the plan knows its only instance type");
  const inSlot = (tasks: TasksPlan, count: number): TasksPlan => ({ ...tasks, referenceSpeed: speed / count });
  return {
    ...plan,
    pipelines: plan.pipelines.map((pipeline) => ({
      ...pipeline,
      resources: pipeline.resources.map((resource) =>
        resource.kind !== "EmrCluster"
          ? resource
          : {
              ...resource,
              groups: resource.groups.map((group) =>
                group.hadoop === undefined ? group : { ...group, hadoop: { kind: "slots", slots } },
              ),
            },
      ),
      activities: pipeline.activities.map((activity) => ({
        ...activity,
        work: activity.work.map((item) => {
          if (item.work.kind !== "mapreduce") return item;
          const { job } = item.work;
          const placed = { ...job, map: inSlot(job.map, slots.map), reduce: inSlot(job.reduce, slots.reduce) };
          return { ...item, work: { kind: "mapreduce", job: change(placed) } };
        }),
      })),
    })),
  };
}
