import type { InstantMs } from "../base/instant.ts";

/** How Linux instances and EMR are billed: by the started hour, or by the second with a minimum of 60. */
export type BillingEra = "hourly" | "per-second";

const PER_SECOND_FROM_MS: InstantMs = Date.UTC(2017, 9, 2);

/** The rule in force on a date. Source: AWS What's New, 2 October 2017 (7.1). */
export function billingEra(dateMs: InstantMs): BillingEra {
  return dateMs < PER_SECOND_FROM_MS ? "hourly" : "per-second";
}
