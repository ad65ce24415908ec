/** One cell of a table, quotes and spaces around it taken off. */
export interface Cell {
  readonly text: string;
  /** Where it begins in its line, from 1. */
  readonly column: number;
}

/** What stands between two cells; spaces where there is nothing else. */
export type Delimiter = "," | ";" | "\t" | " ";

/** The lines that hold something, with their numbers from 1; comments begin with `#`. */
export function* tableRows(
  text: string,
  delimiter: Delimiter,
): Generator<{ readonly line: number; readonly cells: readonly Cell[] }> {
  let from = text.startsWith("\uFEFF") ? 1 : 0;
  for (let line = 1; from <= text.length; line += 1) {
    const end = text.indexOf("\n", from);
    const to = end < 0 ? text.length : end;
    const content = text.slice(from, to).replace(/\r$/, "");
    if (content.trim() !== "" && !content.startsWith("#")) yield { line, cells: cellsOf(content, delimiter) };
    from = to + 1;
  }
}

/** The one that the first line with content has. */
export function delimiterOf(text: string): Delimiter {
  const [, first = ""] = /^\uFEFF?(?:\s*#[^\n]*\n)*\s*([^\n]*)/.exec(text) ?? [];
  return (["\t", ",", ";"] as const).find((delimiter) => first.includes(delimiter)) ?? " ";
}

const PATTERNS: Readonly<Record<Delimiter, RegExp>> = {
  ",": /("(?:[^"]|"")*"|[^,]*)(?:,|$)/g,
  ";": /("(?:[^"]|"")*"|[^;]*)(?:;|$)/g,
  "\t": /("(?:[^"]|"")*"|[^\t]*)(?:\t|$)/g,
  " ": /("(?:[^"]|"")*"|[^ ]+)(?: +|$)/g,
};

function cellsOf(line: string, delimiter: Delimiter): Cell[] {
  return line.includes('"') || delimiter === " " ? matchedCells(line, delimiter) : splitCells(line, delimiter);
}

/** Most files have no quotes. */
function splitCells(line: string, delimiter: Delimiter): Cell[] {
  let from = 0;
  return line.split(delimiter).map((raw) => {
    const text = raw.trim();
    const column = from + (text === "" ? 0 : raw.indexOf(text)) + 1;
    from += raw.length + 1;
    return { text, column };
  });
}

function matchedCells(line: string, delimiter: Delimiter): Cell[] {
  const cells: Cell[] = [];
  for (const match of line.matchAll(PATTERNS[delimiter])) {
    // the empty match at the end is a cell only behind a delimiter
    if (match[0] === "" && match.index === line.length && !line.endsWith(delimiter)) break;
    const [, raw = ""] = match;
    const indent = raw.length - raw.trimStart().length;
    cells.push({ text: unquote(raw.trim()), column: match.index + indent + 1 });
  }
  return cells;
}

function unquote(text: string): string {
  return text.length > 1 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text;
}
