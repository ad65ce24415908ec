import type { InstantMs } from "../../../base/instant.ts";
import type { MapReduceObservation, RunObservation, TaskObservation } from "../observations.ts";

/** The job of a run, if it has tasks: what a reader spreads into it. */
export function jobOfTasks(
  tasks: readonly TaskObservation[],
  submittedMs: InstantMs,
  shuffleBytes = 0,
): Pick<RunObservation, "job"> {
  if (tasks.length === 0) return {};
  const firstMs = tasks.reduce((earliest, { startMs }) => Math.min(earliest, startMs), Number.POSITIVE_INFINITY);
  const job: MapReduceObservation = {
    kind: "mapreduce",
    tasks,
    setupMs: Math.max(0, firstMs - submittedMs),
    ...(shuffleBytes > 0 ? { shuffleBytes } : {}),
  };
  return { job };
}
