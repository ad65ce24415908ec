import { Experiment, type ExperimentOptions, runExperiment } from "../experiment/experiment.ts";
import type { Result } from "../experiment/result.ts";
import { runReplication } from "../experiment/run-replication.ts";
import type { Io } from "./io.ts";

/** Below this much work left, starting threads costs more than it saves. */
const WORTH_THREADS_MS = 1000;

/**
 * Runs an experiment in this thread, or in worker threads when more work is left after the first replication than their
 * start costs. The result is the same bytes either way (8.1).
 *
 * @param workers how many threads; undefined: as many as there are processors, if that is worth it
 */
export async function replicate(options: ExperimentOptions, io: Io, workers: number | undefined): Promise<Result> {
  if (workers === 1) return runExperiment(options);
  const experiment = new Experiment(options);
  const startedMs = io.clock();
  const first = experiment.nextIndexes(1);
  for (const index of first) experiment.add(runReplication(options.plan, options.seed, index, true));
  const leftMs = (io.clock() - startedMs) * (wantedAtMost(options) - first.length);
  if (workers !== undefined || leftMs > WORTH_THREADS_MS)
    await runInThreads(experiment, options, workers ?? io.processors);
  else runHere(experiment, options);
  return experiment.result();
}

function wantedAtMost({ rule }: ExperimentOptions): number {
  return rule.kind === "count" ? rule.count : rule.max;
}

function runHere(experiment: Experiment, { plan, seed }: ExperimentOptions): void {
  for (;;) {
    const [index] = experiment.nextIndexes(1);
    if (index === undefined) return;
    experiment.add(runReplication(plan, seed, index, false));
  }
}

/** Each thread takes a few replications at a time; what comes in after the stopping rule is met is not counted. */
async function runInThreads(experiment: Experiment, { plan, seed }: ExperimentOptions, workers: number): Promise<void> {
  const { Piscina } = await import("piscina");
  const filename = new URL("./replication-worker.js", import.meta.url).href;
  const size = { minThreads: workers, maxThreads: workers };
  const pool = new Piscina({ filename, name: "runReplications", ...size, workerData: { plan, seed } });
  const work = async (): Promise<void> => {
    for (;;) {
      const indexes = experiment.nextIndexes(4);
      if (indexes.length === 0) return;
      for (const replication of await pool.run(indexes)) experiment.add(replication);
    }
  };
  try {
    await Promise.all(Array.from({ length: workers }, work));
  } finally {
    await pool.destroy();
  }
}
