import { expect } from "chai";
import fc from "fast-check";
import { InvariantError } from "../../src/base/invariant.ts";
import { type NextPoll, PhaseRing } from "../../src/engine/phase-ring.ts";

/** A ring of period 15 with pollers that poll at the given instants, in this order. */
function ringOf(phases: Readonly<Record<string, number>>): PhaseRing<string> {
  const ring = new PhaseRing<string>(15);
  for (const [poller, phaseMs] of Object.entries(phases)) ring.add(poller, phaseMs);
  return ring;
}

describe("PhaseRing", () => {
  // a polls at 3, 18, 33, 48, 63 ...; b at 12, 27, 42, 57 ...
  it("4.3 the next poll of fixed-interval pollers is arithmetic on their phases", () => {
    const ring = ringOf({ a: 3, b: 12 });
    expect(ring.nextAfter(50, true)).to.deep.equal({ poller: "b", atMs: 57 });
    expect(ring.nextAfter(58, true)).to.deep.equal({ poller: "a", atMs: 63 });
    expect(ring.nextAfter(0, true)).to.deep.equal({ poller: "a", atMs: 3 });
  });

  it("4.3 a poll of this very instant counts or not, as asked", () => {
    const ring = ringOf({ a: 3 });
    expect(ring.nextAfter(48, true)).to.deep.equal({ poller: "a", atMs: 48 });
    expect(ring.nextAfter(48, false)).to.deep.equal({ poller: "a", atMs: 63 });
  });

  // held since 3, 12 and 20; at 20 the one that was opened at 3 has been held since 18 (it was opened again), b since 12
  it("4.3 of held polls the one whose hold runs out first has been held the longest, the one opened now the least", () => {
    const ring = ringOf({ a: 3, b: 12, c: 20 });
    const order: string[] = [];
    for (let next = ring.nextAfter(20, false); next !== undefined; next = ring.nextAfter(20, false)) {
      order.push(`${next.poller} held since ${next.atMs - 15}`);
      ring.remove(next.poller);
    }
    expect(order).to.deep.equal(["b held since 12", "a held since 18", "c held since 20"]);
  });

  it("gives pollers of one phase in the order in which they were added", () => {
    const ring = ringOf({ b: 5, z: 4, a: 20, c: 35 });
    ring.remove("b");
    ring.add("b", 50);
    const order: string[] = [];
    for (let next = ring.nextAfter(5, true); next !== undefined; next = ring.nextAfter(5, true)) {
      order.push(next.poller);
      ring.remove(next.poller);
    }
    expect(order).to.deep.equal(["a", "c", "b", "z"]);
  });

  it("takes phases before the epoch and far from it", () => {
    const ring = ringOf({ a: -1 });
    expect(ring.nextAfter(1_353_628_800_000, true)).to.deep.equal({ poller: "a", atMs: 1_353_628_800_014 });
    expect(ring.nextAfter(-20, true)).to.deep.equal({ poller: "a", atMs: -16 });
  });

  it("knows whom it has, and has nobody twice", () => {
    const ring = ringOf({ a: 3 });
    expect(() => ring.add("a", 4)).to.throw(InvariantError);
    expect([ring.remove("b"), ring.remove("a"), ring.remove("a"), ring.size]).to.deep.equal([false, true, false, 0]);
    expect(ring.nextAfter(0, true)).to.equal(undefined);
    expect(() => ring.add("a", 0.5)).to.throw(InvariantError);
    expect(() => new PhaseRing(0)).to.throw(InvariantError);
  });

  it("4.3 agrees with a look at every poller, whatever comes and goes", () => {
    const move = fc.record({ poller: fc.nat(40), forwardMs: fc.nat(40), isInclusive: fc.boolean() });
    fc.assert(
      fc.property(fc.array(move, { maxLength: 300 }), (moves) => {
        const ring = new PhaseRing<number>(15);
        const idle = new Map<number, number>();
        let nowMs = 100;
        for (const { poller, forwardMs, isInclusive } of moves) {
          nowMs += forwardMs;
          if (ring.remove(poller)) expect(idle.delete(poller)).to.equal(true);
          else {
            idle.set(poller, nowMs);
            ring.add(poller, nowMs);
          }
          const queryMs = nowMs + (forwardMs % 7);
          expect(ring.nextAfter(queryMs, isInclusive)).to.deep.equal(nextByLooking(idle, queryMs, isInclusive));
          expect(ring.size).to.equal(idle.size);
        }
      }),
      { seed: 43, numRuns: 200 },
    );
  });
});

/** `idle` holds, in the order of coming, when each began to poll every 15 ms. */
function nextByLooking(
  idle: ReadonlyMap<number, number>,
  nowMs: number,
  isInclusive: boolean,
): NextPoll<number> | undefined {
  let first: NextPoll<number> | undefined;
  for (const [poller, sinceMs] of idle) {
    let atMs = sinceMs;
    while (isInclusive ? atMs < nowMs : atMs <= nowMs) atMs += 15;
    if (first === undefined || atMs < first.atMs) first = { poller, atMs };
  }
  return first;
}
