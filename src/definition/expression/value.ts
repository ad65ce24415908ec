import { formatInstantAsAws, type InstantMs, parseInstant } from "../../base/instant.ts";
import { ExpressionError } from "./expression-error.ts";

/** What an expression evaluates to. */
export type Value = ScalarValue | ListValue | UnknownValue;

/** One value, no list. */
export type ScalarValue = NumberValue | TextValue | InstantValue;

/** A number; two integers divide to an integer. */
export interface NumberValue {
  readonly kind: "integer" | "decimal";
  readonly value: number;
  /** As it was written, where it was: "1.50". */
  readonly text: string;
}

/** A text that is no number and no date, or was written in quotes. */
export interface TextValue {
  readonly kind: "text";
  readonly text: string;
}

/** A date and time in UTC. */
export interface InstantValue {
  readonly kind: "instant";
  readonly instantMs: InstantMs;
}

/** Flat: a list in a list becomes part of it. Source: DG Expressions, Lists. */
export interface ListValue {
  readonly kind: "list";
  readonly items: readonly ScalarValue[];
}

/** Only known while the pipeline runs: it needs these fields. */
export interface UnknownValue {
  readonly kind: "unknown";
  readonly fields: readonly string[];
}

/** More than AWS allows a field (10,240 bytes), with room for texts made of several. */
const TEXT_LENGTH_MAX = 20_000;
const LIST_LENGTH_MAX = 1_000;

/** The years that AWS writes with four digits. */
const INSTANT_MIN_MS = Date.parse("0001-01-01T00:00:00Z");
const INSTANT_MAX_MS = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** @throws ExpressionError EXPRESSION_LIMIT */
export function textValue(text: string): TextValue {
  if (text.length > TEXT_LENGTH_MAX) {
    throw new ExpressionError("EXPRESSION_LIMIT", `An expression gives more than ${TEXT_LENGTH_MAX} characters.`);
  }
  return { kind: "text", text };
}

/** @throws ExpressionError EXPRESSION_LIMIT */
export function integerValue(value: number): NumberValue {
  if (!Number.isSafeInteger(value)) throw new ExpressionError("EXPRESSION_LIMIT", "An integer is too large.");
  // Zero has no sign among integers: -0 is written 0.
  return { kind: "integer", value: value + 0, text: String(value + 0) };
}

/** Whole numbers are written with `.0`. Source: DG Mathematical Functions (`2 ^ 2` is `4.0`). */
export function decimalValue(value: number): NumberValue {
  if (!Number.isFinite(value)) throw new ExpressionError("EXPRESSION_LIMIT", "A number is too large.");
  const text = String(value);
  return { kind: "decimal", value, text: Number.isInteger(value) && !text.includes("e") ? `${text}.0` : text };
}

/** @throws ExpressionError EXPRESSION_LIMIT */
export function instantValue(instantMs: InstantMs): InstantValue {
  if (!(instantMs >= INSTANT_MIN_MS && instantMs <= INSTANT_MAX_MS)) {
    throw new ExpressionError("EXPRESSION_LIMIT", "A date lies outside the years 1 to 9999.");
  }
  return { kind: "instant", instantMs };
}

/** Flattens; unknown as soon as one of the values is. */
export function listValue(values: readonly Value[]): ListValue | UnknownValue {
  const unknown = values.filter((value) => value.kind === "unknown");
  if (unknown.length > 0) return unknownValue(unknown.flatMap(({ fields }) => fields));
  const items = values.flatMap((value) =>
    value.kind === "list" ? value.items : value.kind === "unknown" ? [] : [value],
  );
  if (items.length > LIST_LENGTH_MAX) {
    throw new ExpressionError("EXPRESSION_LIMIT", `An expression gives a list of more than ${LIST_LENGTH_MAX} values.`);
  }
  return { kind: "list", items };
}

/** Unknown until run time, each missing field named once. */
export function unknownValue(fields: readonly string[]): UnknownValue {
  return { kind: "unknown", fields: Array.from(new Set(fields)) };
}

/** The value of a text that a field or parameter holds: numbers are written as texts in definitions (1.6). */
export function scalarFromText(text: string): ScalarValue {
  if (!/^-?(0|[1-9]\d*)(\.\d+)?$/.test(text)) return textValue(text);
  const value = Number(text);
  if (text.includes(".")) return { kind: "decimal", value, text };
  return Number.isSafeInteger(value) ? { kind: "integer", value, text } : textValue(text);
}

/** A value as it is written into a text; dates as AWS writes them. */
export function textOf(value: ScalarValue): string {
  return value.kind === "instant" ? formatInstantAsAws(value.instantMs) : value.text;
}

/** An instant, or a text that is one. */
export function instantOf(value: ScalarValue): InstantMs | undefined {
  return value.kind === "instant" ? value.instantMs : parseInstant(value.text);
}
