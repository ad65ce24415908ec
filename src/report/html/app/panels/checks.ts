import { countVerdicts, describeCheck } from "../../../format/check-sentence.ts";
import { plainText } from "../../../format/plain-text.ts";
import type { View } from "../../../view.ts";
import { drawSection } from "../draw/section.ts";
import { drawTable } from "../draw/table.ts";
import type { Place } from "./panel.ts";

/** Whether the scenario's conditions hold; nothing where it has none. */
export function drawChecks(page: Place, { checks }: View): void {
  if (checks.length === 0) return;
  const remark =
    "A condition is met where all of the 95 % interval is on its right side, and undecided where its limit lies within.";
  const section = drawSection(page, "checks", `Checks: ${countVerdicts(checks)}`, remark);
  drawTable(
    section,
    [
      { header: "Condition", kind: "code", text: ({ condition }) => plainText(condition) },
      { header: "Forecast", kind: "text", text: describeCheck },
      { header: "Verdict", kind: "word", text: ({ verdict }) => verdict },
    ],
    { rows: checks, total: checks.length },
    { caption: "Conditions of the scenario" },
  );
}
