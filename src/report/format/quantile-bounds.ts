import type { Measure } from "../../experiment/result.ts";
import { formatFigure } from "./figure.ts";

/** ` (between $3.05 and $3.90)`, ` (at least $3.05)`: how sure the 95th percentile is; empty where nothing is known. */
export function formatBoundsOfP95({ unit, quantileCi95 }: Measure): string {
  if (quantileCi95 === undefined) return "";
  const { low, high } = quantileCi95.p95;
  if (low === null) return "";
  const from = formatFigure(low, unit);
  return high === null ? ` (at least ${from})` : ` (${from} to ${formatFigure(high, unit)})`;
}
