import { SECOND_MS } from "../../../base/instant.ts";
import { DURATION } from "../../../scenario/units/duration.ts";
import type { RunStatus } from "../observations.ts";
import { awsInstant } from "./aws-time.ts";
import type { FileSink } from "./file-sink.ts";
import type { LineReader } from "./line-reader.ts";

/** The columns by the names that a head may give them. */
const COLUMNS: ReadonlyMap<string, "name" | "start" | "end" | "duration" | "nodes" | "type" | "status"> = new Map([
  ["name", "name"],
  ["activity", "name"],
  ["step", "name"],
  ["job", "name"],
  ["start", "start"],
  ["started", "start"],
  ["start_time", "start"],
  ["end", "end"],
  ["ended", "end"],
  ["end_time", "end"],
  ["duration", "duration"],
  ["seconds", "duration"],
  ["nodes", "nodes"],
  ["type", "type"],
  ["instance_type", "type"],
  ["status", "status"],
  ["state", "status"],
]);

type Column = "name" | "start" | "end" | "duration" | "nodes" | "type" | "status";

const DELIMITERS = [",", ";", "\t"] as const;

/** Whether a line is the head of a table of runs: it has a name, and a start and an end or a duration. */
export function isCsvHead(line: string): boolean {
  return DELIMITERS.some((delimiter) => {
    const columns = columnsOf(line, delimiter);
    return (
      columns.includes("name") &&
      (columns.includes("duration") || (columns.includes("start") && columns.includes("end")))
    );
  });
}

function columnsOf(line: string, delimiter: string): (Column | undefined)[] {
  return cellsOf(line, delimiter).map((cell) => COLUMNS.get(cell.toLowerCase().replaceAll(" ", "_")));
}

const STATUS: ReadonlyMap<string, RunStatus> = new Map([
  ["", "succeeded"],
  ...["ok", "success", "succeeded", "finished", "completed", "done"].map((word) => [word, "succeeded"] as const),
  ...["failed", "failure", "error", "timedout"].map((word) => [word, "failed"] as const),
  ...["canceled", "cancelled", "killed", "skipped"].map((word) => [word, "canceled"] as const),
  ...["running", "unfinished"].map((word) => [word, "unfinished"] as const),
]);

/**
 * Reads a table of runs with a head: `name,start,end,nodes,type,status`, the last three where they are known, or a
 * `duration` (seconds, or with a unit) in place of start and end. Columns of other names are passed over.
 */
export class CsvRunsReader implements LineReader {
  private readonly sink: FileSink;
  private columns: readonly (Column | undefined)[] | undefined;
  private delimiter = ",";

  constructor(sink: FileSink) {
    this.sink = sink;
  }

  line(text: string, number: number): void {
    if (text.trim() === "" || text.startsWith("#")) return;
    if (this.columns !== undefined) {
      this.row(text, number, this.columns);
      return;
    }
    this.delimiter = DELIMITERS.find((delimiter) => columnsOf(text, delimiter).includes("name")) ?? ",";
    this.columns = columnsOf(text, this.delimiter);
    if (!isCsvHead(text)) this.sink.refuse(number, "The first line is no head of a table of runs.", HEAD_HINT);
  }

  end(): void {}

  private row(text: string, line: number, columns: readonly (Column | undefined)[]): void {
    const cells = cellsOf(text, this.delimiter);
    const get = (column: Column): string => {
      const index = columns.indexOf(column);
      return index < 0 ? "" : (cells[index] ?? "");
    };
    const name = get("name");
    const status = STATUS.get(get("status").toLowerCase());
    if (name === "") {
      this.sink.damaged(line, "a row without a name");
      return;
    }
    if (status === undefined) {
      this.sink.damaged(line, `a row whose status is ${JSON.stringify(get("status"))}`);
      return;
    }
    const startMs = awsInstant(get("start"));
    const durationMs = durationOf(get("duration"), startMs, awsInstant(get("end")));
    if (durationMs === undefined) {
      this.sink.damaged(line, "a row without a start and an end, or a duration");
      return;
    }
    if (durationMs < 0) {
      this.sink.damaged(line, "a row that ends before it starts");
      return;
    }
    const nodes = /^[1-9]\d{0,5}$/.test(get("nodes")) ? Number(get("nodes")) : undefined;
    if (nodes === undefined && get("nodes") !== "") {
      this.sink.damaged(line, "a row whose nodes are no number");
      return;
    }
    const instanceType = get("type");
    this.sink.run(
      {
        kind: "activity",
        name,
        status,
        durationMs,
        ...(startMs === undefined ? {} : { startMs }),
        ...(nodes === undefined ? {} : { cluster: { nodes, ...(instanceType === "" ? {} : { instanceType }) } }),
      },
      line,
    );
  }
}

const HEAD_HINT = "Begin it with: name,start,end,nodes,type,status";

function durationOf(text: string, startMs: number | undefined, endMs: number | undefined): number | undefined {
  if (startMs !== undefined && endMs !== undefined) return endMs - startMs;
  if (/^\d{1,12}(?:\.\d{1,9})?$/.test(text)) return Math.round(Number(text) * SECOND_MS);
  const ms = DURATION.parse(text);
  return ms === undefined ? undefined : Math.round(ms);
}

/** Quotes are taken off; what separates cells stays inside of them. */
function cellsOf(line: string, delimiter: string): string[] {
  const cells: string[] = [];
  let cell = "";
  let isQuoted = false;
  for (let index = 0; index < line.length; index += 1) {
    const character = line[index] ?? "";
    if (character === '"') {
      const isDoubled = isQuoted && line[index + 1] === '"';
      if (isDoubled) {
        cell += character;
        index += 1;
      } else isQuoted = !isQuoted;
    } else if (character === delimiter && !isQuoted) {
      cells.push(cell.trim());
      cell = "";
    } else cell += character;
  }
  return [...cells, cell.trim()];
}
