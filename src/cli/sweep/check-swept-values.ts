import type { Diagnostic } from "../../base/diagnostic.ts";
import { pointsOf } from "../../planner/points.ts";
import type { SweepAxis, SweepSettings, SweptValue } from "../../scenario/sections/sweep.ts";
import { sweptPlace } from "../../scenario/sections/swept-place.ts";
import type { ScenarioNode } from "../../scenario/source/scenario-node.ts";
import type { InputOptions } from "../common-options.ts";
import { CommandError } from "../exit-status.ts";
import type { Io } from "../io.ts";
import { isColorful } from "../is-colorful.ts";
import { loadInput } from "../load-input.ts";
import { formatDiagnostics } from "../print-diagnostics.ts";

/** A sweep as its values are checked. */
export interface SweptInput {
  readonly file: string;
  readonly options: InputOptions;
  readonly settings: SweepSettings;
  /** The scenario, which says where a value was written. */
  readonly root: ScenarioNode;
}

/** An error at the value that it comes from, and what it said by itself. */
interface SweptProblem {
  readonly said: string;
  readonly error: Diagnostic;
}

/** Of a longer range of bare quantities only every so many are tried: they are as good as each other. */
const TRIED_MAX = 1000;

/** A value that does not go with the scenario's own values is tried with so many points of the sweep that have it. */
const COMBINATIONS_MAX = 20;

/**
 * Tries each value of each axis once, which also reads the files that it names. A value is wrong where it cannot be read,
 * or where neither the scenario as it stands nor any point that was tried can be simulated with it.
 *
 * @param recording reads the files, and remembers them
 * @throws CommandError after the problems were printed
 */
export function checkSweptValues(input: SweptInput, recording: Io, io: Io, color: boolean): void {
  const problems: Diagnostic[] = [];
  for (const axis of input.settings.axes) {
    const found = triedRows(axis).flatMap((index) => problemsOf(input, axis, index, recording));
    problems.push(...found.filter(isFirstOfItsKind).map(({ error }) => error));
  }
  if (problems.length === 0) return;
  const own: readonly [string, string] = [nameOf(input.file), textOf(input.file, recording)];
  io.stderr.write(formatDiagnostics(problems, new Map([own]), isColorful(color, io.isErrorTerminal, io)));
  const count = problems.length;
  throw new CommandError(
    `${input.file}: cannot be swept: ${count} error${count === 1 ? "" : "s"} in the values of \`sweep\``,
  );
}

function problemsOf(input: SweptInput, { rows }: SweepAxis, index: number, recording: Io): readonly SweptProblem[] {
  const row = rows[index] ?? [];
  const errors = errorsOf(input, row, recording);
  if (errors.length === 0) return [];
  const isUnreadable = errors.some(({ file }) => file === "--set");
  if (!isUnreadable && isGoodInSomePoint(input, row, recording)) return [];
  return errors.map((error) => ({ said: error.message, error: atItsPlace(error, input, row, index) }));
}

/** A path that leads nowhere is as wrong for one value as for the next. */
function isFirstOfItsKind({ said }: SweptProblem, position: number, all: readonly SweptProblem[]): boolean {
  return all.findIndex((other) => other.said === said) === position;
}

function errorsOf({ file, options }: SweptInput, values: readonly SweptValue[], io: Io): readonly Diagnostic[] {
  const set = [...options.set, ...values.map(({ path, text }) => `${path}=${text}`)];
  const { diagnostics } = loadInput(file, { ...options, set }, io);
  return diagnostics.filter(({ severity }) => severity === "error");
}

/** What the scenario's own values do not go with, values of other axes may. */
function isGoodInSomePoint(input: SweptInput, row: readonly SweptValue[], recording: Io): boolean {
  let tried = 0;
  for (const { values } of pointsOf(input.settings)) {
    const has = (wanted: SweptValue) => values.some(({ path, text }) => path === wanted.path && text === wanted.text);
    if (!row.every(has)) continue;
    if (errorsOf(input, values, recording).length === 0) return true;
    tried += 1;
    if (tried >= COMBINATIONS_MAX) return false;
  }
  // a value of excluded combinations alone is never needed
  return tried === 0;
}

/** In the scenario, where the value is written; what the error itself says stands behind the value. */
function atItsPlace(error: Diagnostic, { root }: SweptInput, row: readonly SweptValue[], index: number): Diagnostic {
  const named = row.find(({ path }) => path === error.path) ?? row[0];
  const { file, line, column } = sweptPlace(root, named?.path ?? "", index);
  const values = row.map(({ path, text }) => `${path}=${text}`).join(", ");
  const where = error.file === "--set" ? "" : `${error.file}:${error.line}:${error.column}: `;
  return { ...error, file, line, column, message: `${values}: ${where}${error.message}` };
}

function triedRows({ rows }: SweepAxis): readonly number[] {
  const all = rows.map((_, index) => index);
  const every = Math.ceil(rows.length / TRIED_MAX);
  if (every === 1) return all;
  return all.filter((index) => index % every === 0 || index === rows.length - 1 || !isQuantity(rows[index] ?? []));
}

function isQuantity(row: readonly SweptValue[]): boolean {
  return row.every(({ text }) => /^-?[\d.]+(?: ?[A-Za-z%/ -]+)?$/.test(text));
}

function nameOf(file: string): string {
  return file === "-" ? "<stdin>" : file;
}

function textOf(file: string, io: Io): string {
  return file === "-" ? io.readStdin() : io.readFile(file);
}
