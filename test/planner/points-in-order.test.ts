import { expect } from "chai";
import { PointsInOrder } from "../../src/planner/points-in-order.ts";
import type { SweepSettings } from "../../src/scenario/sections/sweep.ts";

/** A grid of 2 times 3 points, without the one at index 4. */
const SETTINGS: SweepSettings = {
  axes: [
    { rows: ["a", "b"].map((text) => [{ path: "x", text }]) },
    { rows: ["1", "2", "3"].map((text) => [{ path: "y", text }]) },
  ],
  exclude: [
    [
      { path: "x", text: "b" },
      { path: "y", text: "2" },
    ],
  ],
};

const indexes = (points: readonly { readonly index: number }[]) => points.map(({ index }) => index);

describe("PointsInOrder", () => {
  it("gives outcomes the order of their index whatever the order in which they come", () => {
    const order = new PointsInOrder(SETTINGS, 10);
    expect(indexes(order.take(10))).to.deep.equal([0, 1, 2, 3, 5]);
    const due = [2, 0, 5, 1, 3].map((index) => indexes(order.add({ index })));
    expect(due).to.deep.equal([[], [0], [], [1, 2], [3, 5]]);
    expect(order.isComplete).to.equal(true);
  });

  it("lets nobody be further ahead of the first missing outcome than the window", () => {
    const order = new PointsInOrder(SETTINGS, 2);
    expect(indexes(order.take(10))).to.deep.equal([0, 1]);
    order.add({ index: 1 });
    expect(indexes(order.take(10))).to.deep.equal([]);
    order.add({ index: 0 });
    expect(indexes(order.take(10))).to.deep.equal([2, 3]);
  });

  it("hands out nothing that is known already, and takes nothing twice", () => {
    const order = new PointsInOrder(SETTINGS, 3);
    for (const index of [0, 2]) order.add({ index });
    expect(order.add({ index: 0 })).to.deep.equal([]);
    expect(order.add({ index: 2 })).to.deep.equal([]);
    expect(indexes(order.take(10))).to.deep.equal([1, 3]);
  });
});
