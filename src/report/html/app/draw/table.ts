import { formatCount } from "../../../format/count.ts";
import type { Excerpt } from "../../../view.ts";
import type { Place } from "../panels/panel.ts";
import { appendName, appendText } from "./name.ts";

/** One column of a table. */
export interface TableColumn<Row> {
  readonly header: string;
  /** A figure stands to the right; a word stays on its line; `mark` is a drawing. */
  readonly kind: "figure" | "word" | "text" | "name" | "code" | "mark";
  readonly text?: (row: Row) => string;
  readonly draw?: (cell: Place, row: Row) => void;
  /** Left out where the screen is narrow. */
  readonly isExtra?: boolean;
}

/** What a table shows besides its rows. */
export interface TableOptions {
  /** Says what the table is, for those who do not see where it stands. */
  readonly caption: string;
  /** Last row, one cell per column. */
  readonly total?: readonly string[];
}

/** A table that scrolls by itself where the screen is narrow; of an excerpt it says how much more there is. */
export function drawTable<Row>(
  place: Place,
  columns: readonly TableColumn<Row>[],
  { rows, total }: Excerpt<Row>,
  options: TableOptions,
): void {
  const scroller = place
    .append<HTMLElement>("div")
    .attr("class", "table")
    .attr("tabindex", 0)
    .attr("role", "region")
    .attr("aria-label", options.caption);
  const table = scroller.append<HTMLElement>("table");
  table.append("caption").attr("class", "hidden").text(options.caption);
  const head = table.append<HTMLElement>("thead").append<HTMLElement>("tr");
  for (const column of columns) {
    head.append<HTMLElement>("th").attr("scope", "col").attr("class", classOf(column)).text(column.header);
  }
  const body = table.append<HTMLElement>("tbody");
  for (const row of rows) drawRow(body, columns, row);
  if (options.total !== undefined) drawTotal(table, columns, options.total);
  if (total <= rows.length) return;
  const sentence = `The first ${formatCount(rows.length)} of ${formatCount(total)}; the JSON and CSV files have all of them.`;
  place.append<HTMLElement>("p").attr("class", "remark").text(sentence);
}

function drawRow<Row>(body: Place, columns: readonly TableColumn<Row>[], row: Row): void {
  const line = body.append<HTMLElement>("tr");
  for (const [index, column] of columns.entries()) {
    const { kind, text, draw } = column;
    const cell: Place =
      index === 0 ? line.append<HTMLElement>("th").attr("scope", "row") : line.append<HTMLElement>("td");
    cell.attr("class", classOf(column));
    if (text !== undefined) (kind === "name" ? appendName : appendText)(cell, text(row));
    draw?.(cell, row);
  }
}

function drawTotal<Row>(table: Place, columns: readonly TableColumn<Row>[], total: readonly string[]): void {
  const line = table.append<HTMLElement>("tfoot").append<HTMLElement>("tr");
  for (const [index, column] of columns.entries()) {
    const cell: Place =
      index === 0 ? line.append<HTMLElement>("th").attr("scope", "row") : line.append<HTMLElement>("td");
    cell.attr("class", classOf(column)).text(total[index] ?? "");
  }
}

function classOf({ kind, isExtra }: Pick<TableColumn<never>, "kind" | "isExtra">): string {
  return isExtra === true ? `${kind} extra` : kind;
}
