import { parseInstant } from "../../base/instant.ts";
import { parsePeriod } from "../../base/period.ts";
import type { FieldType } from "../object-types/field-type.ts";
import { nearestName } from "./nearest-names.ts";
import { placeholdersIn } from "./placeholder.ts";

/** Numbers past this are typing mistakes: no account has so many of anything. */
const INTEGER_MAX = 1_000_000;

/** Reads a whole number from 0, written as a number or a text (1.6). */
export function parseInteger(text: string): number | undefined {
  const value = /^\d{1,7}$/.test(text.trim()) ? Number(text) : undefined;
  return value !== undefined && value <= INTEGER_MAX ? value : undefined;
}

/** Reads a number of 0 or more, whole or with a fraction. */
export function parseDecimal(text: string): number | undefined {
  return /^\d{1,15}(\.\d{1,15})?$|^\.\d{1,15}$/.test(text.trim()) ? Number(text) : undefined;
}

/** `true` and `false` in any case (1.6). */
export function parseBoolean(text: string): boolean | undefined {
  const word = text.trim().toLowerCase();
  return word === "true" ? true : word === "false" ? false : undefined;
}

/** The word of an enumeration as the guide spells it, whatever case it was written in (1.6). */
export function parseWord(text: string, words: readonly string[]): string | undefined {
  const written = text.trim().toLowerCase();
  return words.find((word) => word.toLowerCase() === written);
}

/** What is wrong with a text for a field of this type: what was expected, and a hint; undefined when it is right. */
export function refuseText(
  type: FieldType,
  text: string,
): { readonly expected: string; readonly hint?: string } | undefined {
  switch (type.kind) {
    case "text":
    case "reference":
      return undefined;
    case "name":
      return text.trim() === "" || placeholdersIn(text).length > 0 ? { expected: "a name" } : undefined;
    case "integer":
      return isWithin(parseInteger(text), type) ? undefined : { expected: `a whole number${range(type)}` };
    case "decimal":
      return isWithin(parseDecimal(text), type) ? undefined : { expected: `a number${range(type)}` };
    case "boolean":
      return parseBoolean(text) === undefined ? { expected: "true or false" } : undefined;
    case "period":
      if (parseWord(text, type.words ?? []) !== undefined) return undefined;
      return (parsePeriod(text)?.count ?? 0) > 0 ? undefined : { expected: "a period", hint: PERIOD_HINT };
    case "instant":
      return parseInstant(text) === undefined ? { expected: "a time in UTC", hint: INSTANT_HINT } : undefined;
    case "enumeration":
      return refuseWord(text, type.words ?? []);
  }
}

const PERIOD_HINT = 'Write "15 minutes", "1 hour", "2 days", "1 week", "3 months" or "1 year".';
const INSTANT_HINT = 'Write "2012-11-23T00:00:00".';

function refuseWord(
  text: string,
  words: readonly string[],
): { readonly expected: string; readonly hint?: string } | undefined {
  if (parseWord(text, words) !== undefined) return undefined;
  const expected = words.length === 1 ? `"${words[0]}"` : `one of ${words.join(", ")}`;
  const nearest = nearestName(text, words);
  return nearest === undefined ? { expected } : { expected, hint: `Did you mean "${nearest}"?` };
}

function isWithin(value: number | undefined, { min = 0, max = INTEGER_MAX }: FieldType): boolean {
  return value !== undefined && value >= min && value <= max;
}

function range({ min = 0, max }: FieldType): string {
  return ` from ${min} to ${max ?? "1,000,000"}`;
}
