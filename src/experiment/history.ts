import type { TransitionEvent } from "../model/records.ts";
import type { HistoryRow } from "./result.ts";
import { ruleOfReason } from "./rule-of-reason.ts";

/**
 * Transitions that a result holds: more would make a file that nothing opens. The result says how many there were, and
 * every report that leaves some out says so.
 */
export const HISTORY_ROWS_MAX = 100_000;

/** Rule 2.6 itself, for a reason that names none. */
const STATUS_RULE = "2.6";

/** Keeps a transition as long as there is room. */
export function keepTransition(kept: TransitionEvent[], event: TransitionEvent): void {
  if (kept.length < HISTORY_ROWS_MAX) kept.push(event);
}

/** One line of the status history (2.6). */
export function historyRowOf({ machine, id, owner, atMs, from, to, reason }: TransitionEvent): HistoryRow {
  return {
    machine,
    id,
    ...owner,
    atMs,
    ...(from === null ? {} : { from }),
    to,
    reason,
    rule: ruleOfReason(reason) ?? STATUS_RULE,
  };
}
