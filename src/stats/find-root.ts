/** The value of a function, and its slope there. */
export interface Slope {
  readonly value: number;
  readonly slope: number;
}

/**
 * Where a function that crosses 0 once between `low` and `high`, rising or falling, does so, to the last digits: by
 * Newton's steps, and by halving where a step would leave the bracket.
 */
export function findRoot(f: (x: number) => Slope, low: number, high: number, start: number): number {
  let [below, above] = [low, high];
  const rises = f(high).value > 0;
  let x = start;
  for (let step = 0; step < 200; step++) {
    const { value, slope } = f(x);
    if (value === 0) return x;
    if (value > 0 === rises) above = x;
    else below = x;
    const newton = x - value / slope;
    const next = newton > below && newton < above ? newton : (below + above) / 2;
    if (Math.abs(next - x) <= 1e-15 * Math.abs(x)) return next;
    x = next;
  }
  return x;
}
