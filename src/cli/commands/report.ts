import type { Command } from "commander";
import type { CommandContext } from "../main.ts";
import { readResultFile } from "../read-result-file.ts";
import { parseFormats, writeReports } from "../write-reports.ts";

const EXAMPLES = `
Examples:
  stepcast report reports/nightly/result.json                          the summary
  stepcast report reports/nightly/result.json --format html > page.html
  stepcast report reports/nightly/result.json --out copy               all formats in a folder
`;

interface ReportCommandOptions {
  readonly out?: string;
  readonly format?: string;
  readonly color: boolean;
}

/** `stepcast report RESULT`: renders a result file again, in any format. */
export function addReportCommand(root: Command, { io }: CommandContext): void {
  root
    .command("report")
    .description("render a result file again, in any format")
    .argument("<result>", "a result.json that run wrote")
    .option("--out <dir>", "write the files there")
    .option("--format <formats>", "text, json, csv, html, trace; several with commas")
    .option("--no-color", "no colours (also by the environment variable NO_COLOR)")
    .addHelpText("after", EXAMPLES)
    .action(async (path: string, options: ReportCommandOptions) => {
      const formats = options.format === undefined ? undefined : parseFormats(options.format);
      const useColor = options.color && io.isTerminal && io.env.NO_COLOR === undefined;
      const { result } = readResultFile(path, io);
      await writeReports(result, io, { ...options, formats, useColor });
    });
}
