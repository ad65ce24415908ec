import type { CheckRow } from "../../experiment/result.ts";

/** What several conditions come to: missed where one is, else undecided where one is; undefined without any. */
export function worstVerdict(checks: readonly CheckRow[]): CheckRow["verdict"] | undefined {
  return (["missed", "undecided", "met"] as const).find((word) => checks.some(({ verdict }) => verdict === word));
}
