import type { InstantMs } from "../../base/instant.ts";
import type { Result } from "../../experiment/result.ts";

/** When the last thing of the first replication happened; the horizon may be years later. */
export function lastInstant(result: Result): InstantMs {
  let last = result.activationAtMs;
  const see = (instantMs: number | undefined) => {
    if (instantMs !== undefined && instantMs > last) last = instantMs;
  };
  for (const row of result.ec2Instances) {
    see(row.terminatedAtMs ?? row.shuttingDownAtMs ?? row.readyAtMs ?? row.bootedAtMs ?? row.requestedAtMs);
  }
  for (const row of result.resources) see(row.terminatedAtMs ?? row.stoppedAtMs ?? row.shuttingDownAtMs);
  for (const row of result.attempts) see(row.endedAtMs);
  for (const row of result.logs) see(row.publishedAtMs);
  return last;
}
