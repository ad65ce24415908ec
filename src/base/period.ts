import { DAY_MS, HOUR_MS, type InstantMs, MINUTE_MS } from "./instant.ts";

/** An AWS period: months and years are calendar lengths, the others are fixed. Source: DG Expressions (1.5). */
export interface Period {
  readonly count: number;
  readonly unit: PeriodUnit;
}

/** The units of an AWS period, in the singular (1.5). */
export type PeriodUnit = "minute" | "hour" | "day" | "week" | "month" | "year";

const FIXED_UNIT_MS = { minute: MINUTE_MS, hour: HOUR_MS, day: DAY_MS, week: 7 * DAY_MS } as const;

/** Reads `15 minutes`, `1 Day`, ... any case, singular or plural (1.5); undefined for anything else. */
export function parsePeriod(text: string): Period | undefined {
  const match = /^(\d{1,9})\s*(minute|hour|day|week|month|year)s?$/i.exec(text.trim());
  if (match === null) return undefined;
  return { count: Number(match[1]), unit: match[2]?.toLowerCase() as PeriodUnit };
}

/**
 * The instant `times` periods after `start`: calendar arithmetic for months and years, where a day that the month does
 * not have becomes its last day (31 January + 1 month = 28 February), always counted from `start` (2.2).
 */
export function addPeriods(startMs: InstantMs, period: Period, times: number): InstantMs {
  if (period.unit === "month") return addMonths(startMs, period.count * times);
  if (period.unit === "year") return addMonths(startMs, 12 * period.count * times);
  return startMs + FIXED_UNIT_MS[period.unit] * period.count * times;
}

/** Adds calendar months; a day that the month does not have becomes its last day. */
export function addMonths(startMs: InstantMs, months: number): InstantMs {
  const start = new Date(startMs);
  const monthIndex = start.getUTCFullYear() * 12 + start.getUTCMonth() + months;
  const year = Math.floor(monthIndex / 12);
  const month = monthIndex - 12 * year;
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const midnightMs = Date.UTC(year, month, Math.min(start.getUTCDate(), lastDay));
  return midnightMs + (startMs - Date.UTC(start.getUTCFullYear(), start.getUTCMonth(), start.getUTCDate()));
}

/** The length of a period in milliseconds; a month counts as 30 days and a year as 365 where no start is known. */
export function nominalPeriodMs(period: Period): number {
  if (period.unit === "month") return 30 * DAY_MS * period.count;
  if (period.unit === "year") return 365 * DAY_MS * period.count;
  return FIXED_UNIT_MS[period.unit] * period.count;
}
