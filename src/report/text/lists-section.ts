import { formatCount, formatCounted } from "../format/count.ts";
import { plainText } from "../format/plain-text.ts";
import { shortName } from "../format/short-name.ts";
import type { Excerpt, SummaryView } from "../view.ts";
import { heading } from "./heading.ts";
import type { Paper } from "./paper.ts";
import { wrap } from "./wrap.ts";

/** Rows that a list shows where it is not asked for in full. */
const ROWS_MAX = 8;

/** One sentence of a row; `paint` colours its `lead`, or all of it where it has none. */
export interface Sentence {
  readonly lead?: string;
  readonly text: string;
  readonly paint: (text: string) => string;
}

/** What was assumed: the id, the value and how to change it. */
export function assumptionsSection({ assumptions }: SummaryView, paper: Paper): string[] {
  const answer = formatCounted(assumptions.total, "assumption");
  return listSection(assumptions, paper, ["Assumed", answer], ({ id, value, override }) => [
    { lead: shortName(id), text: `${shortName(id)}  ${plainText(value)}`, paint: paper.colors.bold },
    { text: `change it with ${plainText(override)}`, paint: paper.colors.dim },
  ]);
}

/** Warnings of the input files, each at its place. */
export function warningsSection({ warnings }: SummaryView, paper: Paper): string[] {
  const answer = formatCounted(warnings.total, "warning");
  return listSection(warnings, paper, ["Warned", answer], ({ file, line, column, message, hint }) => {
    const place = `${plainText(file)}:${line}:${column}`;
    const hints = hint === undefined ? [] : [{ text: plainText(hint), paint: paper.colors.dim }];
    return [{ lead: place, text: `${place} ${plainText(message)}`, paint: paper.colors.yellow }, ...hints];
  });
}

function listSection<Row>(
  list: Excerpt<Row>,
  paper: Paper,
  [title, answer]: readonly [string, string],
  sentencesOf: (row: Row) => readonly Sentence[],
): string[] {
  if (list.total === 0) return [];
  return [...heading(paper, title, answer), "", ...listRows(list, paper, sentencesOf)];
}

/** The rows of a list, a few sentences each, and how many more there are. */
export function listRows<Row>(
  { rows, total }: Excerpt<Row>,
  paper: Paper,
  sentencesOf: (row: Row) => readonly Sentence[],
): string[] {
  const shown = paper.all ? rows : rows.slice(0, ROWS_MAX);
  const hidden = total - shown.length;
  return [
    ...shown.flatMap((row) => sentencesOf(row).flatMap((sentence, index) => layOut(sentence, index, paper))),
    ...(hidden === 0 ? [] : wrap(moreOf(hidden), paper.width, "  ", "    ").map(paper.colors.dim)),
  ];
}

function moreOf(hidden: number): string {
  return `... and ${formatCount(hidden)} more, in the JSON file and on the page`;
}

/** Colours come after the line breaks: the codes for them take no room. */
function layOut({ lead, text, paint }: Sentence, index: number, paper: Paper): string[] {
  const lines = wrap(text, paper.width, index === 0 ? "  " : "    ", "    ");
  if (lead === undefined) return lines.map(paint);
  return lines.map((line, position) => (position === 0 ? line.replace(lead, () => paint(lead)) : line));
}
