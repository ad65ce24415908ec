import { type HostRates, readHostRates } from "../values/host-rates.ts";
import { child, type Value } from "../values/value.ts";

/** `staging`: how fast data go between S3 and the hosts that work on them. */
export interface StagingSettings {
  readonly rates: HostRates;
}

/** Reads `staging`. */
export function readStaging(value: Value | undefined): StagingSettings {
  return { rates: readHostRates(child(value, "rate")) };
}
