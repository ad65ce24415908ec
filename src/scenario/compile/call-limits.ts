import type { BackOffPlan, CallAssumption, CallLimitPlan, CallLimitsPlan } from "../../model/plan.ts";
import { DEFAULT_BACK_OFF, DEFAULT_CALL_JITTER, DOCUMENTED_CALL_LIMITS } from "../defaults.ts";
import type { CallLimitSettings, CallLimitsSettings } from "../sections/call-limits.ts";
import { formatDuration } from "../units/duration.ts";
import { assumptionOf } from "./assumption-book.ts";

/** The account's limits on calls: the documented ones unless the scenario sets or lifts them (4.5). */
export function compileCallLimits(settings: CallLimitsSettings | null): CallLimitsPlan | undefined {
  if (settings === null) return undefined;
  const operations: CallLimitPlan[] = [];
  const assumptions: CallAssumption[] = [];
  for (const documented of DOCUMENTED_CALL_LIMITS) {
    const given = settings.operations.get(documented.operation);
    if (given === null) continue;
    const limit = { ...documented, ...compileCallLimit(given) };
    operations.push(limit);
    if (given === undefined) assumptions.push(assumedLimit(limit));
  }
  if (operations.length === 0) return undefined;
  const backOff = compileBackOff(settings);
  if (settings.firstBackOffMs === undefined || settings.longestBackOffMs === undefined)
    assumptions.push(assumedBackOff(backOff));
  if (settings.jitterMs === undefined) assumptions.push(ASSUMED_JITTER);
  return { operations, backOff, jitterMs: settings.jitterMs ?? DEFAULT_CALL_JITTER.value, assumptions };
}

/** Rounded up to a whole microsecond: no faster than it says. */
function compileCallLimit(given: CallLimitSettings | undefined): Partial<CallLimitPlan> {
  const { intervalMs, burst } = given ?? {};
  return {
    ...(intervalMs === undefined ? {} : { intervalUs: Math.ceil(intervalMs * 1000) }),
    ...(burst === undefined ? {} : { burst }),
  };
}

function compileBackOff({ firstBackOffMs, longestBackOffMs }: CallLimitsSettings): BackOffPlan {
  const { firstMs, longestMs } = DEFAULT_BACK_OFF.value;
  const first = firstBackOffMs ?? Math.min(firstMs, longestBackOffMs ?? firstMs);
  return { firstMs: first, longestMs: Math.max(first, longestBackOffMs ?? longestMs) };
}

function assumedLimit({ operation, intervalUs, burst }: CallLimitPlan): CallAssumption {
  const rate = `${1e6 / intervalUs}/s`;
  const assumption = assumptionOf({
    id: `account.limits.${operation}`,
    rule: "4.5",
    what: `The account's limit on calls of ${operation}, some of which were refused`,
    value: `${rate}, ${burst} at once`,
    source: "DG Limits: the default",
    path: ["account", "limits", operation],
    yaml: `{ rate: ${rate}, burst: ${burst} }`,
  });
  return { operation, assumption };
}

function assumedBackOff({ firstMs, longestMs }: BackOffPlan): CallAssumption {
  const [first, longest] = [formatDuration(firstMs), formatDuration(longestMs)];
  const { rule, what, source } = DEFAULT_BACK_OFF;
  const assumption = assumptionOf({
    id: "account.limits.backOff",
    rule,
    what,
    value: `${first}, doubling to ${longest}`,
    source,
    path: ["account", "limits", "backOff"],
    yaml: `{ first: ${first}, longest: ${longest} }`,
  });
  return { assumption };
}

const ASSUMED_JITTER: CallAssumption = {
  assumption: assumptionOf({
    id: "account.limits.callJitter",
    rule: DEFAULT_CALL_JITTER.rule,
    what: DEFAULT_CALL_JITTER.what,
    value: formatDuration(DEFAULT_CALL_JITTER.value),
    source: DEFAULT_CALL_JITTER.source,
    path: ["account", "limits", "callJitter"],
  }),
};
