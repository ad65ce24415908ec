import type { Excerpt } from "../view.ts";

/** The first `max` rows of a list, with how many there are. */
export function excerpt<Row>(rows: readonly Row[], max: number): Excerpt<Row> {
  return { rows: rows.length <= max ? rows : rows.slice(0, max), total: rows.length };
}
