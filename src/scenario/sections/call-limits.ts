import type { ApiOperation } from "../../model/plan.ts";
import { DOCUMENTED_BURST, DOCUMENTED_CALL_LIMITS } from "../defaults.ts";
import { DURATION } from "../units/duration.ts";
import { RATE } from "../units/rate.ts";
import { readPositive, readQuantity, readWhole } from "../values/read-quantity.ts";
import { isWord, readCount } from "../values/read-scalar.ts";
import { child, reportExpected, type Value } from "../values/value.ts";

/** What `account.limits` says of the calls of the service's API (4.5). */
export interface CallLimitsSettings {
  /** Null lifts one; one that is not there was not given. */
  readonly operations: ReadonlyMap<ApiOperation, CallLimitSettings | null>;
  readonly firstBackOffMs: number | undefined;
  readonly longestBackOffMs: number | undefined;
  readonly jitterMs: number | undefined;
}

/** The limit on one operation. */
export interface CallLimitSettings {
  /** Mean time between two calls. */
  readonly intervalMs: number | undefined;
  readonly burst: number | undefined;
}

/** Reads the limits on calls out of `account.limits`. */
export function readCallLimits(limits: Value | undefined): CallLimitsSettings {
  const operations = new Map<ApiOperation, CallLimitSettings | null>();
  for (const { operation } of DOCUMENTED_CALL_LIMITS) {
    const value = child(limits, operation);
    if (value !== undefined) operations.set(operation, isWord(value, "none") ? null : readCallLimit(value));
  }
  return {
    operations,
    ...readBackOff(child(limits, "backOff")),
    jitterMs: readWhole(child(limits, "callJitter"), DURATION),
  };
}

/** What a bucket counts in stays an exact integer. */
function readCallLimit(value: Value): CallLimitSettings {
  const settings = { intervalMs: readQuantity(child(value, "rate"), RATE), burst: readCount(child(value, "burst"), 1) };
  const { intervalMs = 0, burst = DOCUMENTED_BURST } = settings;
  if (1000 * (intervalMs + 1) * burst <= Number.MAX_SAFE_INTEGER) return settings;
  reportExpected(value, "SCENARIO_VALUE", "a rate at which the burst has come within 285 years");
  return { intervalMs: undefined, burst: undefined };
}

function readBackOff(value: Value | undefined): Pick<CallLimitsSettings, "firstBackOffMs" | "longestBackOffMs"> {
  const first = child(value, "first");
  const firstBackOffMs = readPositive(first, DURATION);
  const longestBackOffMs = readPositive(child(value, "longest"), DURATION);
  if (first !== undefined && (firstBackOffMs ?? 0) > (longestBackOffMs ?? Number.POSITIVE_INFINITY)) {
    reportExpected(first, "SCENARIO_VALUE", "at most `longest`");
  }
  return { firstBackOffMs, longestBackOffMs };
}
