import { invariant } from "../base/invariant.ts";
import { nonNegativeLeastSquares } from "./non-negative-least-squares.ts";
import { normalQuantile } from "./normal.ts";
import {
  type ScalingLaw,
  type ScalingPlace,
  type ScalingPoint,
  type ScalingTerm,
  scalingFactor,
  scalingTimeMs,
} from "./scaling-law.ts";

/** A law with what it makes of the runs that it was fitted to. */
export interface ScalingFit {
  readonly law: ScalingLaw;
  /**
   * By how much forecasts are off, as the standard deviation of the logarithm of measured over forecast time, about the
   * relative error; each configuration was forecast by a law fitted to all others. Null for a single configuration.
   */
  readonly error: number | null;
  readonly points: readonly FittedPoint[];
}

/** A measured run and what the law says of it. */
export interface FittedPoint extends ScalingPoint {
  readonly fittedMs: number;
  /** By the law fitted to the runs of all other configurations; null where there are none. */
  readonly leftOutMs: number | null;
}

const AMDAHL: readonly ScalingTerm[] = ["serialMs", "workMs"];

/**
 * Ernest's terms. The communication of a shuffle is not among them: for all but the smallest clusters it is the same
 * multiple of 1 / n as the work, from which no measurement of totals can tell it.
 */
const ERNEST: readonly ScalingTerm[] = [...AMDAHL, "logMs", "overheadPerNodeMs"];

/**
 * Fits a scaling law to measured runs. No term is negative, which leaves out those that the runs do not show, better than an
 * information criterion does; what is made small is the sum of the squared relative errors, since a run twice as long
 * varies twice as much. Two configurations determine Amdahl's law, one only perfect scaling.
 *
 * docs/scaling.md compares forecasts of published measurements.
 */
export function fitScalingLaw(points: readonly ScalingPoint[]): ScalingFit {
  invariant(points.length > 0, "a law needs a run to be fitted to");
  for (const { nodes, speed, size, timeMs } of points) {
    invariant(nodes >= 1 && speed > 0 && size > 0 && timeMs > 0, "a run has nodes, speed, data and a time");
  }
  const law = fitTerms(points, termsFor(points));
  const fitted = points.map((point) => {
    const others = points.filter((other) => !isSame(point, other));
    const leftOutMs = others.length === 0 ? null : scalingTimeMs(fitTerms(others, termsFor(others)), point);
    return { ...point, fittedMs: scalingTimeMs(law, point), leftOutMs };
  });
  return { law, error: errorOf(fitted), points: fitted };
}

/** Fits some of the terms to measured runs; all others are 0. */
export function fitTerms(points: readonly ScalingPoint[], terms: readonly ScalingTerm[]): ScalingLaw {
  const rows = points.map((point) => terms.map((term) => scalingFactor(term, point) / point.timeMs));
  const solution = nonNegativeLeastSquares(
    rows,
    points.map(() => 1),
  );
  const value = (term: ScalingTerm) => solution[terms.indexOf(term)] ?? 0;
  return {
    serialMs: value("serialMs"),
    workMs: value("workMs"),
    communicationMs: value("communicationMs"),
    logMs: value("logMs"),
    overheadPerNodeMs: value("overheadPerNodeMs"),
  };
}

/** Between which times a forecast lies with the given confidence, by the error of the fit. */
export function forecastInterval(
  { law, error }: Pick<ScalingFit, "law" | "error">,
  place: ScalingPlace,
  confidence = 0.95,
): { readonly timeMs: number; readonly lowMs: number; readonly highMs: number } {
  const timeMs = scalingTimeMs(law, place);
  const factor = error === null ? Number.POSITIVE_INFINITY : Math.exp(normalQuantile(0.5 + confidence / 2) * error);
  return { timeMs, lowMs: timeMs / factor, highMs: timeMs * factor };
}

function termsFor(points: readonly ScalingPoint[]): readonly ScalingTerm[] {
  const different = points.filter((point, index) => points.findIndex((other) => isSame(point, other)) === index);
  if (different.length === 1) return ["workMs"];
  return different.length === 2 ? AMDAHL : ERNEST;
}

function isSame(a: ScalingPlace, b: ScalingPlace): boolean {
  return a.nodes === b.nodes && a.speed === b.speed && a.size === b.size;
}

function errorOf(points: readonly FittedPoint[]): number | null {
  let sum = 0;
  for (const { timeMs, leftOutMs } of points) {
    if (leftOutMs === null) return null;
    // a law whose every term vanishes where it was not fitted forecasts nothing: a factor of e^5 is bad enough
    sum += Math.min(25, Math.log(timeMs / leftOutMs) ** 2);
  }
  return Math.sqrt(sum / points.length);
}
