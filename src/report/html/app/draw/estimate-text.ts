import type { Measure } from "../../../../experiment/result.ts";
import { formatFigure } from "../../../format/figure.ts";
import { formatBoundsOfP95 } from "../../../format/quantile-bounds.ts";

/** The interval of a mean and its upper tail, a sentence each; none for a single observation. */
export function estimateTexts(measure: Measure): string[] {
  const { unit, observations, ci95, p95 } = measure;
  const interval =
    ci95 === null ? [] : [`95 % interval ${formatFigure(ci95.low, unit)} to ${formatFigure(ci95.high, unit)}`];
  return observations > 1
    ? [...interval, `95th percentile ${formatFigure(p95, unit)}${formatBoundsOfP95(measure)}`]
    : interval;
}
