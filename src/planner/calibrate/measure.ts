import { DURATION } from "../../scenario/units/duration.ts";
import { fitDistribution } from "./fit-distribution.ts";
import type { SourceLine } from "./observations.ts";
import type { CountRange, Evidence, MeasuredFit } from "./profile.ts";

/**
 * Beyond so many values more of them change no digit that is shown, and samples for the test of fit take their time: evenly
 * many are taken, in the order of size.
 */
const FITTED_COUNT_MAX = 2000;

/**
 * Fits durations in milliseconds.
 *
 * @param seed names the sample, so that its figures depend on no other one
 */
export function measure(values: readonly number[], seed: string, censored: readonly number[] = []): MeasuredFit {
  const fitted = thinned(values);
  const format = (ms: number) => DURATION.format(Math.round(ms));
  return { values, censored, fits: fitDistribution(fitted, { censored: thinned(censored), seed, format }) };
}

function thinned(values: readonly number[]): readonly number[] {
  if (values.length <= FITTED_COUNT_MAX) return values;
  const sorted = [...values].sort((a, b) => a - b);
  const last = sorted.length - 1;
  return Array.from({ length: FITTED_COUNT_MAX }, (_, index) => {
    return sorted[Math.round((index * last) / (FITTED_COUNT_MAX - 1))] ?? 0;
  });
}

/** The middle of numbers, which need not be sorted; of an even count the mean of both. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  const [low = 0, high = low] = [sorted[Math.ceil(half) - 1], sorted[Math.floor(half)]];
  return (low + high) / 2;
}

/** Counts from the least to the most. */
export function countRange(counts: readonly number[]): CountRange {
  return {
    median: Math.round(median(counts)),
    min: counts.reduce((least, count) => Math.min(least, count), counts[0] ?? 0),
    max: counts.reduce((most, count) => Math.max(most, count), 0),
  };
}

/** Something that was observed at a time, perhaps. */
interface Dated {
  readonly source: SourceLine;
  readonly startMs?: number;
  readonly durationMs?: number;
}

/** How many, from when to when, and in which files. */
export function evidenceOf(observed: readonly Dated[]): Evidence {
  const starts = observed.flatMap(({ startMs }) => startMs ?? []);
  const ends = observed.flatMap(({ startMs, durationMs = 0 }) => (startMs === undefined ? [] : startMs + durationMs));
  const fromMs = starts.reduce((first, at) => Math.min(first, at), Number.POSITIVE_INFINITY);
  const toMs = ends.reduce((last, at) => Math.max(last, at), 0);
  return {
    runs: observed.length,
    files: [...new Set(observed.map(({ source }) => source.file))],
    ...(starts.length === 0 ? {} : { fromMs, toMs }),
  };
}
