import { DURATION, formatDuration } from "./duration.ts";
import { NUMBER_PATTERN, parseNumber, plainDecimal, type Unit } from "./unit.ts";

const RATE_PATTERN = new RegExp(String.raw`^(${NUMBER_PATTERN})\s*(?:/|per\b)\s*(.+)$`, "i");

/**
 * How often something happens, kept as the mean time between two of them in milliseconds: `6 per hour` is 600,000.
 * A rate of 0 is refused: nothing would ever happen.
 */
export const RATE: Unit = {
  name: "a rate",
  forms: "`6 per hour`, `2/s` or `1 per 5 minutes`",
  parse: parseRate,
  format: (intervalMs) => `1 per ${formatDuration(intervalMs)}`,
};

function parseRate(text: string): number | undefined {
  const match = RATE_PATTERN.exec(text.trim());
  if (match === null) return undefined;
  const count = parseNumber(match[1] ?? "");
  const [, , per = ""] = match;
  const perMs = DURATION.parse(per) ?? DURATION.parse(`1 ${per}`);
  if (perMs === undefined || perMs === 0 || count === 0) return undefined;
  return perMs / count;
}

/** `6 per hour` for a person, from the mean time between two. */
export function describeRate(intervalMs: number): string {
  const perHour = 3_600_000 / intervalMs;
  return Number.isInteger(perHour) ? `${plainDecimal(perHour)} per hour` : `1 per ${formatDuration(intervalMs)}`;
}
