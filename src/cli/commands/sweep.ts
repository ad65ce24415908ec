import { type Command, InvalidArgumentError } from "commander";
import { addInputOptions, type InputOptions, workerCount } from "../common-options.ts";
import { CommandError } from "../exit-status.ts";
import type { CommandContext } from "../main.ts";
import type { SweepFormat, SweepOutput } from "../sweep/point-sinks.ts";
import { prepareSweep } from "../sweep/prepare-sweep.ts";

const EXAMPLES = `
Examples:
  stepcast sweep scenario.yaml                                every combination of its \`sweep\`, as a table
  stepcast sweep scenario.yaml --out reports/sizes            and points.csv, points.jsonl in a folder
  stepcast sweep scenario.yaml --out reports/sizes --resume   go on where an interrupted sweep stopped
  stepcast sweep scenario.yaml --replications 50 --workers 8
  stepcast sweep scenario.yaml --format csv > points.csv      the table alone on standard output
`;

interface SweepOptions extends InputOptions {
  readonly out?: string;
  readonly format?: readonly SweepFormat[];
  readonly measures?: readonly string[];
  readonly workers?: number;
  readonly resume?: boolean;
  readonly quiet?: boolean;
  readonly color: boolean;
}

/** `stepcast sweep FILE`: every combination of the scenario's `sweep`. */
export function addSweepCommand(root: Command, { io, exitWith }: CommandContext): void {
  const command = root
    .command("sweep")
    .description("simulate every combination of the scenario's `sweep`; print a table; write the points")
    .argument("<file>", "a scenario with `sweep` (.yaml, .yml, .json); - is standard input");
  addInputOptions(command)
    .option("--out <dir>", "write sweep.txt, points.jsonl and points.csv there", folderName)
    .option("--format <formats>", "text, json, csv; several with commas", parseFormats)
    .option(
      "--measures <names>",
      "keep these measures of each point (default: all, of which the table has some)",
      words,
    )
    .option("--workers <n>", "worker threads (default: as many as processors, where that is worth it)", workerCount)
    .option("--resume", "go on with the sweep that was interrupted in --out")
    .option("--quiet", "no table on standard output, no progress on standard error")
    .option("--no-color", "no colours (also by the environment variable NO_COLOR)")
    .addHelpText("after", EXAMPLES)
    .action(async (file: string, options: SweepOptions) => {
      const output = outputOf(options);
      const { runSweep } = await import("../sweep/run-sweep.ts");
      const sweep = prepareSweep(file, options, options.measures, io);
      if (output.folder !== undefined) io.makeFolder(output.folder);
      const quietIo = output.quiet ? { ...io, isErrorTerminal: false } : io;
      const run = { ...output, workers: options.workers, resume: options.resume === true };
      exitWith(await runSweep(sweep, run, quietIo));
    });
}

/** @throws CommandError where what is asked for does not go together */
function outputOf({ out, format, quiet = false, resume, color }: SweepOptions): SweepOutput {
  if (out !== undefined) return { folder: out, formats: format ?? ["text", "json", "csv"], quiet, color };
  if (resume === true) throw new CommandError("--resume needs the folder of the interrupted sweep, --out DIR");
  if (format !== undefined && format.length > 1)
    throw new CommandError(`--format ${format.join(",")}: several files need a folder, --out DIR`);
  return { folder: undefined, formats: format ?? ["text"], quiet, color };
}

function folderName(text: string): string {
  if (text.trim() === "") throw new InvalidArgumentError("expected a folder, e.g. reports/sizes");
  return text;
}

function parseFormats(text: string): SweepFormat[] {
  const known = ["text", "json", "csv"] as const;
  const formats = text.split(",").map((word) => {
    const format = known.find((name) => name === word.trim().toLowerCase());
    if (format === undefined) throw new InvalidArgumentError(`expected one of ${known.join(", ")}, got "${word}"`);
    return format;
  });
  return [...new Set(formats)];
}

function words(text: string): string[] {
  return text.split(",").map((word) => word.trim());
}
