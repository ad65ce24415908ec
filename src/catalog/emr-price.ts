import type { InstantMs } from "../base/instant.ts";
import { nanoUsdFromUsd } from "../base/money.ts";
import { chooseByDate } from "./dated-row.ts";
import { emrSurchargeCsv } from "./generated/emr-surcharge.ts";
import type { HourlyPrice, HourlyPriceRow } from "./hourly-price.ts";
import { findRows, type Row, requiredNumberOf, textOf } from "./table.ts";

/**
 * What EMR adds per instance and hour on a date; undefined where EMR is not known to offer the type. One price holds in
 * all commercial regions unless the data say otherwise; a GovCloud region without its own borrows the other's, then
 * the commercial one.
 */
export function emrSurcharge(type: string, region: string, dateMs: InstantMs): HourlyPrice | undefined {
  const rows = emrPriceHistory(type);
  for (const list of listsFor(region)) {
    const choice = chooseByDate(
      rows.filter((row) => row.region === list),
      dateMs,
    );
    if (choice === undefined) continue;
    const borrowed =
      isGovCloud(region) && list !== region ? `the price of ${list}; that of ${region} is not known` : "";
    const note = [borrowed, choice.note ?? ""].filter((part) => part !== "").join("; ");
    return { ...choice.row, fit: choice.fit, note: note === "" ? null : note };
  }
  return undefined;
}

/** Every EMR price known of a type, region lists one after another, each in order of time. */
export function emrPriceHistory(type: string): HourlyPriceRow[] {
  return findRows(emrSurchargeCsv, type).map(readRow);
}

/** The price lists that hold in a region, the closest first. */
function listsFor(region: string): string[] {
  return isGovCloud(region) ? [region, "us-gov-west-1", "commercial"] : [region, "commercial"];
}

function isGovCloud(region: string): boolean {
  return region.startsWith("us-gov-");
}

function readRow(row: Row): HourlyPriceRow {
  const basis = textOf(row, "basis");
  const effectiveFrom = textOf(row, "effective_from") || null;
  return {
    nanoUsdPerHour: nanoUsdFromUsd(requiredNumberOf(row, "usd_per_hour")),
    region: textOf(row, "region"),
    effectiveFrom,
    firstSeen: textOf(row, "first_seen") || null,
    lastSeen: textOf(row, "last_seen") || null,
    evidence: basis === "sourced" ? "found" : basis,
    effectiveFromEvidence: effectiveFrom === null ? null : textOf(row, "effective_evidence"),
    source: textOf(row, "source"),
    note: null,
  };
}
