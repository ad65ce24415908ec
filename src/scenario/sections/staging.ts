import { TRANSFER_RATE } from "../units/transfer-rate.ts";
import { readPositive } from "../values/read-quantity.ts";
import { child, children, type Placed, placed, type Value } from "../values/value.ts";

/** `staging`: how fast data go between S3 and the hosts that work on them. */
export interface StagingSettings {
  /** Bytes a second by instance type or pattern, in the order of the file; a rate alone is every host's. */
  readonly rates: readonly (Placed<number> & { readonly pattern: string })[];
}

/** Reads `staging`. */
export function readStaging(value: Value | undefined): StagingSettings {
  const rate = child(value, "rate");
  const entries = rate?.node.kind === "map" ? children(rate) : rate === undefined ? [] : [{ ...rate, key: "*" }];
  return {
    rates: entries.flatMap((entry) => {
      const bytesPerSecond = readPositive(entry, TRANSFER_RATE);
      return bytesPerSecond === undefined ? [] : [{ ...placed(entry, bytesPerSecond), pattern: entry.key }];
    }),
  };
}
