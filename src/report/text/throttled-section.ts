import { formatCounted } from "../format/count.ts";
import { throttledSentence } from "../format/throttled-sentence.ts";
import type { SummaryView } from "../view.ts";
import { heading } from "./heading.ts";
import type { Paper } from "./paper.ts";
import { wrap } from "./wrap.ts";

/** Calls that the service refused because the account's limits were reached; nothing where there were none (4.5). */
export function throttledSection({ throttled }: SummaryView, paper: Paper): string[] {
  if (throttled.length === 0) return [];
  const refused = throttled.reduce((sum, row) => sum + (row.throttled ?? 0), 0);
  const answer = `${formatCounted(refused, "call")} refused by the account's limits`;
  const lines = throttled.flatMap((row) => wrap(throttledSentence(row), paper.width, "  ", "    "));
  return [...heading(paper, "Calls", answer), "", ...lines.map(paper.colors.yellow)];
}
