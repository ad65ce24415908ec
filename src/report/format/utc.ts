import { formatInstant, type InstantMs, SECOND_MS } from "../../base/instant.ts";

/** `2012-11-23 00:03:30 UTC`, to the nearest second. */
export function formatUtc(instantMs: InstantMs): string {
  return `${formatUtcSeconds(instantMs)} UTC`;
}

/** `2012-11-23 00:03:30`, where what stands around it says that it is UTC. */
export function formatUtcSeconds(instantMs: InstantMs): string {
  return formatInstant(Math.round(instantMs / SECOND_MS) * SECOND_MS)
    .slice(0, 19)
    .replace("T", " ");
}
