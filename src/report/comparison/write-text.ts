import type { Comparison, ComparisonRow } from "../../planner/comparison/comparison.ts";
import { plainText } from "../format/plain-text.ts";
import { shortName } from "../format/short-name.ts";
import { type ColumnLayout, columns } from "../text/columns.ts";
import type { Paper } from "../text/paper.ts";
import {
  countComparison,
  countGates,
  describeGate,
  describeMethods,
  formatChange,
  formatChangeInterval,
  formatRelative,
  formatSide,
} from "./words.ts";

/** More rows than these only where all are asked for. */
const ROWS_MAX = 40;

const LAYOUT: readonly ColumnLayout[] = [
  { align: "left" },
  { align: "left", shrinksTo: 20 },
  { align: "right" },
  { align: "right" },
  { align: "right" },
  { align: "right" },
  { align: "left", drops: 1 },
];

/** The comparison for a terminal: gates, then what changed, the worst first; all measures where `paper.all` says so. */
export function writeComparisonText(comparison: Comparison, paper: Paper): string {
  const { base, head, obstacles } = comparison;
  const lines = [
    `${plainText(base.source)} -> ${plainText(head.source)}: ${countComparison(comparison)}`,
    describeMethods(comparison),
    ...obstacles.map((obstacle) => `Not comparable: ${plainText(obstacle)}`),
    ...gateLines(comparison, paper),
    ...measureLines(comparison, paper),
  ];
  return `${lines.join("\n")}\n`;
}

function gateLines(comparison: Comparison, { colors }: Paper): string[] {
  const count = countGates(comparison);
  if (count === undefined) return [];
  const rows = comparison.gates.map((gate) => {
    const mark = gate.verdict === "passed" ? colors.green("passed") : colors.red("FAILED");
    return `  ${mark}  ${plainText(gate.gate)}  (${plainText(describeGate(gate))})`;
  });
  return ["", count, ...rows];
}

function measureLines({ measures }: Comparison, { all, width }: Paper): string[] {
  const changed = measures.filter(({ verdict }) => all || verdict !== "unchanged");
  const shown = all ? changed : changed.slice(0, ROWS_MAX);
  if (shown.length === 0) return ["", "Nothing changed."];
  const left = changed.length - shown.length;
  const rows = [["", "measure", "base", "head", "difference", "", "95 % interval"], ...shown.map(cellsOf)];
  return ["", ...columns(LAYOUT, rows, width), ...(left > 0 ? [`... and ${left} more (--all shows them)`] : [])];
}

function cellsOf(row: ComparisonRow): string[] {
  const { verdict, measure, unit, base, head, difference, reason = "" } = row;
  const change = difference === undefined ? "" : formatChange(difference, unit);
  const interval = formatChangeInterval(row);
  const last = reason === "" ? interval : interval === "" ? plainText(reason) : `${interval} (${plainText(reason)})`;
  return [
    verdict,
    shortName(measure),
    formatSide(base, unit),
    formatSide(head, unit),
    change,
    formatRelative(row),
    last,
  ];
}
