import type { QuantileInterval } from "./quantile-interval.ts";

/** A figure and where it lies. */
export interface BoundedFigure {
  readonly value: number;
  /** A bound is null where there is none. */
  readonly interval: QuantileInterval;
}

/**
 * Where the difference of two independent figures lies, from the intervals of each: for proportions with Wilson's
 * intervals it is Newcombe's, and it serves quantiles, whose intervals are lopsided, as well.
 * Source: R. G. Newcombe, Interval estimation for the difference between independent proportions, Statistics in Medicine
 * 17 (1998), method 10; G. Y. Zou, A. Donner, Statistics in Medicine 27 (2008).
 */
export function differenceOfIntervals(base: BoundedFigure, alternative: BoundedFigure): QuantileInterval {
  const difference = alternative.value - base.value;
  const below = reach(alternative.value, alternative.interval.low, base.value, base.interval.high);
  const above = reach(alternative.value, alternative.interval.high, base.value, base.interval.low);
  return { low: below === null ? null : difference - below, high: above === null ? null : difference + above };
}

function reach(a: number, boundOfA: number | null, b: number, boundOfB: number | null): number | null {
  if (boundOfA === null || boundOfB === null) return null;
  return Math.sqrt((a - boundOfA) ** 2 + (b - boundOfB) ** 2);
}
