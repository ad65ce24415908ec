import { expect } from "chai";
import type { ApiOperation, CallLimitPlan } from "../../src/model/plan.ts";
import { simulate } from "../../src/model/simulate.ts";
import { forAllRuns, type RandomRun } from "./random-run.ts";

/** What the service took of an operation's calls, and what it refused. */
interface Calls {
  readonly takenAtMs: number[];
  refused: number;
}

/** The calls of each operation that is limited, in the order of their times. */
function callsOf({ compiled, seed }: RandomRun): Map<ApiOperation, Calls> {
  const calls = new Map<ApiOperation, Calls>();
  const onCall = (operation: ApiOperation, atMs: number, isTaken: boolean) => {
    const own = calls.get(operation) ?? { takenAtMs: [], refused: 0 };
    calls.set(operation, own);
    if (isTaken) own.takenAtMs.push(atMs);
    else own.refused += 1;
  };
  simulate(compiled, { seed, replication: 0, observers: [], onCall });
  for (const { takenAtMs } of calls.values()) takenAtMs.sort((a, b) => a - b);
  return calls;
}

/**
 * By how much the most that was taken in a stretch of time from one call to another lies above `rate * t + burst`, in
 * the microseconds in which that many tokens come: not above 0.
 */
function excessUs(takenAtMs: readonly number[], { intervalUs, burst }: CallLimitPlan): number {
  let excess = Number.NEGATIVE_INFINITY;
  let least = Number.POSITIVE_INFINITY;
  for (const [index, atMs] of takenAtMs.entries()) {
    const levelUs = index * intervalUs - 1000 * atMs;
    least = Math.min(least, levelUs);
    excess = Math.max(excess, levelUs + intervalUs - least - burst * intervalUs);
  }
  return excess;
}

describe("calls of the service, whatever the texts", () => {
  const title =
    "4.5 takes no more of them in any stretch t than rate * t + burst, and counts each once, as taken or as refused";
  forAllRuns(title, 60, (run) => {
    const calls = callsOf(run);
    const limits = new Map((run.plan.limits.calls?.operations ?? []).map((limit) => [limit.operation, limit]));
    for (const { operation, calls: taken, throttled = 0 } of run.records.apiCalls) {
      const limit = limits.get(operation);
      if (limit === undefined) {
        expect(throttled, operation).to.equal(0);
        continue;
      }
      const { takenAtMs, refused } = calls.get(operation) ?? { takenAtMs: [], refused: 0 };
      expect(excessUs(takenAtMs, limit), operation).to.be.at.most(0);
      expect([takenAtMs.length, refused], operation).to.deep.equal([taken, throttled]);
    }
  });
});
