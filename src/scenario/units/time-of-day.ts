import { HOUR_MS, MINUTE_MS, SECOND_MS } from "../../base/instant.ts";
import type { Unit } from "./unit.ts";

/** A time of the day, UTC, in milliseconds since midnight. */
export const TIME_OF_DAY: Unit = {
  name: "a time of the day",
  forms: "`06:30` or `06:30:15`",
  parse: (text) => {
    const match = /^([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/.exec(text.trim());
    if (match === null) return undefined;
    const [hours = 0, minutes = 0, seconds = 0] = match.slice(1).map((part) => Number(part ?? 0));
    return hours * HOUR_MS + minutes * MINUTE_MS + seconds * SECOND_MS;
  },
  format: (timeMs) => {
    const parts = [timeMs / HOUR_MS, (timeMs % HOUR_MS) / MINUTE_MS, (timeMs % MINUTE_MS) / SECOND_MS];
    return parts.map((part) => String(Math.floor(part)).padStart(2, "0")).join(":");
  },
};
