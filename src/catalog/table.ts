import { invariant } from "../base/invariant.ts";

/** One line of a data file, by column name. */
export type Row = ReadonlyMap<string, string>;

/**
 * The rows of a CSV text whose first columns hold exactly these values, in the order of the text; without values, all
 * rows. Only what matches is parsed: finding two types among nine thousand prices must not delay the command's start.
 */
export function findRows(csv: string, ...leading: readonly string[]): Row[] {
  if (leading.some((value) => /[",\n]/.test(value))) return [];
  const columns = parseLine(csv.slice(0, csv.indexOf("\n")));
  const needle = `\n${leading.map((value) => `${value},`).join("")}`;
  const rows: Row[] = [];
  for (let at = csv.indexOf(needle); at !== -1 && at + 1 < csv.length; at = csv.indexOf(needle, at + 1)) {
    const end = csv.indexOf("\n", at + 1);
    const values = parseLine(csv.slice(at + 1, end === -1 ? csv.length : end));
    rows.push(new Map(columns.map((column, index) => [column, values[index] ?? ""])));
  }
  return rows;
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

/** RFC 4180 without line breaks inside of quotes, which the data files do not have. */
function parseLine(line: string): string[] {
  if (!line.includes('"')) return line.split(",");
  const cells = line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g);
  return [...cells].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? "");
}
