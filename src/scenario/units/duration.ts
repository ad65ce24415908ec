import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "../../base/instant.ts";
import { nominalPeriodMs, parsePeriod } from "../../base/period.ts";
import { formatScaled, NUMBER_PATTERN, parseNumber, type Unit } from "./unit.ts";

/** No length of time in a scenario is longer: instants stay safe integers whatever is added up. */
const DURATION_MS_MAX = 100 * 365 * DAY_MS;

const UNIT_MS: ReadonlyMap<string, number> = new Map([
  ...["ms", "msec", "millisecond", "milliseconds"].map((name) => [name, 1] as const),
  ...["s", "sec", "secs", "second", "seconds"].map((name) => [name, SECOND_MS] as const),
  ...["min", "mins", "minute", "minutes"].map((name) => [name, MINUTE_MS] as const),
  ...["h", "hr", "hrs", "hour", "hours"].map((name) => [name, HOUR_MS] as const),
  ...["d", "day", "days"].map((name) => [name, DAY_MS] as const),
  ...["w", "week", "weeks"].map((name) => [name, 7 * DAY_MS] as const),
]);

/**
 * A length of time, in milliseconds and not rounded: AWS periods (a month counts as 30 days, a year as 365), short
 * forms, several of them one after another (`1 h 30 min`), and ISO 8601.
 */
export const DURATION: Unit = {
  name: "a duration",
  forms: "`90 s`, `10 min`, `2 h`, `250 ms`, `1 d`, `15 minutes` or `PT10M`",
  parse: parseDuration,
  format: formatDuration,
};

function parseDuration(text: string): number | undefined {
  const trimmed = text.trim();
  const period = parsePeriod(trimmed);
  const ms = period === undefined ? (parseIso(trimmed) ?? parseShort(trimmed)) : nominalPeriodMs(period);
  return ms === undefined || ms > DURATION_MS_MAX ? undefined : ms;
}

const SHORT_PART = new RegExp(String.raw`^(${NUMBER_PATTERN})\s*([a-z]+)\s*`, "i");

function parseShort(text: string): number | undefined {
  let rest = text;
  let ms = 0;
  do {
    const match = SHORT_PART.exec(rest);
    const unitMs = UNIT_MS.get(match?.[2]?.toLowerCase() ?? "");
    if (match === null || unitMs === undefined) return undefined;
    ms += parseNumber(match[1] ?? "") * unitMs;
    rest = rest.slice(match[0].length);
  } while (rest !== "");
  return ms;
}

const ISO =
  /^P(?=[\dT])(?:(\d{1,9})Y)?(?:(\d{1,9})M)?(?:(\d{1,9})W)?(?:(\d{1,9})D)?(?:T(?=\d)(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9}(?:\.\d{1,3})?)S)?)?$/i;

const ISO_UNITS_MS = [365 * DAY_MS, 30 * DAY_MS, 7 * DAY_MS, DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS];

function parseIso(text: string): number | undefined {
  const match = ISO.exec(text);
  if (match === null) return undefined;
  return ISO_UNITS_MS.reduce((ms, unitMs, index) => ms + Number(match[index + 1] ?? 0) * unitMs, 0);
}

const SCALES = [
  [DAY_MS, "d"],
  [HOUR_MS, "h"],
  [MINUTE_MS, "min"],
  [SECOND_MS, "s"],
  [1, "ms"],
] as const;

/** `90 s`, `10 min`, `1.5 h`: what `DURATION.parse` reads back as exactly this many milliseconds. */
export function formatDuration(ms: number): string {
  return ms === 0 ? "0 s" : formatScaled(ms, SCALES);
}
