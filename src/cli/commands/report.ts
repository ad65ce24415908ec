import type { Command } from "commander";
import type { CommandContext } from "../main.ts";
import { readResultFile } from "../read-result-file.ts";
import { addReportOptions, openDestination, type ReportOptions, writeReports } from "../write-reports.ts";

const EXAMPLES = `
Examples:
  stepcast report reports/nightly/result.json                          the summary
  stepcast report reports/nightly/result.json --format html > page.html
  stepcast report reports/nightly/result.json --out copy               JSON, CSV and a page in a folder
`;

/** `stepcast report RESULT`: renders a result file again, in any format. */
export function addReportCommand(root: Command, { io }: CommandContext): void {
  const command = root
    .command("report")
    .description("render a result file again, in any format")
    .argument("<result>", "a result.json that run wrote; - is standard input");
  addReportOptions(command)
    .addHelpText("after", EXAMPLES)
    .action(async (path: string, options: ReportOptions) => {
      const { result } = readResultFile(path, io);
      await writeReports(result, io, openDestination(options, io), options);
    });
}
