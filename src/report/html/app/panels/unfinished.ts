import type { OutcomeRow, UnfinishedRow } from "../../../../experiment/result.ts";
import { instancesOfOutcome, runsOfOutcome } from "../../../format/outcome-words.ts";
import type { View } from "../../../view.ts";
import { drawSection } from "../draw/section.ts";
import { drawTable, type TableColumn } from "../draw/table.ts";
import type { Place } from "./panel.ts";

/** What did not finish, or not in time: why and how often over all runs, then the instances of the first one. */
export function drawUnfinished(page: Place, view: View): void {
  const { unfinished, unfinishedWords, outcomes, replications } = view;
  if (replications > 1 && outcomes.total > 0) {
    const section = drawSection(page, "unfinished", "Not everything finishes in time", `Over ${replications} runs.`);
    drawTable<OutcomeRow>(section, outcomeColumns(replications), outcomes, { caption: "Why, and how often" });
    if (unfinished.total === 0) return;
    section.append<HTMLElement>("p").attr("class", "remark").text(`In the first run: ${unfinishedWords}.`);
    drawFirstRun(section, view);
  } else if (unfinished.total > 0) {
    drawFirstRun(drawSection(page, "unfinished", unfinishedWords, "Of the first run."), view);
  }
}

function outcomeColumns(replications: number): readonly TableColumn<OutcomeRow>[] {
  return [
    { header: "Component", kind: "name", text: ({ componentId }) => componentId },
    { header: "Status", kind: "word", text: ({ status }) => status },
    { header: "Runs", kind: "figure", text: (row) => runsOfOutcome(row, replications) },
    { header: "Instances", kind: "figure", text: instancesOfOutcome },
    { header: "Why", kind: "text", text: ({ reason }) => reason },
    { header: "Rule", kind: "word", text: ({ rule }) => rule },
  ];
}

function drawFirstRun(section: Place, { unfinished }: View): void {
  drawTable<UnfinishedRow>(
    section,
    [
      { header: "Instance", kind: "name", text: ({ instanceId }) => instanceId },
      { header: "Status", kind: "word", text: ({ status }) => status },
      { header: "Why", kind: "text", text: ({ reason }) => reason },
      { header: "Rule", kind: "word", text: ({ rule }) => rule },
    ],
    unfinished,
    { caption: "Instances of the first run that did not finish, or not in time" },
  );
}
