import type { Comparison } from "../../planner/comparison/comparison.ts";
import { plainText } from "../format/plain-text.ts";
import { countComparison, countGates, describeGate, formatChange, formatRelative, formatSide } from "./words.ts";

/** GitHub shows ten annotations of each kind for a step. */
const WARNINGS_MAX = 10;

/**
 * The comparison as workflow commands of GitHub Actions: an error for each gate that failed, a warning for each that is
 * in doubt and, as far as they are shown, for each measure that got worse; one notice of how many there are.
 */
export function writeComparisonGithub(comparison: Comparison): string {
  const { gates, measures } = comparison;
  const failed = gates.filter(({ verdict }) => verdict === "failed");
  const doubtful = gates.filter(({ verdict, isDoubtful }) => verdict === "passed" && isDoubtful);
  const worse = measures.filter(({ verdict }) => verdict === "worse");
  const warnings = [
    ...doubtful.map((gate) => annotation("warning", `Gate in doubt: ${gate.gate}`, describeGate(gate))),
    ...worse.map((row) => {
      const { measure, unit, base, head, difference = 0 } = row;
      const change = `${formatChange(difference, unit)}, ${formatRelative(row)}`;
      return annotation(
        "warning",
        `Worse: ${measure}`,
        `${formatSide(base, unit)}, now ${formatSide(head, unit)} (${change})`,
      );
    }),
  ];
  const summary = [countGates(comparison), countComparison(comparison)].filter((words) => words !== undefined);
  const lines = [
    ...failed.map((gate) => annotation("error", `Gate failed: ${gate.gate}`, describeGate(gate))),
    ...warnings.slice(0, WARNINGS_MAX),
    annotation("notice", "stepcast", summary.join("; ")),
  ];
  return `${lines.join("\n")}\n`;
}

function annotation(kind: "error" | "warning" | "notice", title: string, message: string): string {
  const shown = escapeData(plainText(title)).replaceAll(":", "%3A").replaceAll(",", "%2C");
  return `::${kind} title=${shown}::${escapeData(plainText(message))}`;
}

/** Source: GitHub's toolkit, packages/core/src/command.ts. */
function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}
