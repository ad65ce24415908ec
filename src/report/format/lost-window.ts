import type { LogGroup } from "../view.ts";
import { formatBytes } from "./bytes.ts";
import { formatUtc, formatUtcSeconds } from "./utc.ts";

/** `; 140 kB, written from 2012-11-23 00:12:40 to 00:15:00 UTC`: how much was lost, and when it was written (6.5). */
export function lostWindow({ lost }: LogGroup): string {
  if (lost === undefined) return "";
  const { bytes, fromMs, toMs } = lost;
  const from = formatUtcSeconds(fromMs);
  const to = formatUtc(toMs);
  const [day] = from.split(" ");
  const until = to.startsWith(`${day} `) ? to.slice(`${day} `.length) : to;
  return `; ${formatBytes(bytes)}, written from ${from} to ${until}`;
}
