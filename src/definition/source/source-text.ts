import type { SourcePosition } from "../../base/diagnostic.ts";

/** A text under the name that the user gave it, with its lines found once. */
export interface SourceText {
  readonly file: string;
  readonly text: string;
  /** Offsets at which lines start, ascending; the first is 0. */
  readonly lineStarts: readonly number[];
}

/** Lines end with LF, CRLF or CR, as editors count them. */
export function sourceText(file: string, text: string): SourceText {
  const lineStarts = [0];
  const lineBreak = /\r\n|\n|\r/g;
  while (lineBreak.exec(text) !== null) lineStarts.push(lineBreak.lastIndex);
  return { file, text, lineStarts };
}

/** The line and column of an offset; offsets past the end are those of the end. */
export function positionAt(source: SourceText, offset: number): SourcePosition {
  const place = Math.min(Math.max(offset, 0), source.text.length);
  const index = lastLineStartAtOrBefore(source.lineStarts, place);
  return { offset: place, line: index + 1, column: place - (source.lineStarts[index] ?? 0) + 1 };
}

function lastLineStartAtOrBefore(lineStarts: readonly number[], offset: number): number {
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
