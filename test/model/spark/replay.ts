import type { SparkStagePlan } from "../../../src/model/spark-plan.ts";
import type { SparkObservation, StageObservation } from "../../../src/planner/calibrate/observations.ts";
import { seconds } from "../plans.ts";
import { dynamic, SparkRun, sparkOf, stageOf } from "./run-spark.ts";

/** A part of an application, as its log has it and as the model makes it. */
export interface Replayed {
  readonly measuredS: number;
  readonly modelS: number;
}

/** What an application ran on. */
export interface ReplayOn {
  readonly executors: number;
  readonly isDynamic: boolean;
}

/**
 * An application with the measured durations of its tasks, in the order of their indexes, on executors of as many cores as
 * it had; what the driver did between jobs is taken from the log. Each task is a stage of its own, so that it takes exactly
 * as long as it did. All: from the first task to the end of the last one.
 */
export function replay(job: SparkObservation, { executors, isDynamic }: ReplayOn): Map<string, Replayed> {
  const observed = job.stages.filter(({ tasks }) => tasks.length > 0).sort((a, b) => firstMs(a) - firstMs(b));
  const { plans, members } = plansOf(observed);
  const run = new SparkRun();
  run.addNodes(1, 1_000_000, 10_000);
  const executor = { container: { memoryMb: 1024, vcores: 1 }, cores: job.executors.cores ?? 1, start: seconds(0) };
  const allocation = isDynamic
    ? dynamic({ initial: executors, max: executors })
    : ({ kind: "static", count: executors } as const);
  run.submit("app", sparkOf(plans, executors, { executor, allocation, externalShuffle: true }));
  run.run();
  const rows = new Map(run.stages.map((row) => [row.index, row]));
  const spanOf = (indexes: readonly number[]) => {
    const own = indexes.flatMap((index) => rows.get(index) ?? []);
    const ends = own.map(({ endedAtMs = 0 }) => endedAtMs);
    const starts = own.map(({ startedAtMs = 0 }) => startedAtMs);
    return (Math.max(...ends) - Math.min(...starts)) / 1000;
  };
  const replayed = observed.map((stage): [string, Replayed] => [
    `stage ${stage.id}`,
    { measuredS: (lastMs(stage) - firstMs(stage)) / 1000, modelS: spanOf(members.get(stage.id) ?? []) },
  ]);
  const measuredMs = Math.max(...observed.map(lastMs)) - Math.min(...observed.map(firstMs));
  return new Map([
    ...replayed,
    ["all", { measuredS: measuredMs / 1000, modelS: spanOf([...members.values()].flat()) }],
  ]);
}

/** A gate without tasks for each stage, then its tasks; the gate waits for parents, or for the job before. */
function plansOf(observed: readonly StageObservation[]): {
  readonly plans: readonly SparkStagePlan[];
  readonly members: ReadonlyMap<number, readonly number[]>;
} {
  const plans: SparkStagePlan[] = [];
  const members = new Map<number, number[]>();
  for (const stage of observed) {
    const earlier = observed.filter(({ jobId }) => jobId !== undefined && jobId < (stage.jobId ?? 0));
    const previousJob = Math.max(...earlier.map(({ jobId }) => jobId ?? 0));
    const before = earlier.filter(({ jobId }) => jobId === previousJob);
    const parents = stage.parents.filter((id) => members.has(id));
    const waitedFor = parents.length > 0 ? parents : before.map(({ id }) => id);
    const doneMs = Math.max(0, ...before.map(lastMs));
    const isFirstOfJob = parents.length === 0 && before.length > 0;
    const gapMs = isFirstOfJob ? Math.max(0, (stage.submittedMs ?? firstMs(stage)) - doneMs) : 0;
    const gate = plans.length;
    const after = waitedFor.flatMap((id) => members.get(id) ?? []);
    plans.push(stageOf(0, 0, { after, driver: seconds(gapMs / 1000) }));
    const tasks = stage.tasks.filter(({ status }) => status === "succeeded").sort((a, b) => a.index - b.index);
    members.set(
      stage.id,
      tasks.map((_, index) => gate + 1 + index),
    );
    for (const { startMs, endMs } of tasks) plans.push(stageOf(1, (endMs - startMs) / 1000, { after: [gate] }));
  }
  return { plans, members };
}

function firstMs({ tasks }: StageObservation): number {
  return Math.min(...tasks.map(({ startMs }) => startMs));
}

function lastMs({ tasks }: StageObservation): number {
  return Math.max(...tasks.map(({ endMs }) => endMs));
}
