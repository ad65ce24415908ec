import { expect } from "chai";
import { InvariantError } from "../../src/base/invariant.ts";
import { studentTQuantile } from "../../src/stats/student-t.ts";

/** To eleven digits. */
function expectClose(actual: number, expected: number, what: string): void {
  expect(actual, what).to.be.closeTo(expected, 1e-11 * Math.abs(expected));
}

describe("studentTQuantile", () => {
  // Source: NIST/SEMATECH e-Handbook of Statistical Methods, table 1.3.6.7.2
  const TABLE: readonly (readonly [number, number, number, number])[] = [
    // df, p = 0.90, 0.975, 0.995
    [1, 3.078, 12.706, 63.657],
    [2, 1.886, 4.303, 9.925],
    [3, 1.638, 3.182, 5.841],
    [5, 1.476, 2.571, 4.032],
    [10, 1.372, 2.228, 3.169],
    [29, 1.311, 2.045, 2.756],
    [100, 1.29, 1.984, 2.626],
  ];

  it("agrees with the published table", () => {
    for (const [df, ...row] of TABLE) {
      const rounded = [0.9, 0.975, 0.995].map((p) => Number(studentTQuantile(p, df).toFixed(3)));
      expect(rounded, `df ${df}`).to.deep.equal(row);
    }
  });

  it("is a cotangent for one degree of freedom and algebraic for two", () => {
    for (const p of [0.501, 0.6, 0.9, 0.975, 0.9995, 1 - 2 ** -40]) {
      expectClose(studentTQuantile(p, 1), 1 / Math.tan(Math.PI * (1 - p)), `df 1, ${p}`);
      expectClose(studentTQuantile(p, 2), (p - 0.5) * Math.sqrt(2 / (p * (1 - p))), `df 2, ${p}`);
    }
  });

  // computed with 40 digits
  it("keeps its digits for many, few and broken degrees of freedom", () => {
    for (const [p, df, expected] of EXACT) expectClose(studentTQuantile(p, df), expected, `df ${df}, ${p}`);
  });

  it("is symmetric, and 0 at the median", () => {
    expect(studentTQuantile(0.5, 7)).to.equal(0);
    expect(studentTQuantile(0.25, 7)).to.equal(-studentTQuantile(0.75, 7));
  });

  it("refuses what has no quantile", () => {
    for (const [p, df] of [
      [0, 5],
      [1, 5],
      [Number.NaN, 5],
      [0.9, 0.5],
      [0.9, Number.NaN],
    ] as const) {
      expect(() => studentTQuantile(p, df), `${p}, ${df}`).to.throw(InvariantError);
    }
  });
});

const EXACT: readonly (readonly [number, number, number])[] = [
  [0.975, 1.5, 6.01666310442793],
  [0.75, 7.25, 0.70982510638024],
  [0.995, 20, 2.84533970978611],
  [0.975, 200, 1.97189622363391],
  [0.975, 1000000.0, 1.95996635681411],
  [0.9995, 1000000000.0, 3.29052674122166],
  [0.9999999999990905, 12, 28.9184137445784],
  [0.5001, 4, 0.000266666670617255],
];
