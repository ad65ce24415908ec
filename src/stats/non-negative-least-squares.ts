import { invariant } from "../base/invariant.ts";

/** Below this part of the largest one a gradient is rounding. */
const TOLERANCE = 1e-10;

/**
 * The x without a negative entry for which |A x - b| is smallest. Columns may be of any scale, and there may be fewer rows than
 * columns: then some entries are 0.
 *
 * Source: C. L. Lawson, R. J. Hanson, Solving Least Squares Problems (1974), chapter 23: the active-set algorithm NNLS.
 *
 * @param rows of A, all of one length
 */
export function nonNegativeLeastSquares(rows: readonly (readonly number[])[], b: readonly number[]): number[] {
  invariant(rows.length === b.length, "each row of A has its b");
  const width = rows[0]?.length ?? 0;
  const norms = Array.from({ length: width }, (_, column) => Math.hypot(...rows.map((row) => row[column] ?? 0)));
  const columns = norms.map((norm, column) => rows.map((row) => (norm === 0 ? 0 : (row[column] ?? 0) / norm)));
  const x = columns.map(() => 0);
  const passive = new Set<number>();
  const limit = TOLERANCE * Math.hypot(...b);
  for (let round = 0; round < 10 * width; round++) {
    const entering = steepest(columns, residual(columns, x, b), passive, limit);
    if (entering === undefined) break;
    passive.add(entering);
    for (;;) {
      const solution = leastSquares(columns, b, [...passive]);
      if (solution === undefined) {
        // it adds nothing to the columns that are there
        passive.delete(entering);
        return x.map((value, column) => scaledBack(value, norms[column] ?? 0));
      }
      const step = longestStep(x, solution);
      for (const [column, value] of solution) x[column] = (x[column] ?? 0) + step * (value - (x[column] ?? 0));
      if (step === 1) break;
      for (const column of passive) {
        if ((x[column] ?? 0) > 1e-14) continue;
        x[column] = 0;
        passive.delete(column);
      }
    }
  }
  return x.map((value, column) => scaledBack(value, norms[column] ?? 0));
}

function scaledBack(value: number, norm: number): number {
  return norm === 0 ? 0 : value / norm;
}

function residual(columns: readonly number[][], x: readonly number[], b: readonly number[]): number[] {
  return b.map(
    (value, row) => value - columns.reduce((sum, column, index) => sum + (column[row] ?? 0) * (x[index] ?? 0), 0),
  );
}

/** The column at 0 that would lessen the residual most; undefined where none would. */
function steepest(
  columns: readonly number[][],
  rest: readonly number[],
  passive: ReadonlySet<number>,
  limit: number,
): number | undefined {
  let best: number | undefined;
  let steepestSlope = limit;
  for (const [index, column] of columns.entries()) {
    const slope = passive.has(index) ? 0 : column.reduce((sum, value, row) => sum + value * (rest[row] ?? 0), 0);
    if (slope > steepestSlope) [best, steepestSlope] = [index, slope];
  }
  return best;
}

/** How far to go from x to the solution before an entry becomes negative, at most all the way. */
function longestStep(x: readonly number[], solution: ReadonlyMap<number, number>): number {
  let step = 1;
  for (const [column, value] of solution) {
    const from = x[column] ?? 0;
    if (value <= 0) step = Math.min(step, from / (from - value));
  }
  return Number.isNaN(step) ? 0 : step;
}

/**
 * Unconstrained least squares in some of the columns, by modified Gram and Schmidt; undefined where they depend on each
 * other.
 * Source: A. Björck, Numerics of Gram-Schmidt orthogonalization (1994).
 */
function leastSquares(
  columns: readonly number[][],
  b: readonly number[],
  used: readonly number[],
): Map<number, number> | undefined {
  const q: number[][] = [];
  const r: number[][] = [];
  const rest = [...b];
  const along: number[] = [];
  for (const index of used) {
    const vector = [...(columns[index] ?? [])];
    const factors = q.map((unit) => project(vector, unit));
    const norm = Math.hypot(...vector);
    if (norm < 1e-9) return undefined;
    const unit = vector.map((value) => value / norm);
    q.push(unit);
    r.push([...factors, norm]);
    along.push(project(rest, unit));
  }
  const solution = new Map<number, number>();
  for (let row = used.length - 1; row >= 0; row--) {
    let value = along[row] ?? 0;
    for (let later = row + 1; later < used.length; later++) {
      value -= (r[later]?.[row] ?? 0) * (solution.get(used[later] ?? -1) ?? 0);
    }
    solution.set(used[row] ?? -1, value / (r[row]?.[row] ?? 1));
  }
  return solution;
}

/** Takes the part along a unit vector out of another vector, and says how long it was. */
function project(vector: number[], unit: readonly number[]): number {
  const length = vector.reduce((sum, value, row) => sum + value * (unit[row] ?? 0), 0);
  for (const [row, value] of unit.entries()) vector[row] = (vector[row] ?? 0) - length * value;
  return length;
}
