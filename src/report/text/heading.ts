import type { Paper } from "./paper.ts";
import { wrap } from "./wrap.ts";

/** The question of a section and its answer on one line, what else belongs to it below. */
export function heading(paper: Paper, title: string, answer: string, rest = ""): string[] {
  const { bold, cyan, dim } = paper.colors;
  const padded = title.padEnd(8);
  const first = `${bold(cyan(padded))}${bold(answer)}`;
  if (rest === "") return [first];
  const isShort = padded.length + answer.length + 2 + rest.length <= paper.width;
  if (isShort) return [`${first}  ${dim(rest)}`];
  return [first, ...wrap(rest, paper.width, " ".repeat(8)).map((line) => dim(line))];
}
