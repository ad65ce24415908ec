import { DAY_MS, type InstantMs } from "../base/instant.ts";
import { invariant } from "../base/invariant.ts";

/** The first instant of `2026`, `2026-10` or `2026-10-01`: sources date their figures no better. */
export function partialDateStartMs(text: string): InstantMs {
  const { year, month, day } = readPartialDate(text);
  return Date.UTC(year, (month ?? 1) - 1, day ?? 1);
}

/** The first instant after `2026`, `2026-10` or `2026-10-01`. */
export function partialDateEndMs(text: string): InstantMs {
  const { year, month, day } = readPartialDate(text);
  if (month === undefined) return Date.UTC(year + 1, 0, 1);
  if (day === undefined) return Date.UTC(year, month, 1);
  return Date.UTC(year, month - 1, day) + DAY_MS;
}

function readPartialDate(text: string): { year: number; month: number | undefined; day: number | undefined } {
  const match = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(text);
  invariant(match !== null, `the data file holds "${text}" as a date`);
  const [, year, month, day] = match.map((part) => (part === undefined ? undefined : Number(part)));
  invariant(year !== undefined, `the data file holds "${text}" as a date`);
  return { year, month, day };
}
