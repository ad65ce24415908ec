import type { Measure } from "../../experiment/result.ts";
import { formatCount } from "../format/count.ts";
import { formatFigure } from "../format/figure.ts";
import { formatBoundsOfP95 } from "../format/quantile-bounds.ts";

/** `95 % interval $1.25 to $1.27 over 30 runs; p95 $1.33`: what is known of a mean; empty for a single run. */
export function describeEstimate(measure: Measure): string {
  const { unit, n, observations, ci95, p95 } = measure;
  const tail = observations > 1 ? `p95 ${formatFigure(p95, unit)}${formatBoundsOfP95(measure)}` : "";
  if (ci95 === null) return tail;
  const interval = `95 % interval ${formatFigure(ci95.low, unit)} to ${formatFigure(ci95.high, unit)}`;
  return `${interval} over ${formatCount(n)} runs; ${tail}`;
}
