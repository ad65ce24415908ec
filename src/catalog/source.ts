import { sourcesCsv } from "./generated/sources.ts";
import { findRows, textOf } from "./table.ts";

/** A source of the catalog's figures, or a rule by which they were computed. */
export interface Source {
  /** As it stands in the rows: `K`, `V17`. */
  readonly code: string;
  readonly title: string;
  readonly licence: string;
}

/** The sources behind a row's codes, `C+V22`, in that order; a source that is given in words has none. */
export function sourcesOf(codes: string): Source[] {
  return codes
    .split("+")
    .flatMap((code) => findRows(sourcesCsv, code))
    .map((row) => ({ code: textOf(row, "code"), title: textOf(row, "title"), licence: textOf(row, "licence") }));
}
