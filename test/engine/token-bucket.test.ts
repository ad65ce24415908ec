import { expect } from "chai";
import fc from "fast-check";
import { InvariantError } from "../../src/base/invariant.ts";
import { TokenBucket } from "../../src/engine/token-bucket.ts";

describe("TokenBucket", () => {
  // two tokens a second, three at once: full at 0, so three are taken; the next two come at 500 and 1000
  it("4.5 gives the burst at once, then a token per interval", () => {
    const bucket = new TokenBucket({ intervalUs: 500_000, burst: 3 }, 0);
    const taken = [0, 0, 0, 0, 499, 500, 501, 999, 1000].filter((timeMs) => bucket.take(timeMs));
    expect(taken).to.deep.equal([0, 0, 0, 500, 1000]);
  });

  // emptied at 0; at 1600 three tokens have come and 0.2 of a fourth, at 60,000 it holds no more than the burst
  it("4.5 holds no more than the burst", () => {
    const bucket = new TokenBucket({ intervalUs: 500_000, burst: 5 }, 0);
    for (let taken = 0; taken < 5; taken += 1) bucket.take(0);
    expect([0, 499, 500, 1600, 60_000].map((timeMs) => bucket.tokensAt(timeMs))).to.deep.equal([0, 0, 1, 3, 5]);
  });

  // a third of a second is 333,333 microseconds: after three of them 1 ms is missing, and after 1001 ms none is
  it("4.5 counts in integers, so that no fraction of a token is lost or made", () => {
    const bucket = new TokenBucket({ intervalUs: 333_334, burst: 3 }, 0);
    for (let taken = 0; taken < 3; taken += 1) bucket.take(0);
    for (let timeMs = 1; timeMs <= 1000; timeMs += 1) bucket.tokensAt(timeMs);
    expect(bucket.tokensAt(1000)).to.equal(2);
    expect(bucket.tokensAt(1001)).to.equal(3);
  });

  it("4.5 never lets more through than rate * t + burst in any stretch", () => {
    const bucketOf = fc.record({
      intervalUs: fc.integer({ min: 1, max: 3_000_000 }),
      burst: fc.integer({ min: 1, max: 9 }),
    });
    const waits = fc.array(fc.integer({ min: 0, max: 4000 }), { maxLength: 60 });
    fc.assert(
      fc.property(bucketOf, waits, (options, gapsMs) => {
        const bucket = new TokenBucket(options, 0);
        const taken: number[] = [];
        let nowMs = 0;
        for (const gapMs of gapsMs) {
          nowMs += gapMs;
          if (bucket.take(nowMs)) taken.push(nowMs);
        }
        for (const [first, fromMs] of taken.entries()) {
          for (const [last, toMs] of taken.entries()) {
            const boundUs = 1000 * (toMs - fromMs) + options.burst * options.intervalUs;
            if (last >= first) expect((last - first + 1) * options.intervalUs).to.be.at.most(boundUs);
          }
        }
      }),
      { seed: 45 },
    );
  });

  it("refuses times that go back, and what is no integer", () => {
    const bucket = new TokenBucket({ intervalUs: 1000, burst: 1 }, 10);
    expect(() => bucket.take(9)).to.throw(InvariantError, "time does not go back from 10 to 9");
    expect(() => new TokenBucket({ intervalUs: 0.5, burst: 1 }, 0)).to.throw(InvariantError);
    expect(() => new TokenBucket({ intervalUs: 1, burst: 0 }, 0)).to.throw(InvariantError);
  });
});
