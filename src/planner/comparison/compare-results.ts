import type { Result } from "../../experiment/result.ts";
import { compareMeasure } from "./compare-measure.ts";
import type { ComparedResult, Comparison, ComparisonRow, Verdict } from "./comparison.ts";
import { judgeGate } from "./gate.ts";
import type { PairedMeans } from "./paired-means.ts";
import type { Gate } from "./parse-gate.ts";

/** Smaller differences are none: a thousandth is nobody's concern, however sure. */
export const DEFAULT_TOLERANCE = 0.001;

/** A result and how the user named it. */
export interface NamedResult {
  readonly source: string;
  readonly result: Result;
}

/** What two results may differ in and still be compared. */
export type Despite = "seed" | "model" | "catalog";

/** How two results are compared. */
export interface ComparisonOptions {
  readonly base: NamedResult;
  readonly head: NamedResult;
  /** What both observed in each replication, where both were run here; absent: only what the results say is known. */
  readonly pairs?: PairedMeans;
  readonly gates?: readonly Gate[];
  readonly tolerance?: number;
  /** What is known to differ, and accepted. */
  readonly despite?: readonly Despite[];
}

/**
 * Compares two results measure by measure.
 *
 * @throws GateError for a gate that neither of both can be held against
 */
export function compareResults(options: ComparisonOptions): Comparison {
  const { base, head, pairs, gates = [], tolerance = DEFAULT_TOLERANCE, despite = [] } = options;
  const obstacles = obstaclesBetween(base.result, head.result, despite);
  const [before, after] = [measuresOf(base.result), measuresOf(head.result)];
  const rows = [...new Set([...before.keys(), ...after.keys()])].map((measure) => {
    const pair = pairs?.of(measure);
    return compareMeasure({
      measure,
      base: before.get(measure),
      head: after.get(measure),
      tolerance,
      obstacles,
      ...(pair === undefined ? {} : { pair }),
    });
  });
  const byName = new Map(rows.map((row) => [row.measure, row]));
  const checks = head.result.checks ?? [];
  return {
    format: "stepcast.comparison/1",
    base: comparedResult(base),
    head: comparedResult(head),
    tolerance,
    obstacles,
    gates: gates.map((gate) => judgeGate(gate, { before, after, rows: byName, obstacles, checks })),
    measures: rows.sort(worstFirst),
  };
}

function measuresOf({ measures }: Result): Map<string, Result["measures"][string]> {
  return new Map(Object.entries(measures));
}

function comparedResult({ source, result }: NamedResult): ComparedResult {
  const { name, seed, replications, certificate } = result;
  const { modelVersion, catalogDigest, scenarioDigest } = certificate;
  return { source, name, seed, replications, modelVersion, catalogDigest, scenarioDigest };
}

function obstaclesBetween(base: Result, head: Result, despite: readonly Despite[]): string[] {
  const [before, after] = [base.certificate, head.certificate];
  const found: { readonly kind: Despite; readonly isOther: boolean; readonly words: string }[] = [
    { kind: "seed", isOther: base.seed !== head.seed, words: `other seed (${base.seed}, now ${head.seed})` },
    {
      kind: "model",
      isOther: before.modelVersion !== after.modelVersion,
      words: `other version of the model (${before.modelVersion}, now ${after.modelVersion})`,
    },
    {
      kind: "catalog",
      isOther: before.catalogDigest !== after.catalogDigest,
      words: "other catalog of prices and instance types",
    },
  ];
  return found.flatMap(({ kind, isOther, words }) => (isOther && !despite.includes(kind) ? [words] : []));
}

const RANKS: Readonly<Record<Verdict, number>> = { worse: 0, "not comparable": 1, better: 2, unchanged: 3 };

/** What came out of nothing is further off than any share. */
function worstFirst(a: ComparisonRow, b: ComparisonRow): number {
  const rank = RANKS[a.verdict] - RANKS[b.verdict];
  if (rank !== 0) return rank;
  const [one, other] = [sizeOf(a), sizeOf(b)];
  if (one !== other) return one > other ? -1 : 1;
  return a.measure < b.measure ? -1 : a.measure > b.measure ? 1 : 0;
}

function sizeOf({ difference, relative }: ComparisonRow): number {
  if (relative !== undefined) return Math.abs(relative);
  return difference === 0 ? 0 : Number.POSITIVE_INFINITY;
}
