import type { CrossCheckRow } from "../../experiment/result.ts";
import { formatFigure } from "./figure.ts";

/** `15 min 11 s, simulated 14 min 52 s: 0.9 standard errors below`: what theory says and how far off the forecast is. */
export function describeCrossCheck({ unit, low, high, simulated, distance }: CrossCheckRow): string {
  const expected = low === high ? formatFigure(low, unit) : `${formatFigure(low, unit)} to ${formatFigure(high, unit)}`;
  return `${expected}, simulated ${formatFigure(simulated, unit)}${distanceWords(distance, low !== high)}`;
}

function distanceWords(distance: number | null, isBounds: boolean): string {
  if (distance === null) return "";
  if (distance === 0) return isBounds ? ": within" : ": equal";
  const errors = Math.abs(distance) < 10 ? Math.abs(distance).toFixed(1) : String(Math.round(Math.abs(distance)));
  return `: ${errors} standard errors ${distance < 0 ? "below" : "above"}`;
}
