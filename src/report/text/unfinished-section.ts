import { formatCounted } from "../format/count.ts";
import { instancesOfOutcome, runsOfOutcome } from "../format/outcome-words.ts";
import { plainText } from "../format/plain-text.ts";
import { shortName } from "../format/short-name.ts";
import type { SummaryView } from "../view.ts";
import { heading } from "./heading.ts";
import { listRows } from "./lists-section.ts";
import type { Paper } from "./paper.ts";

/** What did not finish, or not in time: why and how often over all runs, then the instances of the first one. */
export function unfinishedSection(view: SummaryView, paper: Paper): string[] {
  const { unfinished, unfinishedWords, outcomes, replications } = view;
  if (replications > 1 && outcomes.total > 0) {
    const answer = formatCounted(outcomes.total, "reason");
    const head = heading(paper, "Open", answer, `why not all of ${replications} runs went as they should`);
    return [...head, "", ...outcomeLines(view, paper), ...firstRunLines(view, paper)];
  }
  if (unfinished.total === 0) return [];
  return [...heading(paper, "Open", unfinishedWords), "", ...unfinishedLines(view, paper)];
}

function outcomeLines({ outcomes, replications }: SummaryView, paper: Paper): string[] {
  return listRows(outcomes, paper, (row) => [
    {
      text: `${shortName(row.componentId)}  ${row.status} in ${runsOfOutcome(row, replications)} (${instancesOfOutcome(row)})`,
      paint: paper.colors.red,
    },
    { text: withRule(row), paint: String },
  ]);
}

function firstRunLines(view: SummaryView, paper: Paper): string[] {
  const { unfinished, unfinishedWords } = view;
  if (unfinished.total === 0) return [];
  return ["", paper.colors.dim(`  first run: ${unfinishedWords}`), ...unfinishedLines(view, paper)];
}

function unfinishedLines({ unfinished }: SummaryView, paper: Paper): string[] {
  return listRows(unfinished, paper, (row) => [
    { text: `${shortName(row.instanceId)}  ${row.status}`, paint: paper.colors.red },
    { text: withRule(row), paint: String },
  ]);
}

function withRule({ reason, rule }: { readonly reason: string; readonly rule: string }): string {
  return `${plainText(reason)}${reason.includes(`(${rule}`) ? "" : ` (${rule})`}`;
}
