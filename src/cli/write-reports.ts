import type { Command } from "commander";
import { InvalidArgumentError } from "commander";
import type { Result } from "../experiment/result.ts";
import type { Summarised } from "../report/build/first-run.ts";
import { CommandError } from "./exit-status.ts";
import type { Io } from "./io.ts";
import { isColorful } from "./is-colorful.ts";
import type { NamedText } from "./write-files.ts";

/** The formats of `--format`. */
export const FORMATS = ["text", "json", "csv", "aws", "html", "trace"] as const;

/** One of them. */
export type Format = (typeof FORMATS)[number];

/** Formats that give one text, which can go to standard output. */
type StreamFormat = Exclude<Format, "csv" | "aws">;

/** What `addReportOptions` adds to a command. */
export interface ReportOptions {
  readonly out?: string;
  readonly format?: readonly Format[];
  readonly quiet?: boolean;
  readonly color: boolean;
}

/** Where a result goes. */
export type Destination =
  | { readonly kind: "folder"; readonly folder: string; readonly formats: readonly Format[] }
  | { readonly kind: "stdout"; readonly format: StreamFormat };

/** `--out`, `--format`, `--quiet` and `--no-color`. */
export function addReportOptions(command: Command): Command {
  return command
    .option(
      "--out <dir>",
      "write summary.txt, result.json, CSV files, runs as AWS lists them and report.html there",
      folderName,
    )
    .option("--format <formats>", `${FORMATS.join(", ")}; several with commas`, parseFormats)
    .option("--quiet", "no summary on standard output, no progress on standard error")
    .option("--no-color", "no colours (also by the environment variable NO_COLOR)");
}

function folderName(text: string): string {
  if (text.trim() === "") throw new InvalidArgumentError("expected a folder, e.g. reports/nightly");
  return text;
}

/** Reads `text,json`. @throws InvalidArgumentError that names the formats there are */
export function parseFormats(text: string): Format[] {
  return text.split(",").map((word) => {
    const format = FORMATS.find((name) => name === word.trim().toLowerCase());
    if (format === undefined) throw new InvalidArgumentError(`expected one of ${FORMATS.join(", ")}, got "${word}"`);
    return format;
  });
}

/**
 * Where a result is to go by the options: known, and the folder there, before any work is done.
 *
 * @throws CommandError when several files would have to go to standard output
 * @throws SystemError when there cannot be such a folder
 */
export function openDestination({ out, format }: ReportOptions, io: Io): Destination {
  if (out !== undefined) {
    io.makeFolder(out);
    return { kind: "folder", folder: out, formats: format ?? ["text", "json", "csv", "aws", "html"] };
  }
  const [first = "text", ...others] = format ?? [];
  if (first !== "csv" && first !== "aws" && others.length === 0) return { kind: "stdout", format: first };
  throw new CommandError(`--format ${format?.join(",")}: several files need a folder, --out DIR`);
}

/**
 * Writes a result: to a folder a file for each format and the summary on standard output, else the one format that was
 * asked for on standard output. What draws and formats is loaded only when it is wanted.
 */
export async function writeReports(
  result: Result,
  io: Io,
  destination: Destination,
  { quiet = false, color }: ReportOptions,
): Promise<void> {
  if (destination.kind === "folder") {
    const files: NamedText[] = [];
    for (const format of destination.formats) files.push(...(await render(result, format, FILE_STYLE)));
    io.writeFiles(destination.folder, files);
  }
  const format = destination.kind === "folder" ? "text" : destination.format;
  if (quiet && format === "text") return;
  for (const { text } of await render(result, format, styleOf(io, color))) io.stdout.write(text);
}

/** The summary alone, on standard output. */
export async function printSummary(result: Summarised, io: Io, { quiet = false, color }: ReportOptions): Promise<void> {
  if (quiet) return;
  const { writeSummary } = await import("../report/text/write-summary.ts");
  io.stdout.write(writeSummary(result, styleOf(io, color)));
}

function styleOf(io: Io, color: boolean): Style {
  const columns = io.isTerminal ? io.columns : FILE_STYLE.columns;
  return { columns, useColor: isColorful(color, io.isTerminal, io) };
}

interface Style {
  readonly columns: number;
  readonly useColor: boolean;
}

/** A summary in a file is as wide as a page, whatever the terminal. */
const FILE_STYLE: Style = { columns: 100, useColor: false };

async function render(result: Result, format: Format, style: Style): Promise<readonly NamedText[]> {
  switch (format) {
    case "text": {
      const { writeSummary } = await import("../report/text/write-summary.ts");
      return [{ name: "summary.txt", text: writeSummary(result, style) }];
    }
    case "json": {
      const { writeResultJson } = await import("../report/json/write-result-json.ts");
      return [{ name: "result.json", text: writeResultJson(result) }];
    }
    case "csv": {
      const { writeCsvFiles } = await import("../report/csv/write-csv-files.ts");
      return writeCsvFiles(result);
    }
    case "aws": {
      const { writeAwsFiles } = await import("../report/aws/write-aws-files.ts");
      return writeAwsFiles(result);
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
