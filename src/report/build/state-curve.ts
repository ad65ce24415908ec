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
  const changes = new Map<number, number[]>();
  for (const { state, fromMs, toMs } of intervals) {
    if (toMs <= fromMs) continue;
    const index = states.indexOf(state);
    if (index < 0) continue;
    addChange(changes, fromMs, index, 1, states.length);
    addChange(changes, toMs, index, -1, states.length);
  }
  const points = accumulate(changes, states.length);
  const isThinned = points.length > pointsMax;
  return { states, points: isThinned ? thin(points, pointsMax) : points, isThinned };
}

function addChange(changes: Map<number, number[]>, atMs: number, index: number, by: number, width: number): void {
  let change = changes.get(atMs);
  if (change === undefined) {
    change = new Array<number>(width).fill(0);
    changes.set(atMs, change);
  }
  change[index] = (change[index] ?? 0) + by;
}

function accumulate(changes: ReadonlyMap<number, readonly number[]>, width: number): number[][] {
  const counts = new Array<number>(width).fill(0);
  const points: number[][] = [];
  for (const [atMs, change] of [...changes].sort(([a], [b]) => a - b)) {
    if (change.every((by) => by === 0)) continue;
    for (const [index, by] of change.entries()) counts[index] = (counts[index] ?? 0) + by;
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
