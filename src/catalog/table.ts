import { invariant } from "../base/invariant.ts";

/** One line of a data file, by column name. */
export type Row = ReadonlyMap<string, string>;

/**
 * The rows of a CSV text whose first columns hold exactly these values, in the order of the text; without values, all
 * rows. Only what matches is parsed: finding two types among a thousand must not delay the command's start.
 */
export function findRows(csv: string, ...leading: readonly string[]): Row[] {
  const columns = columnsOf(csv);
  const needle = `\n${leading.map((value) => `${encodeCell(value)},`).join("")}`;
  const rows: Row[] = [];
  for (let at = csv.indexOf(needle); at !== -1 && at + 1 < csv.length; at = csv.indexOf(needle, at + 1)) {
    const values = splitLine(csv.slice(at + 1, endOfLine(csv, at + 1)));
    rows.push(new Map(columns.map((column, index) => [column, values[index] ?? ""])));
  }
  return rows;
}

/** The names of a CSV text's columns, in order. */
export function columnsOf(csv: string): string[] {
  return splitLine(csv.slice(0, endOfLine(csv, 0)));
}

/** What a row says in a column; the empty text where it says nothing. */
export function textOf(row: Row, column: string): string {
  const text = row.get(column);
  invariant(text !== undefined, `the data file has no column ${column}`);
  return text;
}

/** The number that a row holds in a column; null where it says nothing. */
export function numberOf(row: Row, column: string): number | null {
  const text = textOf(row, column);
  return text === "" ? null : readNumber(text, column);
}

/** The number of a column that is never empty. */
export function requiredNumberOf(row: Row, column: string): number {
  return readNumber(textOf(row, column), column);
}

function readNumber(text: string, column: string): number {
  const value = Number(text);
  invariant(text !== "" && Number.isFinite(value), `the data file holds "${text}" as ${column}`);
  return value;
}

function endOfLine(csv: string, at: number): number {
  const end = csv.indexOf("\n", at);
  return end === -1 ? csv.length : end;
}

/** As the data files write it; what a user typed may hold anything. */
function encodeCell(value: string): string {
  return /[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

/** RFC 4180 without line breaks inside of quotes, which the data files do not have. */
function splitLine(line: string): string[] {
  if (!line.includes('"')) return line.split(",");
  const cells: string[] = [];
  for (let at = 0; at <= line.length; ) {
    const end = line[at] === '"' ? endOfQuoted(line, at) : endOfPlain(line, at);
    const cell = line.slice(at, end);
    cells.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    at = end + 1;
  }
  return cells;
}

function endOfPlain(line: string, at: number): number {
  const end = line.indexOf(",", at);
  return end === -1 ? line.length : end;
}

/** Just behind the closing quote of the cell that opens at `at`. */
function endOfQuoted(line: string, at: number): number {
  let end = line.indexOf('"', at + 1);
  while (line[end + 1] === '"') end = line.indexOf('"', end + 2);
  return end + 1;
}
