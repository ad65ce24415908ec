import type { ReadFile } from "../distribution/empirical-file.ts";
import type { ArrivalTrace, Moment } from "../sections/activation.ts";
import { didYouMean } from "../source/nearest-names.ts";
import type { Problems } from "../source/problems.ts";
import { DURATION } from "../units/duration.ts";
import { INSTANT } from "../units/instant.ts";
import { csvLines } from "../values/csv-cells.ts";
import type { Placed } from "../values/value.ts";

/** An arrival of a trace, and the line that it stands in. */
export interface TracedArrival {
  readonly line: number;
  readonly moment: Moment;
}

/** A run of more activations could not be reported: each makes several rows. */
const ARRIVALS_MAX = 200_000;

/** What a file has to be; whoever reads files says no more than that one could not be read. */
const READABLE =
  "it has to be a text in UTF-8 in the scenario's folder, or below it; --allow-outside lets others be read";

/** Headers of the column of arrivals, where the scenario names none. */
const HEADERS: ReadonlySet<string> = new Set(
  "time times at timestamp instant datetime arrival arrivals after offset seconds minutes hours ms".split(" "),
);

/**
 * The arrivals of a CSV file with a header, in the order of its lines: instants, or lengths of time after the
 * activation. Empty cells and those that begin with `#` are passed over. A problem with the file is reported; then there
 * are none.
 */
export function readArrivalTrace(
  { value, place, path }: Placed<ArrivalTrace>,
  readFile: ReadFile,
  problems: Problems,
): readonly TracedArrival[] {
  const refuse = (message: string, hint?: string): readonly TracedArrival[] => {
    problems.error("SCENARIO_FILE", place, message, { path, ...(hint === undefined ? {} : { hint }) });
    return [];
  };
  const text = readFile(value.file);
  if (text === undefined) return refuse(`the file \`${value.file}\` cannot be read`, READABLE);
  if (value.unit !== undefined && DURATION.parse(`1 ${value.unit}`) === undefined) {
    return refuse(`\`${value.unit}\` is no unit of time`, "write `ms`, `s`, `min`, `h` or `d`");
  }
  const arrivals: TracedArrival[] = [];
  let column: Column | undefined;
  for (const { line, cells } of csvLines(text)) {
    column ??= columnOf(value, cells);
    if (column.index < 0) {
      return refuse(`\`${value.file}\` has no column \`${value.column}\``, didYouMean(value.column ?? "", cells));
    }
    const cell = cells[column.index] ?? "";
    if (cell === "" || cell.startsWith("#")) continue;
    const moment = parseMoment(cell, column.unit);
    if (moment === undefined && line === 1) continue;
    if (moment === undefined) return refuse(...badCell(value.file, line, cell));
    arrivals.push({ line, moment });
    if (arrivals.length > ARRIVALS_MAX) {
      return refuse(`\`${value.file}\` holds over 200,000 arrivals`, "let the trace be a shorter span of time");
    }
  }
  return arrivals.length > 0 ? arrivals : refuse(`\`${value.file}\` holds no arrivals`);
}

interface Column {
  /** -1: there is none of that name. */
  readonly index: number;
  /** Of bare numbers. */
  readonly unit: string | undefined;
}

/** The column of the scenario's name, else the first one with a name for times, else the first. */
function columnOf({ column, unit }: ArrivalTrace, headers: readonly string[]): Column {
  const known = headers.findIndex((header) => HEADERS.has(header.toLowerCase()));
  const index = column === undefined ? Math.max(0, known) : headers.indexOf(column);
  const header = headers[index] ?? "";
  return { index, unit: unit ?? (DURATION.parse(`1 ${header}`) === undefined ? undefined : header) };
}

function parseMoment(cell: string, unit: string | undefined): Moment | undefined {
  const instantMs = INSTANT.parse(cell);
  if (instantMs !== undefined) return { kind: "instant", instantMs };
  const afterMs = DURATION.parse(cell) ?? (unit === undefined ? undefined : DURATION.parse(`${cell} ${unit}`));
  return afterMs === undefined ? undefined : { kind: "after", afterMs: Math.round(afterMs) };
}

function badCell(file: string, line: number, cell: string): [message: string, hint?: string] {
  const message = `\`${file}\`, line ${line}: expected ${INSTANT.name} or ${DURATION.name}, got \`${cell}\``;
  const isNumber = /^\d+(?:\.\d+)?$/.test(cell);
  return isNumber ? [message, `say what its numbers count: \`trace: { file: ${file}, unit: s }\``] : [message];
}
