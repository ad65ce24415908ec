import { Heap } from "heap-js";

/** A span of time that must not share its row with another at the same time. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** The lowest free row for each span, taken in order of their beginnings; how many rows that makes. */
export function packRows(spans: readonly Span[]): { readonly rows: readonly number[]; readonly count: number } {
  const order = spans
    .map((span, index) => ({ span, index }))
    .sort((a, b) => a.span.fromMs - b.span.fromMs || a.index - b.index);
  const rows = new Array<number>(spans.length).fill(0);
  const taken = new Heap<{ readonly row: number; readonly toMs: number }>((a, b) => a.toMs - b.toMs);
  const free = new Heap<number>((a, b) => a - b);
  let count = 0;
  for (const { span, index } of order) {
    for (let next = taken.peek(); next !== undefined && next.toMs <= span.fromMs; next = taken.peek()) {
      taken.pop();
      free.push(next.row);
    }
    const row = free.pop() ?? count;
    count = Math.max(count, row + 1);
    taken.push({ row, toMs: span.toMs });
    rows[index] = row;
  }
  return { rows, count };
}
