import { join } from "node:path";
import type { PointOutcome } from "../../planner/point-outcome.ts";
import { PointRows } from "../../report/csv/point-rows.ts";
import { SweepTable } from "../../report/text/sweep-table.ts";
import type { GrowingFile } from "../growing-file.ts";
import type { Io } from "../io.ts";
import { isColorful } from "../is-colorful.ts";
import type { PreparedSweep } from "./prepare-sweep.ts";

/** An outcome, and the line of `stepcast.point/1` that it is. */
export interface PointLine {
  readonly index: number;
  readonly outcome: PointOutcome;
  readonly line: string;
}

/** Where outcomes go, in the order of their index. */
export interface PointSink {
  add(point: PointLine): void;
  /** All points were added. */
  finish(): void;
  /** They were not, and will not be. */
  discard(): void;
}

/** The formats of a sweep. */
export const SWEEP_FORMATS = ["text", "json", "csv"] as const;

/** One of them. */
export type SweepFormat = (typeof SWEEP_FORMATS)[number];

/** Where a sweep's results go, and how they look. */
export interface SweepOutput {
  /** Undefined: standard output. */
  readonly folder: string | undefined;
  readonly formats: readonly SweepFormat[];
  readonly quiet: boolean;
  readonly color: boolean;
}

/** A file for each format in the folder, and the table on standard output; or the one format on standard output. */
export function openSinks(sweep: PreparedSweep, { folder, formats, quiet, color }: SweepOutput, io: Io): PointSink[] {
  const [only = "text"] = formats;
  const table = folder === undefined && only !== "text" ? [] : quiet ? [] : [tableOn(sweep, folder, color, io)];
  if (folder === undefined) return only === "text" ? table : [streamOf(sweep, only, (text) => io.stdout.write(text))];
  return [...formats.map((format) => fileOf(sweep, format, folder, io)), ...table];
}

/** As wide as a page where nobody says how wide the paper is. */
const FILE_COLUMNS = 100;

const NAMES: Readonly<Record<SweepFormat, string>> = { text: "sweep.txt", json: "points.jsonl", csv: "points.csv" };

function fileOf(sweep: PreparedSweep, format: SweepFormat, folder: string, io: Io): PointSink {
  const path = join(folder, NAMES[format]);
  const file = io.openFile(join(folder, `.${NAMES[format]}.tmp`), "anew");
  if (file === undefined) return NOWHERE;
  const sink = format === "text" ? tableIn(sweep, file) : streamOf(sweep, format, (text) => file.append(text));
  return {
    add: (point) => sink.add(point),
    finish: () => {
      sink.finish();
      file.moveTo(path);
    },
    discard: () => file.remove(),
  };
}

const NOWHERE: PointSink = { add: () => {}, finish: () => {}, discard: () => {} };

function streamOf(sweep: PreparedSweep, format: "json" | "csv", write: (text: string) => void): PointSink {
  if (format === "json") return { ...NOWHERE, add: ({ line }) => write(`${line}\n`) };
  const rows = new PointRows(pathsOf(sweep), sweep.measures);
  write(rows.head);
  return { ...NOWHERE, add: ({ outcome }) => write(rows.row(outcome)) };
}

function tableIn(sweep: PreparedSweep, file: GrowingFile): PointSink {
  const table = new SweepTable(sweep.name, pathsOf(sweep));
  const style = { columns: FILE_COLUMNS, useColor: false };
  return {
    ...NOWHERE,
    add: ({ outcome }) => table.add(outcome),
    finish: () => file.append(table.write(style, NAMES.csv)),
  };
}

function tableOn(sweep: PreparedSweep, folder: string | undefined, color: boolean, io: Io): PointSink {
  const table = new SweepTable(sweep.name, pathsOf(sweep));
  const style = { columns: io.isTerminal ? io.columns : FILE_COLUMNS, useColor: isColorful(color, io.isTerminal, io) };
  const elsewhere = folder === undefined ? "--out DIR" : join(folder, NAMES.csv);
  return {
    ...NOWHERE,
    add: ({ outcome }) => table.add(outcome),
    finish: () => io.stdout.write(table.write(style, elsewhere)),
  };
}

function pathsOf({ settings }: PreparedSweep): readonly string[] {
  return settings.axes.flatMap(({ rows: [row = []] }) => row.map(({ path }) => path));
}
