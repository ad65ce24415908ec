import type { Distribution } from "../../engine/distribution.ts";
import { fittedFamily } from "../calibrate/families/fitted-family.ts";

/** The probability that a draw is at most x, and where that jumps or begins and ends. */
export interface Cumulative {
  below(x: number): number;
  /** Ascending. */
  readonly corners: readonly number[];
}

/** Beyond this a distribution counts as ended. */
const TAIL = 1e-12;

/** The distribution function of what `sampler` draws; undefined for PERT, whose is not written down here. */
export function cumulativeOf(distribution: Distribution): Cumulative | undefined {
  switch (distribution.kind) {
    case "constant":
      return steps([distribution.value]);
    case "empirical":
      return steps(distribution.values);
    case "triangular":
      return triangular(distribution.min, distribution.mode, distribution.max);
    case "pert":
      return undefined;
    default: {
      const family = fittedFamily(distribution);
      if (family === undefined) return undefined;
      const corners = [TAIL, 0.01, 0.1, 0.5, 0.9, 0.99, 1 - 1e-6, 1 - TAIL].map((p) => family.quantile(p));
      return { below: family.below, corners };
    }
  }
}

/** Equally probable parts of one of two independent variables, for their sum. */
const STRATA = 400;

/** The sum of two independent variables, one of them by the middles of its strata: to about the fifth digit of the spread. */
export function sumOf(one: Cumulative, other: Cumulative): Cumulative {
  const isOneNarrow = spreadOf(one) < spreadOf(other);
  const [narrow, wide] = isOneNarrow ? [one, other] : [other, one];
  const first = narrow.corners[0] ?? 0;
  const last = latestOf(narrow);
  const parts =
    last === first ? [first] : Array.from({ length: STRATA }, (_, index) => quantileOf(narrow, (index + 0.5) / STRATA));
  const corners = wide.corners.flatMap((corner) => [corner + first, corner + last]).sort((a, b) => a - b);
  if (last === first) return { below: (x) => wide.below(x - first), corners };
  return tabulated((x) => parts.reduce((sum, part) => sum + wide.below(x - part), 0) / parts.length, corners);
}

/** Points of a table, between which a function is taken for straight: sums of sums would else cost a power of it. */
const TABLE = 4000;

function tabulated(below: (x: number) => number, corners: readonly number[]): Cumulative {
  const from = corners[0] ?? 0;
  const step = ((corners.at(-1) ?? from) - from) / TABLE;
  const table = Float64Array.from({ length: TABLE + 1 }, (_, index) => below(from + index * step));
  const at = (x: number): number => {
    const position = (x - from) / step;
    if (position <= 0) return 0;
    if (position >= TABLE) return 1;
    const index = Math.floor(position);
    const low = table[index] ?? 0;
    return low + (position - index) * ((table[index + 1] ?? 1) - low);
  };
  return { below: at, corners };
}

/** Hardly anything is later. */
export function latestOf({ corners }: Cumulative): number {
  return corners.at(-1) ?? 0;
}

function spreadOf(of: Cumulative): number {
  return latestOf(of) - (of.corners[0] ?? 0);
}

function quantileOf(of: Cumulative, p: number): number {
  let [low, high] = [of.corners[0] ?? 0, latestOf(of)];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (of.below(middle) < p) low = middle;
    else high = middle;
  }
  return high;
}

function steps(values: readonly number[]): Cumulative {
  const corners = [...values].sort((a, b) => a - b);
  return { corners, below: (x) => corners.filter((value) => value <= x).length / corners.length };
}

function triangular(min: number, mode: number, max: number): Cumulative {
  const below = (x: number): number => {
    if (x <= min) return 0;
    if (x >= max) return 1;
    return x <= mode
      ? (x - min) ** 2 / ((max - min) * (mode - min))
      : 1 - (max - x) ** 2 / ((max - min) * (max - mode));
  };
  return { corners: [min, mode, max], below };
}
