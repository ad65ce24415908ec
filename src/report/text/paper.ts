import pc from "picocolors";

/** What the sections of the summary are written on: how wide it is, in what colours, and whether long lists stand in full. */
export interface Paper {
  readonly width: number;
  readonly colors: ReturnType<typeof pc.createColors>;
  readonly all: boolean;
}

/** A terminal, or a file that has none of its colours. */
export function paperOf(options: { readonly width: number; readonly useColor: boolean; readonly all: boolean }): Paper {
  return { width: Math.max(30, options.width), colors: pc.createColors(options.useColor), all: options.all };
}
