/** Where a function is smallest, and how small. */
export interface Minimum {
  readonly at: readonly [number, number];
  readonly value: number;
}

interface Corner {
  x: number;
  y: number;
  value: number;
}

/** A step longer than this would have found the end long ago. */
const STEPS_MAX = 500;

/**
 * The minimum of a function of two variables near a start, without its derivatives. Where the function is Infinity or NaN
 * it is not defined: the search keeps away from there.
 *
 * Source: J. A. Nelder, R. Mead, A simplex method for function minimization, Computer Journal 7 (1965), 308-313.
 *
 * @param size of the first triangle
 * @param tolerance in the variables
 */
export function nelderMead(
  f: (x: number, y: number) => number,
  [x0, y0]: readonly [number, number],
  size: readonly [number, number],
  tolerance = 1e-7,
): Minimum {
  const at = (x: number, y: number): Corner => {
    const value = f(x, y);
    return { x, y, value: Number.isNaN(value) ? Number.POSITIVE_INFINITY : value };
  };
  let [best, middle, worst] = sorted(at(x0, y0), at(x0 + size[0], y0), at(x0, y0 + size[1]));
  for (let step = 0; step < STEPS_MAX && extent(best, middle, worst) > tolerance; step++) {
    const centre = { x: (best.x + middle.x) / 2, y: (best.y + middle.y) / 2 };
    const along = (factor: number) => {
      return at(centre.x + factor * (worst.x - centre.x), centre.y + factor * (worst.y - centre.y));
    };
    const reflected = along(-1);
    let next = reflected;
    if (reflected.value < best.value) {
      const expanded = along(-2);
      if (expanded.value < reflected.value) next = expanded;
    } else if (reflected.value >= middle.value) {
      next = along(reflected.value < worst.value ? -0.5 : 0.5);
      if (next.value >= Math.min(reflected.value, worst.value)) {
        middle = at((best.x + middle.x) / 2, (best.y + middle.y) / 2);
        next = at((best.x + worst.x) / 2, (best.y + worst.y) / 2);
      }
    }
    [best, middle, worst] = sorted(best, middle, next);
  }
  return { at: [best.x, best.y], value: best.value };
}

function sorted(a: Corner, b: Corner, c: Corner): [Corner, Corner, Corner] {
  const [first, second] = a.value <= b.value ? [a, b] : [b, a];
  if (c.value < first.value) return [c, first, second];
  return c.value < second.value ? [first, c, second] : [first, second, c];
}

function extent(a: Corner, b: Corner, c: Corner): number {
  const width = Math.max(a.x, b.x, c.x) - Math.min(a.x, b.x, c.x);
  return Math.max(width, Math.max(a.y, b.y, c.y) - Math.min(a.y, b.y, c.y));
}
