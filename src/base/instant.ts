/** Milliseconds since the Unix epoch, UTC; always an integer (8.1). */
export type InstantMs = number;

/** A length of time in integer milliseconds. */
export type DurationMs = number;

/** A second in milliseconds. */
export const SECOND_MS = 1000;
/** A minute in milliseconds. */
export const MINUTE_MS = 60 * SECOND_MS;
/** An hour in milliseconds. */
export const HOUR_MS = 60 * MINUTE_MS;
/** A day of 24 hours in milliseconds; UTC has no others. */
export const DAY_MS = 24 * HOUR_MS;

/** `2012-11-23T00:03:30.000Z`: the form in which every report writes an instant. */
export function formatInstant(instantMs: InstantMs): string {
  return new Date(instantMs).toISOString();
}

/** `2012-11-23T00:00:00`: the form that AWS uses in the names of instances. Source: DG Components (2.1). */
export function formatInstantAsAws(instantMs: InstantMs): string {
  const day = Math.floor(instantMs / DAY_MS);
  const seconds = Math.floor((instantMs - day * DAY_MS) / SECOND_MS);
  const minutes = Math.floor(seconds / 60);
  const clock = `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}:${twoDigits(seconds % 60)}`;
  return dayText(day) + clock;
}

/** Names of instances come day by day, so that the last day is most often the next as well. */
let lastDay = { day: Number.NaN, text: "" };

/** `2012-11-23T`. */
function dayText(day: number): string {
  if (lastDay.day === day) return lastDay.text;
  const text = formatInstant(day * DAY_MS);
  lastDay = { day, text: text.slice(0, text.indexOf("T") + 1) };
  return lastDay.text;
}

function twoDigits(count: number): string {
  return count < 10 ? `0${count}` : `${count}`;
}

/**
 * Reads `YYYY-MM-DD`, `YYYY-MM-DDTHH:MM[:SS[.mmm]]` with or without `Z`; always UTC (1.5).
 * Answers undefined for anything else, days that do not exist (2013-02-30) included.
 */
export function parseInstant(text: string): InstantMs | undefined {
  const match = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,3}))?)?)?Z?$/.exec(text.trim());
  if (match === null) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const instantMs = Date.UTC(year, month - 1, day, hour, minute, second, Number((match[7] ?? "0").padEnd(3, "0")));
  const exists = hour < 24 && minute < 60 && second < 60 && new Date(instantMs).getUTCDate() === day;
  return exists && month >= 1 && month <= 12 ? instantMs : undefined;
}
