import { type NanoUsd, nanoUsdFromUsd } from "../base/money.ts";
import { spotStatsCsv } from "./generated/spot-stats.ts";
import { findRows, type Row, requiredNumberOf, textOf } from "./table.ts";

/** A Spot market that was watched for weeks: time-weighted statistics of its price per instance and hour. */
export interface SpotStatistics {
  /** `us-east-1b`; letters differ between accounts. */
  readonly availabilityZone: string;
  /** First and last day, `YYYY-MM-DD`. */
  readonly from: string;
  readonly to: string;
  readonly priceChanges: number;
  readonly changesPerDay: number;
  /** Of that time. */
  readonly onDemandNanoUsd: NanoUsd;
  readonly meanNanoUsd: NanoUsd;
  readonly p05NanoUsd: NanoUsd;
  readonly medianNanoUsd: NanoUsd;
  readonly p95NanoUsd: NanoUsd;
  readonly p99NanoUsd: NanoUsd;
  readonly minNanoUsd: NanoUsd;
  readonly maxNanoUsd: NanoUsd;
  /** Share of the time, 0 to 1. */
  readonly timeAboveOnDemand: number;
  /** Upward crossings of the on-demand price. */
  readonly risesAboveOnDemandPer30Days: number;
  readonly source: string;
}

/** The Spot markets known of a type, zones in alphabetical order; none for most types. */
export function spotStatistics(type: string): SpotStatistics[] {
  return findRows(spotStatsCsv, type).map(readRow);
}

function readRow(row: Row): SpotStatistics {
  const price = (column: string) => nanoUsdFromUsd(requiredNumberOf(row, column));
  return {
    availabilityZone: textOf(row, "az"),
    from: textOf(row, "from"),
    to: textOf(row, "to"),
    priceChanges: requiredNumberOf(row, "price_changes"),
    changesPerDay: requiredNumberOf(row, "changes_per_day"),
    onDemandNanoUsd: price("on_demand"),
    meanNanoUsd: price("mean"),
    p05NanoUsd: price("p05"),
    medianNanoUsd: price("median"),
    p95NanoUsd: price("p95"),
    p99NanoUsd: price("p99"),
    minNanoUsd: price("min"),
    maxNanoUsd: price("max"),
    timeAboveOnDemand: requiredNumberOf(row, "time_above_on_demand"),
    risesAboveOnDemandPer30Days: requiredNumberOf(row, "rises_above_on_demand_per_30d"),
    source: textOf(row, "source"),
  };
}
