import { formatInstant, type InstantMs } from "../base/instant.ts";
import { invariant } from "../base/invariant.ts";
import { partialDateEndMs, partialDateStartMs } from "./partial-date.ts";

/** When a figure was seen in force; dates are `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, null where they are not known. */
export interface Dated {
  /** The day from which it held, where a source tells it. */
  readonly effectiveFrom: string | null;
  readonly firstSeen: string | null;
  readonly lastSeen: string | null;
}

/**
 * How well a row fits the date that was asked for: `dated` it held then; `between` it or its successor held, nobody
 * saw when it changed; `before` and `after` nothing so early or so late is known; `undated` its dates are not known.
 */
export type DateFit = "dated" | "between" | "before" | "after" | "undated";

/** The row that is used for a date, and how well it fits. */
export interface DatedChoice<T extends Dated> {
  readonly row: T;
  readonly fit: DateFit;
  /** One sentence to show where the fit is not `dated`. */
  readonly note: string | null;
}

/**
 * Of rows in order of time the one that held on a date, or the nearest. In a gap between two sightings the older row
 * is taken: prices have fallen, so that a forecast errs to the dear side.
 */
export function chooseByDate<T extends Dated>(rows: readonly T[], dateMs: InstantMs): DatedChoice<T> | undefined {
  const [first] = rows;
  if (first === undefined) return undefined;
  const index = rows.findLastIndex((row) => (startMs(row) ?? Number.NEGATIVE_INFINITY) <= dateMs);
  const row = rows[index];
  if (row === undefined) return { row: first, fit: "before", note: beforeNote(first, dateMs) };
  const { lastSeen } = row;
  if (lastSeen === null) return { row, fit: "undated", note: "its date is not known" };
  const next = rows[index + 1];
  if (dateMs < partialDateEndMs(lastSeen) || typeof next?.effectiveFrom === "string") {
    return { row, fit: "dated", note: null };
  }
  if (next === undefined) return { row, fit: "after", note: `last seen ${lastSeen}; nothing later is known` };
  return { row, fit: "between", note: `changed between ${lastSeen} and ${next.firstSeen}; the older is used` };
}

function startMs(row: Dated): InstantMs | undefined {
  const start = row.effectiveFrom ?? row.firstSeen;
  return start === null ? undefined : partialDateStartMs(start);
}

function beforeNote(row: Dated, dateMs: InstantMs): string {
  const start = row.effectiveFrom ?? row.firstSeen;
  invariant(start !== null, "a row without dates precedes every date");
  return `first known ${start}; used for ${formatInstant(dateMs).slice(0, 10)} as the nearest`;
}
