import { ec2PriceHistory } from "./ec2-price.ts";
import { ec2OnDemandSeenCsv } from "./generated/ec2-on-demand-seen.ts";
import { findRows, textOf } from "./table.ts";

/** Every region of which on-demand prices are known, in alphabetical order. */
export function regions(): string[] {
  return findRows(ec2OnDemandSeenCsv).map((row) => textOf(row, "region"));
}

/** The type of a resource that names none: m1.small, or t2.small in a region that never sold it (1.7). */
export function defaultInstanceType(region: string): string {
  return ec2PriceHistory("m1.small", region).length > 0 ? "m1.small" : "t2.small";
}
