import type { RunObservation } from "../observations.ts";
import type { Profiles, WorkProfile } from "../profile.ts";
import type { WorkOptions } from "../work-lines.ts";
import { replayOf } from "./replay-step.ts";
import { simulateStep } from "./simulate-step.ts";

/** A run as it was measured and as the model has it. */
export interface ReplayedRun {
  readonly name: string;
  readonly id?: string;
  readonly measuredMs: number;
  /** With the measured times of its own tasks: what is left is the error of the model of waves. Absent: no tasks. */
  readonly tasksMs?: number;
  /** With the profile of all runs of its name: the median of the replications. */
  readonly profileMs: number;
}

/** What was replayed, and why the rest was not. */
export interface Replay {
  readonly runs: readonly ReplayedRun[];
  /** Sentences. */
  readonly notes: readonly string[];
}

/** More runs of one name say nothing new of the model, and take their time. */
const RUNS_OF_NAME_MAX = 50;

/** Times of one run by a profile; its median is compared. */
const REPLICATIONS = 15;
/** ... of jobs with so many tasks that chance evens out within each. */
const REPLICATIONS_LARGE = 3;
const LARGE_TASKS = 2000;

/** Simulates the runs that succeeded: each on the cluster that it had, with its own tasks and with its profile. */
export function replayRuns(profiles: Profiles, options: WorkOptions): Replay {
  const runs: ReplayedRun[] = [];
  const notes: string[] = [];
  for (const profile of profiles.work) {
    const own = profile.runs.filter(({ status, durationMs }) => status === "succeeded" && durationMs > 0);
    if (own.length > RUNS_OF_NAME_MAX)
      notes.push(`${profile.name}: the first ${RUNS_OF_NAME_MAX} of ${own.length} runs`);
    for (const run of own.slice(0, RUNS_OF_NAME_MAX)) runs.push(replayRun(run, profile, options));
  }
  if (runs.length === 0) notes.push("no run succeeded: there is nothing to replay");
  return { runs, notes };
}

function replayRun(run: RunObservation, profile: WorkProfile, options: WorkOptions): ReplayedRun {
  const step = replayOf(run, profile, options);
  const replications = step.tasks > LARGE_TASKS ? REPLICATIONS_LARGE : REPLICATIONS;
  return {
    name: profile.name,
    ...(run.id === undefined ? {} : { id: run.id }),
    measuredMs: run.durationMs,
    ...(step.measured === undefined ? {} : { tasksMs: simulateStep(step.measured.plan, step.measured.replications) }),
    profileMs: simulateStep(step.fitted, replications),
  };
}
