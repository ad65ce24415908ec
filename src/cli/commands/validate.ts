import type { Command } from "commander";
import type { Diagnostic } from "../../base/diagnostic.ts";
import type { PipelineDefinition } from "../../definition/definition.ts";
import { addInputOptions, type InputOptions } from "../common-options.ts";
import { coverageOfFile, formatCoverage } from "../coverage.ts";
import { CommandError, EXIT } from "../exit-status.ts";
import type { Io } from "../io.ts";
import { isColorful } from "../is-colorful.ts";
import { loadInput } from "../load-input.ts";
import type { CommandContext } from "../main.ts";
import { formatDiagnostics } from "../print-diagnostics.ts";
import { isSystemError, namedSystemError } from "../system-error.ts";
import { textOrJson } from "../text-or-json.ts";

const EXAMPLES = `
Examples:
  stepcast validate pipeline.json scenario.yaml      every problem of several files
  stepcast validate - < pipeline.json                of standard input
  stepcast validate pipeline.json --format json      for a program
  stepcast validate pipeline.json --coverage         what each field means to the simulation, and what is left out

An error cannot be simulated (exit status 2). A warning AWS would refuse, or the simulation leaves it out (0).
`;

interface ValidateOptions extends InputOptions {
  readonly format: "text" | "json";
  readonly color: boolean;
  readonly coverage?: boolean;
}

/** `stepcast validate FILE...`: reads and checks only, and reports every problem at once. */
export function addValidateCommand(root: Command, context: CommandContext): void {
  const command = root
    .command("validate")
    .description("read and check only; every problem as file:line:col, severity, rule and a hint")
    .argument("<files...>", "scenarios or definitions; - is standard input");
  addInputOptions(command)
    .option("--format <format>", "text or json", textOrJson, "text")
    .option("--coverage", "also count the fields by type and by what they mean to the simulation")
    .option("--no-color", "no colours (also by the environment variable NO_COLOR)")
    .addHelpText("after", EXAMPLES)
    .action((files: readonly string[], options: ValidateOptions) => validate(files, options, context));
}

function validate(files: readonly string[], options: ValidateOptions, { io, exitWith }: CommandContext): void {
  if (files.filter((file) => file === "-").length > 1) throw new CommandError("standard input can be read only once");
  const inputs = files.map((file) => read(file, options, io));
  const diagnostics = inputs.flatMap((input) => input.diagnostics);
  const coverage = options.coverage === true ? inputs.flatMap(coverageOfFile) : undefined;
  if (options.format === "json") {
    const answer = coverage === undefined ? diagnostics : { diagnostics, coverage };
    io.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
  } else {
    for (const input of inputs) io.stdout.write(formatInput(input, isColorful(options.color, io.isTerminal, io)));
    for (const one of coverage ?? []) io.stdout.write(formatCoverage(one));
  }
  for (const { unreadable } of inputs) if (unreadable !== undefined) io.stderr.write(`stepcast: ${unreadable}\n`);
  const isBad = inputs.some(({ unreadable }) => unreadable !== undefined);
  if (isBad || diagnostics.some(({ severity }) => severity === "error")) exitWith(EXIT.badInput);
}

interface ValidatedFile {
  readonly file: string;
  readonly definitions: readonly PipelineDefinition[];
  readonly diagnostics: readonly Diagnostic[];
  readonly texts: ReadonlyMap<string, string>;
  /** Why the file could not even be read. */
  readonly unreadable?: string;
}

/** A file that cannot be read does not keep the others from being checked. */
function read(file: string, options: ValidateOptions, io: Io): ValidatedFile {
  try {
    return { file, ...loadInput(file, options, io) };
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return { file, definitions: [], diagnostics: [], texts: new Map(), unreadable: namedSystemError(error) };
  }
}

function formatInput({ file, diagnostics, texts, unreadable }: ValidatedFile, useColor: boolean): string {
  if (unreadable !== undefined) return "";
  const counts = `${count(diagnostics, "error")}, ${count(diagnostics, "warning")}`;
  return `${formatDiagnostics(diagnostics, texts, useColor)}${file}: ${counts}\n`;
}

function count(diagnostics: readonly Diagnostic[], severity: string): string {
  const found = diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
  return `${found} ${severity}${found === 1 ? "" : "s"}`;
}
