import { type Command, InvalidArgumentError, Option } from "commander";

/** Options that change what is simulated; `run` writes them into the certificate's command. */
export interface InputOptions {
  readonly set: readonly string[];
  readonly param: readonly string[];
  readonly paramFile: readonly string[];
  readonly seed?: string;
  readonly replications?: number;
  readonly precision?: number;
  readonly until?: string;
  readonly allowOutside?: boolean;
}

/** `--set`, `--param`, `--seed` and the others that every simulating command takes. */
export function addInputOptions(command: Command): Command {
  return command
    .option("--set <path=value>", "change a value of the scenario or the definition; repeatable", collect, [])
    .option("--param <name=value>", "value of a parameter of the definition; repeatable", collect, [])
    .option("--param-file <file>", "file with parameter values; repeatable", collect, [])
    .option("--seed <text>", "seed of all random streams (default: the scenario's, else stepcast)")
    .option("--replications <n>", "how many times to simulate with independent randomness", positiveInteger)
    .addOption(
      new Option("--precision <share>", "replicate until the 95 % half-width is this share of the mean: 2%").argParser(
        share,
      ),
    )
    .option("--until <time|duration>", "stop the simulation there, e.g. 7 days or 2012-12-01T00:00:00Z")
    .option("--allow-outside", "let a scenario read files outside of its folder");
}

/** The words that give the same inputs again, defaults left out. */
export function inputWords(file: string, options: InputOptions): string[] {
  const { set, param, paramFile, seed, replications, precision, until, allowOutside } = options;
  return [
    file,
    ...set.flatMap((value) => ["--set", value]),
    ...param.flatMap((value) => ["--param", value]),
    ...paramFile.flatMap((value) => ["--param-file", value]),
    ...(seed === undefined ? [] : ["--seed", seed]),
    ...(replications === undefined ? [] : ["--replications", String(replications)]),
    ...(precision === undefined ? [] : ["--precision", `${precision * 100}%`]),
    ...(until === undefined ? [] : ["--until", until]),
    ...(allowOutside === true ? ["--allow-outside"] : []),
  ];
}

/** Adds one more value of a repeatable option. */
export function collect(value: string, previous: readonly string[]): string[] {
  return [...previous, value];
}

/** @throws InvalidArgumentError for anything but a positive integer */
export function positiveInteger(text: string): number {
  const value = Number(text);
  if (!/^\d{1,9}$/.test(text) || value < 1) throw new InvalidArgumentError("expected a positive whole number, e.g. 30");
  return value;
}

function share(text: string): number {
  const match = /^(\d+(?:\.\d+)?)%$/.exec(text);
  const value = match === null ? Number.NaN : Number(match[1]) / 100;
  if (!(value > 0 && value < 1)) throw new InvalidArgumentError("expected a percentage between 0 and 100, e.g. 2%");
  return value;
}
