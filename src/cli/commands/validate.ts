import type { Command } from "commander";
import { addInputOptions, type InputOptions } from "../common-options.ts";
import { CommandError, EXIT } from "../exit-status.ts";
import { loadInput } from "../load-input.ts";
import type { CommandContext } from "../main.ts";
import { formatDiagnostics } from "../print-diagnostics.ts";

const EXAMPLES = `
Examples:
  stepcast validate pipeline.json scenario.yaml      every problem of several files
  stepcast validate - < pipeline.json                of standard input
  stepcast validate pipeline.json --format json      for a program

An error cannot be simulated (exit status 2). A warning AWS would refuse, or the simulation leaves it out (0).
`;

interface ValidateOptions extends InputOptions {
  readonly format: string;
  readonly color: boolean;
}

/** `stepcast validate FILE...`: reads and checks only, and reports every problem at once. */
export function addValidateCommand(root: Command, context: CommandContext): void {
  const command = root
    .command("validate")
    .description("read and check only; every problem as file:line:col, severity, rule and a hint")
    .argument("<files...>", "scenarios or definitions; - is standard input");
  addInputOptions(command)
    .option("--format <format>", "text or json", "text")
    .option("--no-color", "no colours (also by the environment variable NO_COLOR)")
    .addHelpText("after", EXAMPLES)
    .action((files: readonly string[], options: ValidateOptions) => validate(files, options, context));
}

function validate(files: readonly string[], options: ValidateOptions, { io, exitWith }: CommandContext): void {
  const { format } = options;
  if (format !== "text" && format !== "json")
    throw new CommandError(`unknown format "${format}": expected text or json`);
  const inputs = files.map((file) => ({ file, ...loadInput(file, options, io) }));
  const diagnostics = inputs.flatMap((input) => input.diagnostics);
  if (format === "json") {
    io.stdout.write(`${JSON.stringify(diagnostics, null, 2)}\n`);
  } else {
    const useColor = options.color && io.isTerminal && io.env.NO_COLOR === undefined;
    for (const input of inputs) {
      io.stdout.write(formatDiagnostics(input.diagnostics, input.texts, useColor));
      io.stdout.write(`${input.file}: ${count(input.diagnostics, "error")}, ${count(input.diagnostics, "warning")}\n`);
    }
  }
  if (diagnostics.some(({ severity }) => severity === "error")) exitWith(EXIT.badInput);
}

function count(diagnostics: readonly { readonly severity: string }[], severity: string): string {
  const found = diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
  return `${found} ${severity}${found === 1 ? "" : "s"}`;
}
