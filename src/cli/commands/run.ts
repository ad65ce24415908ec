import type { Command } from "commander";
import { addInputOptions, type InputOptions, positiveInteger } from "../common-options.ts";
import { CommandError } from "../exit-status.ts";
import { loadExperiment } from "../load-input.ts";
import type { CommandContext } from "../main.ts";
import { replicate } from "../replicate.ts";
import { parseFormats, writeReports } from "../write-reports.ts";

const EXAMPLES = `
Examples:
  stepcast run pipeline.json                                  a bare definition, every number an assumption
  stepcast run scenario.yaml --out reports/nightly            the summary, and JSON, CSV and a page in a folder
  stepcast run scenario.yaml --replications 200               with 95 % confidence intervals
  stepcast run scenario.yaml --set MyEmrCluster.coreInstanceCount=20
  stepcast run - --format json < pipeline.json                the result alone on standard output
  stepcast run --verify reports/nightly/result.json           run it again: equal, or what differs first
`;

interface RunOptions extends InputOptions {
  readonly out?: string;
  readonly format?: string;
  readonly workers?: number;
  readonly quiet?: boolean;
  readonly color: boolean;
  readonly verify?: string;
}

/** `stepcast run FILE`: simulates a scenario or a bare definition and reports. */
export function addRunCommand(root: Command, context: CommandContext): void {
  const command = root
    .command("run")
    .description("simulate a scenario or a bare definition; print the summary; write reports")
    .argument("[file]", "a scenario (.yaml, .yml, .json) or a bare pipeline definition (.json); - is standard input");
  addInputOptions(command)
    .option("--out <dir>", "write summary.txt, result.json, CSV files and report.html there")
    .option("--format <formats>", "text, json, csv, html, trace; several with commas")
    .option("--workers <n>", "worker threads (default: as many as processors, where that is worth it)", positiveInteger)
    .option("--quiet", "no summary on standard output, no warnings on standard error")
    .option("--no-color", "no colours (also by the environment variable NO_COLOR)")
    .option("--verify <result>", "run what a result file says again, and compare")
    .addHelpText("after", EXAMPLES)
    .action(async (file: string | undefined, options: RunOptions) => {
      if (options.verify !== undefined) {
        const { verify } = await import("../verify.ts");
        context.exitWith(await verify(options.verify, file, context.io, options.workers));
        return;
      }
      if (file === undefined) throw new CommandError("run: missing FILE, a scenario or a pipeline definition");
      await run(file, options, context);
    });
}

async function run(file: string, options: RunOptions, { io }: CommandContext): Promise<void> {
  const formats = options.format === undefined ? undefined : parseFormats(options.format);
  const useColor = options.color && io.isTerminal && io.env.NO_COLOR === undefined;
  const experiment = loadExperiment(file, options, io, useColor);
  const result = await replicate(experiment, io, options.workers);
  await writeReports(result, io, { ...options, formats, useColor });
}
