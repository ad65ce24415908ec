/**
 * Writes arguments so that a POSIX shell reads them back as they were: `stepcast run a.yaml --set "x=5 min"` with
 * single quotes where needed.
 */
export function formatCommandLine(words: readonly string[]): string {
  return words.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)).join(" ");
}

/** Reads back what `formatCommandLine` wrote: words that may hold single-quoted parts; nothing is expanded. */
export function parseCommandLine(line: string): string[] {
  const words = line.match(/(?:'[^']*'|\\'|[^\s'])+/g) ?? [];
  return words.map((word) => word.replace(/'([^']*)'|\\'/g, (part, quoted) => (part === "\\'" ? "'" : quoted)));
}
