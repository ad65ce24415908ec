import type { LaneState } from "../view.ts";

/** A thing is in one state from one time to another; milliseconds since the activation. */
export interface StateInterval {
  readonly state: LaneState;
  readonly fromMs: number;
  readonly toMs: number;
}

/** How many things are in each state, as steps. */
export interface StateCurve {
  readonly states: readonly LaneState[];
  /** A time and the number in each of `states` from then on. */
  readonly points: readonly (readonly number[])[];
  /** The steps were more than could be kept: each point stands for what was there at its time. */
  readonly isThinned: boolean;
}

/** Counts intervals by state; `order` says which states there may be, and in which order they are stacked. */
export function stateCurve(
  intervals: readonly StateInterval[],
  order: readonly LaneState[],
  pointsMax: number,
): StateCurve {
  const present = new Set(intervals.map(({ state }) => state));
  const states = order.filter((state) => present.has(state));
  const changes = new Float64Array(2 * intervals.length);
  let count = 0;
  for (const { state, fromMs, toMs } of intervals) {
    const index = states.indexOf(state);
    if (toMs <= fromMs || index < 0) continue;
    changes[count++] = fromMs * CODES + 2 * index + 1;
    changes[count++] = toMs * CODES + 2 * index;
  }
  const points = accumulate(changes.subarray(0, count).sort(), states.length);
  const isThinned = points.length > pointsMax;
  return { states, points: isThinned ? thin(points, pointsMax) : points, isThinned };
}

/**
 * A change is one number: its time, then which state, then whether one more or one less is in it. A run of years has
 * hundreds of thousands of them, and numbers sort without making anything.
 */
const CODES = 64;

function accumulate(changes: Float64Array, width: number): number[][] {
  const counts = new Array<number>(width).fill(0);
  const points: number[][] = [];
  let before = counts.slice();
  for (const [position, change] of changes.entries()) {
    const atMs = Math.floor(change / CODES);
    const code = change - atMs * CODES;
    const index = code >> 1;
    counts[index] = (counts[index] ?? 0) + (code % 2 === 1 ? 1 : -1);
    if (Math.floor((changes[position + 1] ?? Number.POSITIVE_INFINITY) / CODES) === atMs) continue;
    if (counts.every((number, state) => number === before[state])) continue;
    before = counts.slice();
    points.push([atMs, ...counts]);
  }
  return points;
}

/** What is there at evenly spaced times; the last point stays, so that the curve ends where it ends. */
function thin(points: readonly number[][], pointsMax: number): number[][] {
  const fromMs = points[0]?.[0] ?? 0;
  const toMs = points.at(-1)?.[0] ?? 0;
  const thinned: number[][] = [];
  let index = 0;
  for (let count = 0; count < pointsMax; count += 1) {
    const atMs = fromMs + Math.floor(((toMs - fromMs) * count) / (pointsMax - 1));
    while (index + 1 < points.length && (points[index + 1]?.[0] ?? 0) <= atMs) index += 1;
    thinned.push([atMs, ...(points[index]?.slice(1) ?? [])]);
  }
  return thinned;
}
