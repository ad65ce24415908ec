import { createHash } from "node:crypto";
import type { Benchmark } from "./benchmark.ts";

/** What came of one benchmark. */
export interface Measurement {
  /** Medians over the repetitions, in units a second. */
  readonly referenceRate: number;
  readonly measuredRate: number;
  /** How many times faster than the reference: the median over the pairs of runs that followed each other. */
  readonly ratio: number;
  /** Of the figures that each side computed. */
  readonly referenceHash: string;
  readonly measuredHash: string;
}

/** Runs both sides in turn, so that a slow minute of the machine falls on both, after one short run to warm up. */
export function measure(benchmark: Benchmark, count: number, repetitions: number): Measurement {
  const { reference, measured } = benchmark;
  reference(benchmark.smallCount);
  measured(benchmark.smallCount);
  const referenceRuns: TimedRun[] = [];
  const measuredRuns: TimedRun[] = [];
  for (let repetition = 0; repetition < repetitions; repetition++) {
    referenceRuns.push(timed(reference, count));
    measuredRuns.push(timed(measured, count));
  }
  return {
    referenceRate: median(referenceRuns.map((run) => count / run.seconds)),
    measuredRate: median(measuredRuns.map((run) => count / run.seconds)),
    ratio: median(referenceRuns.map((run, pair) => run.seconds / (measuredRuns[pair]?.seconds ?? Number.NaN))),
    referenceHash: commonHash(referenceRuns),
    measuredHash: commonHash(measuredRuns),
  };
}

interface TimedRun {
  readonly seconds: number;
  readonly hash: string;
}

function timed(run: Benchmark["measured"], count: number): TimedRun {
  const startMs = performance.now();
  const figures = run(count);
  const seconds = (performance.now() - startMs) / 1000;
  return { seconds, hash: createHash("sha256").update(JSON.stringify(figures)).digest("hex").slice(0, 12) };
}

/** Repetitions have the same seed, so they differ only when something is not deterministic. */
function commonHash(runs: readonly TimedRun[]): string {
  return [...new Set(runs.map((run) => run.hash))].join("|");
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
