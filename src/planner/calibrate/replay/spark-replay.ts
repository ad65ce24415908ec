import type { RunObservation, SparkObservation } from "../observations.ts";
import type { MeasuredFit, SparkProfile, WorkProfile } from "../profile.ts";
import { sparkProfile } from "../spark-profile.ts";
import { workLines } from "../work-lines.ts";
import { replayPlan } from "./replay-plan.ts";
import type { ReplayStep } from "./replay-step.ts";

/** A large type, on which all executors find room, whatever they are on: its cores are those that were measured. */
const INSTANCE_TYPE = "m4.10xlarge";
const NODE_CORES = 40;

/** A few megabytes, so that memory is not what is asked after: what spilled has its spills in its times. */
const MEMORY = "512 MiB";

/** Its own times are drawn too, since stages have no order of tasks that a cluster would keep. */
const REPLICATIONS = 5;

/** An application with as many tasks as it had, on as many executors: with its own times, and with the profile. */
export function sparkReplay(
  run: RunObservation,
  job: SparkObservation,
  profile: SparkProfile,
  work: WorkProfile,
): ReplayStep {
  const own = sparkProfile(`${work.name}/${run.id ?? ""}`, [run]) ?? profile;
  const { count, hosts } = job.executors;
  const cores = job.executors.cores ?? profile.cores ?? 1;
  const cluster = {
    nodes: Math.max(1, hosts, Math.ceil((Math.max(1, count) * cores) / NODE_CORES)),
    instanceType: INSTANCE_TYPE,
    hadoop: "release",
  } as const;
  const planOf = (spark: SparkProfile) =>
    replayPlan(
      workLines({ ...work, instanceType: INSTANCE_TYPE, spark: { ...spark, cores, memory: MEMORY } }, {}),
      cluster,
    );
  const fitted = {
    ...own,
    stages: own.stages.map((stage, index) => ({ ...stage, ...fittedTimes(profile, index) })),
    ...(profile.startup === undefined ? {} : { startup: profile.startup }),
  };
  return {
    tasks: own.stages.reduce((sum, { tasks }) => sum + tasks.median, 0),
    measured: { plan: planOf({ ...own, stages: own.stages.map(asMeasured) }), replications: REPLICATIONS },
    fitted: planOf(fitted),
  };
}

function fittedTimes(
  { stages }: SparkProfile,
  index: number,
): Partial<Pick<SparkProfile["stages"][number], "task" | "driver">> {
  const stage = stages[index];
  if (stage === undefined) return {};
  return { task: stage.task, ...(stage.driver === undefined ? {} : { driver: stage.driver }) };
}

/** More values than these make a scenario too large to be read. */
const VALUES_MAX = 500;

/** The values themselves instead of what was fitted to them. */
function asMeasured(stage: SparkProfile["stages"][number]): SparkProfile["stages"][number] {
  const { values } = stage.task;
  const sorted = [...values].sort((a, b) => a - b);
  const count = Math.min(VALUES_MAX, sorted.length);
  const taken = Array.from(
    { length: count },
    (_, index) => sorted[Math.floor(((index + 0.5) * sorted.length) / count)] ?? 0,
  );
  const task: MeasuredFit = {
    ...stage.task,
    fits: { ...stage.task.fits, chosen: { kind: "empirical", values: taken } },
  };
  return { ...stage, task };
}
