import { formatInstant, type InstantMs } from "../../../../base/instant.ts";

/** `2012-11-23 00:03:30 UTC`. */
export function utc(instantMs: InstantMs): string {
  return `${formatInstant(instantMs).slice(0, 19).replace("T", " ")} UTC`;
}
