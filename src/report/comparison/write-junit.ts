import type { Comparison, ComparisonRow, GateRow } from "../../planner/comparison/comparison.ts";
import { plainText } from "../format/plain-text.ts";
import { describeGate, formatChange, formatChangeInterval, formatRelative, formatSide } from "./words.ts";

/** The comparison as JUnit XML: a test case for each gate, which may fail, and for each measure, which tells what it is. */
export function writeComparisonJunit({ gates, measures }: Comparison): string {
  const failures = gates.filter(({ verdict }) => verdict === "failed").length;
  const skipped = measures.filter(({ verdict }) => verdict === "not comparable").length;
  const tests = gates.length + measures.length;
  return [
    `<?xml version="1.0" encoding="UTF-8"?>`,
    `<testsuites name="stepcast" tests="${tests}" failures="${failures}" errors="0" skipped="${skipped}">`,
    `  <testsuite name="gates" tests="${gates.length}" failures="${failures}" errors="0" skipped="0">`,
    ...gates.map(gateCase),
    "  </testsuite>",
    `  <testsuite name="measures" tests="${measures.length}" failures="0" errors="0" skipped="${skipped}">`,
    ...measures.map(measureCase),
    "  </testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
}

function gateCase(gate: GateRow): string {
  const words = escapeXml(describeGate(gate));
  const inner = gate.verdict === "failed" ? `<failure message="${words}"/>` : `<system-out>${words}</system-out>`;
  return `    <testcase classname="stepcast.gates" name="${escapeXml(gate.gate)}">${inner}</testcase>`;
}

function measureCase(row: ComparisonRow): string {
  const open = `    <testcase classname="stepcast.measures" name="${escapeXml(row.measure)}">`;
  if (row.verdict === "not comparable") return `${open}<skipped message="${escapeXml(row.reason ?? "")}"/></testcase>`;
  return `${open}<system-out>${escapeXml(describe(row))}</system-out></testcase>`;
}

function describe(row: ComparisonRow): string {
  const { verdict, unit, base, head, difference = 0, reason } = row;
  const interval = formatChangeInterval(row);
  const figures = `${formatSide(base, unit)}, now ${formatSide(head, unit)}: ${formatChange(difference, unit)}, ${formatRelative(row)}`;
  const sure = interval === "" ? "" : `; 95 % interval ${interval}`;
  return `${verdict}: ${figures}${sure}${reason === undefined ? "" : `; ${reason}`}`;
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
  ["'", "&apos;"],
]);

/** Characters that XML 1.0 knows no way to write appear as `\u{b}`. */
function escapeXml(text: string): string {
  return plainText(text)
    .replace(/[\ufffe\uffff]/g, (character) => `\\u{${character.charCodeAt(0).toString(16)}}`)
    .replace(/[&<>"']/g, (character) => ENTITIES.get(character) ?? character);
}
