import type { Cumulative } from "./cumulative.ts";

/** Intervals between two corners, for Simpson's rule. */
const PIECES = 64;

/**
 * The mean of the largest of independent draws that are never negative: the integral of 1 - F1(x) F2(x) ... from 0.
 * Source: H. A. David, H. N. Nagaraja, Order Statistics, 3rd ed., section 3.1.
 *
 * @param draws each so many times
 */
export function meanOfLargest(draws: readonly { readonly of: Cumulative; readonly count: number }[]): number {
  const corners = [...new Set([0, ...draws.flatMap(({ of }) => of.corners)])]
    .filter((x) => x >= 0)
    .sort((a, b) => a - b);
  const above = (x: number) => 1 - draws.reduce((product, { of, count }) => product * of.below(x) ** count, 1);
  let integral = 0;
  for (const [index, to] of corners.entries()) {
    const from = corners[index - 1];
    if (from !== undefined && to > from) integral += simpson(above, from, to);
  }
  return integral;
}

/** Just inside of both ends: what jumps there belongs to the next piece. */
function simpson(f: (x: number) => number, from: number, to: number): number {
  const inset = (to - from) * 1e-9;
  const width = (to - from) / PIECES;
  let sum = f(from + inset) + f(to - inset);
  for (let piece = 1; piece < PIECES; piece++) sum += (piece % 2 === 0 ? 2 : 4) * f(from + piece * width);
  return (sum * width) / 3;
}
