import type { NanoUsd } from "../base/money.ts";
import type { Dated, DateFit } from "./dated-row.ts";

/** A price per instance and hour, with what is known of its time. */
export interface HourlyPriceRow extends Dated {
  readonly nanoUsdPerHour: NanoUsd;
  /** As the data file has it: `us-east-1`, `commercial`. */
  readonly region: string;
  /** "found" in the source, "recalled", "secondary" (a table in a public tool), "inferred" by a rule. */
  readonly evidence: string;
  /** The same of `effectiveFrom`; null where that is not known. */
  readonly effectiveFromEvidence: string | null;
  /** Codes that `sourcesOf` explains. */
  readonly source: string;
  readonly note: string | null;
}

/** The price that is used for a date. */
export interface HourlyPrice extends HourlyPriceRow {
  readonly fit: DateFit;
}
