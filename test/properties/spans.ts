import type { Recorded } from "../model/run-plan.ts";

/** A stretch of time, the end excluded. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
  /** How much it counts for; absent: 1. */
  readonly weight?: number;
}

/**
 * When a thread held an attempt: where its Task Runner died, its log ends then, and the service takes it for running
 * until nothing has been heard of it for so long (4.4).
 */
export function threadSpanOf(
  { logs }: Pick<Recorded, "logs">,
  { attemptId, startedAtMs, endedAtMs }: Recorded["attempts"][number],
): Span {
  const log = logs.find(({ kind, writerId }) => kind === "attempt" && writerId === attemptId);
  return { fromMs: startedAtMs, toMs: log?.writtenToAtMs ?? endedAtMs };
}

/** The most that is open at one time. */
export function mostAtATime(spans: readonly Span[]): number {
  const changes = spans
    .filter(({ fromMs, toMs }) => fromMs < toMs)
    .flatMap(({ fromMs, toMs, weight = 1 }) => [
      { atMs: fromMs, change: weight },
      { atMs: toMs, change: -weight },
    ])
    .sort((a, b) => a.atMs - b.atMs || a.change - b.change);
  let most = 0;
  let open = 0;
  for (const { change } of changes) {
    open += change;
    most = Math.max(most, open);
  }
  return most;
}

/** How long at least one is open. */
export function lengthOfUnion(spans: readonly Span[]): number {
  let lengthMs = 0;
  let coveredToMs = Number.NEGATIVE_INFINITY;
  for (const { fromMs, toMs } of [...spans].sort((a, b) => a.fromMs - b.fromMs)) {
    lengthMs += Math.max(0, toMs - Math.max(fromMs, coveredToMs));
    coveredToMs = Math.max(coveredToMs, toMs);
  }
  return lengthMs;
}

/** Rows by a key, in the order in which they came. */
export function groupBy<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return groups;
}
