import { type CastingContext, stringify } from "csv-stringify/browser/esm/sync";
import { formatInstant, type InstantMs } from "../../base/instant.ts";

/** What stands in a cell; undefined leaves it empty. */
export type Cell = string | number | boolean | undefined;

/** One column of a table: what its header says and what stands in a row. */
export interface Column<Row> {
  /** Says the unit: `latency_s`, `amount_usd`, `ended_utc`. */
  readonly header: string;
  readonly cell: (row: Row) => Cell;
}

/**
 * A table as CSV that opens right in a spreadsheet: RFC 4180 with CRLF, and a UTF-8 byte-order mark, without which
 * Excel takes a double-clicked file for the system's own code page (LibreOffice and pandas drop the mark; Python's
 * codec for it is `utf-8-sig`).
 *
 * Text that a spreadsheet would take for a formula (it begins with = + - @, a tab or a carriage return) gets an
 * apostrophe in front, AWS's own instance names `@ID_TIME` among them; numbers stay numbers.
 */
export function writeCsv<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  return (
    csvHead(columns.map(({ header }) => header)) + csvRows(rows.map((row) => columns.map(({ cell }) => cell(row))))
  );
}

/** How such a table begins: its byte-order mark and its headers, for one whose rows come later. */
export function csvHead(headers: readonly string[]): string {
  return BYTE_ORDER_MARK + csvRows([headers]);
}

/** Rows of such a table without what comes in front of them. */
export function csvRows(rows: readonly (readonly Cell[])[]): string {
  return stringify([...rows], {
    bom: false,
    record_delimiter: "windows",
    escape_formulas: true,
    // a line break of any kind ends a row for some reader
    quoted_match: /[\r\n]/,
    cast: { number: decimal, boolean: (value: boolean) => (value ? "true" : "false") },
  });
}

/** Written here, because the library gives it as a Buffer, which a browser does not have. */
const BYTE_ORDER_MARK = "\uFEFF";

/** Without an exponent, which some spreadsheets read as text. */
function decimal(value: number, _context?: CastingContext): string {
  if (!Number.isFinite(value)) return "";
  const text = String(value);
  return text.includes("e") ? value.toFixed(12).replace(/\.?0+$/, "") : text;
}

/** `2012-11-23 00:03:30.000`: the form of ISO 8601 that spreadsheets read as a date with its time. */
export function utcCell(instantMs: InstantMs | undefined): Cell {
  return instantMs === undefined ? undefined : formatInstant(instantMs).replace("T", " ").replace("Z", "");
}

/** Seconds from one instant to another, where both happened. */
export function secondsCell(fromMs: InstantMs | undefined, toMs: InstantMs | undefined): Cell {
  return fromMs === undefined || toMs === undefined ? undefined : (toMs - fromMs) / 1000;
}
