import { DAY_MS, HOUR_MS, type InstantMs, MINUTE_MS } from "../../base/instant.ts";
import { addMonths, addPeriods, type Period, parsePeriod } from "../../base/period.ts";
import { nearestName } from "../fields/nearest-names.ts";
import { ExpressionError } from "./expression-error.ts";
import { dayOfYear, formatJoda } from "./joda-format.ts";
import {
  instantOf,
  instantValue,
  integerValue,
  listValue,
  type ScalarValue,
  textOf,
  textValue,
  unknownValue,
  type Value,
} from "./value.ts";

type ParameterKind = "date" | "integer" | "text" | "period";

interface ExpressionFunction {
  readonly parameters: readonly ParameterKind[];
  readonly apply: (args: Arguments) => ScalarValue;
}

/** The functions of expressions, by name. Source: DG Date and Time Functions (1.4). */
const FUNCTIONS: ReadonlyMap<string, ExpressionFunction> = new Map<string, ExpressionFunction>([
  ["day", part((date) => date.getUTCDate())],
  ["dayOfYear", part(dayOfYear)],
  ["hour", part((date) => date.getUTCHours())],
  ["minute", part((date) => date.getUTCMinutes())],
  ["month", part((date) => date.getUTCMonth() + 1)],
  ["year", part((date) => date.getUTCFullYear())],
  ["firstOfMonth", moment((ms) => ms - (new Date(ms).getUTCDate() - 1) * DAY_MS)],
  ["midnight", moment((ms) => ms - positiveModulo(ms, DAY_MS))],
  ["sunday", moment((ms) => ms - new Date(ms).getUTCDay() * DAY_MS)],
  ["yesterday", moment((ms) => ms - DAY_MS)],
  ...shifts("Minutes", (ms, count) => ms + count * MINUTE_MS),
  ...shifts("Hours", (ms, count) => ms + count * HOUR_MS),
  ...shifts("Days", (ms, count) => ms + count * DAY_MS),
  ...shifts("Weeks", (ms, count) => ms + count * 7 * DAY_MS),
  ...shifts("Months", (ms, count) => addMonths(ms, count)),
  ...shifts("Years", (ms, count) => addMonths(ms, 12 * count)),
  ...periodShifts(),
  ["format", { parameters: ["date", "text"], apply: (args) => textValue(formatJoda(args.date(0), args.text(1))) }],
  ["makeDate", { parameters: ["integer", "integer", "integer"], apply: (args) => makeDate(args) }],
  ["makeDateTime", { parameters: ["integer", "integer", "integer", "integer", "integer"], apply: makeDate }],
]);

/** @throws ExpressionError EXPRESSION_SYNTAX for an unknown function or a wrong number of arguments */
export function checkCall(name: string, argumentCount: number): void {
  const known = FUNCTIONS.get(name);
  if (known === undefined) {
    const nearest = nearestName(name, FUNCTIONS.keys());
    const hint = nearest === undefined ? `The functions are ${Array.from(FUNCTIONS.keys()).join(", ")}.` : undefined;
    const message = `There is no function "${name}".`;
    throw new ExpressionError("EXPRESSION_SYNTAX", message, hint ?? `Did you mean "${nearest}"?`);
  }
  if (known.parameters.length === argumentCount) return;
  const message = `The function "${name}" takes ${known.parameters.length} arguments, not ${argumentCount}.`;
  throw new ExpressionError("EXPRESSION_SYNTAX", message, `Write ${name}(${known.parameters.join(", ")}).`);
}

/** Calls a function, once for each element where an argument is a list (1.4). */
export function callFunction(name: string, args: readonly Value[]): Value {
  const unknown = args.filter((arg) => arg.kind === "unknown");
  if (unknown.length > 0) return unknownValue(unknown.flatMap(({ fields }) => fields));
  const position = args.findIndex((arg) => arg.kind === "list");
  const list = args[position];
  if (list?.kind === "list") return listValue(list.items.map((item) => callFunction(name, args.with(position, item))));
  const known = FUNCTIONS.get(name);
  if (known === undefined) throw new ExpressionError("EXPRESSION_SYNTAX", `There is no function "${name}".`);
  return known.apply(
    new Arguments(
      name,
      args.filter((arg) => arg.kind !== "list" && arg.kind !== "unknown"),
    ),
  );
}

/** The arguments of one call, each as the kind of value that the function needs. */
class Arguments {
  readonly #name: string;
  readonly #values: readonly ScalarValue[];

  constructor(name: string, values: readonly ScalarValue[]) {
    this.#name = name;
    this.#values = values;
  }

  get count(): number {
    return this.#values.length;
  }

  date(index: number): InstantMs {
    const value = this.#values[index];
    const instantMs = value === undefined ? undefined : instantOf(value);
    return instantMs ?? this.#fail(index, "a date, such as @scheduledStartTime or '2012-11-23T00:00:00'");
  }

  integer(index: number): number {
    const value = this.#values[index];
    return value?.kind === "integer" ? value.value : this.#fail(index, "a whole number");
  }

  period(index: number): Period {
    const period = parsePeriod(this.text(index));
    return period ?? this.#fail(index, "a period, such as '1 day'");
  }

  text(index: number): string {
    const value = this.#values[index];
    return value === undefined ? this.#fail(index, "a text in quotes") : textOf(value);
  }

  #fail(index: number, expected: string): never {
    const message = `Argument ${index + 1} of the function "${this.#name}" is not ${expected}.`;
    throw new ExpressionError("EXPRESSION_VALUE", message);
  }
}

function part(read: (date: Date) => number): ExpressionFunction {
  return { parameters: ["date"], apply: (args) => integerValue(read(new Date(args.date(0)))) };
}

function moment(move: (instantMs: InstantMs) => InstantMs): ExpressionFunction {
  return { parameters: ["date"], apply: (args) => instantValue(move(args.date(0))) };
}

/** `plusDays` and `minusDays`. */
function shifts(
  unit: string,
  shift: (instantMs: InstantMs, count: number) => InstantMs,
): readonly (readonly [string, ExpressionFunction])[] {
  return [1, -1].map((sign) => [
    `${sign === 1 ? "plus" : "minus"}${unit}`,
    {
      parameters: ["date", "integer"],
      apply: (args) => instantValue(shift(args.date(0), sign * args.integer(1))),
    },
  ]);
}

/** `plusPeriod` and `minusPeriod`, which the table of functions leaves out. Source: DG SqlActivity, scriptArgument. */
function periodShifts(): readonly (readonly [string, ExpressionFunction])[] {
  return [1, -1].map((sign) => [
    `${sign === 1 ? "plus" : "minus"}Period`,
    {
      parameters: ["date", "period"],
      apply: (args) => instantValue(addPeriods(args.date(0), args.period(1), sign)),
    },
  ]);
}

/** Year, month, day and, where given, hour and minute; a day that does not exist is an error. */
function makeDate(args: Arguments): ScalarValue {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = Array.from({ length: args.count }, (_, index) =>
    args.integer(index),
  );
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute);
  const exists =
    date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day && minute < 60;
  if (!exists || hour < 0 || minute < 0) {
    throw new ExpressionError("EXPRESSION_VALUE", "There is no such date.", "Write year, month, day, hour, minute.");
  }
  return instantValue(date.getTime());
}

function positiveModulo(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor;
}
