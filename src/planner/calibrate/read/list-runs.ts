import type { FileSink } from "./file-sink.ts";
import type { LineReader } from "./line-reader.ts";
import { readPipelineRun } from "./pipeline-objects.ts";

const DATE = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d`;

/** `1.  MyActivity  2015-04-12T17:33:02  FINISHED  ...`, in a comment perhaps, as readmes have it. */
const ROW = new RegExp(String.raw`^[\s#]*\d+\.\s+(.+?)\s+(${DATE})\s+([A-Z_]+)(?=\s|$)(.*)$`);

const DATES = new RegExp(String.raw`(?<=\s)${DATE}(?=\s|$)`, "g");

/** Whether a line is the head of the table of `aws datapipeline list-runs`. */
export function isListRunsHead(line: string): boolean {
  return /\bName\b.*\bScheduled Start\b.*\bStatus\b/.test(line);
}

interface Row {
  readonly name: string;
  readonly status: string;
  readonly line: number;
}

/**
 * Reads the table of `aws datapipeline list-runs`: a run on one line, as newer versions print it, or on two, as older ones
 * and the Ruby client did. What stands around the table is passed over.
 */
export class ListRunsReader implements LineReader {
  private readonly sink: FileSink;
  /** Where the titles stand: a time without its start stands under Ended. */
  private endedColumn = Number.POSITIVE_INFINITY;
  /** Its id and times stand on the next line. */
  private open: Row | undefined;

  constructor(sink: FileSink) {
    this.sink = sink;
  }

  line(text: string, number: number): void {
    const endedColumn = /\bStarted\b.*\bEnded\b/.test(text) ? text.lastIndexOf("Ended") : -1;
    if (endedColumn >= 0) this.endedColumn = endedColumn;
    const match = ROW.exec(text);
    if (match !== null) this.row(match, text, number);
    else if (this.open !== undefined && /^[\s#]*@/.test(text)) this.rest(this.open, text, 0);
    else if (/^[\s#]*\d+\.\s/.test(text))
      this.sink.damaged(number, "a row that is not name, scheduled start and status");
  }

  end(): void {
    if (this.open !== undefined) this.sink.damaged(this.open.line, "a row whose second line is missing");
    this.open = undefined;
  }

  private row([, name = "", , status = "", rest = ""]: RegExpExecArray, text: string, line: number): void {
    this.end();
    const row = { name, status, line };
    if (rest.includes("@")) this.rest(row, text, text.indexOf("@"));
    else this.open = row;
  }

  /** @param from where the id begins in `text` */
  private rest({ name, status, line }: Row, text: string, from: number): void {
    this.open = undefined;
    const dates = [...text.matchAll(DATES)].filter(({ index }) => index > from);
    const id = text
      .slice(from, dates[0]?.index)
      .replace(/^[\s#]+/, "")
      .trim();
    const isEndOnly = dates.length === 1 && (dates[0]?.index ?? 0) >= this.endedColumn - 2;
    const started = isEndOnly ? undefined : dates[0]?.[0];
    const ended = isEndOnly ? dates[0]?.[0] : dates[1]?.[0];
    readPipelineRun({ id, name, status, started, ended }, line, this.sink);
  }
}
