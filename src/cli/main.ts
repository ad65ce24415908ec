import { Command, CommanderError } from "commander";
import { InvariantError } from "../base/invariant.ts";
import { UnknownMeasureError } from "../experiment/unknown-measure-error.ts";
import { addCalibrateCommand } from "./commands/calibrate.ts";
import { addCatalogCommand } from "./commands/catalog.ts";
import { addCompareCommand } from "./commands/compare.ts";
import { addInitCommand } from "./commands/init.ts";
import { addReportCommand } from "./commands/report.ts";
import { addRunCommand } from "./commands/run.ts";
import { addSweepCommand } from "./commands/sweep.ts";
import { addValidateCommand } from "./commands/validate.ts";
import { EXIT, type ExitStatus, isCommandError } from "./exit-status.ts";
import type { Io } from "./io.ts";
import { isSystemError, namedSystemError } from "./system-error.ts";
import { VERSION } from "./version.ts";

/** What every command gets besides its arguments, and where it leaves its exit status. */
export interface CommandContext {
  readonly io: Io;
  exitWith(status: ExitStatus): void;
}

/**
 * Runs one command line and answers its exit status; never throws.
 *
 * @param argv the words after the program's name
 */
export async function main(argv: readonly string[], io: Io): Promise<ExitStatus> {
  let status: ExitStatus = EXIT.done;
  const context: CommandContext = {
    io,
    exitWith: (next) => {
      status = next;
    },
  };
  try {
    await program(context).parseAsync([...argv], { from: "user" });
    return status;
  } catch (error) {
    return explain(error, io);
  }
}

const EXAMPLES = `
Examples:
  stepcast run pipeline.json                     what a pipeline definition costs and how long it takes
  stepcast init pipeline.json > scenario.yaml    what that assumed, ready to edit
  stepcast run scenario.yaml --out report        the same with a page, CSV and JSON files
  stepcast compare base/result.json scenario.yaml --gate "cost.total.mean +2%"
  stepcast run --help                            the options of a command
`;

function program(context: CommandContext): Command {
  const { io } = context;
  const root = new Command("stepcast")
    .description(
      "Forecast what a pipeline of EMR and EC2 work will cost, when it will finish and when its logs can be read.",
    )
    .version(VERSION)
    .addHelpText("after", EXAMPLES)
    .showHelpAfterError("(--help shows the options, and examples)")
    .exitOverride()
    .configureOutput({ writeOut: (text) => io.stdout.write(text), writeErr: (text) => io.stderr.write(text) });
  for (const add of [
    addRunCommand,
    addSweepCommand,
    addValidateCommand,
    addInitCommand,
    addReportCommand,
    addCompareCommand,
    addCalibrateCommand,
    addCatalogCommand,
  ]) {
    add(root, context);
  }
  return root;
}

function explain(error: unknown, io: Io): ExitStatus {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.badInput;
  if (isCommandError(error)) {
    io.stderr.write(`stepcast: ${error.message}\n`);
    return error.status;
  }
  if (error instanceof UnknownMeasureError) {
    io.stderr.write(`stepcast: ${error.message}\n`);
    return EXIT.badInput;
  }
  if (isSystemError(error)) {
    io.stderr.write(`stepcast: ${namedSystemError(error)}\n`);
    return EXIT.badInput;
  }
  const chain = causesOf(error);
  const text = chain
    .map((cause) => (cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)))
    .join("\n");
  const isInvariant = chain.some((cause) => cause instanceof InvariantError);
  const kind = isInvariant ? "an assumption of the program does not hold" : "an unexpected error";
  io.stderr.write(
    `stepcast: this is a bug in stepcast (${kind}).\nPlease report it with the command line, the input files and this text:\n${text}\n`,
  );
  return EXIT.bug;
}

/** The error and what caused it: a simulation names its time and entity, and what went wrong there is its cause. */
function causesOf(error: unknown): unknown[] {
  const chain: unknown[] = [];
  for (let cause = error; cause !== undefined && chain.length < 10; ) {
    chain.push(cause);
    cause = cause instanceof Error ? cause.cause : undefined;
  }
  return chain;
}
