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
  const freeFromMs: number[] = [];
  for (const { span, index } of order) {
    const free = freeFromMs.findIndex((fromMs) => fromMs <= span.fromMs);
    const row = free < 0 ? freeFromMs.length : free;
    freeFromMs[row] = span.toMs;
    rows[index] = row;
  }
  return { rows, count: freeFromMs.length };
}
