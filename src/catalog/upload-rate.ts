import { findInstanceType, type InstanceType } from "./instance-type.ts";

/** Mbit/s that AWS's words stand for. Assumption: AWS gives no figures; the order of size of published measurements. */
const CLASS_MBPS: ReadonlyMap<string, number> = new Map([
  ["Very Low", 50],
  ["Low", 100],
  ["Low to Moderate", 200],
  ["Moderate", 300],
  ["High", 1000],
]);

/** What S3 takes on one connection, bytes a second. Source: S3 User Guide, performance guidelines (85 to 90 MB/s). */
const CONNECTION_BYTES_PER_SECOND = 85_000_000;

/** The rate at which an instance uploads logs to S3, and what that rests on. */
export interface UploadRate {
  readonly bytesPerSecond: number;
  readonly basis: string;
}

/** Half of the network's rate, the rest being left to the work, and at most one connection's; undefined for an unknown type. */
export function uploadRate(type: string): UploadRate | undefined {
  const found = findInstanceType(type);
  if (found === undefined) return undefined;
  const { mbps, basis } = networkRate(found);
  const bytesPerSecond = Math.min((mbps * 1_000_000) / 8 / 2, CONNECTION_BYTES_PER_SECOND);
  return { bytesPerSecond, basis: `half of ${mbps} Mbit/s (${basis}), at most 85 MB/s` };
}

function networkRate(found: InstanceType): { mbps: number; basis: string } {
  if (found.networkBaselineGbps !== null) return { mbps: found.networkBaselineGbps * 1000, basis: "network baseline" };
  const mbps = CLASS_MBPS.get(found.networkClass);
  if (mbps !== undefined) return { mbps, basis: `network class ${found.networkClass}` };
  const [, peakGbps = "1"] = /(\d+(?:\.\d+)?)/.exec(found.networkClass) ?? [];
  return { mbps: (Number(peakGbps) * 1000) / 4, basis: `a quarter of "${found.networkClass}"` };
}
