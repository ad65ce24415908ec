import { expect } from "chai";
import { nelderMead } from "../../src/stats/nelder-mead.ts";

describe("nelderMead", () => {
  // the banana of H. H. Rosenbrock (1960), whose minimum is 0 at (1, 1), from the customary start
  it("follows a bent valley to its lowest point", () => {
    const banana = (x: number, y: number) => 100 * (y - x * x) ** 2 + (1 - x) ** 2;
    const { at, value } = nelderMead(banana, [-1.2, 1], [0.5, 0.5], 1e-9);
    expect(at[0]).to.be.closeTo(1, 1e-6);
    expect(at[1]).to.be.closeTo(1, 1e-6);
    expect(value).to.be.below(1e-12);
  });

  it("keeps away from where a function is not defined", () => {
    const half = (x: number, y: number) => (x < 1 ? Number.NaN : x * x + y * y);
    const { at } = nelderMead(half, [3, 2], [1, 1]);
    expect(at[0]).to.be.closeTo(1, 1e-3);
    expect(at[1]).to.be.closeTo(0, 1e-2);
  });
});
