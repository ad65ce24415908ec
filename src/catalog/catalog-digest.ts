import { dataDigest } from "./generated/digest.ts";

/** SHA-256 of all data files, as 64 hexadecimal digits: two forecasts with the same one rest on the same facts. */
export function catalogDigest(): string {
  return dataDigest;
}
