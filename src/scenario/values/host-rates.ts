import { TRANSFER_RATE } from "../units/transfer-rate.ts";
import { readPositive } from "./read-quantity.ts";
import { children, type Placed, placed, type Value } from "./value.ts";

/** Bytes a second by instance type or pattern, in the order of the file. */
export type HostRates = readonly (Placed<number> & { readonly pattern: string })[];

/** Hosts of the user's own, among instance types. */
export const USER_MANAGED = "userManaged";

/** A rate alone is every host's. */
export function readHostRates(value: Value | undefined): HostRates {
  if (value === undefined) return [];
  const entries = value.node.kind === "map" ? children(value) : [{ ...value, key: "*" }];
  return entries.flatMap((entry) => {
    const bytesPerSecond = readPositive(entry, TRANSFER_RATE);
    return bytesPerSecond === undefined ? [] : [{ ...placed(entry, bytesPerSecond), pattern: entry.key }];
  });
}
