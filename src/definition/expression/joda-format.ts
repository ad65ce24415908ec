import { DAY_MS, type InstantMs } from "../../base/instant.ts";
import { ExpressionError } from "./expression-error.ts";

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const PATTERN_LENGTH_MAX = 200;

/**
 * Writes an instant as a Joda-Time pattern says: in UTC, with English names, by the ISO calendar.
 * Source: Joda-Time DateTimeFormat, ISOChronology (1.4).
 *
 * @throws ExpressionError EXPRESSION_VALUE for a letter that Joda-Time does not know
 */
export function formatJoda(instantMs: InstantMs, pattern: string): string {
  if (pattern.length > PATTERN_LENGTH_MAX) {
    throw new ExpressionError("EXPRESSION_LIMIT", `A date pattern has more than ${PATTERN_LENGTH_MAX} characters.`);
  }
  const date = new Date(instantMs);
  // A quote without an end quotes the rest of the pattern, as in Joda-Time.
  return pattern.replace(/''|'((?:[^']|'')*)(?:'|$)|([A-Za-z])\2*/g, (matched, quoted: string | undefined) => {
    if (matched === "''") return "'";
    if (quoted !== undefined) return quoted.replaceAll("''", "'");
    return field(matched, date);
  });
}

/** One run of a pattern letter; how often it is repeated says how wide it is. */
function field(run: string, date: Date): string {
  const letter = run[0] ?? "";
  const width = run.length;
  const hour = date.getUTCHours();
  switch (letter) {
    case "G":
      return date.getUTCFullYear() > 0 ? "AD" : "BC";
    case "C":
      return number(Math.floor(Math.abs(date.getUTCFullYear()) / 100), width);
    case "Y":
      return year(Math.abs(date.getUTCFullYear()), width);
    case "y":
      return year(date.getUTCFullYear(), width);
    case "x":
      return year(weekOf(date).weekYear, width);
    case "w":
      return number(weekOf(date).week, width);
    case "e":
      return number(date.getUTCDay() || 7, width);
    case "E":
      return name(WEEKDAYS[date.getUTCDay()] ?? "", width);
    case "D":
      return number(dayOfYear(date), width);
    case "M":
      return width < 3 ? number(date.getUTCMonth() + 1, width) : name(MONTHS[date.getUTCMonth()] ?? "", width);
    case "d":
      return number(date.getUTCDate(), width);
    case "a":
      return hour < 12 ? "AM" : "PM";
    case "K":
      return number(hour % 12, width);
    case "h":
      return number(hour % 12 || 12, width);
    case "H":
      return number(hour, width);
    case "k":
      return number(hour || 24, width);
    case "m":
      return number(date.getUTCMinutes(), width);
    case "s":
      return number(date.getUTCSeconds(), width);
    case "S":
      return number(date.getUTCMilliseconds(), 3).slice(0, width).padEnd(width, "0");
    case "z":
      return width < 4 ? "UTC" : "Coordinated Universal Time";
    case "Z":
      return width === 1 ? "+0000" : width === 2 ? "+00:00" : "UTC";
    default:
      throw new ExpressionError(
        "EXPRESSION_VALUE",
        `A date pattern holds the letter "${letter}", which means nothing.`,
        "Patterns are Joda-Time's, such as 'YYYY-MM-dd HH:mm:ss'; other letters stand in quotes.",
      );
  }
}

/** The day of the year, from 1. */
export function dayOfYear(date: Date): number {
  return Math.floor((date.getTime() - startOfYear(date.getUTCFullYear())) / DAY_MS) + 1;
}

/** ISO 8601: week 1 holds the year's first Thursday, and a week belongs to the year of its Thursday. */
function weekOf(date: Date): { readonly weekYear: number; readonly week: number } {
  const dayOfWeek = date.getUTCDay() || 7;
  const thursday = new Date(date.getTime() + (4 - dayOfWeek) * DAY_MS);
  return { weekYear: thursday.getUTCFullYear(), week: Math.floor((dayOfYear(thursday) - 1) / 7) + 1 };
}

/** `Date.UTC` takes the years 0 to 99 for those of the 20th century. */
function startOfYear(year: number): InstantMs {
  return new Date(Date.UTC(2000, 0, 1)).setUTCFullYear(year);
}

function number(value: number, width: number): string {
  return `${value < 0 ? "-" : ""}${String(Math.abs(value)).padStart(width, "0")}`;
}

/** Two letters are the year of the century; any other number of them is the least number of digits. */
function year(value: number, width: number): string {
  return width === 2 ? number(Math.abs(value) % 100, 2) : number(value, width);
}

function name(full: string, width: number): string {
  return width < 4 ? full.slice(0, 3) : full;
}
