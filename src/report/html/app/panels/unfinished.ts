import type { UnfinishedRow } from "../../../../experiment/result.ts";
import { formatCounted } from "../../../format/count.ts";
import type { View } from "../../../view.ts";
import { drawSection } from "../draw/section.ts";
import { drawTable } from "../draw/table.ts";
import type { Place } from "./panel.ts";

/** Instances that did not finish, with the reasons. */
export function drawUnfinished(page: Place, { unfinished }: View): void {
  if (unfinished.total === 0) return;
  const title = `${formatCounted(unfinished.total, "instance")} did not finish`;
  const section = drawSection(page, "unfinished", title, "Of the first run.");
  drawTable<UnfinishedRow>(
    section,
    [
      { header: "Instance", kind: "name", text: ({ instanceId }) => instanceId },
      { header: "Status", kind: "word", text: ({ status }) => status },
      { header: "Why", kind: "text", text: ({ reason }) => reason },
      { header: "Rule", kind: "word", text: ({ rule }) => rule },
    ],
    unfinished,
    { caption: "Instances that did not finish" },
  );
}
