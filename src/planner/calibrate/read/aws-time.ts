import { type InstantMs, MINUTE_MS, parseInstant } from "../../../base/instant.ts";
import { fieldOf, isObject, numberField } from "./json-fields.ts";

/** Above this a number counts milliseconds: as seconds it would be the year 5138. */
const SECONDS_MAX = 1e11;

/**
 * An instant as AWS's tools write it: seconds since 1970 with a fraction (the command line of old), milliseconds, ISO 8601
 * with or without an offset (the command line of today; without one it is UTC), or the parts of a date as recorded
 * answers keep it. Undefined for anything else.
 */
export function awsInstant(value: unknown): InstantMs | undefined {
  if (typeof value === "number") return instantOfNumber(value);
  if (typeof value === "string") return instantOfText(value);
  const date = fieldOf(value, "$date");
  if (date !== undefined) return awsInstant(date);
  return isObject(value) ? instantOfParts(value) : undefined;
}

function instantOfNumber(value: number): InstantMs | undefined {
  if (!Number.isFinite(value) || value <= 0) return undefined;
  const ms = Math.round(value < SECONDS_MAX ? value * 1000 : value);
  return Number.isSafeInteger(ms) && ms < 1e14 ? ms : undefined;
}

const ISO = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)\d*\s*(Z|UTC|[+-]\d\d:?\d\d)?$/;

function instantOfText(text: string): InstantMs | undefined {
  const trimmed = text.trim();
  if (/^\d{9,16}(?:\.\d+)?$/.test(trimmed)) return instantOfNumber(Number(trimmed));
  const match = ISO.exec(trimmed);
  if (match === null) return parseInstant(trimmed);
  const [, day = "", time = "", offset = "Z"] = match;
  const localMs = parseInstant(`${day}T${time}`);
  return localMs === undefined ? undefined : localMs - offsetMs(offset);
}

function offsetMs(offset: string): number {
  const match = /^([+-])(\d\d):?(\d\d)$/.exec(offset);
  if (match === null) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return (match[1] === "-" ? -1 : 1) * minutes * MINUTE_MS;
}

function instantOfParts(value: unknown): InstantMs | undefined {
  const part = (key: string) => numberField(value, key);
  const [year, month, day] = [part("year"), part("month"), part("day")];
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const milliseconds = Math.floor((part("microsecond") ?? 0) / 1000);
  return Date.UTC(year, month - 1, day, part("hour") ?? 0, part("minute") ?? 0, part("second") ?? 0, milliseconds);
}
