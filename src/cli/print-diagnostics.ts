import { createColors } from "picocolors";
import type { Diagnostic } from "../base/diagnostic.ts";
import { maskSecrets } from "./mask-secrets.ts";

/** A tab counts as one column, and so does anything else: the caret stands under the code unit that is meant. */
const SHOWN_WIDTH = 100;

/** No person reads the lines of a longer text, and looking for what must not be shown takes time. */
const SHOWN_TEXT_LENGTH_MAX = 1_000_000;

/**
 * `file:line:col: error CODE: message (rule)`, the source line with a caret under the place, and the hint.
 *
 * @param texts the texts of the files, by the name under which they were given
 */
export function formatDiagnostics(
  diagnostics: readonly Diagnostic[],
  texts: ReadonlyMap<string, string>,
  useColor: boolean,
): string {
  const named = new Set(diagnostics.map(({ file }) => file));
  const shown = [...texts].filter(([file, text]) => named.has(file) && text.length <= SHOWN_TEXT_LENGTH_MAX);
  const lines = new Map(shown.map(([file, text]) => [file, maskSecrets(text).split(/\r\n|\n|\r/)]));
  const colors = createColors(useColor);
  return diagnostics
    .map((diagnostic) => formatOne(diagnostic, lines.get(diagnostic.file)?.[diagnostic.line - 1], colors))
    .join("");
}

function formatOne(
  diagnostic: Diagnostic,
  sourceLine: string | undefined,
  colors: ReturnType<typeof createColors>,
): string {
  const { file, line, column, severity, code, message, rule, hint } = diagnostic;
  const paint = severity === "error" ? colors.red : colors.yellow;
  const place = colors.bold(`${printable(file)}:${line}:${column}:`);
  const head = `${place} ${paint(severity)} ${code}: ${printable(message)}${rule === undefined ? "" : ` (rule ${rule})`}\n`;
  const source = sourceLine === undefined || sourceLine.trim() === "" ? "" : excerpt(sourceLine, column, colors);
  return `${head}${source}${hint === undefined ? "" : `    ${colors.cyan("hint:")} ${printable(hint)}\n`}`;
}

/** The part of the line around the column, and the caret. */
function excerpt(sourceLine: string, column: number, colors: ReturnType<typeof createColors>): string {
  const from = Math.max(0, Math.min(column - 1 - SHOWN_WIDTH / 2, sourceLine.length - SHOWN_WIDTH));
  const shown = printable(sourceLine.slice(from, from + SHOWN_WIDTH));
  return `    ${shown}\n    ${" ".repeat(Math.max(0, column - 1 - from))}${colors.bold("^")}\n`;
}

/** Control characters in names and texts must not steer the terminal. */
function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, " ");
}
