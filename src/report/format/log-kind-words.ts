import type { LogKind } from "../../model/plan.ts";

/** A log of each kind, in words. */
export const LOG_KIND_WORDS: Readonly<Record<LogKind, string>> = {
  taskRunner: "Task Runner log",
  attempt: "attempt log",
  step: "step log",
  node: "node log",
};
