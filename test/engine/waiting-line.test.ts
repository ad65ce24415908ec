import { expect } from "chai";
import fc from "fast-check";
import { type Place, WaitingLine } from "../../src/engine/waiting-line.ts";

describe("WaitingLine", () => {
  it("serves by priority and coming, whoever leaves in between", () => {
    const step = fc.oneof(
      fc.record({ add: fc.integer({ min: -1, max: 1 }) }),
      fc.record({ remove: fc.nat(200) }),
      fc.constant("shift" as const),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 400, size: "max" }), (steps) => {
        const line = new WaitingLine<number>();
        const places: Place<number>[] = [];
        let list: Place<number>[] = [];
        for (const move of steps) {
          if (move === "shift") {
            list.sort((a, b) => a.priority - b.priority || a.item - b.item);
            expect(line.shift()).to.equal(list.shift()?.item);
          } else if ("add" in move) {
            const place = line.add(places.length, move.add);
            places.push(place);
            list.push(place);
          } else {
            const place = places[move.remove];
            if (place === undefined) continue;
            expect(line.remove(place)).to.equal(list.includes(place));
            list = list.filter((other) => other !== place);
          }
          expect(line.length).to.equal(list.length);
        }
      }),
      { seed: 7, numRuns: 50 },
    );
  });

  it("stays right when nearly everybody leaves", () => {
    const line = new WaitingLine<number>();
    const places = Array.from({ length: 1000 }, (_, index) => line.add(index, 0));
    for (const place of places) if (place.item % 100 !== 7) line.remove(place);
    const served: (number | undefined)[] = [];
    while (line.length > 0) served.push(line.shift());
    expect(served).to.deep.equal([7, 107, 207, 307, 407, 507, 607, 707, 807, 907]);
  });
});
