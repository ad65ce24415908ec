import type { Distribution } from "../../engine/distribution.ts";
import { didYouMean } from "../source/nearest-names.ts";
import type { ProblemDetails, Problems } from "../source/problems.ts";
import { csvLines } from "../values/csv-cells.ts";
import type { EmpiricalFile } from "./empirical.ts";
import type { ScenarioDistribution } from "./scenario-distribution.ts";

/** Gives the text of a file that a scenario names, undefined where there is none; the path is as the scenario has it. */
export type ReadFile = (path: string) => string | undefined;

/** More values than this say nothing new about a distribution. */
const VALUES_MAX = 100_000;

/** The distribution that a scenario gives, its measured values read from their file where it names one. */
export function resolveDistribution(
  given: ScenarioDistribution,
  readFile: ReadFile,
  problems: Problems,
): Distribution | undefined {
  const { value } = given;
  if (value.kind !== "empirical-file") return value;
  const refuse = (message: string, details: ProblemDetails = {}): undefined => {
    problems.error("SCENARIO_FILE", given.place, message, { path: given.path, ...details });
    return undefined;
  };
  const text = readFile(value.file);
  if (text === undefined) return refuse(`the file \`${value.file}\` cannot be read`);
  const rows = [...csvLines(text)].map(({ cells }) => cells);
  const index = value.column === undefined ? 0 : (rows[0]?.indexOf(value.column) ?? -1);
  if (index < 0) {
    const hint = didYouMean(value.column ?? "", rows[0] ?? []);
    return refuse(`\`${value.file}\` has no column \`${value.column}\``, hint === undefined ? {} : { hint });
  }
  const values: number[] = [];
  for (const [line, cells] of rows.entries()) {
    const cell = cells[index] ?? "";
    if (cell === "" || cell.startsWith("#")) continue;
    const number = parseCell(cell, value, given);
    if (number !== undefined) values.push(number);
    else if (line > 0)
      return refuse(`\`${value.file}\`, line ${line + 1}: expected ${given.unit.name}, got \`${cell}\``);
  }
  if (values.length === 0) return refuse(`\`${value.file}\` holds no values`);
  if (values.length > VALUES_MAX) return refuse(`\`${value.file}\` holds over ${VALUES_MAX} values`);
  return { kind: "empirical", values };
}

/** A cell with a unit, or a bare number in the unit that the scenario names. */
function parseCell(cell: string, file: EmpiricalFile, given: ScenarioDistribution): number | undefined {
  return given.unit.parse(cell) ?? (file.unit === undefined ? undefined : given.unit.parse(`${cell} ${file.unit}`));
}
