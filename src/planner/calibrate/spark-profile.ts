import { countRange, measure } from "./measure.ts";
import type { RunObservation, SparkObservation, StageObservation } from "./observations.ts";
import type { SparkProfile, SparkStageProfile } from "./profile.ts";

/** The stages of the applications of one name; undefined where none ran a stage. */
export function sparkProfile(name: string, runs: readonly RunObservation[]): SparkProfile | undefined {
  const applications = runs.flatMap(({ job, startMs }) =>
    job?.kind === "spark" ? [{ ...job, stages: inOrder(job.stages), startMs }] : [],
  );
  const startups = applications.flatMap(({ startMs, stages: [first] }) =>
    startMs === undefined || first === undefined ? [] : [Math.max(0, firstTaskMs(first) - startMs)],
  );
  const longest = applications.reduce<SparkObservation | undefined>(
    (most, one) => (most === undefined || one.stages.length > most.stages.length ? one : most),
    undefined,
  );
  if (longest === undefined) return undefined;
  const after = waits(longest.stages);
  const [memory] = applications.flatMap(({ executors }) => executors.memory ?? []);
  const cores = applications.reduce((most, { executors }) => Math.max(most, executors.cores ?? 0), 0);
  return {
    applications: applications.length,
    stages: longest.stages.map((stage, index) => stageProfile(name, stage, after[index] ?? [], index, applications)),
    executors: countRange(applications.map(({ executors }) => executors.count)),
    ...(cores === 0 ? {} : { cores }),
    ...(memory === undefined ? {} : { memory }),
    ...(startups.length === 0 ? {} : { startup: measure(startups, `startup/${name}`) }),
  };
}

function inOrder(stages: readonly StageObservation[]): readonly StageObservation[] {
  return stages.filter(({ tasks }) => tasks.some(({ status }) => status === "succeeded")).sort((a, b) => a.id - b.id);
}

/** The stage at the same place of each application: ids count on over the jobs of an application. */
function stageProfile(
  name: string,
  stage: StageObservation,
  after: readonly number[],
  index: number,
  applications: readonly SparkObservation[],
): SparkStageProfile {
  const alike = applications.flatMap((application) => application.stages[index] ?? []);
  const gaps = applications.flatMap(({ stages }) =>
    gapOf(
      stages[index],
      after.map((place) => stages[place]),
    ),
  );
  const done = alike.map(({ tasks }) => tasks.filter(({ status }) => status === "succeeded"));
  const durations = done.flatMap((tasks) => tasks.map(({ startMs, endMs }) => endMs - startMs));
  return {
    name: stage.name,
    after,
    tasks: countRange(done.map((tasks) => new Set(tasks.map((task) => task.index)).size)),
    task: measure(durations, `stage/${name}/${index}`),
    ...(gaps.length === 0 ? {} : { driver: measure(gaps, `driver/${name}/${index}`) }),
  };
}

/** How long the driver takes between the stages that one waits for and its first task. */
function gapOf(stage: StageObservation | undefined, before: readonly (StageObservation | undefined)[]): number[] {
  if (stage === undefined || before.length === 0 || before.includes(undefined)) return [];
  const overMs = before.reduce((last, one) => Math.max(last, one === undefined ? 0 : lastTaskMs(one)), 0);
  return [Math.max(0, firstTaskMs(stage) - overMs)];
}

function firstTaskMs({ tasks }: StageObservation): number {
  return tasks.reduce((first, { startMs }) => Math.min(first, startMs), Number.POSITIVE_INFINITY);
}

function lastTaskMs({ tasks }: StageObservation): number {
  return tasks.reduce((last, { endMs }) => Math.max(last, endMs), 0);
}

/**
 * Of each stage its parents, as far as they ran: what was cached or skipped did not. A stage without parents begins when
 * the jobs before its own are over, if they were when it began: a driver runs its jobs one after another as a rule.
 */
function waits(stages: readonly StageObservation[]): readonly (readonly number[])[] {
  const before: ReadonlySet<number>[] = [];
  return stages.map((stage, index) => {
    const parents = stages.flatMap(({ id }, place) => (place < index && stage.parents.includes(id) ? [place] : []));
    const candidates = parents.length > 0 ? parents : earlierJobs(stage, index, stages);
    const own = candidates.filter((place) => !candidates.some((other) => before[other]?.has(place)));
    before.push(new Set([...own, ...own.flatMap((place) => [...(before[place] ?? [])])]));
    return own;
  });
}

function earlierJobs(stage: StageObservation, index: number, stages: readonly StageObservation[]): readonly number[] {
  return stages.flatMap(({ jobId, endMs }, place) => {
    const isBefore = place < index && jobId !== undefined && stage.jobId !== undefined && jobId < stage.jobId;
    const isOver = endMs !== undefined && stage.submittedMs !== undefined && endMs <= stage.submittedMs;
    return isBefore && isOver ? [place] : [];
  });
}
