import type { InstantMs } from "../base/instant.ts";
import { nanoUsdFromUsd } from "../base/money.ts";
import { chooseByDate } from "./dated-row.ts";
import { ec2HistoryCsv } from "./generated/ec2-history.ts";
import { ec2OnDemandCsv } from "./generated/ec2-on-demand.ts";
import type { HourlyPrice, HourlyPriceRow } from "./hourly-price.ts";
import { findRows, type Row, requiredNumberOf, textOf } from "./table.ts";

/**
 * The on-demand price of a Linux instance with shared tenancy on a date; undefined where no price of this type is
 * known in this region at any time.
 */
export function ec2OnDemandPrice(type: string, region: string, dateMs: InstantMs): HourlyPrice | undefined {
  const choice = chooseByDate(ec2PriceHistory(type, region), dateMs);
  return choice && { ...choice.row, fit: choice.fit, note: choice.note ?? choice.row.note };
}

/** Every on-demand price known of a type in a region, in order of time. */
export function ec2PriceHistory(type: string, region: string): HourlyPriceRow[] {
  const history = findRows(ec2HistoryCsv, type, region);
  if (history.length > 0) return history.map(readHistoryRow);
  return findRows(ec2OnDemandCsv, region, type).map(readOnDemandRow);
}

function readHistoryRow(row: Row): HourlyPriceRow {
  const effectiveFrom = textOf(row, "effective_from") || null;
  return {
    nanoUsdPerHour: nanoUsdFromUsd(requiredNumberOf(row, "usd_per_hour")),
    region: textOf(row, "region"),
    effectiveFrom,
    firstSeen: textOf(row, "first_seen"),
    lastSeen: textOf(row, "last_seen"),
    evidence: textOf(row, "evidence"),
    effectiveFromEvidence: effectiveFrom === null ? null : textOf(row, "effective_evidence"),
    source: textOf(row, "source"),
    note: textOf(row, "note") || null,
  };
}

function readOnDemandRow(row: Row): HourlyPriceRow {
  return {
    nanoUsdPerHour: nanoUsdFromUsd(requiredNumberOf(row, "usd_per_hour")),
    region: textOf(row, "region"),
    effectiveFrom: null,
    firstSeen: textOf(row, "as_of"),
    lastSeen: textOf(row, "as_of"),
    evidence: "found",
    effectiveFromEvidence: null,
    source: textOf(row, "source"),
    note: null,
  };
}
