import type { InstantMs } from "../../base/instant.ts";
import type { Simulation } from "../../engine/simulation.ts";
import type { ApiOperation, CallLimitsPlan } from "../plan.ts";
import { CallLimiter } from "./call-limiter.ts";

/**
 * Hears of every call of an operation that is limited, when it was made and whether the service took it. Those that
 * cost no event are told of later, and not in the order of their times.
 */
export type CallListener = (operation: ApiOperation, atMs: InstantMs, isTaken: boolean) => void;

/** The limits on the calls of the account; an operation that has none is never refused (4.5). */
export class CallLimits {
  private readonly limiters = new Map<ApiOperation, CallLimiter>();
  /** The same: asked before every event. */
  private readonly all: readonly CallLimiter[];

  constructor(simulation: Simulation, plan: CallLimitsPlan | undefined, listener?: CallListener) {
    for (const { operation, intervalUs, burst } of plan?.operations ?? []) {
      // an attempt that ends on the minute reports its end instead of its progress (4.4)
      const regularCalls = operation === "ReportTaskProgress" ? "last" : "first";
      const onCall = listener && ((atMs: InstantMs, isTaken: boolean) => listener(operation, atMs, isTaken));
      this.limiters.set(operation, new CallLimiter(simulation, { intervalUs, burst }, regularCalls, onCall));
    }
    this.all = [...this.limiters.values()];
  }

  of(operation: ApiOperation): CallLimiter | undefined {
    return this.limiters.get(operation);
  }

  /** Events of the limiters that are to come: regular calls alone are no reason to go on. */
  get awakeCount(): number {
    let count = 0;
    for (const limiter of this.all) if (limiter.isAwake) count += 1;
    return count;
  }
}
