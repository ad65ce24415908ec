import type { CheckRow, Measure } from "../experiment/result.ts";
import type { Point } from "./points.ts";

/** What one point of a sweep gave: plain data, a line of JSON. */
export type PointOutcome = Point & (PointResult | PointFailure);

/** A point that was simulated. */
export interface PointResult {
  readonly kind: "result";
  /** How many replications ran. */
  readonly replications: number;
  /** Of every transition of every replication (8.1). */
  readonly eventsDigest: string;
  /** By name, in the order of the names. */
  readonly measures: Readonly<Record<string, Measure>>;
  /** Whether the scenario's conditions hold; absent: it has none. */
  readonly checks?: readonly CheckRow[];
}

/** A point that cannot be simulated; the others go on. */
export interface PointFailure {
  readonly kind: "failure";
  /** Why: the errors of the input as sentences with their places, or what went wrong in the simulation. */
  readonly message: string;
}
