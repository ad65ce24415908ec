import { invariant } from "../base/invariant.ts";

/**
 * The quantile at `p` from 0 to 1 of values sorted in ascending order, interpolated between neighbours; NaN for none.
 * Source: R. J. Hyndman, Y. Fan, Sample quantiles in statistical packages, The American Statistician 50 (1996), type 7,
 * the default of R, NumPy and spreadsheets.
 */
export function quantile(sorted: Float64Array, p: number): number {
  invariant(p >= 0 && p <= 1, "a quantile lies between 0 and 1");
  const position = (sorted.length - 1) * p;
  const index = Math.floor(position);
  const low = sorted[index] ?? Number.NaN;
  const high = sorted[index + 1] ?? low;
  // not low + 0 * (high - low): that is NaN where the neighbour is infinite
  return position === index ? low : low + (position - index) * (high - low);
}
