import type { Simulation } from "../../engine/simulation.ts";
import type { ApiOperation, CallLimitsPlan } from "../plan.ts";
import { CallLimiter } from "./call-limiter.ts";

/** The limits on the calls of the account; an operation that has none is never refused (4.5). */
export class CallLimits {
  private readonly limiters = new Map<ApiOperation, CallLimiter>();
  /** The same: asked before every event. */
  private readonly all: readonly CallLimiter[];

  constructor(simulation: Simulation, plan: CallLimitsPlan | undefined) {
    for (const { operation, intervalUs, burst } of plan?.operations ?? []) {
      // an attempt that ends on the minute reports its end instead of its progress (4.4)
      const regularCalls = operation === "ReportTaskProgress" ? "last" : "first";
      this.limiters.set(operation, new CallLimiter(simulation, { intervalUs, burst }, regularCalls));
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
