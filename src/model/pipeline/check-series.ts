import type { DurationMs, InstantMs } from "../../base/instant.ts";

/** From when on a check finds what it looks for: an instant, or the number of a check, which counts from 1. */
export type Finding =
  | { readonly kind: "from"; readonly instantMs: InstantMs }
  | { readonly kind: "atCheck"; readonly number: number }
  | { readonly kind: "never" };

/** How the checks of one precondition go, all of it known when the first begins (3.2). */
export interface CheckSeries {
  /** It is met, or its preconditionTimeout has passed; absent: neither ever happens. */
  readonly end?: { readonly met: boolean; readonly atMs: InstantMs };
  /** Checks that have begun by an instant, the end included. */
  begunBy(instantMs: InstantMs): number;
}

/** One check after another, each of the same length, `retryDelayMs` apart; a check finds what is there as it begins. */
export function foreseeChecks(options: {
  readonly startMs: InstantMs;
  readonly checkMs: DurationMs;
  readonly retryDelayMs: DurationMs;
  /** When its preconditionTimeout has passed, or infinity; a check that ends right then has made it in time. */
  readonly timeoutAtMs: InstantMs;
  /** A longer check is given up, and has found nothing. */
  readonly attemptTimeoutMs: DurationMs | undefined;
  readonly finding: Finding;
}): CheckSeries {
  const { startMs, checkMs, attemptTimeoutMs = checkMs } = options;
  // one that begins again when its time is over has none left
  const timeoutAtMs = Math.max(startMs, options.timeoutAtMs);
  const lengthMs = Math.min(checkMs, attemptTimeoutMs);
  const cycleMs = Math.max(1, lengthMs + options.retryDelayMs);
  const count = lengthMs < checkMs ? Number.POSITIVE_INFINITY : checksUntil(options.finding, startMs, cycleMs);
  const metAtMs = startMs + (count - 1) * cycleMs + lengthMs;
  const atMs = Math.min(metAtMs, timeoutAtMs);
  const begunBy = (instantMs: InstantMs) =>
    Math.min(count, 1 + Math.floor((Math.min(instantMs, timeoutAtMs) - startMs) / cycleMs));
  return Number.isFinite(atMs) ? { end: { met: metAtMs <= timeoutAtMs, atMs }, begunBy } : { begunBy };
}

function checksUntil(finding: Finding, startMs: InstantMs, cycleMs: DurationMs): number {
  switch (finding.kind) {
    case "from":
      return 1 + Math.max(0, Math.ceil((finding.instantMs - startMs) / cycleMs));
    case "atCheck":
      return finding.number;
    case "never":
      return Number.POSITIVE_INFINITY;
  }
}
