import type { ReadFile } from "../distribution/empirical-file.ts";
import type { MeasuredRun } from "../sections/measured-runs.ts";
import type { ProblemDetails, Problems } from "../source/problems.ts";
import { DURATION } from "../units/duration.ts";
import { SIZE } from "../units/size.ts";
import type { Unit } from "../units/unit.ts";
import { csvLines } from "../values/csv-cells.ts";
import type { Placed } from "../values/value.ts";

/** More runs than this say nothing new about a step. */
const RUNS_MAX = 10_000;

/** Headers of the columns, each with the unit of its bare numbers. */
const NODES = new Map([["nodes", ""]]);
const TIMES = new Map([
  ["time", ""],
  ["seconds", "s"],
  ["minutes", "min"],
  ["hours", "h"],
]);
const SIZES = new Map([
  ["size", ""],
  ["bytes", "B"],
  ["megabytes", "MB"],
  ["gigabytes", "GB"],
]);
const TYPES = new Map([["type", ""]]);

const COLUMNS_HINT =
  "the first line names the columns: `nodes`, `time` (or `seconds`, `minutes`, `hours`), and where they differ `type` and `size`";

/**
 * The measured runs of a CSV file with a header. Lines that begin with `#` are passed over. A problem with the file is
 * reported; then there are none.
 */
export function readMeasuredRunsFile(
  { value: file, place, path }: Placed<string>,
  readFile: ReadFile,
  problems: Problems,
): readonly MeasuredRun[] {
  const refuse = (message: string, details: ProblemDetails = {}): readonly MeasuredRun[] => {
    problems.error("SCENARIO_FILE", place, message, { path, ...details });
    return [];
  };
  const text = readFile(file);
  if (text === undefined) return refuse(`the file \`${file}\` cannot be read`);
  const runs: MeasuredRun[] = [];
  let columns: Columns | undefined;
  for (const { line, cells } of csvLines(text)) {
    if (cells[0]?.startsWith("#") === true || cells.every((cell) => cell === "")) continue;
    if (columns === undefined) {
      columns = columnsOf(cells);
      if (columns === undefined)
        return refuse(`\`${file}\` has no columns \`nodes\` and \`time\``, { hint: COLUMNS_HINT });
      continue;
    }
    const run = readLine(cells, columns, { place, path });
    if (typeof run === "string") return refuse(`\`${file}\`, line ${line}: ${run}`);
    runs.push(run);
    if (runs.length > RUNS_MAX) return refuse(`\`${file}\` holds over ${RUNS_MAX} runs`);
  }
  return runs.length > 0 ? runs : refuse(`\`${file}\` holds no measured runs`, { hint: COLUMNS_HINT });
}

/** Where a column is, and the unit of its bare numbers, empty where they need one. */
interface Column {
  readonly index: number;
  readonly unit: string;
}

interface Columns {
  readonly nodes: Column;
  readonly time: Column;
  readonly type: Column | undefined;
  readonly size: Column | undefined;
}

function columnsOf(cells: readonly string[]): Columns | undefined {
  const find = (names: ReadonlyMap<string, string>): Column | undefined => {
    const index = cells.findIndex((cell) => names.has(cell.toLowerCase()));
    return index < 0 ? undefined : { index, unit: names.get((cells[index] ?? "").toLowerCase()) ?? "" };
  };
  const [nodes, time] = [find(NODES), find(TIMES)];
  if (nodes === undefined || time === undefined) return undefined;
  return { nodes, time, type: find(TYPES), size: find(SIZES) };
}

/** A run, or what is wrong with the line. */
function readLine(cells: readonly string[], columns: Columns, at: Omit<Placed<string>, "value">): MeasuredRun | string {
  const nodes = cells[columns.nodes.index] ?? "";
  if (!/^[1-9]\d{0,8}$/.test(nodes)) return `expected a whole number of nodes, got \`${nodes}\``;
  const timeMs = quantity(cells, columns.time, DURATION);
  if (timeMs === undefined) return expected(DURATION, cells, columns.time);
  const type = columns.type === undefined ? "" : (cells[columns.type.index] ?? "");
  const bytes = columns.size === undefined ? undefined : quantity(cells, columns.size, SIZE);
  if (columns.size !== undefined && bytes === undefined) return expected(SIZE, cells, columns.size);
  return { nodes: Number(nodes), timeMs, type: type === "" ? undefined : { ...at, value: type }, bytes };
}

function expected(unit: Unit, cells: readonly string[], column: Column): string {
  return `expected ${unit.name} above 0, got \`${cells[column.index] ?? ""}\``;
}

/** Above 0, in whole units. */
function quantity(cells: readonly string[], { index, unit: bare }: Column, unit: Unit): number | undefined {
  const cell = cells[index] ?? "";
  const value = unit.parse(cell) ?? (bare === "" ? undefined : unit.parse(`${cell} ${bare}`));
  return value === undefined || Math.round(value) < 1 ? undefined : Math.round(value);
}
