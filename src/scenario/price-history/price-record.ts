import type { InstantMs } from "../../base/instant.ts";
import type { NanoUsd } from "../../base/money.ts";
import type { ProblemDetails } from "../source/problems.ts";

/** Where a record stands in its file; lines and columns count from 1. */
export interface RecordPlace {
  readonly line: number;
  readonly column: number;
}

/** From when a Spot price held, and of what, as far as the file says. */
export interface PriceRecord {
  readonly timeMs: InstantMs;
  readonly priceNanoUsd: NanoUsd;
  readonly instanceType?: string;
  readonly zone?: string;
  /** `Linux/UNIX`. */
  readonly product?: string;
  readonly place: RecordPlace;
}

/** What a record says, in the words of the file's columns or keys. */
export type PriceField = "time" | "price" | "type" | "zone" | "product";

/** A file of prices as a scenario names it. */
export interface PriceSource {
  readonly file: string;
  /** Headers of columns whose names are not known; for tables. */
  readonly columns?: ReadonlyMap<PriceField, string>;
}

/** Takes what is wrong with a file. */
export type RefuseRecord = (place: RecordPlace, message: string, details?: ProblemDetails) => void;
