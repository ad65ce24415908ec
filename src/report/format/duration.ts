import { DAY_MS, type DurationMs, HOUR_MS, MINUTE_MS, SECOND_MS } from "../../base/instant.ts";

/**
 * `19 min 5 s`: a length of time in its two largest units, rounded to the smaller one; under a minute in seconds with
 * what decimals say something (`3.9 s`), under a second in milliseconds.
 */
export function formatDuration(durationMs: DurationMs): string {
  if (durationMs < 0) return `-${formatDuration(-durationMs)}`;
  if (Math.round(durationMs) < SECOND_MS) return durationMs === 0 ? "0 s" : `${Math.round(durationMs)} ms`;
  if (roundTo(durationMs, SECOND_MS / 10) < MINUTE_MS) return `${roundTo(durationMs, SECOND_MS / 10) / SECOND_MS} s`;
  for (const [large, largeMs, small, smallMs, finerMs] of PAIRS) {
    // 59 min 54 s is not an hour: only what the finer unit rounds up to one is
    if (roundTo(durationMs, finerMs) >= largeMs)
      return pair(large, largeMs, small, smallMs, roundTo(durationMs, smallMs));
  }
  return pair("min", MINUTE_MS, "s", SECOND_MS, roundTo(durationMs, SECOND_MS));
}

const PAIRS = [
  ["d", DAY_MS, "h", HOUR_MS, MINUTE_MS],
  ["h", HOUR_MS, "min", MINUTE_MS, SECOND_MS],
] as const;

function pair(large: string, largeMs: number, small: string, smallMs: number, roundedMs: number): string {
  const larges = Math.floor(roundedMs / largeMs);
  const smalls = Math.round((roundedMs - larges * largeMs) / smallMs);
  return smalls === 0 ? `${larges} ${large}` : `${larges} ${large} ${smalls} ${small}`;
}

function roundTo(value: number, unit: number): number {
  return Math.round(value / unit) * unit;
}
