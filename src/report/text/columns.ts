import { displayWidth, truncate } from "./display-width.ts";

/** How one column of a table is laid out. */
export interface ColumnLayout {
  readonly align: "left" | "right";
  /** May be cut down to this many cells where the table is too wide. */
  readonly shrinksTo?: number;
  /** Left out where the table is still too wide; the highest number first. */
  readonly drops?: number;
}

const GAP = 2;

/** Rows of cells as lines of equal columns, at most `width` cells wide as far as the layout allows. */
export function columns(
  layout: readonly ColumnLayout[],
  rows: readonly (readonly string[])[],
  width: number,
): string[] {
  const kept = keptColumns(layout, rows, width);
  const widths = fitted(kept, rows, width);
  return rows.map((row) =>
    kept
      .map(({ align, index }, position) => {
        const cell = truncate(row[index] ?? "", widths[position] ?? 0);
        const padding = " ".repeat(Math.max(0, (widths[position] ?? 0) - displayWidth(cell)));
        return align === "left" ? cell + padding : padding + cell;
      })
      .join(" ".repeat(GAP))
      .trimEnd(),
  );
}

type IndexedColumn = ColumnLayout & { readonly index: number };

function keptColumns(
  layout: readonly ColumnLayout[],
  rows: readonly (readonly string[])[],
  width: number,
): IndexedColumn[] {
  let kept = layout.map((column, index) => ({ ...column, index }));
  kept = kept.filter(({ index }) => rows.some((row) => (row[index] ?? "") !== ""));
  while (
    total(kept.map((column) => Math.min(natural(column, rows), column.shrinksTo ?? Number.POSITIVE_INFINITY))) > width
  ) {
    const last = kept.reduce<IndexedColumn | undefined>(
      (worst, column) => ((column.drops ?? 0) > (worst?.drops ?? 0) ? column : worst),
      undefined,
    );
    if (last === undefined) break;
    kept = kept.filter((column) => column !== last);
  }
  return kept;
}

/** Natural widths, with what is too much taken from the columns that shrink, the widest first. */
function fitted(kept: readonly IndexedColumn[], rows: readonly (readonly string[])[], width: number): number[] {
  const widths = kept.map((column) => natural(column, rows));
  for (;;) {
    const excess = total(widths) - width;
    if (excess <= 0) return widths;
    const index = kept.reduce((widest, column, position) => {
      const canShrink = column.shrinksTo !== undefined && (widths[position] ?? 0) > column.shrinksTo;
      return canShrink && (widths[position] ?? 0) > (widths[widest] ?? 0) ? position : widest;
    }, -1);
    if (index < 0) return widths;
    widths[index] = Math.max(kept[index]?.shrinksTo ?? 0, (widths[index] ?? 0) - excess);
  }
}

function natural({ index }: IndexedColumn, rows: readonly (readonly string[])[]): number {
  return rows.reduce((widest, row) => Math.max(widest, displayWidth(row[index] ?? "")), 0);
}

function total(widths: readonly number[]): number {
  return widths.reduce((sum, cells) => sum + cells, 0) + GAP * Math.max(0, widths.length - 1);
}
