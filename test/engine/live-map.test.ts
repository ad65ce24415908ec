import { expect } from "chai";
import fc from "fast-check";
import { LiveMap } from "../../src/engine/live-map.ts";

const DAY_MS = 86_400_000;

describe("LiveMap", () => {
  it("knows what it holds, in the order in which it came", () => {
    const map = new LiveMap<{ readonly name: string }>();
    map.set(7, { name: "a" });
    map.set(-1, { name: "b" });
    map.set(1_353_628_800_000, { name: "c" });
    map.delete(7);
    map.delete(8);
    map.set(7, { name: "d" });
    map.set(-1, { name: "e" });
    expect(map.list().map(({ name }) => name)).to.deep.equal(["e", "c", "d"]);
    expect([map.size, map.has(-1), map.has(8), map.get(7)?.name]).to.deep.equal([3, true, false, "d"]);
  });

  it("does what a Map does, whatever comes and goes", () => {
    const key = fc.oneof(
      fc.nat(30),
      fc.nat(30).map((day) => 1_353_628_800_000 + day * DAY_MS),
    );
    const move = fc.record({ key, isDeletion: fc.boolean() });
    fc.assert(
      fc.property(fc.array(move, { maxLength: 300 }), (moves) => {
        const map = new LiveMap<{ readonly index: number }>();
        const expected = new Map<number, { readonly index: number }>();
        for (const [index, { key, isDeletion }] of moves.entries()) {
          if (isDeletion) {
            map.delete(key);
            expected.delete(key);
          } else {
            map.set(key, { index });
            expected.set(key, { index });
          }
          expect(map.list()).to.deep.equal([...expected.values()]);
          expect(map.get(key)).to.deep.equal(expected.get(key));
        }
        expect(map.size).to.equal(expected.size);
      }),
      { seed: 47, numRuns: 200 },
    );
  });
});
