import { dirname, join, relative, resolve } from "node:path";
import type { Command as ParsedCommand } from "commander";
import { Command } from "commander";
import { firstDifference } from "../experiment/first-difference.ts";
import { writeResultJson } from "../report/json/write-result-json.ts";
import { parseCommandLine } from "./command-line.ts";
import { addInputOptions, type InputOptions } from "./common-options.ts";
import { CommandError, EXIT, type ExitStatus } from "./exit-status.ts";
import type { Io } from "./io.ts";
import { loadExperiment } from "./load-input.ts";
import { readResultFile } from "./read-result-file.ts";
import { replicate } from "./replicate.ts";

/**
 * Runs what a result file's certificate says once more and tells whether the bytes are the same, or what differs first:
 * the model, an input, or a figure.
 *
 * @param file the input, where it is not at the place that the certificate names
 */
export async function verify(path: string, file: string | undefined, io: Io, workers?: number): Promise<ExitStatus> {
  const { result, text } = readResultFile(path, io);
  const recorded = parseRun(result.certificate.command);
  const moved = file === undefined ? io : relocated(io, recorded.file, file);
  const experiment = loadExperiment(recorded.file, recorded.options, moved, true);
  const again = writeResultJson((await replicate(experiment, io, workers, true)).result());
  if (again === text.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n")) {
    io.stdout.write(`${path}: equal, ${result.replications} replication(s), ${result.certificate.events} events\n`);
    return EXIT.done;
  }
  io.stdout.write(`${path}: ${explainDifference(JSON.parse(text), JSON.parse(again))}\n`);
  return EXIT.gateFailed;
}

function parseRun(line: string): { readonly file: string; readonly options: InputOptions } {
  const [program, name, ...words] = parseCommandLine(line);
  const bad = `the certificate's command is not one of stepcast run: ${line}`;
  if (program !== "stepcast" || name !== "run") throw new CommandError(bad);
  const output = { writeErr: () => {}, writeOut: () => {} };
  const command: ParsedCommand = addInputOptions(new Command("run").argument("<file>"));
  try {
    command.exitOverride().configureOutput(output).parse(words, { from: "user" });
  } catch (error) {
    throw error instanceof Error ? new CommandError(`${bad}: ${error.message}`) : error;
  }
  return { file: command.args[0] ?? "", options: command.opts<InputOptions>() };
}

/**
 * An Io in which the recorded file is the one that is there now, and what lay beside it is beside the new one. The names
 * stay those of the record, because results carry them.
 */
function relocated(io: Io, recorded: string, file: string): Io {
  const move = (path: string): string => {
    if (path === recorded) return file;
    const inside = relative(dirname(recorded), path);
    return file === "-" || inside.startsWith("..") ? path : join(dirname(file), inside);
  };
  const read = (path: string): string => (path === "-" ? io.readStdin() : io.readFile(path));
  return {
    ...io,
    readStdin: () => read(recorded === "-" ? file : "-"),
    readFile: (path) => read(move(path)),
    realPath: (path) => io.realPath(resolve(path) === resolve(dirname(recorded)) ? dirname(file) : move(path)),
  };
}

/** What was put in comes first: a figure that differs is no news when the scenario does. */
function explainDifference(before: unknown, after: unknown): string {
  const difference =
    firstDifference(certificateOf(before), certificateOf(after), "certificate") ?? firstDifference(before, after);
  if (difference === undefined) return "the same data, but other bytes: the file was written in another form";
  const { path, before: was, after: is } = difference;
  return `differs first in ${path}: the file has ${JSON.stringify(was)}, the new run ${JSON.stringify(is)}`;
}

function certificateOf(value: unknown): unknown {
  return typeof value === "object" && value !== null && "certificate" in value ? value.certificate : undefined;
}
