import { fitFailureRate } from "./fit-failure-rate.ts";
import { countRange, measure, median } from "./measure.ts";
import type { MapReduceObservation, RunObservation, TaskObservation } from "./observations.ts";
import type { MapReduceProfile, MeasuredFit, Stragglers } from "./profile.ts";

/** A task counts as a straggler over so many times the median of its phase and job; Assumption: what reports call slow. */
export const STRAGGLER_FACTOR = 2;

/** A median of fewer tasks is none to be late against. */
const STRAGGLER_TASKS_MIN = 5;

/** The tasks of the jobs of one name; undefined where none has any that succeeded. */
export function mapReduceProfile(name: string, runs: readonly RunObservation[]): MapReduceProfile | undefined {
  const jobs = runs.flatMap(({ job, status }) => (job?.kind === "mapreduce" && status !== "failed" ? [job] : []));
  const succeeded = jobs.map((job) => done(job.tasks));
  const isOver = jobs.length > 0 && succeeded.some((tasks) => tasks.length > 0);
  if (!isOver) return undefined;
  const seed = `tasks/${name}`;
  const reduces = succeeded.flatMap((tasks) => phase(tasks, "reduce"));
  const measured = (key: string, values: readonly number[]): Partial<Record<string, MeasuredFit>> =>
    values.length === 0 ? {} : { [key]: measure(values, `${seed}/${key}`) };
  const maps = succeeded.flatMap((tasks) => bodies(phase(tasks, "map"), durationOf));
  const tails = succeeded.flatMap((tasks) => bodies(phase(tasks, "reduce"), tailOf(tasks)));
  const all = jobs.flatMap(({ tasks }) => tasks);
  const failures = all.filter(({ status }) => status === "failed").length;
  const trials = failures + all.filter(({ status }) => status === "succeeded").length;
  return {
    jobs: jobs.length,
    maps: countRange(succeeded.map((tasks) => taskCount(phase(tasks, "map")))),
    reduces: countRange(succeeded.map((tasks) => taskCount(phase(tasks, "reduce")))),
    ...measured("map", maps),
    ...measured("reduce", tails),
    shuffleMs: spans(reduces, ({ startMs, shuffledMs }) => [startMs, shuffledMs]),
    sortMs: spans(reduces, ({ shuffledMs, sortedMs }) => [shuffledMs, sortedMs]),
    ...measured("around", aroundTasks(runs)),
    taskFailure: fitFailureRate(failures, { kind: "trials", trials }),
    stragglers: stragglersOf(succeeded),
  };
}

function done(tasks: readonly TaskObservation[]): readonly TaskObservation[] {
  return tasks.filter(({ status }) => status === "succeeded");
}

function phase(tasks: readonly TaskObservation[], which: TaskObservation["phase"]): readonly TaskObservation[] {
  return tasks.filter((task) => task.phase === which);
}

/** A copy of a slow task may have succeeded as well. */
function taskCount(tasks: readonly TaskObservation[]): number {
  return new Set(tasks.map(({ taskId }) => taskId)).size;
}

function durationOf({ startMs, endMs }: TaskObservation): number {
  return endMs - startMs;
}

/** When the last map of a job was done. */
export function lastMapEndMs(tasks: readonly TaskObservation[]): number {
  return phase(done(tasks), "map").reduce((last, { endMs }) => Math.max(last, endMs), 0);
}

/** What a reduce does when nothing holds it up any more: before the last map it only waits for what it fetches. */
export function tailOf(tasks: readonly TaskObservation[]): (task: TaskObservation) => number {
  const lastMs = lastMapEndMs(tasks);
  return ({ startMs, endMs }) => endMs - Math.min(endMs, Math.max(startMs, lastMs));
}

/** Without stragglers, which the model draws by themselves. */
function bodies(tasks: readonly TaskObservation[], howLong: (task: TaskObservation) => number): readonly number[] {
  const limitMs = stragglerLimit(tasks.map(durationOf));
  return tasks.filter((task) => durationOf(task) <= limitMs).map(howLong);
}

function stragglerLimit(durations: readonly number[]): number {
  if (durations.length < STRAGGLER_TASKS_MIN) return Number.POSITIVE_INFINITY;
  return STRAGGLER_FACTOR * median(durations);
}

function stragglersOf(jobs: readonly (readonly TaskObservation[])[]): Stragglers {
  let tasks = 0;
  const slowdowns: number[] = [];
  for (const durations of jobs.flatMap((all) =>
    (["map", "reduce"] as const).map((one) => phase(all, one).map(durationOf)),
  )) {
    if (durations.length < STRAGGLER_TASKS_MIN) continue;
    const limitMs = stragglerLimit(durations);
    const others = durations.filter((ms) => ms <= limitMs);
    const meanMs = sum(others) / others.length;
    tasks += durations.length;
    if (meanMs > 0) slowdowns.push(...durations.filter((ms) => ms > limitMs).map((ms) => ms / meanMs));
  }
  const count = slowdowns.length;
  return { factor: STRAGGLER_FACTOR, tasks, count, ...(count === 0 ? {} : { slowdown: sum(slowdowns) / count }) };
}

/** What of a job is neither waiting for tasks nor a task: its setup and its end. */
function aroundTasks(runs: readonly RunObservation[]): number[] {
  return runs.flatMap((run) => {
    const { job, startMs, durationMs, status } = run;
    if (job?.kind !== "mapreduce" || startMs === undefined || status !== "succeeded") return [];
    return [Math.max(0, durationMs - tasksSpanMs(job))];
  });
}

/** From the first task that began to the last that ended. */
export function tasksSpanMs({ tasks }: MapReduceObservation): number {
  const fromMs = tasks.reduce((first, { startMs }) => Math.min(first, startMs), Number.POSITIVE_INFINITY);
  return tasks.reduce((last, { endMs }) => Math.max(last, endMs), 0) - fromMs;
}

function spans(
  tasks: readonly TaskObservation[],
  ends: (task: TaskObservation) => readonly [number | undefined, number | undefined],
): number[] {
  return tasks.flatMap((task) => {
    const [fromMs, toMs] = ends(task);
    return fromMs === undefined || toMs === undefined ? [] : [Math.max(0, toMs - fromMs)];
  });
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
