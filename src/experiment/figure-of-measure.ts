/** The quantiles whose intervals a result gives. */
export const QUANTILES = { p50: 0.5, p90: 0.9, p95: 0.95, p99: 0.99 } as const;

/** Name of one of them. */
export type QuantileName = keyof typeof QUANTILES;

/** What is asked of a measure: its mean, or a quantile of its observations. */
export interface FigureOfMeasure {
  readonly measure: string;
  readonly figure: "mean" | QuantileName;
}

/**
 * Reads `latency.pipeline`, `latency.pipeline.mean` or `latency.pipeline.p95`. A measure of the whole name goes first: a
 * component may be called `p95`.
 */
export function figureOfMeasure(text: string, isMeasure: (name: string) => boolean): FigureOfMeasure {
  const dot = text.lastIndexOf(".");
  const figure = text.slice(dot + 1);
  if (dot < 0 || isMeasure(text) || !(figure === "mean" || isQuantileName(figure)))
    return { measure: text, figure: "mean" };
  return { measure: text.slice(0, dot), figure };
}

function isQuantileName(text: string): text is QuantileName {
  return Object.hasOwn(QUANTILES, text);
}
