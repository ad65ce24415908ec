import type { InstantMs } from "../base/instant.ts";
import { nanoUsdFromUsd } from "../base/money.ts";
import { chooseByDate } from "./dated-row.ts";
import { ec2HistoryCsv } from "./generated/ec2-history.ts";
import { ec2OnDemandCsv } from "./generated/ec2-on-demand.ts";
import { ec2OnDemandSeenCsv } from "./generated/ec2-on-demand-seen.ts";
import type { HourlyPrice, HourlyPriceRow } from "./hourly-price.ts";
import { findRows, numberOf, type Row, requiredNumberOf, textOf } from "./table.ts";

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
  return presentPrices(type, region);
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

/** The one price of a list with a column for each region; none where the cell is empty. */
function presentPrices(type: string, region: string): HourlyPriceRow[] {
  const [row] = findRows(ec2OnDemandCsv, type);
  const [seen] = findRows(ec2OnDemandSeenCsv, region);
  const usd = row !== undefined && seen !== undefined ? numberOf(row, region) : null;
  if (seen === undefined || usd === null) return [];
  return [
    {
      nanoUsdPerHour: nanoUsdFromUsd(usd),
      region,
      effectiveFrom: null,
      firstSeen: textOf(seen, "as_of"),
      lastSeen: textOf(seen, "as_of"),
      evidence: "found",
      effectiveFromEvidence: null,
      source: textOf(seen, "source"),
      note: null,
    },
  ];
}
