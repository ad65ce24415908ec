import { isCsvHead } from "./csv-runs.ts";
import { AVRO_JSON } from "./job-history.ts";
import { isListRunsHead } from "./list-runs.ts";
import { isOldJobHistory } from "./old-job-history.ts";
import { isSparkEvent } from "./spark-log.ts";

/** Formats that lines tell apart; all JSON is told by its values. */
type LineFormat = "list-runs" | "jhist" | "jhist-old" | "spark" | "csv";

/** So many lines at the beginning of a file decide what it is. */
export const HEAD_LINES_MAX = 200;

/** What the first lines of a file are, whatever the file is called; undefined: nothing that is known here. */
export function recogniseFormat(head: readonly string[]): LineFormat | "json" | "binary" | undefined {
  const lines = head.filter((line) => line.trim() !== "");
  const [first = ""] = lines;
  if (isBinary(first) || first.startsWith("Avro-Binary")) return "binary";
  if (first.trim() === AVRO_JSON || lines.some((line) => /^\s*\{"type":"[A-Z_]+","event":/.test(line))) return "jhist";
  if (lines.some(isOldJobHistory)) return "jhist-old";
  if (lines.slice(0, 10).some(isSparkEvent)) return "spark";
  if (lines.some(isListRunsHead)) return "list-runs";
  if (/^\s*[[{]/.test(first)) return "json";
  if (isCsvHead(lines.find((line) => !line.startsWith("#")) ?? "")) return "csv";
  return lines.some((line) => /^\s*[[{]\s*("|$|\{)/.test(line)) ? "json" : undefined;
}

/** A text has none of these characters. */
function isBinary(line: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
  return /[\u0000-\u0008\u000e-\u001a]|(?:\ufffd.*){3}/.test(line.slice(0, 1000));
}
