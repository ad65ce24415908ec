import type { InstantMs } from "../base/instant.ts";
import { invariant } from "../base/invariant.ts";
import { type NanoUsd, nanoUsdFromUsd } from "../base/money.ts";
import { chooseByDate, type Dated, type DateFit } from "./dated-row.ts";
import { otherPricesCsv } from "./generated/other-prices.ts";
import { findRows, type Row, requiredNumberOf, textOf } from "./table.ts";

/** The data file's names of each item, in order of time. */
const ITEMS = {
  "s3-storage": ["s3 standard storage (first TB)", "s3 standard storage (first 50 TB)"],
  "s3-put": ["s3 PUT COPY POST LIST"],
  "s3-get": ["s3 GET and other requests"],
  "ebs-magnetic": ["ebs magnetic storage"],
  "ebs-magnetic-io": ["ebs magnetic I/O"],
  "ebs-gp2": ["ebs gp2 storage"],
  "ebs-gp3": ["ebs gp3 storage"],
  "data-pipeline-low-frequency-activity": ["data pipeline low-frequency activity on AWS"],
  "data-pipeline-low-frequency-precondition": ["data pipeline low-frequency precondition on AWS"],
  "data-pipeline-high-frequency": ["data pipeline high-frequency activity or precondition on AWS"],
  "data-pipeline-low-frequency-on-premises": ["data pipeline low-frequency activity or precondition on premises"],
  "data-pipeline-high-frequency-on-premises": ["data pipeline high-frequency activity or precondition on premises"],
  "data-pipeline-inactive": ["data pipeline inactive pipeline"],
} as const;

/** What is sold besides instances. */
export type OtherPriceItem = keyof typeof ITEMS;

/** A price that is not per instance and hour. */
export interface OtherPriceRow extends Dated {
  readonly item: OtherPriceItem;
  readonly nanoUsd: NanoUsd;
  /** What one costs: "GB-month", "request", "activity-month". */
  readonly unit: string;
  /** "found" in the source or "recalled". */
  readonly evidence: string;
  readonly source: string;
  readonly note: string | null;
}

/** The price that is used for a date. */
export interface OtherPrice extends OtherPriceRow {
  readonly fit: DateFit;
}

/** The price of an item on a date. Only us-east-1 is known; elsewhere its price is taken, and `note` says so. */
export function otherPrice(item: OtherPriceItem, region: string, dateMs: InstantMs): OtherPrice {
  const choice = chooseByDate(otherPriceHistory(item), dateMs);
  invariant(choice !== undefined, `the data file has no price of ${item}`);
  const borrowed = region === "us-east-1" ? null : `the price of us-east-1; that of ${region} is not known`;
  const notes = [borrowed, choice.note, choice.row.note].filter((note) => note !== null);
  return { ...choice.row, fit: choice.fit, note: notes.length === 0 ? null : notes.join("; ") };
}

/** Every price known of an item, in order of time. */
export function otherPriceHistory(item: OtherPriceItem): OtherPriceRow[] {
  return ITEMS[item].flatMap((name) => findRows(otherPricesCsv, name)).map((row) => readRow(item, row));
}

/** A price per 1,000 requests becomes one per request. */
function readRow(item: OtherPriceItem, row: Row): OtherPriceRow {
  const [, count = "1", unit = ""] = /^(?:(\d+) )?(.*?)$/.exec(textOf(row, "unit")) ?? [];
  return {
    item,
    nanoUsd: nanoUsdFromUsd(requiredNumberOf(row, "usd") / Number(count)),
    unit: count === "1" ? unit : unit.replace(/s$/, ""),
    effectiveFrom: null,
    firstSeen: textOf(row, "first_seen") || null,
    lastSeen: textOf(row, "last_seen") || null,
    evidence: textOf(row, "evidence"),
    source: textOf(row, "source"),
    note: textOf(row, "note") || null,
  };
}
