import type { QuantileName } from "../../experiment/figure-of-measure.ts";
import type { Measure } from "../../experiment/result.ts";
import type { QuantileInterval } from "../../stats/quantile-interval.ts";

/** What became of a forecast: `stepcast.comparison/1`. */
export interface Comparison {
  readonly format: "stepcast.comparison/1";
  readonly base: ComparedResult;
  readonly head: ComparedResult;
  /** Differences up to this share of the larger figure count as none. */
  readonly tolerance: number;
  /** Why the two cannot be told apart at all, a sentence each; empty: nothing stands against it. */
  readonly obstacles: readonly string[];
  /** In the order in which they were asked for. */
  readonly gates: readonly GateRow[];
  /** The worst first. */
  readonly measures: readonly ComparisonRow[];
}

/** One of the two, and what decides whether they can be compared. */
export interface ComparedResult {
  /** As the user named it. */
  readonly source: string;
  readonly name: string;
  readonly seed: string;
  readonly replications: number;
  readonly modelVersion: string;
  readonly catalogDigest: string;
  readonly scenarioDigest: string;
}

/** Whether a change is one for the better. */
export type Verdict = "worse" | "not comparable" | "better" | "unchanged";

/** Whence an interval comes: from pairs of replications, or from what two results say of each. */
export type DifferenceMethod = "paired" | "Welch" | "Newcombe" | "none";

/** One measure of both, by its mean. */
export interface ComparisonRow {
  readonly measure: string;
  /** Of the head, or of the base where the head has none. */
  readonly unit: Measure["unit"];
  /** Absent: it has none. */
  readonly base?: number;
  readonly head?: number;
  /** `head - base`; absent where one is missing or has another unit. */
  readonly difference?: number;
  /** Share of the base; absent where that is 0. */
  readonly relative?: number;
  /** Of the difference, with 95 % confidence; null where one of both ran once. */
  readonly interval: QuantileInterval | null;
  readonly method: DifferenceMethod;
  readonly verdict: Verdict;
  /** A part of a sentence: why it is so; absent where the figures say it. */
  readonly reason?: string;
}

/** One gate and whether the head passes it. */
export interface GateRow {
  /** As it was written. */
  readonly gate: string;
  readonly measure: string;
  readonly figure: "mean" | QuantileName;
  readonly unit: Measure["unit"];
  readonly base?: number;
  readonly head?: number;
  /** What the figure of the head is held against; absent where there is no base to count from. */
  readonly limit?: number;
  /** Of the figure of the head, or of its difference where the gate is about that; null where nothing is known. */
  readonly interval: QuantileInterval | null;
  /** By the point estimate. */
  readonly verdict: "passed" | "failed";
  /** The limit lies within the interval: more replications may turn the verdict. */
  readonly isDoubtful: boolean;
  /** Why it could not be judged, and fails therefore. */
  readonly reason?: string;
}
