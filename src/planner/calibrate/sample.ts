import { MINUTE_MS } from "../../base/instant.ts";
import { invariant } from "../../base/invariant.ts";

/** What is to be fitted: complete observations, each distinct value with its count, and those that were cut off. */
export interface Sample {
  /** Distinct, in ascending order. */
  readonly values: Float64Array;
  /** How often each of them was seen. */
  readonly counts: Float64Array;
  /** Of complete observations. */
  readonly count: number;
  /** Each is a value that the observation is above, in ascending order. */
  readonly censored: Float64Array;
  /** What values were rounded to; 0 where none can be seen. */
  readonly resolution: number;
  /** Whether the rounding is too coarse for a value to stand for all that were rounded to it. */
  readonly isCoarse: boolean;
}

/** Roundings that people and programs use, in milliseconds. */
const RESOLUTIONS = [MINUTE_MS, 10_000, 1000, 100, 10, 1] as const;

/** Makes a sample; values are 0 or more, in any order. */
export function makeSample(values: readonly number[], censored: readonly number[] = [], resolution?: number): Sample {
  for (const value of [...values, ...censored]) {
    invariant(Number.isFinite(value) && value >= 0, "observations are finite and not below 0");
  }
  const sorted = Float64Array.from(values).sort();
  const distinct: number[] = [];
  const counts: number[] = [];
  for (const value of sorted) {
    if (value === distinct.at(-1)) counts[counts.length - 1] = (counts.at(-1) ?? 0) + 1;
    else {
      distinct.push(value);
      counts.push(1);
    }
  }
  const step = resolution ?? RESOLUTIONS.find((each) => distinct.every((value) => value % each === 0)) ?? 0;
  const partial = { values: Float64Array.from(distinct), counts: Float64Array.from(counts), count: values.length };
  return {
    ...partial,
    censored: Float64Array.from(censored).sort(),
    resolution: step,
    isCoarse: isCoarse(partial, step),
  };
}

/** The mean of a function of the complete observations. */
export function meanOf(
  { values, counts, count }: Pick<Sample, "values" | "counts" | "count">,
  f: (x: number) => number,
) {
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += (counts[index] ?? 0) * f(values[index] ?? 0);
  return sum / count;
}

/** Rounding adds a twelfth of its square to the variance: a step of a tenth of the deviation adds a thousandth. */
function isCoarse(sample: Pick<Sample, "values" | "counts" | "count">, step: number): boolean {
  if (step === 0) return false;
  const mean = meanOf(sample, (x) => x);
  const variance = meanOf(sample, (x) => (x - mean) ** 2);
  // near 0 what was rounded off is a large part of the value, and a value of 0 was not 0
  return step * step > variance / 100 || (sample.values[0] ?? 0) < 5 * step;
}
