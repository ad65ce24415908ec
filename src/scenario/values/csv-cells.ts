/** The lines of a CSV file, with their numbers, which count from 1; a byte-order mark is taken off. */
export function* csvLines(text: string): Generator<{ readonly line: number; readonly cells: string[] }> {
  let from = text.startsWith("\uFEFF") ? 1 : 0;
  for (let line = 1; from <= text.length; line += 1) {
    const end = text.indexOf("\n", from);
    const to = end < 0 ? text.length : end;
    yield { line, cells: csvCells(text.slice(from, to).replace(/\r$/, "")) };
    from = to + 1;
  }
}

/** The cells of a line; quotes are taken off, commas inside them stay. */
export function csvCells(line: string): string[] {
  const cells = line.match(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g) ?? [];
  return cells.map((cell) =>
    cell
      .replace(/,$/, "")
      .trim()
      .replace(/^"(.*)"$/, "$1")
      .replaceAll('""', '"'),
  );
}
