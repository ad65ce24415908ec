import { expect } from "chai";
import fc from "fast-check";
import { Fifo } from "../../src/engine/fifo.ts";

describe("Fifo", () => {
  it("gives back what was pushed, in order, undefined included", () => {
    const fifo = new Fifo<number | undefined>();
    for (const item of [1, undefined, 3]) fifo.push(item);
    expect([fifo.length, fifo.shift(), fifo.shift(), fifo.length, fifo.shift(), fifo.length]).to.deep.equal([
      3,
      1,
      undefined,
      1,
      3,
      0,
    ]);
    expect(fifo.shift()).to.equal(undefined);
  });

  it("is an array whose first element is shifted out", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(300), { maxLength: 20 }), (runs) => {
        const fifo = new Fifo<number>();
        const array: number[] = [];
        let next = 0;
        for (const [index, run] of runs.entries()) {
          for (let item = 0; item < run; item++) {
            if (index % 2 === 1) expect(fifo.shift()).to.equal(array.shift());
            else {
              fifo.push(next);
              array.push(next++);
            }
          }
          expect(fifo.length).to.equal(array.length);
        }
      }),
      { seed: 5, numRuns: 50 },
    );
  });
});
