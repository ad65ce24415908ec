import { formatCents } from "../format/cents.ts";
import { formatFigure } from "../format/figure.ts";
import { plainText } from "../format/plain-text.ts";
import { shortName } from "../format/short-name.ts";
import { formatUsdOfMicro } from "../format/usd.ts";
import type { CostRow, SummaryView } from "../view.ts";
import { type ColumnLayout, columns } from "./columns.ts";
import { describeEstimate } from "./estimate.ts";
import { heading } from "./heading.ts";
import type { Paper } from "./paper.ts";
import { wrap } from "./wrap.ts";

const RESOURCES_MAX = 12;

/** What it costs: the total, and a table by resource and kind. */
export function costSection({ cost, headline, replications }: SummaryView, paper: Paper): string[] {
  const answer =
    headline.cost === undefined ? formatUsdOfMicro(cost.totalMicroUsd) : formatFigure(headline.cost.mean, "USD");
  const rest = headline.cost === undefined ? "" : describeEstimate(headline.cost);
  const lines = heading(paper, "Cost", answer, rest);
  if (cost.resources.length === 0) return [...lines, "", "  nothing is billed"];
  return [...lines, "", ...table(cost, replications, paper)];
}

function table(cost: SummaryView["cost"], replications: number, paper: Paper): string[] {
  const shown = paper.all ? cost.resources : cost.resources.slice(0, RESOURCES_MAX);
  const body = shown.flatMap(({ label, rows }) => {
    const [only] = rows;
    if (rows.length === 1 && only !== undefined && only.label === label) return [rowOf(shortName(label), only)];
    return [[shortName(label)], ...rows.map((row) => rowOf(`  ${plainText(row.label)}`, row))];
  });
  const title = replications > 1 ? "first run" : "";
  const means = cost.means.map(({ mean }) => formatCents(mean * 1e6));
  const rows = [
    [title, "", ...cost.kinds, "total"],
    ...body,
    ["total", "", ...cost.totals.map(formatCents), formatUsdOfMicro(cost.totalMicroUsd)],
    ...(means.length === 0 ? [] : [[`mean of ${replications} runs`, "", ...means]]),
  ];
  const lines = columns(layoutOf(cost.kinds.length), rows, paper.width - 2).map((line) => `  ${line}`);
  const { bold, dim } = paper.colors;
  const totalIndex = body.length + 1;
  const hidden = cost.resources.length - shown.length;
  return [
    ...lines.map((line, index) =>
      index === 0 || index > totalIndex ? dim(line) : index === totalIndex ? bold(line) : line,
    ),
    ...(hidden === 0 ? [] : wrap(moreOf(hidden), paper.width, "  ").map(dim)),
  ];
}

function moreOf(hidden: number): string {
  return `${hidden} more resources are in the total; each is in the bill`;
}

function rowOf(label: string, row: CostRow): string[] {
  return [label, row.quantity, ...row.amounts.map(formatCents), formatCents(row.totalMicroUsd)];
}

/** The quantity goes first where there is no room, then the kinds but for the total. */
function layoutOf(kinds: number): ColumnLayout[] {
  const right = Array.from({ length: kinds }, (_, index) => ({ align: "right", drops: 1 + index }) as const);
  return [{ align: "left", shrinksTo: 12 }, { align: "right", drops: 9 }, ...right, { align: "right" }];
}
