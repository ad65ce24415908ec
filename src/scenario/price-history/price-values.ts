import { type InstantMs, parseInstant } from "../../base/instant.ts";
import { type NanoUsd, nanoUsdFromUsd } from "../../base/money.ts";

/** How a time can be written in a file of prices, for messages. */
export const TIME_FORMS = "a time such as `2014-01-06T07:10:55Z`, or seconds since 1970";

/** How a price can be written in a file of prices, for messages. */
export const PRICE_FORMS = "a price in USD an hour such as `0.087`";

/** No instance ever cost as much. */
const USD_MAX = 10_000;

/** Of a number of 10 digits the seconds since 1970, of 13 the milliseconds. */
const EPOCH = /^(\d{9,10})(\.\d{1,9})?$|^(\d{12,13})$/;

/** ISO 8601 with or without a zone (UTC where there is none), or a count since 1970. */
export function parsePriceTime(text: string): InstantMs | undefined {
  const epoch = EPOCH.exec(text);
  if (epoch !== null) return Math.round(epoch[3] === undefined ? Number(text) * 1000 : Number(text));
  if (text.length > TIME_LENGTH_MAX) return undefined;
  return parseInstant(text) ?? parseZonedTime(text);
}

/** No form of a time is longer. */
const TIME_LENGTH_MAX = 40;

/** With a zone behind it, or microseconds. */
function parseZonedTime(text: string): InstantMs | undefined {
  const match = /^(.+?)\s*(?:([+-])(\d\d):?(\d\d)?|Z|UTC|GMT)?$/i.exec(text);
  const [, stamp = "", sign, hours = "0", minutes = "0"] = match ?? [];
  const local = parseInstant(stamp.replace(/(\.\d{3})\d{1,6}$/, "$1"));
  if (local === undefined || sign === undefined) return local;
  const offsetMs = (Number(hours) * 60 + Number(minutes)) * 60_000;
  return sign === "+" ? local - offsetMs : local + offsetMs;
}

/** `0.087`, `$0.087`, `0.087 USD`, `8.7e-2`: a number that is not negative. */
export function parsePrice(text: string): NanoUsd | undefined {
  const match = /^(?:USD|\$)?\s*(\d{1,6}(?:\.\d{0,15})?|\.\d{1,15})(e-?\d{1,2})?\s*(?:USD|\$)?$/i.exec(text);
  if (match === null) return undefined;
  const usd = Number(`${match[1]}${match[2] ?? ""}`);
  return usd <= USD_MAX ? nanoUsdFromUsd(usd) : undefined;
}

/** `m1.small`, `u-6tb1.metal`. */
export function isInstanceType(text: string): boolean {
  return /^[a-z][a-z\d-]{0,15}\.(?:nano|micro|small|medium|large|metal|x?large|\d+xlarge|metal-\d+xl)$/.test(text);
}

/** `us-east-1b`, `use1-az2`. */
export function isZone(text: string): boolean {
  return /^[a-z]{2}(?:-[a-z]+){1,3}-\d[a-z]$|^[a-z]{2,5}\d-az\d$/.test(text);
}

/** `Linux/UNIX`, `SUSE Linux (Amazon VPC)`, `Windows`. */
export function isProduct(text: string): boolean {
  return /^(?:Linux|SUSE|Red Hat|Windows)/i.test(text);
}
