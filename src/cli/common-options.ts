import { type Command, InvalidArgumentError, Option } from "commander";
import { maskAssignment } from "./mask-secrets.ts";

/** As it was written, so that the certificate's command gives the same number again, and as a share of one. */
export interface Percentage {
  readonly text: string;
  readonly share: number;
}

/** Options that change what is simulated; `run` writes them into the certificate's command. */
export interface InputOptions {
  readonly set: readonly string[];
  readonly param: readonly string[];
  readonly paramFile: readonly string[];
  readonly seed?: string;
  readonly replications?: number;
  readonly precision?: Percentage;
  readonly until?: string;
  readonly allowOutside?: boolean;
}

/** `--set`, `--param`, `--seed` and the others that every simulating command takes. */
export function addInputOptions(command: Command): Command {
  return command
    .addOption(repeatable("--set <path=value>", "change a value of the scenario or the definition; repeatable"))
    .addOption(repeatable("--param <name=value>", "value of a parameter of the definition; repeatable"))
    .addOption(repeatable("--param-file <file>", "file with parameter values; repeatable"))
    .option("--seed <text>", "seed of all random streams (default: the scenario's, else stepcast)")
    .option("--replications <n>", "how many times to simulate with independent randomness", positiveInteger)
    .addOption(
      new Option("--precision <share>", "replicate until the 95 % half-width is this share of the mean: 2%").argParser(
        percentage,
      ),
    )
    .option("--until <time|duration>", "stop the simulation there, e.g. 7 days or 2012-12-01T00:00:00Z")
    .option("--allow-outside", "let a scenario read files outside of its folder");
}

/** The input options among all of a command's. */
export function inputOptionsOf(options: InputOptions): InputOptions {
  const { set, param, paramFile, seed, replications, precision, until, allowOutside } = options;
  return {
    set,
    param,
    paramFile,
    ...(seed === undefined ? {} : { seed }),
    ...(replications === undefined ? {} : { replications }),
    ...(precision === undefined ? {} : { precision }),
    ...(until === undefined ? {} : { until }),
    ...(allowOutside === undefined ? {} : { allowOutside }),
  };
}

/** The words that give the same inputs again, defaults left out and the values of secrets hidden. */
export function inputWords(file: string, options: InputOptions): string[] {
  const { set, param, paramFile, seed, replications, precision, until, allowOutside } = options;
  return [
    ...set.flatMap((value) => ["--set", maskAssignment(value)]),
    ...param.flatMap((value) => ["--param", maskAssignment(value)]),
    ...paramFile.flatMap((value) => ["--param-file", value]),
    ...(seed === undefined ? [] : ["--seed", seed]),
    ...(replications === undefined ? [] : ["--replications", String(replications)]),
    ...(precision === undefined ? [] : ["--precision", precision.text]),
    ...(until === undefined ? [] : ["--until", until]),
    ...(allowOutside === true ? ["--allow-outside"] : []),
    ...(file.startsWith("-") && file !== "-" ? ["--", file] : [file]),
  ];
}

/** An option whose values are collected in a list. */
export function repeatable(flags: string, description: string): Option {
  const collect = (value: string, previous: readonly string[]) => [...previous, value];
  return new Option(flags, description).default([], "none").argParser(collect);
}

/** @throws InvalidArgumentError for anything but a positive integer */
export function positiveInteger(text: string): number {
  const value = Number(text);
  if (!/^\d{1,9}$/.test(text) || value < 1) throw new InvalidArgumentError("expected a positive whole number, e.g. 30");
  return value;
}

/** Threads beyond this only take memory. */
const WORKERS_MAX = 256;

/** The value of `--workers`. @throws InvalidArgumentError for anything but a sensible number of threads */
export function workerCount(text: string): number {
  const count = positiveInteger(text);
  if (count > WORKERS_MAX) throw new InvalidArgumentError(`expected at most ${WORKERS_MAX}`);
  return count;
}

function percentage(text: string): Percentage {
  const match = /^(\d+(?:\.\d+)?)%$/.exec(text);
  const share = match === null ? Number.NaN : Number(match[1]) / 100;
  if (!(share > 0 && share < 1)) throw new InvalidArgumentError("expected a percentage between 0 and 100, e.g. 2%");
  return { text, share };
}
