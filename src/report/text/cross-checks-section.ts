import { formatCounted } from "../format/count.ts";
import { describeCrossCheck } from "../format/cross-check-sentence.ts";
import { plainText } from "../format/plain-text.ts";
import type { SummaryView } from "../view.ts";
import { heading } from "./heading.ts";
import type { Paper } from "./paper.ts";
import { wrap } from "./wrap.ts";

/** What has an exact answer, beside the forecast; nothing where it was not asked for. */
export function crossChecksSection({ crossChecks }: SummaryView, paper: Paper): string[] {
  if (crossChecks === undefined) return [];
  if (crossChecks.length === 0) return heading(paper, "Theory", "no part of this plan has an exact answer");
  const lines = crossChecks.flatMap((row) =>
    wrap(`${plainText(row.measure)}: ${row.law}: ${describeCrossCheck(row)}`, paper.width, "  ", "    "),
  );
  return [
    ...heading(paper, "Theory", `${formatCounted(crossChecks.length, "part")} with an exact answer`),
    "",
    ...lines,
  ];
}
