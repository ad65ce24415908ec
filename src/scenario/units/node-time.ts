import { HOUR_MS, MINUTE_MS, SECOND_MS } from "../../base/instant.ts";
import { formatScaled, NUMBER_PATTERN, parseNumber, type Unit } from "./unit.ts";

const UNIT_MS: ReadonlyMap<string, number> = new Map([
  ["second", SECOND_MS],
  ["minute", MINUTE_MS],
  ["hour", HOUR_MS],
]);

const NODE_TIME_PATTERN = new RegExp(String.raw`^(${NUMBER_PATTERN})\s*node[ -]?(second|minute|hour)s?$`, "i");

/** The largest amount of work: a million node-years. */
const NODE_MS_MAX = 1e6 * 365 * 24 * HOUR_MS;

/** Work: the time that one node of the reference type would need for it, in node-milliseconds. */
export const NODE_TIME: Unit = {
  name: "an amount of work",
  forms: "`40 node-hours`, `90 node-minutes` or `30 node-seconds`",
  parse: parseNodeTime,
  format: (nodeMs) => (nodeMs === 0 ? "0 node-seconds" : formatScaled(nodeMs, SCALES)),
};

function parseNodeTime(text: string): number | undefined {
  const match = NODE_TIME_PATTERN.exec(text.trim());
  const unitMs = UNIT_MS.get(match?.[2]?.toLowerCase() ?? "");
  if (match === null || unitMs === undefined) return undefined;
  const nodeMs = parseNumber(match[1] ?? "") * unitMs;
  return nodeMs <= NODE_MS_MAX ? nodeMs : undefined;
}

const SCALES = [
  [HOUR_MS, "node-hours"],
  [MINUTE_MS, "node-minutes"],
  [SECOND_MS, "node-seconds"],
] as const;
