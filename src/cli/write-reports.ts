import { join } from "node:path";
import type { Result } from "../experiment/result.ts";
import { CommandError } from "./exit-status.ts";
import type { Io } from "./io.ts";

/** The formats of `--format`. */
export const FORMATS = ["text", "json", "csv", "html", "trace"] as const;

/** One format of `--format`. */
export type Format = (typeof FORMATS)[number];

/** Where a result goes and in which formats. */
export interface ReportOptions {
  readonly formats: readonly Format[] | undefined;
  readonly out?: string;
  readonly quiet?: boolean;
  readonly useColor: boolean;
}

/** Reads `text,json`. @throws CommandError that names the formats there are */
export function parseFormats(text: string): Format[] {
  return text.split(",").map((word) => {
    const format = FORMATS.find((name) => name === word.trim().toLowerCase());
    if (format === undefined) throw new CommandError(`unknown format "${word}": expected one of ${FORMATS.join(", ")}`);
    return format;
  });
}

/**
 * Writes a result: with a folder, a file for each format there and the summary on standard output; without one, the one
 * format that was asked for on standard output. What draws and formats is loaded only when it is wanted.
 */
export async function writeReports(result: Result, io: Io, options: ReportOptions): Promise<void> {
  const { out, quiet = false } = options;
  if (out === undefined) {
    const [format = "text", ...others] = options.formats ?? [];
    if (others.length > 0 || format === "csv") {
      throw new CommandError(`--format ${options.formats?.join(",")}: several files need a folder, --out DIR`);
    }
    if (format !== "text" || !quiet)
      for (const file of await render(result, format, io, options)) io.stdout.write(file.text);
    return;
  }
  for (const format of options.formats ?? (["text", "json", "csv", "html"] as const)) {
    const files = await render(result, format, io, { ...options, useColor: false });
    for (const { name, text } of files) io.writeFile(join(out, name), text);
  }
  if (quiet) return;
  for (const { text } of await render(result, "text", io, options)) io.stdout.write(text);
}

interface ReportFile {
  readonly name: string;
  readonly text: string;
}

/** A summary in a file is as wide as a page, whatever the terminal. */
const FILE_COLUMNS = 100;

async function render(result: Result, format: Format, io: Io, options: ReportOptions): Promise<readonly ReportFile[]> {
  switch (format) {
    case "text": {
      const { writeSummary } = await import("../report/text/write-summary.ts");
      const columns = options.useColor ? io.columns : FILE_COLUMNS;
      return [{ name: "summary.txt", text: writeSummary(result, { columns, useColor: options.useColor }) }];
    }
    case "json": {
      const { writeResultJson } = await import("../report/json/write-result-json.ts");
      return [{ name: "result.json", text: writeResultJson(result) }];
    }
    case "csv": {
      const { writeCsvFiles } = await import("../report/csv/write-csv-files.ts");
      return writeCsvFiles(result);
    }
    case "html": {
      const { writePage } = await import("../report/html/write-page.ts");
      return [{ name: "report.html", text: writePage(result) }];
    }
    case "trace": {
      const { writeTrace } = await import("../report/trace/write-trace.ts");
      return [{ name: "trace.json", text: writeTrace(result) }];
    }
  }
}
