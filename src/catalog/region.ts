import { ec2HistoryCsv } from "./generated/ec2-history.ts";
import { ec2OnDemandCsv } from "./generated/ec2-on-demand.ts";
import { findRows } from "./table.ts";

/** Every region of which on-demand prices are known, in alphabetical order. */
export function regions(): string[] {
  const found: string[] = [];
  for (
    let at = ec2OnDemandCsv.indexOf("\n") + 1;
    at < ec2OnDemandCsv.length;
    at = ec2OnDemandCsv.indexOf("\n", at) + 1
  ) {
    const last = found.at(-1);
    if (last !== undefined && ec2OnDemandCsv.startsWith(`${last},`, at)) continue;
    found.push(ec2OnDemandCsv.slice(at, ec2OnDemandCsv.indexOf(",", at)));
  }
  return found;
}

/** The type of a resource that names none: m1.small, or t2.small in a region that never sold it (1.7). */
export function defaultInstanceType(region: string): string {
  const sold = findRows(ec2OnDemandCsv, region, "m1.small").length + findRows(ec2HistoryCsv, "m1.small", region).length;
  return sold > 0 ? "m1.small" : "t2.small";
}
