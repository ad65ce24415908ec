import { formatSize, SIZE } from "./size.ts";
import type { Unit } from "./unit.ts";

/** Bytes a second: `8 MB/s`, `8 MB per second`. */
export const TRANSFER_RATE: Unit = {
  name: "a transfer rate",
  forms: "`8 MB/s` or `500 KB per second`",
  parse: (text) => {
    const match = /^(.+?)\s*(?:\/\s*s(?:ec)?|per\s+second)$/i.exec(text.trim());
    return match === null ? undefined : SIZE.parse(match[1] ?? "");
  },
  format: (bytesPerSecond) => `${formatSize(bytesPerSecond)}/s`,
};
