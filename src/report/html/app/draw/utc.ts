import { formatInstant, type InstantMs } from "../../../../base/instant.ts";

/** `2012-11-23 00:03:30 UTC`. */
export function utc(instantMs: InstantMs): string {
  return `${utcSeconds(instantMs)} UTC`;
}

/** `2012-11-23 00:03:30`, where what stands around it says that it is UTC. */
export function utcSeconds(instantMs: InstantMs): string {
  return formatInstant(instantMs).slice(0, 19).replace("T", " ");
}
