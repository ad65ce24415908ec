import { type Condition, parseCondition } from "../../scenario/sections/conditions.ts";
import { DURATION } from "../../scenario/units/duration.ts";
import { MONEY } from "../../scenario/units/money.ts";
import { PERCENTAGE } from "../../scenario/units/percentage.ts";
import { SIZE } from "../../scenario/units/size.ts";
import { NUMBER_PATTERN, parseNumber } from "../../scenario/units/unit.ts";

/** What a figure may come to: a limit of its own, or so much more or less than the base has. */
export type Gate =
  | { readonly kind: "limit"; readonly text: string; readonly condition: Condition }
  | {
      readonly kind: "change";
      readonly text: string;
      /** With a figure behind it, or without. */
      readonly measure: string;
      /** Share of the base, or USD, milliseconds, bytes, a number. */
      readonly amount: number;
      readonly unit: "share" | "USD" | "ms" | "bytes" | "number";
    };

/** The accepted forms, for messages. */
export const GATE_FORMS =
  "`cost.total.mean +2%`, `latency.pipeline.p95 +5 minutes`, `cost.total -10%` or `cost.total.mean <= 12 USD`";

/** Undefined where the text is no gate. */
export function parseGate(text: string): Gate | undefined {
  const condition = parseCondition(text);
  if (condition !== undefined) return { kind: "limit", text: condition.text, condition };
  const [, measure, sign, size] = /^\s*(.*\S)\s+([+-])\s*([^+\-<>=\s][^+\-<>=]*?)\s*$/s.exec(text) ?? [];
  const amount = size === undefined ? undefined : amountOf(size);
  if (measure === undefined || amount === undefined) return undefined;
  const signed = sign === "-" ? -amount.amount : amount.amount;
  return { kind: "change", text: text.trim(), measure, unit: amount.unit, amount: signed };
}

function amountOf(text: string): Pick<Extract<Gate, { kind: "change" }>, "amount" | "unit"> | undefined {
  const share = PERCENTAGE.parse(text) ?? shareBeyondAll(text);
  if (share !== undefined) return { amount: share, unit: "share" };
  const nanoUsd = MONEY.parse(text);
  if (nanoUsd !== undefined) return { amount: nanoUsd / 1e9, unit: "USD" };
  const ms = DURATION.parse(text);
  if (ms !== undefined) return { amount: ms, unit: "ms" };
  const bytes = SIZE.parse(text);
  if (bytes !== undefined) return { amount: bytes, unit: "bytes" };
  return new RegExp(`^(?:${NUMBER_PATTERN})$`).test(text) ? { amount: parseNumber(text), unit: "number" } : undefined;
}

/** A cost may double: `+150%` is no share of a whole. */
function shareBeyondAll(text: string): number | undefined {
  const [, number] = /^(\d{1,6}(?:\.\d{1,9})?)\s*%$/.exec(text) ?? [];
  return number === undefined ? undefined : Number(number) / 100;
}
