import type { Comparison, ComparisonRow, GateRow } from "../../planner/comparison/comparison.ts";
import { plainText } from "../format/plain-text.ts";
import { shortName } from "../format/short-name.ts";
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

/** A comment on a pull request holds 65,536 characters; a job's summary far more. */
const BYTES_MAX = 60_000;

/** Gates stand above the measures and may take this much of it. */
const GATE_BYTES_MAX = 20_000;

/**
 * The comparison as a comment on a pull request: always under 64 kB, the worst first, and what had no room counted.
 * Measures that did not change are folded away.
 */
export function writeComparisonMarkdown(comparison: Comparison): string {
  const { base, head, obstacles } = comparison;
  const verdict = comparison.gates.some((gate) => gate.verdict === "failed") ? "❌" : "✅";
  const gates = countGates(comparison);
  const head1 = `### ${gates === undefined ? "" : `${verdict} `}stepcast: ${gates === undefined ? "" : `${gates}; `}${countComparison(comparison)}`;
  const lines = [
    head1,
    "",
    `${code(base.source)} → ${code(head.source)}. ${describeMethods(comparison)}`,
    ...obstacles.map((obstacle) => `\n**Not comparable:** ${code(obstacle)}`),
  ];
  const used = bytesOf(lines.join("\n")) + 1000;
  const gateTable = cut(GATE_HEAD, gateFirst(comparison.gates).map(gateLine), GATE_BYTES_MAX, "gates");
  const changed = comparison.measures.filter((row) => row.verdict !== "unchanged");
  const same = comparison.measures.filter((row) => row.verdict === "unchanged");
  const room = BYTES_MAX - used - bytesOf(gateTable.join("\n"));
  const changedTable = cut(MEASURE_HEAD, changed.map(measureLine), room, "measures");
  const sameTable = cut(MEASURE_HEAD, same.map(measureLine), room - bytesOf(changedTable.join("\n")), "measures");
  const folded =
    sameTable.length === 0
      ? []
      : ["", `<details><summary>${same.length} unchanged</summary>`, ...sameTable, "", "</details>"];
  return `${[...lines, ...gateTable, ...changedTable, ...folded].join("\n")}\n`;
}

const GATE_HEAD = ["| | gate | |", "| --- | --- | --- |"];
const MEASURE_HEAD = [
  "| | measure | base | head | difference | | 95 % interval |",
  "| --- | --- | ---: | ---: | ---: | ---: | --- |",
];

/** As many rows as there is room for, and a note of how many there was none for. */
function cut(head: readonly string[], rows: readonly string[], room: number, what: string): string[] {
  if (rows.length === 0) return [];
  const kept: string[] = [];
  let bytes = bytesOf(head.join("\n")) + 100;
  for (const row of rows) {
    bytes += bytesOf(row) + 1;
    if (bytes > room) break;
    kept.push(row);
  }
  const left = rows.length - kept.length;
  const note = left === 0 ? [] : ["", `… and ${left} more ${what}, for which there is no room here.`];
  return kept.length === 0 ? note : ["", ...head, ...kept, ...note];
}

/** Those that failed first; else as they were asked for. */
function gateFirst(gates: readonly GateRow[]): GateRow[] {
  return [...gates.filter((gate) => gate.verdict === "failed"), ...gates.filter((gate) => gate.verdict === "passed")];
}

function gateLine(gate: GateRow): string {
  return `| ${gate.verdict === "passed" ? "✅" : "❌"} | ${code(gate.gate)} | ${escapeMarkup(describeGate(gate))} |`;
}

function measureLine(row: ComparisonRow): string {
  const { verdict, measure, unit, base, head, difference, reason } = row;
  const interval = formatChangeInterval(row);
  const why = reason === undefined ? "" : `${interval === "" ? "" : "; "}${escapeMarkup(reason)}`;
  const change = difference === undefined ? "" : formatChange(difference, unit);
  const cells = [verdict, code(measure), formatSide(base, unit), formatSide(head, unit), change, formatRelative(row)];
  return `| ${cells.join(" | ")} | ${interval}${why} |`;
}

/** A name as it is: in a code element nobody is mentioned and no number becomes a link. */
function code(name: string): string {
  return `<code>${escapeMarkup(shortName(name))}</code>`;
}

/** Whatever could be markup of Markdown or HTML, or end a cell, as the reference of its character. */
function escapeMarkup(text: string): string {
  return plainText(text)
    .replace(/[^\p{L}\p{N} .,;%$/+\-–…]/gu, (character) => `&#${character.codePointAt(0)};`)
    .replace(/www\./gi, (match) => `${match.slice(0, 3)}&#46;`);
}

/** In UTF-8. */
function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
