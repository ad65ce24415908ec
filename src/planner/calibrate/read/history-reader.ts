import { CsvRunsReader } from "./csv-runs.ts";
import type { FileSink } from "./file-sink.ts";
import type { HistoryFormat } from "./format-names.ts";
import { HEAD_LINES_MAX, recogniseFormat } from "./history-format.ts";
import { JobHistoryReader } from "./job-history.ts";
import { readJsonHistory } from "./json-history.ts";
import { JsonValuesReader } from "./json-values-reader.ts";
import type { LineReader } from "./line-reader.ts";
import { ListRunsReader } from "./list-runs.ts";
import { OldJobHistoryReader } from "./old-job-history.ts";
import { SparkLogReader } from "./spark-log.ts";

/** No head is kept beyond this, however long its lines are. */
const HEAD_LENGTH_MAX = 4_000_000;

/** Reads the history of one file, whose format its first lines tell, or the user. */
export class HistoryReader implements LineReader {
  private readonly sink: FileSink;
  private reader: LineReader | undefined;
  private head: { readonly text: string; readonly number: number }[] = [];
  private headLength = 0;
  private isRefused = false;

  constructor(sink: FileSink, as: HistoryFormat | undefined) {
    this.sink = sink;
    if (as !== undefined) this.reader = readerFor(as, sink);
  }

  line(text: string, number: number): void {
    const plain = number === 1 && text.startsWith("\uFEFF") ? text.slice(1) : text;
    if (this.reader !== undefined) {
      this.reader.line(plain, number);
      return;
    }
    if (this.isRefused) return;
    this.head.push({ text: plain, number });
    this.headLength += plain.length;
    if (this.head.length >= HEAD_LINES_MAX || this.headLength > HEAD_LENGTH_MAX) this.decide();
  }

  end(): void {
    if (this.reader === undefined && !this.isRefused) this.decide();
    this.reader?.end();
    this.sink.end();
  }

  private decide(): void {
    const { head } = this;
    const format = recogniseFormat(head.map(({ text }) => text));
    this.head = [];
    if (format === undefined || format === "binary") {
      this.isRefused = true;
      const isEmpty = head.every(({ text }) => text.trim() === "");
      const what = isEmpty ? "The file is empty." : format === "binary" ? BINARY : UNKNOWN;
      this.sink.refuse(1, what, isEmpty ? undefined : format === "binary" ? BINARY_HINT : UNKNOWN_HINT);
      return;
    }
    const reader = readerFor(format, this.sink);
    this.reader = reader;
    for (const { text, number } of head) reader.line(text, number);
  }
}

const UNKNOWN = "This is none of the histories that can be read.";
const UNKNOWN_HINT =
  "Expected answers of `aws emr` or `aws datapipeline`, a Hadoop job history, a Rumen or YARN-SLS trace, a Spark event log, a WfFormat instance, or a table name,start,end,nodes,type. `--as FORMAT` says which it is.";
const BINARY = "The file is not text.";
const BINARY_HINT =
  "Decompress it first (.gz is read as it is), or let Hadoop write its history as text: mapreduce.jobhistory.jhist.format=json.";

function readerFor(format: HistoryFormat | "json", sink: FileSink): LineReader {
  switch (format) {
    case "jhist":
      return new JobHistoryReader(sink);
    case "jhist-old":
      return new OldJobHistoryReader(sink);
    case "spark":
      return new SparkLogReader(sink);
    case "list-runs":
      return new ListRunsReader(sink);
    case "csv":
      return new CsvRunsReader(sink);
    default: {
      const as = format === "json" ? undefined : format;
      return new JsonValuesReader(sink, (value, line) => readJsonHistory(value, line, sink, as));
    }
  }
}
