import { Experiment, type ExperimentOptions } from "../experiment/experiment.ts";
import { figureOfMeasure } from "../experiment/figure-of-measure.ts";
import type { RecordSink } from "../experiment/record-sink.ts";
import { type Replication, runReplication } from "../experiment/run-replication.ts";
import { DEFAULT_PRECISION } from "../scenario/defaults.ts";
import { didYouMean } from "../scenario/source/nearest-names.ts";
import { newHash } from "./digest.ts";
import { CommandError } from "./exit-status.ts";
import type { Io } from "./io.ts";
import { Progress } from "./progress.ts";

/** Below this much work left, starting threads costs more than it saves. */
const WORTH_THREADS_MS = 1000;

/** What an experiment without a choice of its own is judged by, measured or not. */
const ALWAYS_MEASURED: readonly string[] = DEFAULT_PRECISION.of;

/**
 * Runs an experiment in this thread, or in worker threads when more work is left after the first replication than their
 * start costs. The result is the same bytes either way (8.1).
 *
 * @param workers how many threads; undefined: as many as there are processors, if that is worth it
 * @param records whether the first replication keeps its records, or whom it passes them on to
 * @param watch is told of each replication, in any order, also of those that come in too late to be counted
 * @throws CommandError when the precision of something is asked for that is not measured
 */
export async function replicate(
  options: ExperimentOptions,
  io: Io,
  workers: number | undefined,
  records: true | RecordSink,
  watch: (replication: Replication) => void = () => {},
): Promise<Experiment> {
  const experiment = new Experiment(options);
  const progress = new Progress(io, wantedAtMost(options));
  const startedMs = io.clock();
  const first = experiment.nextIndexes(1);
  for (const index of first) {
    const replication = runReplication(options.plan, options.seed, index, records, newHash);
    refuseUnknownMeasures(options, replication);
    watch(replication);
    experiment.add(replication);
  }
  const left = wantedAtMost(options) - first.length;
  const isWorthThreads = (io.clock() - startedMs) * left > WORTH_THREADS_MS;
  const threads = Math.min(workers ?? (isWorthThreads ? io.processors : 1), left);
  try {
    if (threads > 1) await runInThreads(experiment, options, threads, progress, watch);
    else runHere(experiment, options, progress, watch);
  } finally {
    progress.end();
  }
  return experiment;
}

function wantedAtMost({ rule }: ExperimentOptions): number {
  return rule.kind === "count" ? rule.count : rule.max;
}

/**
 * What no run measures would count as known to any precision.
 *
 * @throws CommandError that names what is measured
 */
export function refuseUnknownMeasures({ rule }: ExperimentOptions, { measures }: Replication): void {
  if (rule.kind !== "precision") return;
  const names = measures.map(({ name }) => name);
  const isKnown = (name: string) => names.includes(name) || ALWAYS_MEASURED.includes(name);
  for (const name of rule.of) {
    if (isKnown(figureOfMeasure(name, isKnown).measure)) continue;
    throw new CommandError(`replications.of: this run measures no \`${name}\`: ${didYouMean(name, names)}`);
  }
}

function runHere(
  experiment: Experiment,
  { plan, seed }: ExperimentOptions,
  progress: Progress,
  watch: (replication: Replication) => void,
): void {
  for (;;) {
    const [index] = experiment.nextIndexes(1);
    if (index === undefined) return;
    const replication = runReplication(plan, seed, index, false, newHash);
    watch(replication);
    experiment.add(replication);
    progress.tell(experiment.counted);
  }
}

/** Each thread takes a few replications at a time; what comes in after the stopping rule is met is not counted. */
async function runInThreads(
  experiment: Experiment,
  { plan, seed }: ExperimentOptions,
  threads: number,
  progress: Progress,
  watch: (replication: Replication) => void,
): Promise<void> {
  const { Piscina } = await import("piscina");
  const filename = new URL("./replication-worker.js", import.meta.url).href;
  const size = { minThreads: threads, maxThreads: threads };
  const pool = new Piscina({ filename, name: "runReplications", ...size, workerData: { plan, seed } });
  const work = async (): Promise<void> => {
    for (;;) {
      const indexes = experiment.nextIndexes(4);
      if (indexes.length === 0) return;
      for (const replication of await pool.run(indexes)) {
        watch(replication);
        experiment.add(replication);
      }
      progress.tell(experiment.counted);
    }
  };
  try {
    await Promise.all(Array.from({ length: threads }, work));
  } finally {
    await pool.destroy();
  }
}
