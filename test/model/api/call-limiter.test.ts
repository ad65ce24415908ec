import { expect } from "chai";
import fc from "fast-check";
import { Simulation } from "../../../src/engine/simulation.ts";
import { TokenBucket, type TokenBucketOptions } from "../../../src/engine/token-bucket.ts";
import { CallLimiter, type RegularCaller } from "../../../src/model/api/call-limiter.ts";

/** What happens in a property: at a time somebody calls, begins to call regularly, or ends. */
interface Deed {
  readonly atMs: number;
  readonly caller: number;
  readonly kind: "call" | "begin" | "end";
}

const PERIODS_MS = [7, 10, 90] as const;
const END_MS = 1500;

const LIMITS = fc.record({ intervalUs: fc.integer({ min: 500, max: 20_000 }), burst: fc.integer({ min: 1, max: 8 }) });
const DEEDS = fc.array(
  fc.record({
    atMs: fc.integer({ min: 0, max: END_MS }),
    caller: fc.integer({ min: 0, max: 9 }),
    kind: fc.constantFrom("call" as const, "begin" as const, "begin" as const, "end" as const),
  }),
  { minLength: 1, maxLength: 60 },
);

/** What is seen of the calls. */
interface Seen {
  /** Answers of single calls, and regular ones that are due and may be refused, with their times. */
  readonly log: string[];
  /** When calls were taken, single and regular ones. */
  readonly takenAtMs: number[];
}

function withLimiter(limit: TokenBucketOptions, turn: "first" | "last", deeds: readonly Deed[]): Seen {
  const simulation = new Simulation({ startMs: 0 });
  const takenAtMs: number[] = [];
  const limiter = new CallLimiter(simulation, limit, turn, (atMs, isTaken) => {
    if (isTaken) takenAtMs.push(atMs);
  });
  const regular = new Map<number, RegularCaller>();
  const log: string[] = [];
  const due = (id: number) => {
    regular.delete(id);
    log.push(`${simulation.now}: ${id} due`);
  };
  for (const { atMs, caller: id, kind } of deeds) {
    simulation.at(atMs, () => {
      if (kind === "call") log.push(`${simulation.now}: ${limiter.call()}`);
      else if (kind === "begin" && !regular.has(id)) {
        regular.set(
          id,
          limiter.begin(periodOf(id), () => due(id)),
        );
      } else if (kind === "end") {
        const caller = regular.get(id);
        regular.delete(id);
        if (caller !== undefined) limiter.end(caller);
      }
    });
  }
  simulation.run(END_MS);
  // regular calls that cost no event are told of when somebody asks
  for (const caller of regular.values()) limiter.end(caller);
  return { log, takenAtMs: takenAtMs.filter((atMs) => atMs < END_MS).sort((a, b) => a - b) };
}

/**
 * The same without any cleverness: the clock ticks through every millisecond, and every regular call is made in it. Only
 * whether one may be refused is asked when anything has happened or, if so, when one is due.
 */
function naive(limit: TokenBucketOptions, turn: "first" | "last", deeds: readonly Deed[]): Seen {
  const bucket = new TokenBucket(limit, 0);
  const takenAtMs: number[] = [];
  const take = (nowMs: number) => {
    const isTaken = bucket.take(nowMs);
    if (isTaken && nowMs < END_MS) takenAtMs.push(nowMs);
    return isTaken;
  };
  const regular = new Map<number, number>();
  const log: string[] = [];
  const deedsAt = new Map<number, Deed[]>();
  let isSafe = true;
  for (const deed of deeds) deedsAt.set(deed.atMs, [...(deedsAt.get(deed.atMs) ?? []), deed]);
  for (let nowMs = 0; nowMs <= END_MS; nowMs += 1) {
    const askAnew = () => {
      const demand = [...regular.keys()].reduce((sum, id) => sum + limit.intervalUs / 1000 / periodOf(id), 0);
      isSafe = regular.size <= bucket.tokensAt(nowMs) && demand <= 1 - 1e-9;
    };
    const callRegularly = () => {
      const due = [...regular].filter(([id, sinceMs]) => nowMs > sinceMs && (nowMs - sinceMs) % periodOf(id) === 0);
      if (!isSafe && due.length > 0) askAnew();
      if (isSafe) for (const [id] of due) expect(take(nowMs), `${id} finds a token at ${nowMs}`).to.equal(true);
      if (isSafe || due.length === 0) return;
      for (const [id] of due) {
        regular.delete(id);
        log.push(`${nowMs}: ${id} due`);
      }
      askAnew();
    };
    if (turn === "first") callRegularly();
    for (const { caller: id, kind } of deedsAt.get(nowMs) ?? []) {
      // nothing happens when one begins that has begun, or ends that has not
      if (kind !== "call" && regular.has(id) === (kind === "begin")) continue;
      if (kind === "call") log.push(`${nowMs}: ${take(nowMs)}`);
      else if (kind === "begin") regular.set(id, nowMs);
      else regular.delete(id);
      askAnew();
    }
    if (turn === "last") callRegularly();
  }
  return { log, takenAtMs };
}

function periodOf(id: number): number {
  return PERIODS_MS[id % PERIODS_MS.length] ?? 90;
}

/** Events handled while `count` callers call every 90 s for an hour, then a single call. */
function eventsOf(count: number, limit: TokenBucketOptions): number {
  const simulation = new Simulation({ startMs: 0 });
  const limiter = new CallLimiter(simulation, limit, "first");
  for (let index = 0; index < count; index += 1) limiter.begin(90_000, () => {});
  simulation.at(3_600_000, () => limiter.call());
  simulation.run(3_600_000);
  return simulation.handledCount;
}

describe("the limit on calls of one operation", () => {
  for (const turn of ["first", "last"] as const) {
    it(`4.5 makes the same calls at the same times as one with an event for each (regular calls ${turn})`, () => {
      fc.assert(
        fc.property(LIMITS, DEEDS, (limit, deeds) => {
          expect(withLimiter(limit, turn, deeds)).to.deep.equal(naive(limit, turn, deeds));
        }),
        { seed: 45, numRuns: 200 },
      );
    });
  }

  it("4.5 regular calls cost no events while none of them can be refused", () => {
    expect(eventsOf(100, { intervalUs: 500_000, burst: 100 })).to.equal(1);
  });

  // 101 callers and a burst of 100: all of them are due at 90 s, in one event
  it("4.5 they are events from where one can be refused", () => {
    expect(eventsOf(101, { intervalUs: 500_000, burst: 100 })).to.equal(1 + 1);
  });

  // three callers every 10 ms, two tokens and no more for a second: they are due at 10; nobody calls any more
  it("4.5 tells those whose call may be refused when it is due, in the order in which they began", () => {
    const deeds = [0, 1, 2].map((index) => ({ atMs: 0, caller: 3 * index + 1, kind: "begin" as const }));
    const limit = { intervalUs: 1_000_000, burst: 2 };
    expect(withLimiter(limit, "first", deeds).log).to.deep.equal(["10: 1 due", "10: 4 due", "10: 7 due"]);
  });
});
