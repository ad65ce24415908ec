import { formatMicroUsd } from "../../../../base/money.ts";
import type { BillLine } from "../../../../billing/bill.ts";
import { BOUNDS } from "../../../build/bounds.ts";
import { excerpt } from "../../../build/excerpt.ts";
import { formatCents } from "../../../format/cents.ts";
import { formatFigure } from "../../../format/figure.ts";
import { formatQuantity } from "../../../format/quantity.ts";
import { formatUsdOfMicro } from "../../../format/usd.ts";
import type { CostKind, CostRow, View } from "../../../view.ts";
import { drawLegend } from "../draw/legend.ts";
import { drawSection } from "../draw/section.ts";
import { drawShareBar } from "../draw/share-bar.ts";
import { drawTable, type TableColumn } from "../draw/table.ts";
import type { Place } from "./panel.ts";

/** What it costs, by resource and kind, and the bill line by line. */
export function drawCost(page: Place, view: View): void {
  const { cost, replications } = view;
  const remark = replications > 1 ? "The bill of the first run; the means are over all runs." : "";
  const section = drawSection(page, "cost", "What it costs", remark);
  if (cost.resources.length === 0) {
    section.append<HTMLElement>("p").text("Nothing is billed.");
    return;
  }
  const parts = cost.kinds.map((kind, index) => ({
    label: `${kind}: ${formatUsdOfMicro(cost.totals[index] ?? 0)}`,
    share: (cost.totals[index] ?? 0) / Math.max(1, cost.totalMicroUsd),
    tone: kindTone(kind),
  }));
  drawShareBar(section, parts, `Cost by kind: ${parts.map(({ label }) => label).join("; ")}`);
  drawLegend(
    section,
    cost.kinds.map((kind) => ({ label: kind, tone: kindTone(kind) })),
  );
  drawByResource(section, view);
  drawBill(section, view);
}

function kindTone(kind: CostKind): string {
  return `kind-${kind.replace(" ", "")}`;
}

interface ResourceLine extends CostRow {
  /** Said in the first of its lines only. */
  readonly resource: string;
}

function drawByResource(section: Place, { cost }: View): void {
  const lines = cost.resources.flatMap(({ label, rows }) =>
    rows.map((row, index): ResourceLine => ({ ...row, resource: index === 0 ? label : "" })),
  );
  const most = lines.reduce((max, row) => Math.max(max, row.totalMicroUsd), 1);
  const columns: TableColumn<ResourceLine>[] = [
    { header: "Resource", kind: "name", text: ({ resource }) => resource },
    { header: "", kind: "word", text: ({ label, resource }) => (label === resource ? "" : label) },
    { header: "Quantity", kind: "figure", text: ({ quantity }) => quantity, isExtra: true },
    ...cost.kinds.map(
      (kind, index): TableColumn<ResourceLine> => ({
        header: kind,
        kind: "figure",
        text: ({ amounts }) => formatCents(amounts[index] ?? 0),
        isExtra: true,
      }),
    ),
    { header: "Total", kind: "figure", text: ({ totalMicroUsd }) => formatCents(totalMicroUsd) },
    { header: "", kind: "mark", draw: (cell, row) => drawParts(cell, row, cost.kinds, most), isExtra: true },
  ];
  const total = ["Total", "", "", ...cost.totals.map(formatCents), formatUsdOfMicro(cost.totalMicroUsd)];
  drawTable(section, columns, excerpt(lines, BOUNDS.tableRows), { caption: "Cost by resource and kind", total });
  if (cost.means.length === 0) return;
  const means = cost.kinds.flatMap((kind, index) => {
    const mean = cost.means[index];
    return mean === undefined ? [] : [`${kind} ${formatFigure(mean.mean, mean.unit)}`];
  });
  section
    .append<HTMLElement>("p")
    .attr("class", "remark")
    .text(`Means over all runs: ${means.join(", ")}.`);
}

function drawParts(cell: Place, row: ResourceLine, kinds: readonly CostKind[], most: number): void {
  const parts = kinds.map((kind, index) => ({
    label: `${kind}: ${formatUsdOfMicro(row.amounts[index] ?? 0)}`,
    share: (row.amounts[index] ?? 0) / most,
    tone: kindTone(kind),
  }));
  drawShareBar(
    cell,
    parts.filter(({ share }) => share > 0),
    `${row.label}: ${formatUsdOfMicro(row.totalMicroUsd)}`,
    10,
  );
}

function drawBill(section: Place, { bill }: View): void {
  const details = section.append<HTMLElement>("details");
  details.append("summary").text("The bill, line by line");
  const columns: TableColumn<BillLine>[] = [
    {
      header: "For",
      kind: "name",
      text: ({ componentId, pipelineId }) => componentId ?? pipelineId ?? "Task Runners of your own",
    },
    { header: "Kind", kind: "word", text: ({ kind }) => kind },
    {
      header: "Type",
      kind: "text",
      text: ({ instanceType, purchase }) => [instanceType, purchase].filter(Boolean).join(", "),
    },
    { header: "Quantity", kind: "figure", text: formatQuantity },
    { header: "Price, USD", kind: "figure", text: ({ priceText }) => priceText },
    { header: "Amount, USD", kind: "figure", text: ({ amountMicroUsd }) => formatMicroUsd(amountMicroUsd) },
  ];
  const total = ["Total", "", "", "", "", formatMicroUsd(bill.totalMicroUsd)];
  drawTable(details, columns, bill.lines, { caption: "The bill, line by line", total });
}
