import { expect } from "chai";
import { nonNegativeLeastSquares } from "../../src/stats/non-negative-least-squares.ts";

function expectClose(actual: readonly number[], expected: readonly number[]): void {
  expect(actual).to.have.length(expected.length);
  for (const [index, value] of expected.entries()) expect(actual[index], `entry ${index}`).to.be.closeTo(value, 1e-6);
}

describe("nonNegativeLeastSquares", () => {
  // the example of the manual of MATLAB's lsqnonneg, where least squares alone gives (-2.5627, 3.1108)
  it("has the published solution", () => {
    const rows = [
      [0.0372, 0.2869],
      // biome-ignore lint/suspicious/noApproximativeNumericConstant: it is a measurement of the example
      [0.6861, 0.7071],
      [0.6233, 0.6245],
      [0.6344, 0.617],
    ];
    const solution = nonNegativeLeastSquares(rows, [0.8587, 0.1781, 0.0747, 0.8405]);
    expect(solution.map((value) => value.toFixed(4))).to.deep.equal(["0.0000", "0.6929"]);
  });

  // rows of 1, 1/n, log2 n, n for n = 2, 4, 8, 12, 16; computed with SciPy 1.17 (optimize.nnls)
  it("agrees with another program where terms of a scaling law come and go", () => {
    const rows = [
      [1, 0.5, 1, 2],
      [1, 0.25, 2, 4],
      [1, 0.125, 3, 8],
      [1, 1 / 12, 3.585, 12],
      [1, 1 / 16, 4, 16],
    ];
    expectClose(
      nonNegativeLeastSquares(rows, [100, 60, 45, 42, 44]),
      [6.22046348, 178.05744977, 2.82726062, 0.94577065],
    );
    expectClose(nonNegativeLeastSquares(rows, [10, 20, 30, 40, 50]), [2.20792505, 0, 4.77019956, 1.76564795]);
    expectClose(nonNegativeLeastSquares(rows, [5, 3, 9, 1, 2]), [3.21808511, 3.82978723, 0, 0]);
    expectClose(nonNegativeLeastSquares(rows, [-1, -2, -3, -1, -1]), [0, 0, 0, 0]);
  });

  // at the minimum the gradient A'(b - A x) is 0 where x is not, and not above 0 elsewhere (Karush, Kuhn and Tucker)
  it("solves what is badly scaled, or has fewer rows than columns", () => {
    const wide = [
      [1, 2, 3, 1e9],
      [4, 5, 6, 3e9],
    ];
    const x = nonNegativeLeastSquares(wide, [7, 20]);
    expect(x.every((value) => value >= 0)).to.equal(true);
    const rest = [7, 20].map(
      (b, row) => b - (wide[row] ?? []).reduce((sum, a, column) => sum + a * (x[column] ?? 0), 0),
    );
    expect(Math.hypot(...rest)).to.be.below(1e-9);
  });

  it("takes one of columns that are the same, and none of a column of zeros", () => {
    const rows = [
      [1, 1, 0],
      [2, 2, 0],
    ];
    const x = nonNegativeLeastSquares(rows, [3, 6]);
    expect((x[0] ?? 0) + (x[1] ?? 0)).to.be.closeTo(3, 1e-12);
    expect(x[2]).to.equal(0);
    expect(nonNegativeLeastSquares([], [])).to.deep.equal([]);
  });
});
