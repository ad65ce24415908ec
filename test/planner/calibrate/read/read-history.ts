import { joinObservations } from "../../../../src/planner/calibrate/join-observations.ts";
import type { Observations } from "../../../../src/planner/calibrate/observations.ts";
import { type Collected, FileSink } from "../../../../src/planner/calibrate/read/file-sink.ts";
import type { HistoryFormat } from "../../../../src/planner/calibrate/read/format-names.ts";
import { HistoryReader } from "../../../../src/planner/calibrate/read/history-reader.ts";

/** What was read, and what was said about it. */
export type HistoryReading = Observations & Pick<Collected, "diagnostics">;

/** Reads texts as the files of one history. */
export function readHistory(files: Readonly<Record<string, string>>, as?: HistoryFormat): HistoryReading {
  const into: Collected = { runs: [], clusters: [], boots: [], diagnostics: [] };
  for (const [file, text] of Object.entries(files)) {
    const reader = new HistoryReader(new FileSink(file, into), as);
    for (const [index, line] of text.split(/\r?\n/).entries()) reader.line(line, index + 1);
    reader.end();
  }
  return { ...joinObservations(into), diagnostics: into.diagnostics };
}

/** `3 warning HISTORY_DAMAGED`: where and what. */
export function placesOf({ diagnostics }: HistoryReading): string[] {
  return diagnostics.map(({ line, severity, code }) => `${line} ${severity} ${code}`);
}
