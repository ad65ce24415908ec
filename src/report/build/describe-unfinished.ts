import type { UnfinishedRow } from "../../experiment/result.ts";
import { formatCount, formatCounted } from "../format/count.ts";

/** `3 instances did not finish, 1 finished late, 12 were never created`: what a list of them holds, in words. */
export function describeUnfinished(rows: readonly UnfinishedRow[]): string {
  const counts = { open: 0, late: 0, unlaunched: 0, uncreated: 0 };
  for (const row of rows) counts[kindOf(row)] += row.count ?? 1;
  const parts = [
    { count: counts.open, words: "did not finish" },
    { count: counts.late, words: "finished late" },
    { count: counts.unlaunched, words: `${counts.unlaunched === 1 ? "was" : "were"} never launched` },
    { count: counts.uncreated, words: `${counts.uncreated === 1 ? "was" : "were"} never created` },
  ].filter(({ count }) => count > 0);
  return parts
    .map(({ count, words }, index) => `${index === 0 ? formatCounted(count, "instance") : formatCount(count)} ${words}`)
    .join(", ");
}

function kindOf({ status, lateAtMs }: UnfinishedRow): "open" | "late" | "unlaunched" | "uncreated" {
  if (status === "not created") return "uncreated";
  if (status !== "FINISHED") return "open";
  return lateAtMs === undefined ? "unlaunched" : "late";
}
