import { formatInstantAsAws, type InstantMs, parseInstant } from "../../base/instant.ts";
import type { Unit } from "./unit.ts";

/** A moment, UTC (1.5), in milliseconds since the Unix epoch. */
export const INSTANT: Unit = {
  name: "a time",
  forms: "`2012-11-23`, `2012-11-23T00:00:00` or `2012-11-23T00:00:00Z`",
  parse: parseInstant,
  format: formatUtc,
};

/** `2012-11-23T00:00:00Z`, with milliseconds only where there are some. */
export function formatUtc(instantMs: InstantMs): string {
  const text = formatInstantAsAws(instantMs);
  const ms = ((instantMs % 1000) + 1000) % 1000;
  return ms === 0 ? `${text}Z` : `${text}.${String(ms).padStart(3, "0")}Z`;
}
