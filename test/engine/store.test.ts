import { expect } from "chai";
import { Store } from "../../src/engine/store.ts";

describe("Store", () => {
  it("hands out items in the order in which they were put", () => {
    const store = new Store<string | undefined>();
    const taken: (string | undefined)[] = [];
    for (const item of ["a", undefined, "c"]) store.put(item);
    expect(store.size).to.equal(3);
    for (let index = 0; index < 3; index++) store.get((item) => taken.push(item));
    expect(taken).to.deep.equal(["a", undefined, "c"]);
    expect([store.size, store.waitingCount]).to.deep.equal([0, 0]);
  });

  it("serves those who wait in the order in which they asked, without those who gave up", () => {
    const store = new Store<string>();
    const taken: string[] = [];
    const gets = [1, 2, 3].map((getter) => store.get((item) => taken.push(`${getter} ${item}`)));
    const [, second] = gets;
    if (second === undefined) throw new Error("three wait");
    expect([store.cancel(second), store.cancel(second), store.waitingCount]).to.deep.equal([true, false, 2]);
    store.put("a");
    store.put("b");
    store.put("c");
    expect(taken).to.deep.equal(["1 a", "3 b"]);
    expect(store.size).to.equal(1);
    expect(gets.map((get) => store.cancel(get))).to.deep.equal([false, false, false]);
  });

  it("does not nest, however long the chain of those who ask again at once", () => {
    const store = new Store<number>();
    let sum = 0;
    const take = (item: number) => {
      sum += item;
      store.get(take);
    };
    for (let item = 1; item <= 100_000; item++) store.put(item);
    store.get(take);
    expect(sum).to.equal(5_000_050_000);
    expect([store.size, store.waitingCount]).to.deep.equal([0, 1]);
  });
});
