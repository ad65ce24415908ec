import { expect } from "chai";
import { findRoot } from "../../src/stats/find-root.ts";

describe("findRoot", () => {
  // Newton's own example: x^3 - 2x - 5 = 0 at 2.0945514815423265 (De analysi, 1669)
  it("finds Newton's root", () => {
    const cubic = (x: number) => ({ value: x ** 3 - 2 * x - 5, slope: 3 * x * x - 2 });
    expect(findRoot(cubic, 2, 3, 2)).to.be.closeTo(2.0945514815423265, 1e-13);
  });

  // atan from 3: Newton alone jumps further away with each step
  it("halves where Newton's steps would leave the bracket, also for a falling function", () => {
    const falling = (x: number) => ({ value: -Math.atan(x - 1), slope: -1 / (1 + (x - 1) ** 2) });
    expect(findRoot(falling, -50, 60, 4)).to.be.closeTo(1, 1e-14);
  });
});
