import type { SweepSettings, SweptValue } from "../scenario/sections/sweep.ts";

/** One combination of a sweep. */
export interface Point {
  /** Its place in the whole grid, excluded combinations counted: the same whatever is left out. */
  readonly index: number;
  /** In the order of the sweep's axes. */
  readonly values: readonly SweptValue[];
}

/** How many combinations the grid has, those included that are excluded. */
export function gridSize({ axes }: SweepSettings): number {
  return axes.reduce((size, { rows }) => size * rows.length, 1);
}

/** The combination at a place of the grid; undefined where it is excluded. The last axis varies fastest. */
export function pointAt({ axes, exclude }: SweepSettings, index: number): Point | undefined {
  let rest = index;
  const values: SweptValue[] = [];
  for (const { rows } of axes.toReversed()) {
    values.unshift(...(rows[rest % rows.length] ?? []));
    rest = Math.floor(rest / rows.length);
  }
  const has = (wanted: SweptValue) => values.some(({ path, text }) => path === wanted.path && text === wanted.text);
  return exclude.some((all) => all.every(has)) ? undefined : { index, values };
}

/** The points of a sweep one after another: none is kept, since there may be a million. */
export function* pointsOf(settings: SweepSettings): Generator<Point> {
  const size = gridSize(settings);
  for (let index = 0; index < size; index++) {
    const point = pointAt(settings, index);
    if (point !== undefined) yield point;
  }
}
