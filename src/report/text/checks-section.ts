import { countVerdicts, describeCheck } from "../format/check-sentence.ts";
import { plainText } from "../format/plain-text.ts";
import type { SummaryView } from "../view.ts";
import { heading } from "./heading.ts";
import type { Paper } from "./paper.ts";
import { wrap } from "./wrap.ts";

/** Whether the scenario's conditions hold; nothing where it has none. */
export function checksSection({ checks }: SummaryView, paper: Paper): string[] {
  if (checks.length === 0) return [];
  const { green, red, yellow } = paper.colors;
  const paint = { met: green, missed: red, undecided: yellow };
  const lines = checks.flatMap((row) => {
    const sentence = `${row.verdict.padEnd(9)}  ${plainText(row.condition)}: ${describeCheck(row)}`;
    return wrap(sentence, paper.width, "  ", " ".repeat(13)).map(paint[row.verdict]);
  });
  return [...heading(paper, "Checks", countVerdicts(checks)), "", ...lines];
}
