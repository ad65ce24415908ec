import { scaleLinear } from "d3";
import { excerpt } from "../../../build/excerpt.ts";
import { formatCount } from "../../../format/count.ts";
import { formatFigure } from "../../../format/figure.ts";
import type { DistributionView, View } from "../../../view.ts";
import { drawSection } from "../draw/section.ts";
import { drawTable, type TableColumn } from "../draw/table.ts";
import type { Place } from "./panel.ts";

/** How much the main figures vary, over replications and executions. */
export function drawDistributions(page: Place, { distributions, replications }: View): void {
  if (distributions.rows.length === 0) return;
  const over =
    replications > 1 ? `all observations of ${formatCount(replications)} runs` : "all observations of the run";
  const remark = `Quantiles of ${over}: the line goes from the smallest to the largest, the bar from the 5th to the 95th percentile, its middle half is dark, the tick is the median. The point is the mean with its 95 % interval.`;
  const section = drawSection(page, "distributions", "How much it varies", remark);
  const figure = (header: string, of: (row: DistributionView) => number): TableColumn<DistributionView> => ({
    header,
    kind: "figure",
    text: (row) => formatFigure(of(row), row.measure.unit),
  });
  const columns: TableColumn<DistributionView>[] = [
    { header: "Measure", kind: "name", text: ({ label }) => label },
    { header: "", kind: "mark", draw: drawStrip },
    figure("Mean", ({ measure }) => measure.mean),
    figure("Median", ({ measure }) => measure.p50),
    figure("p95", ({ measure }) => measure.p95),
    figure("p99", ({ measure }) => measure.p99),
    figure("Largest", ({ measure }) => measure.max),
  ];
  const first = distributions.rows.slice(0, ROWS_OPEN);
  drawTable(section, columns, excerpt(first, ROWS_OPEN), { caption: "How much the main figures vary" });
  if (distributions.total <= first.length) return;
  const details = section.append<HTMLElement>("details");
  details.append("summary").text(`${formatCount(distributions.total - first.length)} more measures`);
  const rest = { rows: distributions.rows.slice(ROWS_OPEN), total: distributions.total - first.length };
  drawTable(details, columns, rest, { caption: "How much other figures vary" });
}

/** Measures that are seen without asking. */
const ROWS_OPEN = 8;
const WIDTH = 240;
const HEIGHT = 22;
const MIDDLE = HEIGHT / 2;

function drawStrip(cell: Place, { label, measure }: DistributionView): void {
  const { min, p5, p25, p50, p75, p95, max, mean, ci95, unit } = measure;
  const x = scaleLinear([min, max], [4, WIDTH - 4]);
  const words = `${label}: median ${formatFigure(p50, unit)}, 5th to 95th percentile ${formatFigure(p5, unit)} to ${formatFigure(p95, unit)}`;
  const svg = cell
    .append<SVGSVGElement>("svg")
    .attr("class", "strip")
    .attr("viewBox", `0 0 ${WIDTH} ${HEIGHT}`)
    .attr("width", WIDTH)
    .attr("height", HEIGHT)
    .attr("role", "img")
    .attr("aria-label", words);
  svg.append("title").text(words);
  const line = (name: string, from: number, to: number) =>
    svg.append("line").attr("class", name).attr("x1", x(from)).attr("x2", x(to)).attr("y1", MIDDLE).attr("y2", MIDDLE);
  const band = (name: string, from: number, to: number, height: number) =>
    svg
      .append("rect")
      .attr("class", name)
      .attr("x", x(from))
      .attr("width", Math.max(1, x(to) - x(from)))
      .attr("y", MIDDLE - height / 2)
      .attr("height", height);
  line("strip-range", min, max);
  band("strip-most", p5, p95, 10);
  band("strip-half", p25, p75, 10);
  svg
    .append("rect")
    .attr("class", "strip-median")
    .attr("x", x(p50) - 1)
    .attr("width", 2)
    .attr("y", 2)
    .attr("height", HEIGHT - 4);
  if (ci95 !== null) line("strip-interval", Math.max(min, ci95.low), Math.min(max, ci95.high));
  svg
    .append("circle")
    .attr("class", "strip-mean")
    .attr("cx", x(Math.min(max, Math.max(min, mean))))
    .attr("cy", MIDDLE)
    .attr("r", 3);
}
