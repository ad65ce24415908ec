import type { Measure } from "../../experiment/result.ts";
import { formatFigure } from "./figure.ts";

/** ` ($3.05 to $3.90)`, ` (at least $3.05)`: how sure the 95th percentile is; empty where nothing is known or varies. */
export function formatBoundsOfP95({ unit, min, max, quantileCi95 }: Measure): string {
  if (quantileCi95 === undefined || min === max) return "";
  const { low, high } = quantileCi95.p95;
  if (low === null) return "";
  const from = formatFigure(low, unit);
  return high === null ? ` (at least ${from})` : ` (${from} to ${formatFigure(high, unit)})`;
}
